import type { DeclarationKind } from '../model/policy.ts';

/** The predicates whose second argument is a role, a permission or a relation of the resource by the language's own meaning, and what it is. */
export const slotKinds: ReadonlyMap<string, DeclarationKind> = new Map([
  ['has_role', 'role'],
  ['has_permission', 'permission'],
  ['has_relation', 'relation'],
  ['allow', 'permission'],
  ['allow_field', 'permission'],
]);
