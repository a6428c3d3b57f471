import type { Bound } from './explanation.ts';

/** How far an explanation may go. */
export interface ExplainLimits {
  /** Milliseconds; needs a clock. */
  readonly time: number;
  /** Events of the run that are looked at. */
  readonly events: number;
  /** Goals that are told. */
  readonly steps: number;
  /** Calls inside one another that are told. */
  readonly depth: number;
  /** Tries of one goal, and rules of one call. */
  readonly tries: number;
  /** Answers that are proved. */
  readonly answers: number;
  /** Tells what is needed to find a fault, too: solutions on the way to a failure, goals whose values nothing gives, what a `forall` came to. */
  readonly thorough: boolean;
}

export const defaultExplainLimits: ExplainLimits = {
  time: 2_000,
  events: 200_000,
  steps: 150,
  depth: 12,
  tries: 6,
  answers: 3,
  thorough: false,
};

/** Counts what is told, and notes what is left out. */
export class Told {
  readonly limits: ExplainLimits;
  readonly #clock: (() => number) | undefined;
  readonly #until: number;
  readonly #bounds = new Map<Bound['kind'], Bound>();
  #steps = 0;

  constructor(limits: Partial<ExplainLimits>, clock: (() => number) | undefined) {
    this.limits = { ...defaultExplainLimits, ...limits };
    this.#clock = clock;
    this.#until = (clock?.() ?? 0) + this.limits.time;
  }

  get bounds(): readonly Bound[] {
    return [...this.#bounds.values()];
  }

  leaveOut(bound: Bound): void {
    this.#bounds.set(bound.kind, bound);
  }

  get isLate(): boolean {
    if (this.#clock === undefined || this.#clock() <= this.#until) return false;
    this.leaveOut({ kind: 'time' });
    return true;
  }

  /** Whether one more goal may be told. */
  mayTell(): boolean {
    if (this.isLate) return false;
    if (this.#steps >= this.limits.steps) {
      this.leaveOut({ kind: 'steps', steps: this.limits.steps });
      return false;
    }
    this.#steps++;
    return true;
  }

  /** As many of some as may be told, and how many are left out. */
  some<T>(all: readonly T[], most: number = this.limits.tries): readonly T[] {
    if (all.length <= most) return all;
    this.leaveOut({ kind: 'steps', steps: this.limits.steps });
    return all.slice(0, most);
  }
}
