import type { Clause } from '@polar-tools/policy';
import type { Debuggee } from '../debug/debuggee.ts';
import type { GoalSite, StopCondition } from '../debug/view.ts';
import type { CutAt, CutCourse } from './cuts.ts';

/** Events looked at before others get their turn. */
const EVENTS = 20_000;

/** A goal that failed. */
export interface Failed {
  readonly event: number;
  readonly goal: GoalSite;
  /** The event at which it was called. */
  readonly activation: number;
  /** The `id` of the frame that it stands in. */
  readonly frame: number;
}

/** What happened in a stretch of a recording. */
export interface Stretch {
  /** The goals that failed without any solution, in order. */
  readonly failures: readonly Failed[];
  /** The rules that each call entered. */
  readonly entered: ReadonlyMap<number, ReadonlySet<Clause>>;
  /** The rules that gave each call a solution. */
  readonly solvedBy: ReadonlyMap<number, ReadonlySet<Clause>>;
  /** The event at which each call entered its last rule. */
  readonly enteredAt: ReadonlyMap<number, number>;
  readonly course: CutCourse;
}

/** Goes through a stretch of a recording; yields now and then. Whoever drives it goes back to where the run stood. */
export function* goThrough(debuggee: Debuggee, from: number, to: number): Generator<void, Stretch, void> {
  const failures: Failed[] = [];
  const solved = new Set<number>();
  const entered = new Map<number, Set<Clause>>();
  const solvedBy = new Map<number, Set<Clause>>();
  /** The rule that each call is in: it enters the next one when this has no more solutions. */
  const within = new Map<number, Clause>();
  const enteredAt = new Map<number, number>();
  const cuts: CutAt[] = [];
  const callers = new Map<number, { readonly frame: number; readonly goal: GoalSite }>();
  const exits = new Map<number, number[]>();
  debuggee.jump(from);
  const atEnd: StopCondition = ({ event, port, goal, frame, activation, clause }) => {
    if (event > to) return true;
    if (port === 'call') {
      if (goal?.node.$type === 'Cut') cuts.push({ event, goal, within: frame });
      else if (goal?.node.$type === 'Call') callers.set(event, { frame, goal });
    } else if (port === 'exit') {
      solved.add(activation);
      if (callers.has(activation)) exits.set(activation, [...(exits.get(activation) ?? []).slice(-1), event]);
      const rule = within.get(activation);
      if (rule !== undefined) addTo(solvedBy, activation, rule);
    } else if (port === 'fail' && !solved.delete(activation)) {
      failures.push({ event, goal: goal!, activation, frame });
    } else if (port === 'unify' && clause !== undefined) {
      within.set(activation, clause);
      enteredAt.set(activation, event);
      addTo(entered, activation, clause);
    }
    return event >= to;
  };
  while (debuggee.event < to) if (debuggee.forward(atEnd, EVENTS).kind === 'paused') yield;
  const course: CutCourse = {
    cuts,
    callerOf: (call) => callers.get(call)?.frame,
    goalOf: (call) => callers.get(call)?.goal.node,
    exitOf: (call, before) => exits.get(call)?.findLast((event) => event < before),
  };
  return { failures, entered, solvedBy, enteredAt, course };
}

function addTo(map: Map<number, Set<Clause>>, activation: number, clause: Clause): void {
  const known = map.get(activation);
  if (known === undefined) map.set(activation, new Set([clause]));
  else known.add(clause);
}
