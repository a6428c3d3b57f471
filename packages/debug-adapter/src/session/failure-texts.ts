import { goalText, isWholeSentence, noRulesText, reasonText, type WhyFailed } from '@polar-tools/evaluator';
import type { Runtime } from '../runtime/runtime.ts';
import type { SessionContext } from './context.ts';

/** In a sentence: the goal at whose `fail` event the run stands, and why it does not hold. */
export function failureText(context: SessionContext, runtime: Runtime, why: WhyFailed): string {
  const { node } = why.goal;
  if (why.predicate !== undefined) {
    const goal = context.goalOf(0, runtime) ?? goalText(node);
    return `${goal} fails. ${why.candidates.length > 0 ? why.reason : noRulesText(why.reason, why.predicate, runtime.aritiesOf(why.predicate))}`;
  }
  const reason = runtime.goalReason(why);
  const text = reasonText(reason, context.write);
  return isWholeSentence(reason) ? text : `${goalText(node)} fails: ${text}`;
}
