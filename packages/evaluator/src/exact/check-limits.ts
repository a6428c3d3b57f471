import { Failure } from '../run/failure.ts';
import type { ExactRun } from './run.ts';

/** Ends a run that has come to one of its limits. */
export function checkLimits({ machine, search, bindings }: ExactRun): void {
  const { limits, options, startedAt, event, againUntil } = machine;
  if (event < againUntil) return;
  if (limits.time > 0 && options.clock !== undefined) {
    const elapsed = Math.round(options.clock() - startedAt);
    if (elapsed > limits.time) {
      throw new Failure(
        'query-timeout',
        `Query timeout: Query running for ${elapsed}ms, which exceeds the timeout of ${limits.time}ms.`,
      );
    }
  }
  const depth = search.goals?.depth ?? 0;
  if (depth > limits.depth) throw new Failure('stack-overflow', `Goal stack overflow! MAX_GOALS = ${limits.depth}`);
  const cells = bindings.size * 4 + depth * 4 + (search.choices?.depth ?? 0) * 8;
  if (cells > limits.memory)
    throw new Failure(
      'memory-limit',
      `The query keeps more than ${limits.memory} cells of bindings and choice points. Raise the limit on memory, or ask for less.`,
    );
}
