import type { CloudValue } from '../../facts/value.ts';
import type { Literal } from './literal.ts';
import type { CloudProgram, CompiledCloud } from './program.ts';
import { type CloudQuery, CompiledCloudQuery, noNode } from './query.ts';
import type { Term } from './term.ts';

/** A call of a conjunction: its arguments are names of variables. */
export interface ConjunctCall {
  readonly predicate: string;
  readonly arguments: readonly string[];
}

/** What a variable of a conjunction may be. */
export interface Domain {
  /** That type exactly. */
  readonly type: string;
  /** These values of it alone; undefined for all. */
  readonly values: readonly CloudValue[] | undefined;
}

/**
 * A query for what makes several calls hold together: `allow(a, b, c) and has_relation(c, d, e)`, each variable of a type or one of some values. Answers name
 * the variables that may be more than one value; the names must not begin with `_` or `@`.
 *
 * @param calls at least one
 * @param domains of every variable
 */
export function cloudConjunction(
  program: CloudProgram,
  calls: readonly ConjunctCall[],
  domains: ReadonlyMap<string, Domain>,
): CloudQuery {
  const literals: Literal[] = [];
  const terms = new Map<string, Term>();
  for (const [name, { type, values }] of domains) {
    const [only] = values ?? [];
    if (only !== undefined && values!.length === 1) {
      terms.set(name, { kind: 'value', value: only });
      continue;
    }
    const term: Term = { kind: 'variable', name };
    terms.set(name, term);
    literals.push({ kind: 'type', term, type, exact: true, negated: false });
    if (values !== undefined) literals.push({ kind: 'member', negated: false, left: term, values, node: noNode });
  }
  const [first, ...others] = calls.map(({ predicate, arguments: names }) => ({
    name: predicate,
    terms: names.map((name): Term => terms.get(name) ?? { kind: 'variable', name }),
  }));
  for (const call of others) literals.push({ kind: 'call', ...call, negated: false, node: noNode });
  return new CompiledCloudQuery(program as CompiledCloud, undefined, {
    call: first!,
    literals,
    expression: undefined,
    uri: undefined,
  });
}
