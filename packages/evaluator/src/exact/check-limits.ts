import { checkDepth, checkHeap, checkMemory, checkTime } from '../run/check-limits.ts';
import type { ExactMachine } from './machine.ts';

/** Ends a run that has come to one of its limits. */
export function checkLimits(run: ExactMachine): void {
  const { limits, search, bindings } = run;
  if (run.event < run.againUntil) return;
  checkTime(run);
  checkHeap(run);
  const depth = search.goals?.depth ?? 0;
  checkDepth(limits, depth);
  checkMemory(limits, bindings.size * 4 + depth * 4 + (search.choices?.depth ?? 0) * 8);
}
