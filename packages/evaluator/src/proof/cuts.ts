import { type Forall, type Node, type Not, rangeOf } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import type { Debuggee } from '../debug/debuggee.ts';
import type { GoalSite } from '../debug/view.ts';

/** Alternatives that are looked at where a `cut` was called, and calls before a goal that are told. */
const MOST_ALTERNATIVES = 200;
const MOST_CALLS = 3;
/** Goals that are named, and alternatives that are looked at for them. */
const MOST_GOALS = 3;
const MOST_LOOKED_AT = 20;

/** A `cut` that was called. */
export interface CutAt {
  readonly event: number;
  readonly goal: GoalSite;
  /** The call in whose rule it stands, or of the `not` or `forall`; 0 in the query. */
  readonly within: number;
}

/** What a `cut` kept from being tried. */
export interface CutOff {
  readonly cut: GoalSite;
  /** Rules for the call in whose rule it stands, in their order. */
  readonly clauses: readonly Clause[];
  /** Goals beside it, in their order, of which more could have been tried. */
  readonly goals: readonly Node[];
}

/** What held before a goal, and what a `cut` in it kept from being tried. */
export interface CutCall extends CutOff {
  /** The call's event, and the one at which it held; undefined of a `cut` that stands before the goal itself. */
  readonly held: { readonly event: number; readonly exit: number } | undefined;
}

/** What must be known of a run to find the cuts in it. */
export interface CutCourse {
  /** In order. */
  readonly cuts: readonly CutAt[];
  /** The call in whose rule, `not` or `forall` another one stands; 0 in the query, undefined where that is not known. */
  callerOf(call: number): number | undefined;
  goalOf(call: number): Node | undefined;
  /** When a call held last before an event. */
  exitOf(call: number, before: number): number | undefined;
}

/** What a `cut` kept from being tried, as far as there was anything. The debuggee stands anywhere afterwards. */
export function cutOff(debuggee: Debuggee, course: CutCourse, { event, within, goal }: CutAt): CutOff | undefined {
  debuggee.jump(event);
  const left = debuggee.choicePoints(0, MOST_ALTERNATIVES).filter(({ activation }) => activation >= within);
  let clauses: readonly Clause[] = [];
  let isAny = false;
  const open: number[] = [];
  for (const { kind, activation, clauses: waiting } of left) {
    if (kind === 'or' || kind === 'in') isAny = true;
    if (kind === 'in') open.push(activation);
    if (waiting.length === 0 || activation === 0) continue;
    // Of the rules not tried yet those count that could have been.
    debuggee.jump(activation);
    const could = debuggee.candidates();
    const dropped = waiting.filter((clause) => could.includes(clause));
    if (dropped.length > 0) isAny = true;
    if (activation === within) clauses = dropped;
    else if (dropped.length > 0) open.push(activation);
  }
  return isAny ? { cut: goal, clauses, goals: besides(debuggee, course, within, open) } : undefined;
}

/** The goals beside a `cut` in which the calls took place that are left, the newest first. */
function besides(debuggee: Debuggee, course: CutCourse, within: number, open: readonly number[]): readonly Node[] {
  const scope = course.goalOf(within)?.$type;
  const frameOf = (call: number): number => {
    debuggee.jump(call);
    return debuggee.view.frame;
  };
  const frame = scope === 'Not' || scope === 'Forall' ? frameOf(within) : within;
  const found = new Set<Node>();
  for (const activation of open.slice(0, MOST_LOOKED_AT)) {
    let at = activation;
    for (let outer = frameOf(at); outer > frame; outer = frameOf(at)) at = outer;
    const { goal } = debuggee.view;
    if (goal !== undefined && debuggee.view.frame === frame) found.add(goal.node);
    if (found.size >= MOST_GOALS) break;
  }
  return [...found].sort((one, other) => rangeOf(one).start - rangeOf(other).start);
}

/**
 * Of the calls that had to hold before a goal and did, those in which a `cut` dropped other solutions. The debuggee stands anywhere afterwards.
 *
 * @param body where the goal stands, with the call that it is the body of, and the event at which that was entered
 */
export function cutsBefore(
  debuggee: Debuggee,
  course: CutCourse,
  { body, call, from }: { readonly body: Node; readonly call: number; readonly from: number },
  goal: { readonly event: number; readonly node: Node },
): readonly CutCall[] {
  const inRule = call !== 0 && scopeWithin(goal.node) === undefined;
  const last = new Map<string, CutAt>();
  for (const cut of course.cuts) {
    if (cut.event <= from || cut.event >= goal.event) continue;
    const own = cut.within === call;
    // What a cut keeps a call from trying is told of the call's rules.
    if (own && inRule) continue;
    const outer = own ? cut.goal.node : outermost(course, cut.within, call, goal.event);
    if (outer === undefined || !comesBefore(body, outer, goal.node)) continue;
    const { uri, node } = cut.goal;
    const key = `${uri} ${rangeOf(node).start} ${rangeOf(outer).start}`;
    last.delete(key);
    last.set(key, cut);
  }
  return [...last.values()].slice(-MOST_CALLS).flatMap((cut): readonly CutCall[] => {
    const off = cutOff(debuggee, course, cut);
    if (off === undefined) return [];
    if (cut.within === call) return [{ ...off, held: undefined }];
    const exit = course.exitOf(cut.within, goal.event);
    return exit === undefined ? [] : [{ ...off, held: { event: cut.within, exit } }];
  });
}

/** The goal of a body in which a call took place, where all on the way held. */
function outermost(course: CutCourse, call: number, body: number, before: number): Node | undefined {
  for (let at = call; at > body; ) {
    const goal = course.goalOf(at);
    // A negation or a forall has one solution at most, whatever is tried in it.
    if (goal?.$type !== 'Call' || course.exitOf(at, before) === undefined) return undefined;
    const caller = course.callerOf(at);
    if (caller === body) return goal;
    if (caller === undefined) return undefined;
    at = caller;
  }
  return undefined;
}

/** Whether both goals have to hold, and one is written before the other. */
function comesBefore(body: Node, one: Node, other: Node): boolean {
  const { operands, inner } = body as { readonly operands?: readonly Node[]; readonly inner?: Node };
  if (body.$type === 'Parentheses') return comesBefore(inner!, one, other);
  if (body.$type !== 'And' && body.$type !== 'Or') return false;
  const first = operands!.findIndex((part) => isIn(part, one));
  const second = operands!.findIndex((part) => isIn(part, other));
  if (first < 0 || second < 0) return false;
  if (first === second) return comesBefore(operands![first]!, one, other);
  return body.$type === 'And' && first < second;
}

/** The `not` or `forall` that a goal stands in, and which part of it; undefined where that is a rule's body or the query. */
export function scopeWithin(goal: Node): { readonly scope: Not | Forall; readonly body: Node } | undefined {
  for (let body = goal; ; ) {
    const holder = body.$container;
    if (holder === undefined || holder.$type === 'Rule') return undefined;
    if (holder.$type === 'Not' || holder.$type === 'Forall') return { scope: holder as Not | Forall, body };
    body = holder;
  }
}

function isIn(body: Node, goal: Node): boolean {
  if (body === goal) return true;
  const { operands, inner } = body as { readonly operands?: readonly Node[]; readonly inner?: Node };
  if (body.$type === 'Parentheses') return isIn(inner!, goal);
  return (body.$type === 'And' || body.$type === 'Or') && operands!.some((part) => isIn(part, goal));
}
