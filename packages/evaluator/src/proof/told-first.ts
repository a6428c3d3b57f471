import type { RuleStep, Step } from './explanation.ts';

/**
 * Steps in which a call is told with its rules where it stands first, from top to bottom, and where it stands again only named. The rules of a call are
 * put in order when all of them are known, so what was found first may have come to stand later.
 */
export function toldFirst(roots: readonly Step[]): readonly Step[] {
  const told = new Map<string, Step>();
  const collect = (step: Step): void => {
    if (isTold(step) && (told.get(step.goal)?.rules ?? []).length === 0) told.set(step.goal, step);
    for (const one of stepsIn(step)) collect(one);
  };
  roots.forEach(collect);
  const met = new Set<string>();
  const placed = (step: Step): Step => {
    const isKnown = met.has(step.goal);
    if (isTold(step)) {
      if (isKnown && step.rules.length > 0) return named(step);
      met.add(step.goal);
      return withStepsPlaced(step);
    }
    const elsewhere = step.again === true && !isKnown ? told.get(step.goal) : undefined;
    if (elsewhere === undefined) return withStepsPlaced(step);
    met.add(step.goal);
    const { again: _, ...own } = step;
    const { rules, within, misfits, reason } = elsewhere;
    return withStepsPlaced({
      ...own,
      rules,
      within,
      ...(misfits !== undefined && { misfits }),
      ...(reason !== undefined && { reason }),
    });
  };
  const withStepsPlaced = (step: Step): Step => ({
    ...step,
    rules: step.rules.map(
      (rule): RuleStep => ({
        ...rule,
        ...(rule.before !== undefined && { before: rule.before.map(placed) }),
        goals: rule.goals.map(placed),
      }),
    ),
    within: step.within.map(placed),
  });
  return roots.map(placed);
}

/** A call that failed, with the rules that could have answered it, or the reason why there are none. */
const isTold = ({ kind, held, again }: Step): boolean => kind === 'call' && !held && again !== true;

const stepsIn = ({ rules, within }: Step): readonly Step[] => [
  ...rules.flatMap(({ before = [], goals }) => [...before, ...goals]),
  ...within,
];

function named({ misfits: _, reason: __, ...step }: Step): Step {
  return { ...step, rules: [], within: [], again: true };
}
