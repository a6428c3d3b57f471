import { Failure } from './failure.ts';
import type { Limits } from './limits.ts';
import type { Run } from './run.ts';

/** Ends a run that has run for too long. */
export function checkTime({ limits, options, startedAt }: Run): void {
  if (limits.time <= 0 || options.clock === undefined) return;
  const elapsed = Math.round(options.clock() - startedAt);
  if (elapsed <= limits.time) return;
  throw new Failure(
    'query-timeout',
    `Query timeout: Query running for ${elapsed}ms, which exceeds the timeout of ${limits.time}ms.`,
  );
}

/** Ends a run that has come too deep. */
export function checkDepth({ depth: most }: Limits, depth: number): void {
  if (depth > most) throw new Failure('stack-overflow', `Goal stack overflow! MAX_GOALS = ${most}`);
}

/** Ends a run that leaves the process no memory. Gives how much of it is in use. */
export function checkHeap({ options }: Run): number {
  const use = options.heap?.() ?? 0;
  if (use < 1) return use;
  throw new Failure('out-of-memory', 'The query takes more memory than this program has.');
}

/** Ends a run that keeps too much. */
export function checkMemory({ memory: most }: Limits, cells: number): void {
  if (cells <= most) return;
  throw new Failure(
    'memory-limit',
    `The query keeps more than ${most} cells of bindings and choice points. Raise the limit on memory, or ask for less.`,
  );
}
