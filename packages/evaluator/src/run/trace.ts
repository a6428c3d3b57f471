import type { Failure } from './failure.ts';
import { isPositioned, type RuntimeError, type TraceEntry } from './runtime-error.ts';

/** How many goals a trace shows at each of its ends. */
const SHOWN = 100;

/** The ends of a long list of goals in progress. */
export interface Ends<Goal> {
  /** The outermost first. */
  readonly shown: readonly Goal[];
  readonly left: RuntimeError['left'];
}

/** Goals in progress, told from the innermost on, of which the ends are kept: there may be millions. */
export class GoalsInProgress<Goal> {
  readonly #inner: Goal[] = [];
  /** The last ones, each in the place of one that is no longer among them. */
  readonly #outer: Goal[] = [];
  #count = 0;

  add(goal: Goal): void {
    if (this.#count < SHOWN) this.#inner.push(goal);
    else this.#outer[this.#count % SHOWN] = goal;
    this.#count++;
  }

  get ends(): Ends<Goal> {
    const at = this.#count % SHOWN;
    const outer = this.#count > 2 * SHOWN ? [...this.#outer.slice(at), ...this.#outer.slice(0, at)] : this.#outer;
    const goals = this.#count - this.#inner.length - outer.length;
    const shown = [...this.#inner, ...outer].reverse();
    return { shown, left: goals === 0 ? undefined : { after: outer.length, goals } };
  }
}

/** The error that a failure is. `where`: the place that it is about. `unshown`: goals that the trace leaves out, each being the body of one. */
export function errorOf(
  failure: Failure,
  { shown: trace, left }: Ends<TraceEntry>,
  where: TraceEntry | undefined,
  unshown = 0,
): RuntimeError {
  const positioned = isPositioned(failure.code);
  return {
    code: failure.code,
    message: failure.message,
    uri: where?.uri,
    start: positioned ? where?.start : undefined,
    end: positioned ? where?.end : undefined,
    trace,
    ...(left !== undefined && { left }),
    unshown,
    cause: failure.cause,
  };
}
