import type { Call, Node, PolarNode } from '@polar-tools/language';
import type { FactSignature } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { walk } from '../model/walk.ts';
import { scopeOf, typeOf } from './variable-types.ts';

/** The forms with so many arguments that `declare` gives a fact which no rule derives: what a call of it gives its variables. */
export function declaredForms(policy: Snapshot, name: string, arity: number): readonly FactSignature[] {
  if (policy.predicates.get(name) !== undefined) return [];
  return (policy.declaredSignatures.get(name) ?? []).filter(({ types }) => types.length === arity);
}

/**
 * The type of an expression of Cloud (`typeOf`), or where nothing in its rule says it, the one that a variable has as an argument of a fact that is
 * declared in one form.
 */
export function typeByFacts(policy: Snapshot, node: Node): string | undefined {
  const known = typeOf(policy, node);
  const variable = node as PolarNode;
  if (known !== undefined || policy.declaredSignatures.size === 0 || variable.$type !== 'Variable') return known;
  const calls: Call[] = [];
  walk(scopeOf(variable), (each) => {
    if (each.$type === 'Call') calls.push(each);
    return each.$type !== 'Not' && each.$type !== 'Or';
  });
  for (const { name, arguments: values } of calls) {
    const at = values.findIndex((value) => value.$type === 'Variable' && value.name === variable.name);
    const [form, ...others] = at < 0 ? [] : declaredForms(policy, name.text, values.length);
    if (form !== undefined && others.length === 0) return form.types[at];
  }
  return undefined;
}
