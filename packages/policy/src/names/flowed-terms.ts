import type { Expression, Parameter, PolarNode } from '@polar-tools/language';
import type { Dialect } from '../model/policy.ts';
import type { StatementModel } from '../model/statement-model.ts';
import { isOfApplication } from './declared-terms.ts';
import { type TermUse, termKind } from './term-uses.ts';
import { type Port, scopesIn, type Value, valueFlow } from './value-flow.ts';

const none: readonly TermUse[] = [];
const caches: Readonly<Record<Dialect, WeakMap<StatementModel, readonly TermUse[]>>> = {
  library: new WeakMap(),
  cloud: new WeakMap(),
};

/**
 * The roles, permissions and relations that a statement names by a variable: `role in ["reader", "admin"] and has_role(user, role, repo)`. A value that
 * goes anywhere else as well may be something else, and is left out.
 */
export function flowedTerms(model: StatementModel, dialect: Dialect): readonly TermUse[] {
  if (model.tree === undefined || model.broken || !mayName(model)) return none;
  const known = caches[dialect].get(model);
  if (known !== undefined) return known;
  const found = read(model.tree as PolarNode, dialect);
  caches[dialect].set(model, found);
  return found;
}

/** Most statements name nothing so: their values need not be read. */
function mayName({ clause, asksAny, strings, tree }: StatementModel): boolean {
  if (strings.length === 0) return false;
  if (tree?.$type === 'Test') return tree.assertions.some(({ name, parameters }) => isAny(name.text, parameters[1]));
  if (tree?.$type !== 'Rule') return false;
  return asksAny.some((name) => termKind(name) !== undefined) || isAny(clause?.predicate, tree.parameters[1]);
}

const isAny = (predicate: string | undefined, second: Parameter | undefined): boolean =>
  predicate !== undefined && termKind(predicate) !== undefined && second?.value.$type === 'Variable';

const read = (tree: PolarNode, dialect: Dialect): readonly TermUse[] =>
  scopesIn(tree).flatMap((scope) => valueFlow(scope).values.flatMap((value) => usesOf(value, dialect)));

function usesOf({ ports, strings, variables, members, words, inspected }: Value, dialect: Dialect): readonly TermUse[] {
  if (strings.length === 0 || variables.size === 0 || ports.length === 0) return none;
  if (members.size > 0 || words.length > 0 || inspected !== undefined) return none;
  const uses: Omit<TermUse, 'string'>[] = [];
  for (const port of ports) {
    const use = useOf(port, dialect);
    if (use === undefined || (use.as !== uses[0]?.as && uses.length > 0)) return none;
    uses.push(use);
  }
  // What stands in the place of a name itself is a use of its own.
  const direct = new Set(ports.map(({ values, index }) => values[index]));
  return strings.flatMap((string) => {
    if (direct.has(string)) return none;
    const use = uses.map((one) => ({ ...one, string })).find((one) => !isOfApplication(one, dialect));
    return use ?? none;
  });
}

function useOf({ node, predicate, values, index, path }: Port, dialect: Dialect): Omit<TermUse, 'string'> | undefined {
  const as = termKind(predicate);
  if (as === undefined || index !== 1 || path.length > 0 || values.length !== 3) return undefined;
  const it = node as PolarNode;
  const part = it.$type === 'Rule' ? 'head' : it.$type === 'Assertion' ? 'assertion' : 'call';
  if (it.$type === 'Call' && it.keywords.length > 0) return undefined;
  const [first, , last] = values as readonly Expression[];
  const [of, other] = as === 'relation' && dialect === 'cloud' ? [first, last!] : [last, first!];
  return { predicate, as, part, node: it, of, other };
}
