import type { Clause } from '@polar-tools/policy';
import type { PreparedQuery } from '../compiler/prepare.ts';
import type { Reply } from '../host/host.ts';
import type { Answer } from '../machine/outcome.ts';
import type { RuntimeError } from '../machine/runtime-error.ts';
import type {
  ChoicePointView,
  DebugOptions,
  DebugOutcome,
  Evaluation,
  EventView,
  Frame,
  StopCondition,
  WhyFailed,
} from './view.ts';

const notBuilt = (): never => {
  throw new Error('not built yet');
};

/**
 * A query under a debugger: run to an event, look, go on, go back.
 *
 * Events are numbered from 1; 0 is the start. Everything that is shown at event n is the same however n was reached.
 * Moving never calls the application: it stops with a question (going back, the recorded replies are used).
 */
export class Debuggee {
  constructor(_query: PreparedQuery, _options: DebugOptions = {}) {}

  /** The current event's number. */
  get event(): number {
    return notBuilt();
  }
  /** How far it has ever run: events up to this one can be jumped to. */
  get lastEvent(): number {
    return notBuilt();
  }
  /** The current event. */
  get view(): EventView {
    return notBuilt();
  }
  /** Answers found up to the current event. */
  get answers(): readonly { readonly event: number; readonly answer: Answer }[] {
    return notBuilt();
  }
  /** The error, at an `exception` event. */
  get error(): RuntimeError | undefined {
    return notBuilt();
  }

  /** Runs to the next event after this one where the condition holds, but at most `budget` events. Stops at answers, the end and errors too. */
  forward(_condition: StopCondition, _budget?: number): DebugOutcome {
    return notBuilt();
  }
  /** Goes to the last event before this one where the condition holds, or to the start. Asks no questions. */
  backward(_condition: StopCondition): DebugOutcome {
    return notBuilt();
  }
  /** Goes to event `event`, which is at most `lastEvent`. */
  jump(_event: number): DebugOutcome {
    return notBuilt();
  }
  /** The reply to the question that a move stopped with. */
  answer(_reply: Reply): void {
    notBuilt();
  }
  /** Back to the call of a goal in progress: `id` of a frame or `activation` of a choice point. */
  retry(_activation: number): DebugOutcome {
    return notBuilt();
  }
  /** Runs to the next `answer` event, from wherever it is. */
  nextSolution(_budget?: number): DebugOutcome {
    return notBuilt();
  }
  /**
   * Makes the current goal fail now: stops at the event that follows. What came after this event is another history from
   * here on; `lastEvent` is the current one.
   */
  forceFail(): DebugOutcome {
    return notBuilt();
  }
  /** Binds a variable of a frame from here on: a what-if fork. False if it is bound already. The text is a term. */
  bind(_frame: number, _variable: string, _text: string): { readonly error: string } | undefined {
    return notBuilt();
  }

  /** The rules in progress, the innermost first; the last one is the query. */
  frames(): readonly Frame[] {
    return notBuilt();
  }
  /** The alternatives left, the newest first. */
  choicePoints(): readonly ChoicePointView[] {
    return notBuilt();
  }
  /** Evaluates a term or runs a query with the bindings of frame `frame` (index in `frames()`), apart: nothing of the debuggee changes. */
  evaluate(_text: string, _frame: number, _solutions?: number): Evaluation {
    return notBuilt();
  }
  /** At a `fail` event: why. */
  whyFailed(): WhyFailed | undefined {
    return notBuilt();
  }
  /** Clauses that the current goal may call, in the order in which they are written: for choosing which one to step into. */
  candidates(): readonly Clause[] {
    return notBuilt();
  }
}
