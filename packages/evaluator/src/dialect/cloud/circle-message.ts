import { ownAbsence } from '@polar-tools/policy';
import type { Plan, Step } from '../../tables/plan.ts';

/** What is wrong with a goal under `not` that depends on the rule that it stands in: as a check of the policy says it. */
export function circleMessage(where: { readonly plan: Plan; readonly step: Step } | undefined): string {
  const goal = where?.step.goal;
  const clause = where?.plan.rule?.clause;
  if (clause !== undefined && goal?.kind === 'call' && goal.part === undefined)
    return ownAbsence(clause.predicate, goal.predicate);
  return 'What stands after this "not" depends on the rule that it stands in. Break the circle: say without "not" what is meant, or use another rule.';
}
