import type { Surroundings } from '../surroundings.ts';

/** What Ctrl-C ends: as a signal, or as a key where the terminal is in raw mode. */
export class Interrupts {
  readonly #surroundings: Surroundings;
  #running: AbortController | undefined;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  interrupt(): void {
    this.#running?.abort();
  }

  /** Runs something that Ctrl-C ends. */
  async during<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const running = new AbortController();
    this.#running = running;
    const off = this.#surroundings.onInterrupt(() => running.abort());
    try {
      return await work(running.signal);
    } finally {
      off();
      this.#running = undefined;
    }
  }
}
