import type { Evaluation, EventView, StopCondition } from '@polar-tools/evaluator';
import type { Breakpoint, Breakpoints, ParameterNames, PredicateBreakpoint } from './breakpoints.ts';
import { decide, type Evaluate, type Verdict } from './condition.ts';
import type { LogMessage } from './log-message.ts';
import { mismatchIn } from './mismatch.ts';
import type { Stop, StopReason } from './run.ts';
import { type Change, WatchedVariables, type Watching } from './watched-variables.ts';

/** How a log point writes what hangs on a variable without a value. */
const UNBOUND = 'unbound';

/** Why a condition does not hold is looked at so many times. */
const MOST_LOOKS = 20;

/** Why to stop, without where. */
export type Found = Omit<Stop, 'view'>;

/** What is asked of the run while it stands at an event. */
export interface Inspected extends Watching {
  /** The first answer, or the value; an error where it takes too long or the run is paused. */
  evaluate(text: string, frame: number): Promise<Evaluation>;
  /** The same among the arguments of the call that is about to be made, by the names of its rules' parameters. */
  evaluateCall(text: string, names: ParameterNames['names']): Promise<Evaluation>;
  /** Whether a rule in progress has a variable of that name. */
  hasVariable(name: string, frame: number): boolean;
  /** Whether an object has fields that could be compared. */
  readonly objectsHaveFields: boolean;
  /** Writes a log point's message, unless this event has been told before. */
  log(message: string, view: EventView): void;
  /** Tells a person of something that is wrong with a breakpoint; false where what was asked was not carried through. */
  notice(message: string, view: EventView): boolean;
}

/** Finds out at an event whether a breakpoint, filter or watched variable stops the run there. */
export class Triggers {
  /** An evaluation on one line; set by whoever knows how values are written. */
  shown: (evaluation: Evaluation) => string = (evaluation) => evaluation.kind;
  readonly watched: WatchedVariables;
  readonly #breakpoints: Breakpoints;
  readonly #run: Inspected;
  /** How often it was looked why a breakpoint's condition does not hold. */
  readonly #looked = new Map<number, number>();
  /** The breakpoints of whose conditions was said that something is wrong with them: once is enough. */
  readonly #told = new Set<number>();

  constructor(breakpoints: Breakpoints, run: Inspected) {
    this.#breakpoints = breakpoints;
    this.#run = run;
    this.watched = new WatchedVariables(run);
  }

  /** Another number for each state of what may stop it. */
  get version(): number {
    return this.#breakpoints.version + this.watched.version;
  }

  /** Points out the events at which something may stop it; undefined where nothing ever does. */
  wanted(back: boolean): StopCondition | undefined {
    const { watched } = this;
    const breakpoints = this.#breakpoints;
    if (!watched.any) return breakpoints.wantsAny ? (view) => breakpoints.want(view) : undefined;
    // A variable is watched by looking at every event: slow, and only while somebody watches one.
    const changed = back ? watched.mayHaveChanged() : watched.hasChanged();
    return (view) => changed(view) || breakpoints.want(view);
  }

  /**
   * Whether something stops it at this event, and what; log points are written on the way.
   * @param back it has gone back to this event
   */
  async at(view: EventView, back: boolean): Promise<Found | undefined> {
    const { watched } = this;
    const changed = await this.#changed(view, back ? watched.changesGoingBack(view) : watched.changes());
    if (changed !== undefined) return { reason: 'data breakpoint', ...changed };
    const ids: number[] = [];
    let note: string | undefined;
    let reason: StopReason = 'breakpoint';
    for (const breakpoint of this.#breakpoints.at(view)) {
      // Going back tells nothing again.
      if (back && breakpoint.log !== undefined) continue;
      const verdict = await this.#verdict(breakpoint, view, 0);
      if (verdict === undefined) continue;
      if ('predicate' in breakpoint && ids.length === 0) reason = 'function breakpoint';
      ids.push(breakpoint.id);
      note ??= verdict.note;
    }
    if (ids.length > 0) return { reason, breakpoints: ids, note };
    if (this.#breakpoints.isAtDebug(view)) return { reason: 'breakpoint', breakpoints: [] };
    const filter = this.#breakpoints.filterAt(view);
    return filter === undefined ? undefined : { reason: 'exception', breakpoints: [], filter };
  }

  /** Whether a breakpoint stops here; undefined: no, because of its condition, its count, or because it only logs. */
  async #verdict(
    breakpoint: Breakpoint,
    view: EventView,
    frame: number,
  ): Promise<{ note: string | undefined } | undefined> {
    let note: string | undefined;
    if (breakpoint.condition !== undefined) {
      const verdict = await this.#decided(breakpoint, breakpoint.condition, view, frame);
      if (verdict.kind === 'error') note = `The condition could not be evaluated: ${verdict.why}`;
      if (note !== undefined) this.#tellOnce(breakpoint, note, view);
      else if (verdict.kind === 'undecided') {
        const { condition } = breakpoint;
        this.#tellOnce(
          breakpoint,
          `The condition ${condition} does not stop here: ${verdict.why}${/[.?!]$/.test(verdict.why) ? '' : '.'}`,
          view,
        );
      }
      if (verdict.kind === 'holds' && verdict.why !== undefined)
        this.#tellOnce(
          breakpoint,
          `In the condition ${breakpoint.condition}, a negation always holds: ${verdict.why}.`,
          view,
        );
      if (note === undefined && verdict.kind !== 'holds') return undefined;
    }
    const hits = this.#breakpoints.reach(breakpoint, view.event);
    if (breakpoint.hits !== undefined && (hits === 0 || !breakpoint.hits(hits))) return undefined;
    if (breakpoint.log === undefined) return { note };
    this.#run.log(await this.#written(breakpoint.log), view);
    return undefined;
  }

  /** Whether a condition holds in a rule in progress; that of a predicate, for one of the ways in which its rules name their parameters. */
  async #decided(breakpoint: Breakpoint, condition: string, view: EventView, frame: number): Promise<Verdict> {
    const { shown } = this;
    const run = this.#run;
    if (((breakpoint as Partial<PredicateBreakpoint>).parameters ?? []).length === 0) {
      const isThere = (name: string): boolean => run.hasVariable(name, frame);
      const evaluate = (text: string): Promise<Evaluation> => run.evaluate(text, frame);
      return this.#explained(breakpoint, condition, await decide(condition, evaluate, isThere, shown), evaluate);
    }
    let verdict: Verdict = { kind: 'fails' };
    for (const { names } of waysOf(breakpoint, view)) {
      const evaluate = (text: string): Promise<Evaluation> => run.evaluateCall(text, names);
      const isThere = (name: string): boolean => names.has(name) || run.hasVariable(name, 0);
      const found = await decide(condition, evaluate, isThere, shown);
      if (verdict.kind === 'fails' || found.kind === 'holds')
        verdict = await this.#explained(breakpoint, condition, found, evaluate);
      if (verdict.kind === 'holds') return verdict;
    }
    return verdict;
  }

  /** A condition that does not hold, or holds, since it compares what can never be equal, is told as that: the first times are enough to see it. */
  async #explained(breakpoint: Breakpoint, condition: string, verdict: Verdict, evaluate: Evaluate): Promise<Verdict> {
    const { id, doubted = false } = breakpoint;
    const times = this.#looked.get(id) ?? 0;
    const holds = verdict.kind === 'holds';
    if (!(holds || verdict.kind === 'fails') || doubted || this.#told.has(id) || times >= MOST_LOOKS) return verdict;
    this.#looked.set(id, times + 1);
    const why = await mismatchIn(condition, holds, evaluate, this.shown, this.#run.objectsHaveFields);
    if (why === undefined) return verdict;
    return { kind: holds ? 'holds' : 'undecided', why };
  }

  #tellOnce({ id }: Breakpoint, message: string, view: EventView): void {
    if (!this.#told.has(id) && this.#run.notice(message, view)) this.#told.add(id);
  }

  /** Whether a change of a watched variable is a stop, and what to say of it. */
  async #changed(
    view: EventView,
    changes: readonly Change[],
  ): Promise<Pick<Found, 'breakpoints' | 'note'> | undefined> {
    const ids: number[] = [];
    const notes = new Set<string>();
    for (const { breakpoint, index, variable } of changes) {
      // A condition on a value holds of anything while there is none.
      if (breakpoint.condition !== undefined && !variable.bound) continue;
      const verdict = await this.#verdict(breakpoint, view, index);
      if (verdict === undefined) continue;
      ids.push(breakpoint.id);
      const value = { kind: 'value', value: variable.value } as const;
      notes.add(variable.bound ? `${variable.name} = ${this.shown(value)}` : `${variable.name} has lost its binding`);
      if (verdict.note !== undefined) notes.add(verdict.note);
    }
    return ids.length === 0 ? undefined : { breakpoints: ids, note: [...notes].join(', ') };
  }

  /** A message with its expressions as they are in the rule in progress. Breakpoints on predicates have none: the protocol gives them no message. */
  async #written(message: LogMessage): Promise<string> {
    const run = this.#run;
    const parts: string[] = [];
    for (const part of message) {
      if ('text' in part) parts.push(part.text);
      else parts.push(this.#shownHere(await run.evaluate(part.expression, 0)));
    }
    return parts.join('');
  }

  /** What an expression comes to; what would have to be known of a variable without a value is not what is so. */
  #shownHere(found: Evaluation): string {
    const [answer] = found.kind === 'answers' ? found.answers : [];
    const isOpen = [...(answer?.bindings.keys() ?? [])].some((name) => this.#run.hasVariable(name, 0));
    return isOpen ? UNBOUND : this.shown(found);
  }
}

/** The ways in which the rules that are called name their parameters, of a breakpoint on a predicate. */
const waysOf = (breakpoint: Breakpoint, { arity }: EventView): readonly ParameterNames[] =>
  ((breakpoint as Partial<PredicateBreakpoint>).parameters ?? []).filter((way) => way.arity === arity);
