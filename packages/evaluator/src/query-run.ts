import { ConstraintMet } from './compiled/constraint-met.ts';
import { CompiledRun } from './compiled/run.ts';
import type { CompiledQuery, PreparedQuery } from './compiler/prepare.ts';
import { ExactRun } from './exact/run.ts';
import type { Answering, Reply } from './host/host.ts';
import type { Outcome } from './run/outcome.ts';
import { hasEffect } from './run/replies.ts';
import type { Run, RunOptions } from './run/run.ts';
import { isLimit, type RuntimeError } from './run/runtime-error.ts';
import type { Surroundings } from './run/surroundings.ts';

/** Calls after which a run may be a recursion without an end. */
const CALLS_OF_LONG_RUN = 16_384;

/**
 * Runs one query: as compiled code, and from where only the exact machine knows what comes of it by that, begun anew. A plain
 * state machine: nothing runs while it is not in `run`.
 */
export class QueryRun {
  readonly query: CompiledQuery;
  readonly #options: RunOptions;
  readonly #given: Surroundings | undefined;
  #run: Run;
  /** Answers that were given before it began anew, and that it is still to find again. */
  #again = 0;
  /** The error for which it began anew. */
  #met: RuntimeError | undefined;
  /** Calls until it is looked whether the reference's stack of goals would have been too small. */
  #callsUntilLook: number;

  /** `given`: what is known of the query's variables already. */
  constructor(query: PreparedQuery, options: RunOptions = {}, given?: Surroundings) {
    this.query = query as CompiledQuery;
    this.#options = options;
    this.#given = given;
    this.#callsUntilLook = options.limits?.goals === undefined ? Number.POSITIVE_INFINITY : CALLS_OF_LONG_RUN;
    this.#run =
      given === undefined || given.constraints.length === 0
        ? new CompiledRun(this.query, options, false, given)
        : new ExactRun(this.query, options, false, given);
  }

  /** Runs until there is something to say; `budget` bounds the calls made before it says `paused`. */
  run(budget: number = Number.POSITIVE_INFINITY): Outcome {
    try {
      return this.#looking(budget);
    } catch (thrown) {
      if (!(thrown instanceof ConstraintMet)) throw thrown;
      this.#handOver(thrown);
      return this.#goOn(budget);
    }
  }

  /** The next outcome of compiled code, which keeps nothing of last calls: where they go on and on, the exact machine counts them. */
  #looking(budget: number): Outcome {
    const run = this.#run;
    if (!(run instanceof CompiledRun) || this.#callsUntilLook === Number.POSITIVE_INFINITY) return this.#goOn(budget);
    const before = run.calls;
    const outcome = this.#goOn(Math.min(budget, this.#callsUntilLook));
    const made = run.calls - before;
    this.#callsUntilLook -= made;
    if (outcome.kind !== 'paused' || this.#callsUntilLook > 0) return outcome;
    this.#callsUntilLook = Number.POSITIVE_INFINITY;
    return this.#overflow(run) ?? (made >= budget ? outcome : this.#goOn(budget - made));
  }

  /** The error of the reference's machine where it has come too deep by now. The application does nothing for that which has an effect. */
  #overflow(run: CompiledRun): Outcome | undefined {
    const { host, limits, print: _, ...options } = this.#options;
    const without: Answering = {
      answer: (question) =>
        host === undefined || hasEffect(question) ? new Promise<Reply>(() => {}) : host.answer(question),
    };
    const depth = limits?.goals ?? Number.POSITIVE_INFINITY;
    const exact = new ExactRun(
      this.query,
      { ...options, limits: { ...limits, depth }, host: without },
      false,
      this.#given,
      run.before,
    );
    let outcome = exact.run(CALLS_OF_LONG_RUN);
    while (outcome.kind === 'answer') outcome = exact.run(CALLS_OF_LONG_RUN);
    return outcome.kind === 'error' && outcome.error.code === 'stack-overflow' ? outcome : undefined;
  }

  /** At an answer: false where it is the last one, and the next outcome is `done`. */
  get mayHaveMore(): boolean {
    return this.#run.mayHaveMore;
  }

  /** The reply to a question; then call `run` again. */
  answer(reply: Reply): void {
    this.#run.answer(reply);
  }

  #handOver({ failure }: ConstraintMet): void {
    const compiled = this.#run;
    if (failure !== undefined) this.#met = compiled.describe(failure);
    this.#again = compiled.answers;
    this.#run = new ExactRun(this.query, this.#options, false, this.#given, compiled.before);
  }

  /** The next outcome that was not given already. */
  #goOn(budget: number): Outcome {
    for (;;) {
      const outcome = this.#run.run(this.#again === 0 ? budget : Number.POSITIVE_INFINITY);
      // Where the error that was met first is too far away for the exact machine, what was known of it then is told.
      if (outcome.kind === 'error' && this.#met !== undefined && isLimit(outcome.error.code))
        return { kind: 'error', error: this.#met };
      if (this.#again === 0 || outcome.kind !== 'answer') return outcome;
      this.#again--;
    }
  }
}
