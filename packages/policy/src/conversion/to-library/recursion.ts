import type { Policy } from '../../model/policy.ts';
import { callsIn, clausesFor } from '../../names/calls.ts';
import type { Unit } from '../unit.ts';

/** The units whose clauses may come to ask for themselves again, directly or through others. */
export function recursive(policy: Policy, units: readonly Unit[]): readonly Unit[] {
  const clauses = [...policy.predicates.values()].flatMap((predicate) => predicate.clauses);
  const next = new Map(
    clauses.map((clause) => [
      clause,
      new Set(callsIn(policy, clause).flatMap((call) => [...clausesFor(policy, call)])),
    ]),
  );
  const found = new Set(
    clauses.filter((clause) => {
      const seen = new Set(next.get(clause));
      for (const reached of seen) for (const each of next.get(reached) ?? []) seen.add(each);
      return seen.has(clause);
    }),
  );
  const nodes = new Set([...found].map(({ shorthand, rule }) => shorthand ?? rule));
  return units.filter(({ node, isLeft }) => !isLeft && nodes.has(node as never));
}
