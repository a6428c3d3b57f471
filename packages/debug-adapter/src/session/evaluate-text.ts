import type { Evaluation } from '@polar-tools/evaluator';
import { queryFault } from '../faults.ts';
import { Refusal } from './arguments.ts';
import type { SessionContext } from './context.ts';

/**
 * Evaluates what a person typed within a frame, apart from the run.
 * @param cancelled the client gives it up
 * @throws {Refusal} when it is given up, when the run moves on meanwhile, and when the text is no Polar
 */
export async function evaluateText(
  context: SessionContext,
  text: string,
  frame: number,
  cancelled: AbortSignal,
  bounds: { readonly solutions: number; readonly time: number },
): Promise<Evaluation> {
  const { runtime, loaded } = context.stopped();
  const fault = loaded.dialect.faults(text, loaded.policy)[0];
  if (fault !== undefined) throw new Refusal(`This is no Polar: ${queryFault(fault)}`);
  return context.effort(`Evaluating ${text}`, cancelled, (effort) =>
    runtime.evaluate(text, frame, { ...bounds, ...effort }),
  );
}
