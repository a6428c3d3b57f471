import type { DeclarationKind } from '../model/policy.ts';
import { termKind, termPredicates } from './term-uses.ts';

/**
 * The predicates whose second argument is a role, a permission or a relation of the resource by the language's own meaning, and what it is. `allow_field`
 * names one of four arguments, so that checks of three (`termUse`) leave it out.
 */
export const slotKinds: ReadonlyMap<string, DeclarationKind> = new Map([
  ...termPredicates.map((name) => [name, termKind(name)!] as const),
  ['allow_field', 'permission'],
]);
