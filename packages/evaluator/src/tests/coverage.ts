import { rangeOf } from '@polar-tools/language';
import type { Clause, Location, Policy } from '@polar-tools/policy';
import { type CompiledCloud, compileCloud } from '../dialect/cloud/program.ts';
import type { Goal } from '../dialect/cloud/rule.ts';
import type { Reach } from '../tables/reach.ts';

/** What runs have shown of one goal of a rule: plain data, which can be sent to another thread. */
export interface GoalCoverage {
  readonly location: Location;
  /** Its text on one line. */
  readonly text: string;
  readonly reached: boolean;
  /** It held at least once. */
  readonly held: boolean;
}

/** What runs have shown of one rule or shorthand of a policy. Facts that a policy states are no rules here. */
export interface RuleCoverage {
  readonly location: Location;
  /** Its text on one line. */
  readonly text: string;
  /** Its head fitted a question at least once. */
  readonly reached: boolean;
  /** All of its goals held at least once, one way or another. */
  readonly held: boolean;
  readonly goals: readonly GoalCoverage[];
}

/** Which rules and goals of a policy were reached, and which held, in the order of files and of text. Rules without goals are left out. */
export function coverageOf(policy: Policy, reach: Reach): RuleCoverage[] {
  const program = compileCloud(policy) as CompiledCloud;
  const seen = new Map<string, { reached: boolean; held: boolean }>();
  const mark = (key: string, held: boolean): void => {
    const known = seen.get(key);
    seen.set(key, { reached: true, held: held || known?.held === true });
  };
  for (const [{ rule, steps }, furthest] of reach.furthest) {
    if (rule?.clause === undefined) continue;
    mark(keyOf(locationOf(rule.clause)), furthest === steps.length);
    for (const [at, { goal }] of steps.entries()) {
      if (at > furthest || goal?.node === undefined) continue;
      mark(keyOf({ uri: rule.clause.uri, ...rangeOf(goal.node) }), at < furthest);
    }
  }
  const covered: RuleCoverage[] = [];
  for (const [clause, goals] of goalsByClause(policy, program)) {
    const location = locationOf(clause);
    const all = new Map<string, GoalCoverage>();
    for (const { node } of goals) {
      if (node === undefined) continue;
      const place = { uri: clause.uri, ...rangeOf(node) };
      const { reached = false, held = false } = seen.get(keyOf(place)) ?? {};
      all.set(keyOf(place), { location: place, text: textOf(policy, place), reached, held });
    }
    if (all.size === 0) continue;
    const { reached = false, held = false } = seen.get(keyOf(location)) ?? {};
    covered.push({ location, text: textOf(policy, location), reached, held, goals: [...all.values()].sort(byPlace) });
  }
  const order = [...policy.files.keys()];
  return covered.sort((a, b) => order.indexOf(a.location.uri) - order.indexOf(b.location.uri) || byPlace(a, b));
}

/** What several runs of one policy have shown together: each list is of all its rules, as `coverageOf` gives them. */
export function unionOf([first = [], ...others]: readonly (readonly RuleCoverage[])[]): readonly RuleCoverage[] {
  return first.map((rule, at) => {
    const same = [rule, ...others.flatMap((rules) => rules[at] ?? [])];
    const goals = rule.goals.map((goal, number) => ({ ...goal, ...either(same.map((one) => one.goals[number]!)) }));
    return { ...rule, ...either(same), goals };
  });
}

const either = (all: readonly Omit<GoalCoverage, 'location' | 'text'>[]) => ({
  reached: all.some(({ reached }) => reached),
  held: all.some(({ held }) => held),
});

/** The goals of each clause, in all the ways in which it may hold. */
function goalsByClause(policy: Policy, program: CompiledCloud): Map<Clause, Goal[]> {
  const found = new Map<Clause, Goal[]>();
  for (const [name, { clauses }] of policy.predicates) {
    for (const arity of new Set(clauses.map((clause) => clause.arity))) {
      for (const { clause, goals } of program.predicate(name, arity).rules) {
        if (clause === undefined) continue;
        const known = found.get(clause);
        if (known === undefined) found.set(clause, [...goals]);
        else known.push(...goals);
      }
    }
  }
  return found;
}

function locationOf({ uri, rule, shorthand }: Clause): Location {
  return { uri, ...rangeOf(shorthand ?? rule) };
}

const textOf = (policy: Policy, { uri, start, end }: Location): string =>
  (policy.files.get(uri)?.text ?? '').slice(start, end).replace(/\s+/g, ' ');

const keyOf = ({ uri, start, end }: Location): string => `${start}-${end} ${uri}`;

const byPlace = (a: { readonly location: Location }, b: { readonly location: Location }): number =>
  a.location.start - b.location.start || a.location.end - b.location.end;
