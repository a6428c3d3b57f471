import type { CompiledQuery, PreparedQuery } from '../compiler/prepare.ts';
import type { ClauseCode, CompiledProgram, Space } from '../compiler/program.ts';
import { ExactRun } from '../exact/run.ts';
import {
  type Host,
  HostError,
  type HostObject,
  type HostValue,
  MISSING,
  NO_MORE,
  type Question,
  type Reply,
} from '../host/host.ts';
import { ASKED } from '../run/asked.ts';
import type { CalledGoal } from '../run/called-goal.ts';
import { Failure } from '../run/failure.ts';
import { defaultLimits, type Limits } from '../run/limits.ts';
import type { Outcome } from '../run/outcome.ts';
import { hasEffect, type Replied } from '../run/replies.ts';
import { isLimit, type RuntimeError } from '../run/runtime-error.ts';
import type { Surroundings } from '../run/surroundings.ts';
import { fromHost, hostTerm } from '../terms/convert.ts';
import { printTerm } from '../terms/print.ts';
import type { Term } from '../terms/term.ts';
import { CALLS_AN_ANSWER, CALLS_BEFORE_CHECK, checkLimits } from './check-limits.ts';
import { Choice } from './choice.ts';
import { ConstraintMet } from './constraint-met.ts';
import type { Activation, Frame, Goals, Negations } from './frame.ts';
import { execute } from './loop.ts';
import { Store } from './store.ts';
import { describeError } from './trace.ts';

export interface MachineOptions {
  /** A host that answers at once: the machine then asks it itself and never stops with a question. */
  readonly host?: Host;
  /** Values of the query's variables, by name. */
  readonly bindings?: ReadonlyMap<string, HostValue>;
  readonly limits?: Partial<Limits>;
  /** Milliseconds since any moment: without it there is no time limit. */
  readonly clock?: () => number;
  /** What `print` and `debug` write, without a line end. */
  readonly print?: (text: string) => void;
}

const handOver = (): never => {
  throw new ConstraintMet();
};

/** Calls after which an error is no longer looked into again: it would take too long. */
const LONGEST_AGAIN = 200_000;

/**
 * Whether only a `ExactRun` knows what comes of this: a variable is constrained; a term that contains itself is too deep for
 * this stack; an error, of which it has every goal on the way, the last calls of rules among them.
 */
const isForExactRun = (thrown: unknown, calls: number): boolean =>
  thrown instanceof ConstraintMet ||
  thrown instanceof RangeError ||
  (thrown instanceof Failure &&
    !isLimit(thrown.code) &&
    (calls <= LONGEST_AGAIN || thrown.code === 'unregistered-class'));

const goOn = (): boolean => false;

/** One for all machines: making a typed array takes longer than a short query. */
const NOTHING_HEARD = new Int32Array(0);

/** Runs one query. A plain state machine: nothing runs while it is not in `run`. */
export class Machine {
  readonly query: CompiledQuery;
  readonly program: CompiledProgram;
  readonly space: Space;
  readonly store: Store = new Store();
  // A literal is made many times faster than a filled array: a short query takes no longer than that.
  // biome-ignore format: one line
  readonly registers: Term[] = [false, false, false, false, false, false, false, false, false, false, false, false, false, false, false, false];
  readonly limits: Limits;
  readonly options: MachineOptions;
  readonly queryClause: ClauseCode;

  // ---- Registers: with the trail, the whole state.
  pc = 0;
  frame: Frame | null = null;
  returnTo = 0;
  choice: Choice | null = null;
  /** The newest choice point when the predicate in progress was called. */
  level: Choice | null = null;
  activation: Activation | null = null;
  negations: Negations | null = null;
  iterations = 0;
  /** Replies of the application used up; see `replies`. */
  replied = 0;
  event = 0;
  answers = 0;

  /** Replies in the order in which they were asked for. Kept for good when recording, else until their instruction is done. */
  replies: Reply[] = [];
  keepsReplies = false;
  question: Question | undefined;
  state: 'ready' | 'answered' | 'done' | 'failed' = 'ready';
  outcome: Outcome | undefined;
  /** Variables older than this generation are always trailed: a checkpoint needs that. */
  floor = 0;
  /** Told of an event when debugging, from event `attendAt` on; true stops the run there. */
  attend: (port: number, activation: CalledGoal | null, clause: number) => boolean = goOn;
  /** Passing an event before this one costs a comparison. */
  attendAt = Number.POSITIVE_INFINITY;
  /**
   * Events from `attendAt` to before this one are not told but written down, two words each, `heard` being for the events from
   * `heardFrom` on: `debug/event-log.ts` says what the words are.
   */
  hearUntil = 0;
  heardFrom = 0;
  heard = NOTHING_HEARD;

  /** Predicates called so far; the limits are looked at when it comes to `checkAt`, and the run pauses at `pauseAt`. */
  calls = 0;
  checkAt = CALLS_BEFORE_CHECK;
  /** When the limits are looked at next, however often the run pauses or answers before. */
  limitsAt = CALLS_BEFORE_CHECK;
  /** Before this event the run is one that a debugger does again: it was within its limits. */
  againUntil = 0;
  pauseAt = Number.POSITIVE_INFINITY;
  readonly startedAt: number;
  #given: Surroundings | undefined;
  /** Goes on with the query once a variable was constrained. */
  #partial: ExactRun | undefined;
  /** Answers that were given before it began anew, and that it is still to find again. */
  #again = 0;
  /** The error for which it began anew. */
  #met: Failure | undefined;
  /** The texts printed so far, and how many more of them are being printed again. */
  #printed = 0;
  #printedAgain = 0;
  /** Questions asked so far that may have had an effect, with their replies. */
  #asked: Replied[] | undefined;

  /** `debug`: with an event at every port. `given`: what is known of the query's variables already. */
  constructor(query: PreparedQuery, options: MachineOptions = {}, debug = false, given?: Surroundings) {
    this.query = query as CompiledQuery;
    this.program = this.query.program;
    this.space = debug ? this.program.debug : this.program.plain;
    this.options = options;
    this.limits = options.limits === undefined ? defaultLimits : { ...defaultLimits, ...options.limits };
    this.startedAt = options.clock?.() ?? 0;
    const { clauses } = this.query;
    const key = debug ? 'debug' : 'plain';
    if (clauses[key] < 0) clauses[key] = this.space.addClause(undefined, this.query.lowered).index;
    this.queryClause = this.space.clauses[clauses[key]]!;
    this.#start(given);
    if (given !== undefined && given.constraints.length > 0) this.#partial = new ExactRun(this, []);
  }

  #start(given: Surroundings | undefined): void {
    if (this.queryClause.entry < 0) this.space.assemble(this.queryClause);
    const { bindings } = this.options;
    const { variables } = this.query.lowered;
    this.#given = given;
    for (let i = 0; i < variables.length; i++) {
      const { name, written } = variables[i]!;
      if (!written) continue;
      const value = bindings?.get(name);
      this.registers[i] =
        value === undefined ? (given?.values.get(name) ?? this.store.variable(this.query.kinds[i])) : fromHost(value);
    }
    this.pc = this.queryClause.entry;
  }

  /** Runs until there is something to say; `budget` bounds the calls made before it says `paused`. */
  run(budget: number = Number.POSITIVE_INFINITY): Outcome {
    if (this.state === 'done' || this.state === 'failed') return this.outcome!;
    if (this.question !== undefined) return { kind: 'question', question: this.question };
    this.pauseAt = this.calls + budget;
    this.checkAt = Math.min(this.pauseAt, this.limitsAt);
    try {
      if (this.calls >= this.limitsAt) checkLimits(this);
      const outcome = this.#partial === undefined ? this.#execute(budget) : this.#goOn(this.#partial, budget);
      this.outcome = outcome;
      if (outcome.kind === 'done') this.state = 'done';
      else if (outcome.kind === 'answer') {
        this.state = 'answered';
        // Answers can come without a call, and be far apart: the limits are looked at between them too.
        this.limitsAt -= CALLS_AN_ANSWER;
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
      this.outcome = { kind: 'error', error: this.#describe(failure) };
      return this.outcome;
    }
  }

  #describe(failure: Failure): RuntimeError {
    if (this.#partial === undefined) return describeError(this, failure);
    // Where the error that this machine met is too far away for a `ExactRun`, what is known of it here is told.
    if (this.#met !== undefined && isLimit(failure.code)) return describeError(this, this.#met);
    return this.#partial.describe(failure);
  }

  #execute(budget: number): Outcome {
    if (this.state === 'answered') {
      this.state = 'ready';
      this.pc = this.space.stubs.fail;
    }
    try {
      return execute(this);
    } catch (thrown) {
      if (!isForExactRun(thrown, this.calls)) throw thrown;
      // Whoever debugs goes on with a machine of its own, as there is a history to keep.
      if (this.space.code.debug) throw new ConstraintMet();
      if (thrown instanceof Failure) this.#met = thrown;
      return this.#handOver(budget);
    }
  }

  /**
   * Runs the query exactly from its beginning, under a debugger. `known`: questions that were asked before, with their replies.
   */
  runExactly(known: readonly Replied[]): ExactRun {
    this.#partial = new ExactRun(this, known, true);
    return this.#partial;
  }

  /** Lets a `ExactRun` begin the query anew and go on where this one is. */
  #handOver(budget: number): Outcome {
    this.replies = [];
    this.replied = 0;
    this.#printedAgain = this.#printed;
    this.#partial = new ExactRun(this, this.#asked ?? []);
    this.#again = this.answers;
    return this.#goOn(this.#partial, budget);
  }

  /** Runs the `ExactRun` to its next outcome that was not given already. */
  #goOn(partial: ExactRun, budget: number): Outcome {
    for (;;) {
      const outcome = partial.run(this.#again === 0 ? budget : Number.POSITIVE_INFINITY);
      if (this.#again === 0 || outcome.kind !== 'answer') return outcome;
      this.#again--;
    }
  }

  /** What is known of the query's variables from outside. */
  get given(): Surroundings {
    const values = new Map(this.#given?.values);
    for (const [name, value] of this.options.bindings ?? []) values.set(name, fromHost(value));
    return { values, constraints: this.#given?.constraints ?? [] };
  }

  /** Prints a text for `print` or `debug`. */
  say(text: string): void {
    if (this.#printedAgain > 0) {
      this.#printedAgain--;
      return;
    }
    this.#printed++;
    this.options.print?.(text);
  }

  #remember(question: Question, reply: Reply): void {
    if (this.#partial !== undefined || !hasEffect(question)) return;
    this.#asked ??= [];
    this.#asked.push({ question, reply, at: this.replies.length });
  }

  /** Questions asked so far that may have had an effect, with their replies. */
  get asked(): readonly Replied[] {
    return this.#asked ?? [];
  }

  /** Forgets the replies that were not used up to here: what comes is another history. */
  forgetFuture(): void {
    this.replies.length = this.replied;
    this.#asked = this.#asked?.filter(({ at }) => at < this.replied);
    this.question = undefined;
  }

  /** The reply to a question; then call `run` again. */
  answer(reply: Reply): void {
    if (this.question === undefined) throw new Error('The machine has asked nothing.');
    this.#remember(this.question, reply);
    this.question = undefined;
    this.replies.push(reply);
  }

  /** A reply for the instruction in progress, or ASKED when it must wait for one and be executed again. */
  ask(question: Question): Reply | typeof ASKED {
    if (this.replied < this.replies.length) return this.replies[this.replied++]!;
    const { host } = this.options;
    if (host === undefined) {
      this.question = question;
      return ASKED;
    }
    const reply = host.answer(question);
    this.#remember(question, reply);
    this.replied++;
    this.replies.push(reply);
    return reply;
  }

  /** Ends an instruction that may have asked. */
  settle(): void {
    if (!this.keepsReplies && this.replies.length > 0) {
      this.replies = [];
      this.replied = 0;
    }
  }

  /** The value of a reply that must be one. */
  valueOf(reply: Reply): Term {
    if (reply instanceof HostError) {
      // In the reference, what an application lacks is no error within a negation: the value is missing.
      if (reply.kind === 'application' && this.negations !== null) return hostTerm(MISSING);
      throw this.hostFailure(reply);
    }
    if (reply === NO_MORE) return hostTerm(MISSING);
    return fromHost(reply);
  }

  hostFailure(error: HostError): Failure {
    if (error.code === 'unknown-class') return new Failure('unregistered-class', error.message, error.cause);
    return error.kind === 'application'
      ? new Failure('application', `Application error: ${error.message}`, error.cause)
      : new Failure('exception', error.message, error.cause);
  }

  print(term: Term): string {
    const isExact = this.#partial !== undefined;
    return printTerm(term, {
      describe: (object: HostObject) => this.program.host?.describe(object) ?? 'object',
      // How far the reference shows a term that contains itself, and by which name a variable, only a `ExactRun` knows.
      inItself: isExact ? undefined : handOver,
      nameOf: isExact ? undefined : handOver,
    });
  }

  /** Tells of an event; true where the run stops there. Always this one function, so that the loop is compiled once for all listeners. */
  tell(port: number, activation: CalledGoal | null, clause: number): boolean {
    return this.attend(port, activation, clause);
  }

  // ---- Choice points ------------------------------------------------------------------------------------------------

  push(
    kind: number,
    args: readonly Term[] | null,
    address: number,
    index: number,
    listLeft: unknown,
    item: unknown,
  ): Choice {
    const { store } = this;
    store.generation++;
    store.bound = store.generation;
    const choice = new Choice(
      kind,
      this.choice,
      this.frame,
      this.returnTo,
      store.top,
      store.generation,
      args,
      address,
      index,
      listLeft,
      item,
      this.activation,
    );
    this.choice = choice;
    return choice;
  }

  /** Makes an older choice point the newest. */
  cutTo(choice: Choice | null): void {
    this.choice = choice;
    this.rebound();
  }

  /** Variables that are older than the newest choice point, or the goal in progress, are trailed: it is another one now. */
  rebound(): void {
    const { choice, activation } = this;
    let generation = this.floor;
    if (choice !== null && choice.generation > generation) generation = choice.generation;
    if (activation !== null && activation.generation > generation) generation = activation.generation;
    this.store.bound = generation;
  }

  /** Registers as they were when a choice point was made. */
  restore(choice: Choice): void {
    this.frame = choice.frame;
    this.returnTo = choice.returnTo;
    this.activation = choice.activation;
    const { args } = choice;
    if (args !== null) for (let i = 0; i < args.length; i++) this.registers[i] = args[i]!;
  }

  // ---- Goals as terms -----------------------------------------------------------------------------------------------

  /** Arranges for goals to be solved now, and for the run to go on at `address` with all registers as they are. */
  solveThen(goals: Goals, address: number): void {
    const saved: Frame = [
      this.frame,
      this.returnTo,
      null,
      this.registers.slice(0, this.space.code.registers),
      this.level,
      address,
    ];
    this.frame = [saved, this.space.stubs.resume, null, goals];
    this.pc = this.space.stubs.solve;
  }

  /** Goals that unifications woke, in order. */
  takeWoken(): Goals {
    const { woken } = this.store;
    let goals: Goals | null = null;
    for (let i = woken.length - 1; i >= 0; i--) goals = { goal: woken[i]!, next: goals };
    this.store.woken = [];
    return goals!;
  }

  /** Runs the goals that a unification woke before it goes on at `address`; gives the address of what is next. */
  wake(frame: Frame | null, address: number): number {
    this.frame = frame;
    this.solveThen(this.takeWoken(), address);
    return this.pc;
  }
}
