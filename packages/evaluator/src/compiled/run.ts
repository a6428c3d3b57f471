import type { CompiledQuery } from '../compiler/prepare.ts';
import { HostError, MISSING, NO_MORE, type Reply } from '../host/host.ts';
import { Failure, hostFailure } from '../run/failure.ts';
import type { Outcome } from '../run/outcome.ts';
import { Run, type RunOptions } from '../run/run.ts';
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

const handOver = (): never => {
  throw new ConstraintMet();
};

/** Calls after which an error is no longer looked into again: it would take too long. */
const LONGEST_AGAIN = 200_000;

/**
 * Whether only an `ExactRun` knows what comes of this: a variable is constrained; a term that contains itself is too deep for
 * this stack; an error, of which it has every goal on the way, the last calls of rules among them.
 */
const isForExactRun = (thrown: unknown, calls: number): boolean =>
  thrown instanceof ConstraintMet ||
  thrown instanceof RangeError ||
  (thrown instanceof Failure &&
    !isLimit(thrown.code) &&
    (calls <= LONGEST_AGAIN || thrown.code === 'unregistered-class'));

/** One for all runs: making a typed array takes longer than a short query. */
const NOTHING_HEARD = new Int32Array(0);

/** A run of the query's code by the register machine: quick, and only as long as no variable is constrained. */
export class CompiledRun extends Run {
  readonly store: Store = new Store();
  // A literal is made many times faster than a filled array: a short query takes no longer than that.
  // biome-ignore format: one line
  readonly registers: Term[] = [false, false, false, false, false, false, false, false, false, false, false, false, false, false, false, false];

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

  /** Variables older than this generation are always trailed: a checkpoint needs that. */
  floor = 0;
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
  pauseAt = Number.POSITIVE_INFINITY;

  /** `debugs`: with an event at every port. `given`: values that the query's variables have already. */
  constructor(query: CompiledQuery, options: RunOptions = {}, debugs = false, given?: Surroundings) {
    super(query, options, debugs);
    const { variables } = query.lowered;
    const { bindings } = options;
    for (let i = 0; i < variables.length; i++) {
      const { name, written } = variables[i]!;
      if (!written) continue;
      const value = bindings?.get(name);
      this.registers[i] =
        value === undefined ? (given?.values.get(name) ?? this.store.variable(query.kinds[i])) : fromHost(value);
    }
    this.pc = this.queryClause.entry;
  }

  /** Goes on to the next outcome. Throws a failure, or `ConstraintMet` where only the exact machine can go on. */
  protected goOn(budget: number): Outcome {
    // Answers can come without a call, and be far apart: the limits are looked at between them too.
    if (this.state === 'answered') this.limitsAt -= CALLS_AN_ANSWER;
    this.pauseAt = this.calls + budget;
    this.checkAt = Math.min(this.pauseAt, this.limitsAt);
    if (this.calls >= this.limitsAt) checkLimits(this);
    if (this.state === 'answered') {
      this.state = 'ready';
      this.pc = this.space.stubs.fail;
    }
    try {
      return execute(this);
    } catch (thrown) {
      if (!isForExactRun(thrown, this.calls)) throw thrown;
      throw thrown instanceof ConstraintMet
        ? thrown
        : new ConstraintMet(thrown instanceof Failure ? thrown : undefined);
    }
  }

  describe(failure: Failure): RuntimeError {
    return describeError(this, failure);
  }

  /** The value of a reply that must be one. */
  termOf(reply: Reply): Term {
    if (reply instanceof HostError) {
      // In the reference, what an application lacks is no error within a negation: the value is missing.
      if (reply.kind === 'application' && this.negations !== null) return hostTerm(MISSING);
      throw hostFailure(reply);
    }
    if (reply === NO_MORE) return hostTerm(MISSING);
    return fromHost(reply);
  }

  print(term: Term): string {
    return printTerm(term, {
      describe: this.describeObject,
      // How far the reference shows a term that contains itself, and by which name a variable, only an `ExactRun` knows.
      inItself: handOver,
      nameOf: handOver,
    });
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
