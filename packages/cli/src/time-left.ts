import { Failure } from './failure.ts';

/** What is left of the time that a command may take, for its parts one after another. */
export class TimeLeft {
  readonly #clock: () => number;
  readonly #timeout: number;
  readonly #until: number;

  /** @param timeout milliseconds from now; 0: any time */
  constructor(timeout: number, clock: () => number) {
    this.#clock = clock;
    this.#timeout = timeout;
    this.#until = timeout === 0 ? Number.POSITIVE_INFINITY : clock() + timeout;
  }

  /** Milliseconds for a part that takes so many at most; one where none is left. */
  upTo(most: number): number {
    return Math.max(1, Math.min(most, this.#until - this.#clock()));
  }

  /**
   * Milliseconds for the last part, as a timeout: 0 where it may take any time.
   *
   * @throws Failure where none are left
   */
  get timeout(): number {
    if (this.#until === Number.POSITIVE_INFINITY) return 0;
    const left = this.#until - this.#clock();
    if (left >= 1) return left;
    const taken = Math.round(this.#timeout - left);
    throw new Failure(
      'query-timeout',
      `Query timeout: Query running for ${taken}ms, which exceeds the timeout of ${this.#timeout}ms. Give it longer with --timeout MILLISECONDS (0: no limit).`,
    );
  }
}
