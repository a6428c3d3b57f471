import type { Expression, Parameter, PolarNode, StringLiteral } from '@polar-tools/language';
import type { FileModel } from '../model/file-model.ts';
import type { DeclarationKind, Dialect } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { StatementModel } from '../model/statement-model.ts';
import { unwrap } from '../model/walk.ts';

/** Where a role, permission or relation is named outside of the blocks: as the second argument of `has_role` and the like. */
export interface TermUse {
  readonly predicate: string;
  /** What the predicate's second argument names. */
  readonly as: DeclarationKind;
  readonly string: StringLiteral;
  readonly part: 'head' | 'call' | 'fact' | 'assertion';
  readonly node: PolarNode;
  /** The argument whose type declares the name; undefined for one without a resource: Cloud's global roles and permissions. */
  readonly of: Expression | Parameter | undefined;
  /** The argument on the other side: the actor, or what a relation leads to. */
  readonly other: Expression | Parameter;
}

const kinds: Readonly<Record<string, DeclarationKind>> = {
  has_role: 'role',
  has_permission: 'permission',
  has_relation: 'relation',
  allow: 'permission',
};

/** The predicates whose second argument names something that blocks declare. */
export const termPredicates: readonly string[] = Object.keys(kinds);

/** What the second argument of a predicate names, if it is one of those. */
export const termKind = (predicate: string): DeclarationKind | undefined =>
  Object.hasOwn(kinds, predicate) ? kinds[predicate] : undefined;

/** What a head, call, fact or assertion names, if it is one of such a predicate and its second argument is a string. */
export function termUse(node: PolarNode, dialect: Dialect): TermUse | undefined {
  switch (node.$type) {
    case 'Rule':
      return useOf(node, 'head', node.name.text, node.parameters, dialect);
    case 'Assertion':
      return useOf(node, 'assertion', node.name.text, node.parameters, dialect);
    case 'Call':
      return node.keywords.length > 0 ? undefined : useOf(node, 'call', node.name.text, node.arguments, dialect);
    case 'Fact':
      return useOf(node, 'fact', node.name.text, node.arguments, dialect);
    default:
      return undefined;
  }
}

function useOf(
  node: PolarNode,
  part: TermUse['part'],
  predicate: string,
  values: readonly (Expression | Parameter)[],
  dialect: Dialect,
): TermUse | undefined {
  const as = termKind(predicate);
  if (as === undefined || values.length < 2 || values.length > 3) return undefined;
  const string = argumentValue(values[1]!);
  if (string.$type !== 'StringLiteral') return undefined;
  const [first, , last] = values;
  if (values.length === 2 && (dialect === 'library' || as === 'relation')) return undefined;
  const resourceFirst = as === 'relation' && dialect === 'cloud';
  const [of, other] = resourceFirst ? [first, last!] : [last, first!];
  return { predicate, as, string, part, node, of, other };
}

/** The value of a parameter or an argument. */
function argumentValue(argument: Expression | Parameter): Expression {
  return unwrap(argument.$type === 'Parameter' ? argument.value : argument) as Expression;
}

/** All that a statement names so, in the order of the text. What inline queries and the `iff` of assertions ask is no part of what a policy says. */
export function termUses(model: StatementModel, dialect: Dialect): readonly TermUse[] {
  // Most statements name none, and need not be kept.
  if (!mayName(model)) return none;
  const cache = caches[dialect];
  const known = cache.get(model);
  if (known !== undefined) return known;
  const asks = model.tree?.$type === 'Test' || model.tree?.$type === 'InlineQuery';
  const says = (node: PolarNode): boolean => !(asks && node.$type === 'Call');
  const uses = model.nodes.flatMap((node) => (says(node) && termUse(node, dialect)) || []);
  cache.set(model, uses);
  return uses;
}

const none: readonly TermUse[] = [];
const caches: Readonly<Record<Dialect, WeakMap<StatementModel, readonly TermUse[]>>> = {
  library: new WeakMap(),
  cloud: new WeakMap(),
};

function mayName({ clause, calls, facts }: StatementModel): boolean {
  const isTerm = (name: string): boolean => Object.hasOwn(kinds, name);
  return (clause !== undefined && isTerm(clause.predicate)) || calls.some(isTerm) || facts.some(isTerm);
}

/** How often a name is used in one place of a policy. */
type Uses = ReadonlyMap<string, number>;

const files: Readonly<Record<Dialect, WeakMap<FileModel, Uses>>> = { library: new WeakMap(), cloud: new WeakMap() };

/** In how many heads, calls, facts or assertions of a predicate a policy names this. */
export function usesOf(policy: Snapshot, predicate: string, part: TermUse['part'], name: string): number {
  const key = keyOf(predicate, part, name);
  let count = 0;
  for (const file of policy.models.values()) count += usesIn(file, policy.dialect).get(key) ?? 0;
  return count;
}

/** All uses of a name in one place of a policy. */
export function* usesNamed(
  policy: Snapshot,
  { predicate, string }: TermUse,
  part: TermUse['part'],
): Generator<TermUse> {
  const key = keyOf(predicate, part, string.value);
  for (const file of policy.models.values()) {
    if (!usesIn(file, policy.dialect).has(key)) continue;
    for (const model of file.statements)
      for (const use of termUses(model, policy.dialect)) if (keyOfUse(use) === key) yield use;
  }
}

/** Says in one string what a use tells the others. */
export const keyOfUse = ({ predicate, part, string }: TermUse): string => keyOf(predicate, part, string.value);

const keyOf = (predicate: string, part: TermUse['part'], name: string): string => `${part} ${predicate} ${name}`;

function usesIn(file: FileModel, dialect: Dialect): Uses {
  const known = files[dialect].get(file);
  if (known !== undefined) return known;
  const uses = new Map<string, number>();
  for (const model of file.statements) {
    for (const use of termUses(model, dialect)) {
      const key = keyOfUse(use);
      uses.set(key, (uses.get(key) ?? 0) + 1);
    }
  }
  files[dialect].set(file, uses);
  return uses;
}
