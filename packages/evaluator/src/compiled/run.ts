import type { CompiledQuery } from '../compiler/prepare.ts';
import { Failure } from '../run/failure.ts';
import type { Outcome } from '../run/outcome.ts';
import type { RunOptions } from '../run/run.ts';
import { isLimit, type RuntimeError } from '../run/runtime-error.ts';
import type { Surroundings } from '../run/surroundings.ts';
import { fromHost } from '../terms/convert.ts';
import { CALLS_AN_ANSWER, checkLimits } from './check-limits.ts';
import { ConstraintMet } from './constraint-met.ts';
import { execute } from './loop.ts';
import { CompiledMachine } from './machine.ts';
import { describeError } from './trace.ts';

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

/** A run of the query's code: quick, and only as long as no variable is constrained. */
export class CompiledRun extends CompiledMachine {
  /** `debugs`: with an event at every port. `given`: values that the query's variables have already. */
  constructor(query: CompiledQuery, options: RunOptions = {}, debugs = false, given?: Surroundings) {
    super(query, options, debugs);
    this.limitsAt = Math.min(this.limitsAt, this.limits.depth + 1);
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
    if (this.calls === 0 && this.query.namesUnion) throw new ConstraintMet();
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
}
