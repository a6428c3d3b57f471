import type { Debuggee, EventView, GoalSite, StopCondition } from '@polar-tools/evaluator';
import type { Clause } from '@polar-tools/policy';
import type { Place } from './places.ts';
import type { Effort, World } from './run.ts';

/** Events looked at before others get their turn. */
const EVENTS = 20_000;

/** Whether an event is what a place stands for: the call of a goal, or the head of a rule that has matched. */
export function happensAt({ kind, node, clause }: Place): StopCondition {
  return kind === 'head'
    ? (view) => view.port === 'unify' && view.clause === clause
    : (view) => view.port === 'call' && view.goal?.node === node && view.goal.first;
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

/** A goal that failed. */
export interface Failure {
  readonly event: number;
  readonly goal: GoalSite;
  /** The event at which it was called. */
  readonly activation: number;
  /** The `id` of the frame that it stands in. */
  readonly frame: number;
  /** How many goals enclose it. */
  readonly depth: number;
}

/** What happened in a stretch of a recording. */
export interface Stretch {
  /** The goals that failed without any solution, in order. */
  readonly failures: readonly Failure[];
  /** The rules that each call entered. */
  readonly entered: ReadonlyMap<number, ReadonlySet<Clause>>;
  /** The rules that gave each call a solution. */
  readonly solvedBy: ReadonlyMap<number, ReadonlySet<Clause>>;
}

/** Goes through a stretch of a recording. It stands afterwards where it stood before. */
export async function goThrough(
  debuggee: Debuggee,
  world: World,
  { from, to, signal, goesOn }: Effort & { readonly from: number; readonly to: number },
): Promise<Stretch> {
  const here = debuggee.event;
  const failures: Failure[] = [];
  const solved = new Set<number>();
  const entered = new Map<number, Set<Clause>>();
  const solvedBy = new Map<number, Set<Clause>>();
  /** The rule that each call is in: it enters the next one when this has no more solutions. */
  const within = new Map<number, Clause>();
  debuggee.jump(from);
  const atEnd: StopCondition = ({ event, port, goal, frame, depth, activation, clause }) => {
    if (event > to) return true;
    if (port === 'exit') {
      solved.add(activation);
      const rule = within.get(activation);
      if (rule !== undefined) addTo(solvedBy, activation, rule);
    } else if (port === 'fail' && !solved.delete(activation))
      failures.push({ event, goal: goal!, activation, frame, depth });
    else if (port === 'unify' && clause !== undefined) {
      within.set(activation, clause);
      addTo(entered, activation, clause);
    }
    return event >= to;
  };
  while (debuggee.event < to && !signal.aborted) {
    if (debuggee.forward(atEnd, EVENTS).kind !== 'paused') continue;
    goesOn();
    await world.breathe();
  }
  debuggee.jump(here);
  return { failures, entered, solvedBy };
}

function addTo(map: Map<number, Set<Clause>>, activation: number, clause: Clause): void {
  const known = map.get(activation);
  if (known === undefined) map.set(activation, new Set([clause]));
  else known.add(clause);
}

/**
 * Looks for events of a recording, the latest first, a slice at a time. It stands afterwards where it stood before; meanwhile it
 * stands anywhere, and nobody may look at it.
 */
export async function searchBack<Found>(debuggee: Debuggee, world: World, search: Search<Found>): Promise<Found[]> {
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
