import type { Answer, SteppedRun, StopCondition } from '@polar-tools/evaluator';
import type { Breakpoints, Filter } from './breakpoints.ts';
import type { Move } from './move.ts';
import type { Ending, Listener, RunSetup } from './run.ts';
import type { Found, Triggers } from './triggers.ts';

const NEVER_CALLED = 'What the session was to start at did not happen: this is the end of the run.';
const NOT_CALLED =
  'The goal was not called: something before it failed, or its answer was known. This is what led to it.';

/** Whether a run stops where it stands, and why. Tells on the way what happens for the first time: answers, logs, the end. */
export class Stops {
  readonly #setup: RunSetup;
  readonly #debuggee: SteppedRun;
  readonly #breakpoints: Breakpoints;
  readonly #triggers: Triggers;
  readonly #listener: Listener;
  /** Up to which event answers, prints and logs have been told. */
  #told = 0;
  #finishedAt: number | undefined;
  /** The event of the last answer that was delivered. */
  #delivered = 0;

  constructor(setup: RunSetup, debuggee: SteppedRun, breakpoints: Breakpoints, triggers: Triggers, listener: Listener) {
    this.#setup = setup;
    this.#debuggee = debuggee;
    this.#breakpoints = breakpoints;
    this.#triggers = triggers;
    this.#listener = listener;
  }

  /** Whether what happens on the way to the next event was told before. */
  get isPast(): boolean {
    return this.#debuggee.event < this.#told;
  }

  /** Whether what happened at an event was told before. */
  wasTold(event: number): boolean {
    return event <= this.#told;
  }

  /** All up to where it stands has been told. */
  toldUpToHere(): void {
    this.#told = Math.max(this.#told, this.#debuggee.event);
  }

  /** From here on everything is new: it is told though other answers and logs came after this event once. */
  beginHistory(): void {
    this.#told = Math.min(this.#told, this.#debuggee.event);
    this.#finishedAt = undefined;
  }

  /** Delivers the answer that it stands at, if somebody waits for it. False where no other one is wanted. */
  async delivers(): Promise<boolean> {
    const { deliver } = this.#setup;
    const { port, event } = this.#debuggee.view;
    if (deliver === undefined || port !== 'answer' || event <= this.#delivered) return true;
    this.#delivered = event;
    const answer = this.#debuggee.answers.at(-1)?.answer;
    return answer === undefined || deliver(answer);
  }

  /** The events that may be stops. Without a condition no event needs to be looked at, which is much quicker. */
  conditionOf({ stop, past, back }: Move): StopCondition | undefined {
    const wanted = this.#setup.free || past === true ? undefined : this.#triggers.wanted(back === true);
    if (stop === undefined || wanted === undefined) return stop ?? wanted;
    // Both are told of every event: what watches variables keeps what it has seen.
    return (view) => [wanted(view), stop(view)].includes(true);
  }

  /**
   * Whether to stop where it stands, and why. Writes log points; tells answers and the end.
   * @param answer the answer it stands at, where it is known: to ask for all of them at each one would take long
   */
  async here(move: Move, answer?: Answer): Promise<Found | undefined> {
    const { view, answers, error } = this.#debuggee;
    const here: Found = { reason: move.reason, breakpoints: [] };
    switch (view.port) {
      case 'start':
        return { reason: 'entry', breakpoints: [] };
      case 'answer': {
        const found = answer ?? answers.at(-1)?.answer;
        if (found !== undefined && !this.wasTold(view.event)) this.#listener.answered(found);
        return move.atAnswers || this.#setup.stopOnResult ? here : undefined;
      }
      case 'end': {
        const judged = this.#debuggee.judged?.map(({ holds }) => holds);
        return this.#atEnd(
          { kind: 'done', answers: answers.length, judged },
          judged === undefined && answers.length === 0 ? 'none' : undefined,
          move,
        );
      }
      case 'exception':
        return error === undefined ? undefined : this.#atEnd({ kind: 'error', error }, 'error', move);
      default: {
        const found =
          this.#setup.free || move.past === true ? undefined : await this.#triggers.at(view, move.back === true);
        return found ?? (move.stop?.(view) === true ? here : undefined);
      }
    }
  }

  /** The end is a stop for a step and for whoever asked for it: from there one can go back. */
  async #atEnd(ending: Ending, filter: Filter | undefined, move: Move): Promise<Found | undefined> {
    if (this.#finishedAt === undefined) {
      this.#finishedAt = this.#debuggee.event;
      await this.#listener.finished(ending);
    }
    if (this.#setup.free) return undefined;
    if (move.instead !== undefined) {
      const event = this.#setup.record ? move.instead() : undefined;
      if (event === undefined) return { reason: move.reason, breakpoints: [], note: NEVER_CALLED };
      this.#debuggee.jump(event);
      return { reason: move.reason, breakpoints: [], note: NOT_CALLED };
    }
    if (filter !== undefined && this.#breakpoints.holdsAtEnd(filter, this.#debuggee.view)) {
      return { reason: 'exception', breakpoints: [], filter };
    }
    if (this.#breakpoints.hasFilter('end')) return { reason: 'exception', breakpoints: [], filter: 'end' };
    return move.stop === undefined ? undefined : { reason: move.reason, breakpoints: [] };
  }
}
