import type { EventView, SteppedRun, StopCondition } from '@polar-tools/evaluator';
import type { Place } from './places.ts';
import type { Effort, World } from './run.ts';

/** Events looked at before others get their turn. */
const EVENTS = 20_000;

/** Whether an event is what a place stands for: the call of a goal, or the head of a rule that has matched. */
export function happensAt({ kind, node, clause }: Place): StopCondition {
  return kind === 'head'
    ? (view) => view.port === 'unify' && view.clause === clause
    : (view) => (view.port === 'call' && view.goal?.node === node && view.goal.first) || view.fact?.node === node;
}

/** How to look for events. */
export interface Search<Found> extends Effort {
  /** The last event that may be one. */
  readonly from: number;
  /** Where to give up. */
  readonly to: number;
  /** As many are enough. */
  readonly most: number;
  readonly wanted: StopCondition;
  /** Makes of each event what is asked for, while it stands there. */
  readonly show: (view: EventView) => Found;
}

/**
 * Looks for events of a recording, the latest first, a slice at a time. It stands afterwards where it stood before; meanwhile it
 * stands anywhere, and nobody may look at it.
 */
export async function searchBack<Found>(debuggee: SteppedRun, world: World, search: Search<Found>): Promise<Found[]> {
  const { from, to, most, wanted, show, signal, goesOn } = search;
  const here = debuggee.event;
  const found: Found[] = [];
  debuggee.jump(from);
  if (from >= to && wanted(debuggee.view)) found.push(show(debuggee.view));
  while (found.length < most && !signal.aborted && debuggee.event > to) {
    const { kind } = debuggee.backward((view) => view.event < to || wanted(view), EVENTS);
    if (kind === 'paused') {
      goesOn();
      await world.breathe();
    } else if (debuggee.event < to || debuggee.event === 0) break;
    else found.push(show(debuggee.view));
  }
  debuggee.jump(here);
  return found;
}
