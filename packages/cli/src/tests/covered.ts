import type { GoalCoverage, RuleCoverage } from '@polar-tools/evaluator';
import type { Location } from '@polar-tools/policy';
import type { TestPlace } from './outcome.ts';

/** A rule as reports tell of it. */
export interface CoveredRule extends Covered {
  readonly goals: readonly Covered[];
}

/** A rule or a goal: whether some test reached it, and whether it ever held. */
export interface Covered {
  readonly place: TestPlace;
  /** Its text on one line. */
  readonly text: string;
  readonly reached: boolean;
  readonly held: boolean;
}

export function coveredRules(
  rules: readonly RuleCoverage[],
  placeOf: (location: Location) => TestPlace,
): CoveredRule[] {
  const covered = ({ location, text, reached, held }: GoalCoverage): Covered => ({
    place: placeOf(location),
    text,
    reached,
    held,
  });
  return rules.map((rule) => ({ ...covered(rule), goals: rule.goals.map(covered) }));
}

/** How many of them there are, and how many held. */
export function share(all: readonly Covered[]): {
  readonly total: number;
  readonly held: number;
  readonly percent: number;
} {
  const held = all.filter((one) => one.held).length;
  return { total: all.length, held, percent: all.length === 0 ? 100 : (held / all.length) * 100 };
}

export const goalsOf = (rules: readonly CoveredRule[]): readonly Covered[] => rules.flatMap(({ goals }) => goals);
