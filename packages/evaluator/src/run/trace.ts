import type { Failure } from './failure.ts';
import { isPositioned, type RuntimeError, type TraceEntry } from './runtime-error.ts';

/** How many goals a trace shows at each of its ends. */
const SHOWN = 100;

/** The ends of a long list of goals in progress. */
export const ends = <Goal>(goals: readonly Goal[]): readonly Goal[] =>
  goals.length > 2 * SHOWN ? [...goals.slice(0, SHOWN), ...goals.slice(-SHOWN)] : goals;

/** The error that a failure is. `where`: the place that it is about. `unshown`: goals that the trace leaves out. */
export function errorOf(
  failure: Failure,
  trace: readonly TraceEntry[],
  where: TraceEntry | undefined,
  unshown = 0,
): RuntimeError {
  const positioned = isPositioned(failure.code);
  return {
    code: failure.code,
    message: failure.message,
    uri: where?.uri,
    start: positioned ? where?.start : undefined,
    end: positioned ? where?.end : undefined,
    trace,
    unshown,
    cause: failure.cause,
  };
}
