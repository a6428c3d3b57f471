import type { InstancePattern, RuleType } from '@polar-tools/language';
import type { FiledPredicate } from '../blocks/clauses.ts';
import { matchRuleType } from '../blocks/rule-fits-type.ts';
import type { PolicyContext } from './definition.ts';

export interface FailedComparison {
  readonly uri: string;
  readonly ruleType: RuleType;
  /** The class that is not registered; undefined where a rest variable is the reason. */
  readonly unregistered: InstancePattern | undefined;
}

const none: readonly FailedComparison[] = [];

/** The rule types of a policy that the engine fails to compare with some rule of their name, each once. */
export function failedComparisons(predicate: FiledPredicate, context: PolicyContext): readonly FailedComparison[] {
  const types = context.policy.ruleTypes.get(predicate.name);
  if (types === undefined || !types.some(({ origin }) => origin === 'declared')) return none;
  const failed: FailedComparison[] = [];
  for (const { origin, ruleType, uri } of types) {
    if (origin !== 'declared' || uri === undefined) continue;
    for (const clause of predicate.clauses) {
      const match = matchRuleType(clause.rule.parameters, ruleType, context);
      if (match.matches !== 'error') continue;
      failed.push({ uri, ruleType, unregistered: match.unregistered });
      break;
    }
  }
  return failed;
}
