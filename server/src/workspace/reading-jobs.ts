import type { ReadingProgress } from '../reading-progress.ts';

/** The reading of files: one job after the other, in the order in which they were asked for, and searches behind them. */
export class ReadingJobs {
  readonly #progress: ReadingProgress;
  /** Told of faults of ours, which stop nothing. */
  readonly #report: (doing: string, error: unknown) => void;
  #last: Promise<void> = Promise.resolve();
  /** Jobs that are not done, and searches. */
  #count = 0;
  /** Who waits for more to be known. */
  readonly #waiting: (() => void)[] = [];

  constructor(progress: ReadingProgress, report: (doing: string, error: unknown) => void) {
    this.#progress = progress;
    this.#report = report;
  }

  /** Whether nothing is left to do. */
  get areDone(): boolean {
    return this.#count === 0;
  }

  /** Does a job after all those that were asked for before. */
  add(job: () => Promise<void>): void {
    this.#begin();
    this.#last = this.#last
      .then(job)
      .catch((error) => this.#report('Reading policies', error))
      .then(() => this.#end());
  }

  /** Starts something that may take long, and whose result is a job of its own. */
  behind(work: () => Promise<void>): void {
    this.#begin();
    void work()
      .catch((error) => this.#report('Looking for policies', error))
      .then(() => this.#end());
  }

  /** Resolves when more is known than now. */
  step(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** More is known: a part of a job is done. */
  wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #begin(): void {
    this.#count++;
    this.#progress.started();
  }

  #end(): void {
    if (--this.#count === 0) this.#progress.finished();
    this.wake();
  }
}
