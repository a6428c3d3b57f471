import type { InstancePattern, RuleType } from '@polar-tools/language';
import type { FiledPredicate } from '../clauses.ts';
import { matchRuleType } from '../rule-type-match.ts';
import type { PolicyContext } from './check.ts';

export interface FailedComparison {
  readonly uri: string;
  readonly ruleType: RuleType;
  /** The class that is not registered; undefined where a rest variable is the reason. */
  readonly unregistered: InstancePattern | undefined;
}

/** The rule types of a policy that the engine fails to compare with some rule of their name, each once. */
export function* failedComparisons(
  { name, clauses }: FiledPredicate,
  context: PolicyContext,
): Generator<FailedComparison> {
  for (const { origin, ruleType, uri } of context.policy.ruleTypes.get(name) ?? []) {
    if (origin !== 'declared' || uri === undefined) continue;
    for (const clause of clauses) {
      const match = matchRuleType(clause.rule.parameters, ruleType, context);
      if (match.matches !== 'error') continue;
      yield { uri, ruleType, unregistered: match.unregistered };
      break;
    }
  }
}
