import { Worker } from 'node:worker_threads';
import type { RuleCoverage } from '@polar-tools/evaluator';
import type { FromWorker, RunTest, Share, WorkerSetting } from './messages.ts';

/** Who is told of a worker. */
export interface WorkerListener {
  /** A test has ended. */
  ended(at: number, test: RunTest): void;
  /** It asks for a share; none: it is not needed any more. */
  next(): Share;
  /**
   * It is gone, with what its tests have covered.
   * @param failure where it did not end by itself: why, and the test that it was at (undefined: it did not even start), with the whole share
   */
  gone(covered: readonly RuleCoverage[], failure: WorkerFailure | undefined): void;
}

export interface WorkerFailure {
  readonly why: unknown;
  readonly at: number | undefined;
  readonly share: Share;
}

/** A test takes several queries, and tries what would make it pass: so many times the time of one is enough. */
const TIMEOUTS_OF_ONE_TEST = 10;

/** A thread that runs tests until there are none for it, or until one of them ends it. A test that does not end is ended, with the thread. */
export class TestWorker {
  readonly #worker: Worker;
  readonly #listener: WorkerListener;
  /** Milliseconds that a test may take; 0 for no limit. */
  readonly #longest: number;
  #share: Share = [];
  #at: number | undefined;
  #covered: readonly RuleCoverage[] = [];
  #timer: NodeJS.Timeout | undefined;
  #why: unknown = 'Its thread ended.';
  #isOver = false;

  constructor(module: URL, setting: WorkerSetting, listener: WorkerListener) {
    this.#worker = new Worker(module, { workerData: setting });
    this.#listener = listener;
    this.#longest = setting.timeout * TIMEOUTS_OF_ONE_TEST;
    this.#worker.on('message', (message: FromWorker) => this.#hear(message));
    this.#worker.on('error', (error) => {
      this.#why = error;
    });
    this.#worker.on('exit', () => {
      clearTimeout(this.#timer);
      const failure = this.#isOver ? undefined : { why: this.#why, at: this.#at, share: this.#share };
      listener.gone(this.#covered, failure);
    });
  }

  /** Ends it, whatever it is at. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.#worker.terminate();
  }

  #hear(message: FromWorker): void {
    clearTimeout(this.#timer);
    switch (message.kind) {
      case 'began':
        this.#at = message.at;
        if (this.#longest > 0) this.#timer = setTimeout(() => this.#giveUp(), this.#longest);
        return;
      case 'ended':
        this.#listener.ended(message.at, message);
        return;
      case 'done':
        this.#covered = message.covered;
        break;
      case 'ready':
    }
    this.#at = undefined;
    this.#share = this.#listener.next();
    if (this.#share.length > 0) this.#worker.postMessage(this.#share);
    else void this.end();
  }

  #giveUp(): void {
    this.#why = `It did not end within ${this.#longest / 1000} s.`;
    void this.#worker.terminate();
  }
}
