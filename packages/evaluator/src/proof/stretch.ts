import type { Node } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import type { Debuggee } from '../debug/debuggee.ts';
import type { GoalSite, StopCondition } from '../debug/view.ts';
import { type CutAt, type CutCourse, scopeWithin } from './cuts.ts';
import type { Moment } from './forall-members.ts';

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
  /** The event of the `not` or `forall` that it stands in; the frame's where it stands in none. */
  readonly within: number;
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
  /** What became of the goals that stand right in a `forall`, by the event at which it was called, in order. */
  readonly inForall: ReadonlyMap<number, readonly Moment[]>;
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
  /** When each `not` and `forall` of a frame was called last. */
  const scopes = new Map<Node, Map<number, number>>();
  const inForall = new Map<number, Moment[]>();
  const withinOf = ({ node }: GoalSite, frame: number): number => {
    const scope = scopeWithin(node)?.scope;
    return (scope && scopes.get(scope)?.get(frame)) ?? frame;
  };
  debuggee.jump(from);
  const atEnd: StopCondition = ({ event, port, goal, frame, activation, clause }) => {
    if (event > to) return true;
    if (goal !== undefined) {
      const moments = inForall.get(withinOf(goal, frame));
      if (moments !== undefined && port !== 'unify')
        moments.push({ event, port: port === 'exit' && !goal.last ? 'part' : port, node: goal.node });
    }
    if (port === 'call') {
      const kind = goal?.node.$type;
      if (goal === undefined) return event >= to;
      if (kind === 'Cut') cuts.push({ event, goal, within: withinOf(goal, frame) });
      else if (kind === 'Call' || kind === 'Not' || kind === 'Forall')
        callers.set(event, { frame: withinOf(goal, frame), goal });
      if (kind === 'Not' || kind === 'Forall') {
        const called = scopes.get(goal.node) ?? new Map<number, number>();
        scopes.set(goal.node, called.set(frame, event));
        if (kind === 'Forall') inForall.set(event, []);
      }
    } else if (port === 'exit') {
      solved.add(activation);
      if (callers.has(activation)) exits.set(activation, [...(exits.get(activation) ?? []).slice(-1), event]);
      const rule = within.get(activation);
      if (rule !== undefined) addTo(solvedBy, activation, rule);
    } else if (port === 'fail' && !solved.delete(activation)) {
      failures.push({ event, goal: goal!, activation, frame, within: withinOf(goal!, frame) });
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
  return { failures, entered, solvedBy, enteredAt, inForall, course };
}

function addTo(map: Map<number, Set<Clause>>, activation: number, clause: Clause): void {
  const known = map.get(activation);
  if (known === undefined) map.set(activation, new Set([clause]));
  else known.add(clause);
}
