import { type DeclarationKind, nearestOf, type Policy, supertypesOf } from '@polar-tools/policy';
import type { FactStore } from '../../facts/fact-store.ts';
import type { FactPattern } from '../../facts/value.ts';

const kinds: Readonly<Record<string, DeclarationKind>> = {
  allow: 'permission',
  has_permission: 'permission',
  has_role: 'role',
  has_relation: 'relation',
};

/** The roles, permissions or relations that the block declares of which a call may name one, for a call of their predicates; undefined for any other call. */
export function declaredFor(
  { blocks }: Policy,
  { predicate, arguments: values }: FactPattern,
):
  | { readonly kind: DeclarationKind; readonly type: string | undefined; readonly names: readonly string[] }
  | undefined {
  const kind = Object.hasOwn(kinds, predicate) ? kinds[predicate] : undefined;
  if (kind === undefined || values.length < 2 || values.length > 3) return undefined;
  const [first, , last] = values;
  const type = last === undefined ? 'global' : kind === 'relation' ? first!.type : last.type;
  if (type !== undefined && !blocks.has(type)) return undefined;
  const declared = type === undefined ? [...blocks.keys()] : [type, ...supertypesOf(blocks, type)];
  const names = declared
    .flatMap((each) => [...(blocks.get(each)?.names.values() ?? [])])
    .filter((one) => one.kind === kind);
  return { kind, type, names: names.map(({ name }) => name) };
}

/**
 * Says of a call that is asked that it names a role, permission or relation which its type does not declare and nothing gives: most likely it is
 * misspelt, and its answer, that there is none, says nothing. Undefined for any other.
 */
export function undeclaredNote(policy: Policy, asked: FactPattern | undefined, facts: FactStore): string | undefined {
  const term = asked?.arguments[1];
  const declared = asked === undefined ? undefined : declaredFor(policy, asked);
  if (asked === undefined || declared === undefined || term?.type !== 'String' || term.id === undefined)
    return undefined;
  const { id: name } = term;
  const { kind, type, names } = declared;
  if (names.length === 0 || names.includes(name)) return undefined;
  const givers = asked.predicate === 'allow' ? ['allow', 'has_permission'] : [asked.predicate];
  if (givers.some((giver) => mayGive(giver, name, policy, facts))) return undefined;
  const meant = nearestOf(name, names);
  const whose =
    type === undefined
      ? 'No type declares a'
      : type === 'global'
        ? 'The global block declares no'
        : `${type} declares no`;
  const advice = meant === undefined ? 'Ask for one that it has.' : `Did you mean "${meant}"?`;
  return `note: ${whose} ${kind} "${name}", and nothing else gives one. ${advice}`;
}

/** Whether a rule that is written out, or a fact, may give a name that no block declares. */
function mayGive(predicate: string, name: string, { predicates }: Policy, facts: FactStore): boolean {
  for (const { rule, shorthand } of predicates.get(predicate)?.clauses ?? []) {
    if (shorthand !== undefined) continue;
    const value = rule.parameters[1]?.value;
    if (value?.$type !== 'StringLiteral' || value.value === name) return true;
  }
  for (const { arguments: values } of facts.facts(predicate)) if (values[1]?.id === name) return true;
  return false;
}
