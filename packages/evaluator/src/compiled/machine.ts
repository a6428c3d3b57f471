import { HostError, MISSING, NO_MORE, type Reply } from '../host/host.ts';
import { hostFailure } from '../run/failure.ts';
import { Run } from '../run/run.ts';
import { fromHost, hostTerm } from '../terms/convert.ts';
import { printTerm } from '../terms/print.ts';
import type { Term } from '../terms/term.ts';
import { BARRIER, Choice } from './choice.ts';
import { ConstraintMet } from './constraint-met.ts';
import type { Activation, Frame, Goals, Negations } from './frame.ts';
import { Store } from './store.ts';

const handOver = (): never => {
  throw new ConstraintMet();
};

/** One for all runs: making a typed array takes longer than a short query. */
const NOTHING_HEARD = new Int32Array(0);

/** Calls before the first look at the limits: early, as a loop that was compiled before it has met a check is thrown away when it does. */
const CALLS_BEFORE_CHECK = 256;

/** The register machine, as an instruction of it sees it. */
export abstract class CompiledMachine extends Run {
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
  /** What a failure counts for: more where the stack is deep, which is returned through after it. */
  callsAFailure = 0;
  checkAt = CALLS_BEFORE_CHECK;
  /** When the limits are looked at next, however often the run pauses or answers before. */
  limitsAt = CALLS_BEFORE_CHECK;
  pauseAt = Number.POSITIVE_INFINITY;
  /** How much of the process's memory was in use after so many calls, and how much of it a call took the last time that it grew. */
  readonly heap = { use: 0, calls: 0, aCall: 0 };

  /** The value of a reply that must be one. */
  termOf(reply: Reply): Term {
    if (reply instanceof HostError) {
      // In the reference, what an application lacks is no error within a negation: the value is missing.
      if (reply.kind === 'application' && this.negations !== null) {
        if (this.failsOnMissing) throw new ConstraintMet();
        return hostTerm(MISSING);
      }
      throw hostFailure(reply);
    }
    if (reply === NO_MORE) return hostTerm(MISSING);
    return fromHost(reply);
  }

  get mayHaveMore(): boolean {
    let { choice } = this;
    while (choice !== null && choice.kind === BARRIER) choice = choice.previous;
    return choice !== null;
  }

  print(term: Term): string {
    return printTerm(term, {
      describe: (object) => this.describeObject(object),
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
