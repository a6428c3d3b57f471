import { checkDepth, checkHeap, checkMemory, checkTime } from '../run/check-limits.ts';
import { type Frame, PARENT } from './frame.ts';
import type { CompiledMachine } from './machine.ts';

/** Calls between looks at the clock and the depth. */
export const CALLS_BETWEEN_CHECKS = 2_048;
/** By how many calls the next look comes nearer with each answer. */
export const CALLS_AN_ANSWER = 64;

/** Cells that a call takes at most, but for its choice points' arguments and long lists. */
const CELLS_OF_CALL = 16;

/** So many returns take as long as a call: a search that goes back deep in a stack returns through all of it, and calls nothing. */
const RETURNS_A_CALL = 64;

/** Calls between looks where memory is nearly at its end. */
const FEWEST_CALLS = 32;
/** The most where half of memory is in use: how fast it fills is a guess, and may grow with each call. */
const MOST_CALLS_FROM_HALF = 128;

/** A limit may be passed by so small a share of it before that is noticed. */
const SHARE_OF_LIMIT = 64;

function depthOf(newest: Frame | null): number {
  let depth = 0;
  for (let frame = newest; frame !== null; frame = frame[PARENT] as Frame | null) depth++;
  return depth;
}

/**
 * In how many calls half of what is left now of the process's memory is in use, if it fills as it did lately. A collection between two looks hides how
 * fast that is: what was seen before fades, and is not forgotten.
 */
function callsToHalfOfHeap(machine: CompiledMachine): number {
  const { heap, calls } = machine;
  const use = checkHeap(machine);
  if (calls > heap.calls) heap.aCall = Math.max((use - heap.use) / (calls - heap.calls), heap.aCall / 2);
  heap.use = use;
  heap.calls = calls;
  const toHalf = heap.aCall === 0 ? Number.POSITIVE_INFINITY : Math.max((1 - use) / heap.aCall / 2, FEWEST_CALLS);
  return use < 0.5 ? toHalf : Math.min(toHalf, MOST_CALLS_FROM_HALF);
}

/** Looks at the limits now and then; true where the budget is used up. */
export function checkLimits(machine: CompiledMachine): boolean {
  const { limits, calls } = machine;
  if (machine.event < machine.againUntil) {
    machine.limitsAt = calls + CALLS_BETWEEN_CHECKS;
    machine.checkAt = Math.min(machine.pauseAt, machine.limitsAt);
    return calls >= machine.pauseAt;
  }
  checkTime(machine);
  const toHalf = callsToHalfOfHeap(machine);
  const depth = depthOf(machine.frame);
  checkDepth(limits, depth);
  // After a failure it is returned through the stack of the newest choice point; on the way down there may be none yet.
  const deepest = Math.max(depth, depthOf(machine.choice?.frame ?? null));
  machine.callsAFailure = Math.floor(deepest / RETURNS_A_CALL);
  let cells = machine.store.top + depth * 4;
  let choices = 0;
  for (let choice = machine.choice; choice !== null && cells <= limits.memory; choice = choice.previous) {
    choices++;
    cells += 4;
  }
  checkMemory(limits, cells);
  // A call adds one frame, and few cells: a limit is looked at when it may be passed, or a little later where a look takes long.
  const room = Math.min(
    Math.max(limits.depth - depth + 1, limits.depth / SHARE_OF_LIMIT),
    Math.max((limits.memory - cells) / CELLS_OF_CALL, limits.memory / CELLS_OF_CALL / SHARE_OF_LIMIT),
    toHalf,
  );
  const calm = Math.max(CALLS_BETWEEN_CHECKS, depth + choices);
  machine.limitsAt = calls + Math.max(1, Math.ceil(Math.min(calm, room)));
  machine.checkAt = Math.min(machine.pauseAt, machine.limitsAt);
  return calls >= machine.pauseAt;
}
