import type { WhyFailed } from '@polar-tools/evaluator';
import type { Runtime } from '../runtime/runtime.ts';
import type { SessionContext } from './context.ts';

/** In a sentence: the goal at whose `fail` event the run stands, and why it does not hold. */
export function failureText(context: SessionContext, runtime: Runtime, why: WhyFailed): string {
  return runtime.failure(why, { write: context.write, goal: context.goalOf(0, runtime) });
}
