import { Worker } from 'node:worker_threads';

/** Milliseconds that an import may take. */
export const LONGEST_IMPORT = 120_000;
/** Milliseconds after which it is told that somebody waits. */
export const TELL_AFTER = 2000;

/** What the thread that watches is given. */
export interface WatchedWork {
  /** One number: odd while the application is asked for something, another one each time. */
  readonly turns: Int32Array;
  /** Milliseconds that a question may take; 0: any. */
  readonly patience: number;
}

/** The time that the application takes: where its code keeps the main thread, only another thread can look at it. */
export class Watched {
  readonly #turns = new Int32Array(new SharedArrayBuffer(4));
  /** The thread watches. It cannot begin while the main thread is kept. */
  readonly begun: Promise<unknown>;

  /** @param program the URL of the program, which another thread runs as the one that watches */
  constructor(program: string, patience: number) {
    const workerData: WatchedWork = { turns: this.#turns, patience };
    const worker = new Worker(new URL(program), { workerData });
    // Without it, the application is asked all the same.
    this.begun = new Promise((resolve) => worker.once('message', resolve).once('error', resolve));
    void this.begun.then(() => worker.unref());
  }

  /** Runs the application's code to its end: what it promises is awaited. The first time, it is imported. */
  async run<T>(code: () => Promise<T> | T): Promise<T> {
    Atomics.add(this.#turns, 0, 1);
    try {
      return await code();
    } finally {
      Atomics.add(this.#turns, 0, 1);
    }
  }
}
