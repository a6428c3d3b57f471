import type { CompiledQuery } from '../compiler/prepare.ts';
import type { ClauseCode, CompiledProgram, Space } from '../compiler/program.ts';
import { type Answering, HostError, type HostObject, type HostValue, type Question, type Reply } from '../host/host.ts';
import { noHost } from '../host/no-host.ts';
import type { Term } from '../terms/term.ts';
import { Application } from './application.ts';
import type { ASKED } from './asked.ts';
import type { CalledGoal } from './called-goal.ts';
import { checkTime } from './check-limits.ts';
import { Failure } from './failure.ts';
import { defaultLimits, type Limits } from './limits.ts';
import type { Outcome } from './outcome.ts';
import type { Replied } from './replies.ts';
import type { RuntimeError } from './runtime-error.ts';

export interface RunOptions {
  /** Is asked by the machine itself, which then stops with a question only where the reply is a promise. */
  readonly host?: Answering;
  /** Values of the query's variables, by name. */
  readonly bindings?: ReadonlyMap<string, HostValue>;
  readonly limits?: Partial<Limits>;
  /** Milliseconds since any moment: without it there is no time limit. */
  readonly clock?: () => number;
  /** How much of the memory of the process is in use: from 1 on the run ends, before the process does. */
  readonly heap?: (() => number) | undefined;
  /** What `print` and `debug` write, without a line end. */
  readonly print?: (text: string) => void;
  /** Told of what a look-up did not find: it may fail a goal, or nothing at all, without another word. */
  readonly missed?: (missed: Missed) => void;
}

/** A key that a dictionary has not, or what the application says that an object lacks. */
export type Missed = HostError | { readonly dictionary: Term; readonly key: string };

/** What a run of the same query has done already, for one that begins it anew in its place. */
export interface Before {
  /** Questions that it asked, with their replies: they are not asked again. */
  readonly asked: readonly Replied[];
  /** How many texts it printed: they are not printed again. */
  readonly said?: number;
  /** When it began, by the clock. */
  readonly startedAt?: number;
}

const goOn = (): boolean => false;

/** One run of a query by a machine of either kind. A plain state machine: nothing runs while it is not in `run`. */
export abstract class Run {
  readonly query: CompiledQuery;
  readonly program: CompiledProgram;
  /** The code whose goals and clauses have the numbers that a debugger knows them by. */
  readonly space: Space;
  readonly queryClause: ClauseCode;
  readonly options: RunOptions;
  readonly limits: Limits;
  readonly application: Application;
  readonly startedAt: number;

  state: 'ready' | 'answered' | 'done' | 'failed' = 'ready';
  outcome: Outcome | undefined;
  answers = 0;

  /** The last event that was passed. */
  event = 0;
  /** Told of an event when debugging, from event `attendAt` on; true stops the run there. */
  attend: (port: number, activation: CalledGoal | null, clause: number) => boolean = goOn;
  /** Passing an event before this one costs a comparison. */
  attendAt = Number.POSITIVE_INFINITY;
  /** Before this event the run is one that a debugger does again: it was within its limits. */
  againUntil = 0;

  #said = 0;
  readonly #saidBefore: number;

  /** `debugs`: with an event at every port. */
  constructor(query: CompiledQuery, options: RunOptions, debugs: boolean, before?: Before) {
    this.query = query;
    this.program = query.program;
    this.space = debugs ? this.program.debug : this.program.plain;
    this.queryClause = query.clauseIn(this.space);
    this.options = options;
    this.limits = options.limits === undefined ? defaultLimits : { ...defaultLimits, ...options.limits };
    this.application = new Application(options.host, before === undefined);
    this.startedAt = before?.startedAt ?? options.clock?.() ?? 0;
    this.#saidBefore = before?.said ?? 0;
  }

  /** Goes on to the next outcome; `budget` bounds the calls made before it is `paused`. Throws a failure. */
  protected abstract goOn(budget: number): Outcome;

  /** The error that a failure is, with the goals in progress. */
  abstract describe(failure: Failure): RuntimeError;

  /** At an answer: whether there may be another one. */
  abstract get mayHaveMore(): boolean;

  /** A term as a message shows it. */
  abstract print(term: Term): string;

  /** Runs until there is something to say; `budget` bounds the calls made before it says `paused`. */
  run(budget: number = Number.POSITIVE_INFINITY): Outcome {
    if (this.state === 'done' || this.state === 'failed') return this.outcome!;
    if (this.application.question !== undefined) return this.application.waiting;
    try {
      const outcome = this.goOn(budget);
      this.outcome = outcome;
      if (outcome.kind === 'done') this.state = 'done';
      else if (outcome.kind === 'answer') {
        this.state = 'answered';
        if (++this.answers > this.limits.solutions)
          throw new Failure(
            'solution-limit',
            `The query has more than ${this.limits.solutions} answers. Raise the limit on solutions, or ask for less.`,
          );
      }
      return outcome;
    } catch (thrown) {
      if (!(thrown instanceof Failure) && !(thrown instanceof RangeError)) throw thrown;
      const failure =
        thrown instanceof Failure
          ? thrown
          : new Failure('stack-overflow', 'A term is nested too deeply to be worked on.', thrown);
      this.state = 'failed';
      this.outcome = { kind: 'error', error: this.describe(failure) };
      return this.outcome;
    }
  }

  // ---- The application ----------------------------------------------------------------------------------------------

  /** A reply for the step in progress, or ASKED when it must wait for one and be done again. */
  ask(question: Question): Reply | typeof ASKED {
    // Questions may follow one another without a call between them, and take long.
    if (this.event >= this.againUntil) checkTime(this);
    return this.noted(question, this.application.ask(question));
  }

  /** The same reply; whoever wants to know is told of what it does not find. */
  protected noted(question: Question, reply: Reply | typeof ASKED): Reply | typeof ASKED {
    const { missed } = this.options;
    if (missed !== undefined && question.kind === 'attribute' && reply instanceof HostError) missed(reply);
    return reply;
  }

  /** A dictionary has no such key: the goal fails. */
  lacks(dictionary: Term, key: string): false {
    this.options.missed?.({ dictionary, key });
    return false;
  }

  /** The reply to a question; then call `run` again. */
  answer(reply: Reply): void {
    this.application.answer(reply);
  }

  /** How the host shows one of its objects. */
  describeObject(object: HostObject): string {
    return (this.program.host ?? noHost).describe(object);
  }

  /** What an object lacks fails the goal that may do without it: see the host's description. */
  get failsOnMissing(): boolean {
    return this.program.host?.failsOnMissing === true;
  }

  /** Prints a text for `print` or `debug`. */
  say(text: string): void {
    if (++this.#said > this.#saidBefore) this.options.print?.(text);
  }

  // ---- For whoever comes after, or looks on -------------------------------------------------------------------------

  /** What this run has done. */
  get before(): Before {
    return { asked: this.application.asked, said: this.#said, startedAt: this.startedAt };
  }

  /** Stands again where so much had happened; what it was doing then is for the machine to bring back. */
  standAt({
    event,
    answers,
    replied,
  }: {
    readonly event: number;
    readonly answers: number;
    readonly replied: number;
  }): void {
    this.event = event;
    this.answers = answers;
    this.application.replied = replied;
    this.application.question = undefined;
    this.outcome = undefined;
    this.state = 'ready';
  }

  /** Tells of an event; true where the run stops there. Always this one function, so that a loop is compiled once for all listeners. */
  tell(port: number, activation: CalledGoal | null, clause: number): boolean {
    return this.attend(port, activation, clause);
  }
}
