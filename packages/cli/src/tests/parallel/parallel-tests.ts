import type { NamedTest, RuleCoverage } from '@polar-tools/evaluator';
import type { RunTest, Share, WorkerSetting } from './messages.ts';
import { TestWorker, type WorkerFailure } from './test-worker.ts';

/** The threads that there may be. */
export interface TestThreads {
  /** The module that each runs (`worker.ts`). */
  readonly module: URL;
  /** How many there may be at once. */
  readonly count: number;
  /** Milliseconds after which they are called to help. Starting them takes a while, so that few tests have ended by then without them. */
  readonly after: number;
}

/** How tests are shared out. */
export interface Sharing {
  /** Ends all threads. */
  readonly signal: AbortSignal;
  /** Called as tests end, in whatever order, with how many have ended. */
  readonly heard?: (ended: number) => void;
}

/** More tests are not given to a worker at once, so that all end at about the same time. */
const MOST_AT_ONCE = 50;

/**
 * Tests of one policy, run by several threads and given in their order, as if one had run them. A test that ends its thread, or does not end, is told as
 * one that could not be run; the others go on in a new thread.
 */
export class ParallelTests {
  readonly #tests: readonly NamedTest[];
  readonly #order: Share;
  readonly #setting: WorkerSetting;
  readonly #threads: TestThreads;
  readonly #sharing: Sharing;
  /** Those that no worker was given yet. */
  readonly #waiting: number[];
  readonly #ended = new Map<number, RunTest>();
  readonly #workers = new Set<TestWorker>();
  readonly #covered: (readonly RuleCoverage[])[] = [];
  #wake = (): void => {};
  /** Why there can be no worker. */
  #broken: Error | undefined;

  /**
   * @param tests those of the policy
   * @param order which of them to run, by number
   */
  constructor(
    tests: readonly NamedTest[],
    order: Share,
    setting: WorkerSetting,
    threads: TestThreads,
    sharing: Sharing,
  ) {
    this.#threads = threads;
    this.#tests = tests;
    this.#order = order;
    this.#waiting = [...order];
    this.#setting = setting;
    this.#sharing = sharing;
  }

  /** What the tests covered, when all have ended: of each worker the rules of the policy, in one order. */
  get covered(): readonly (readonly RuleCoverage[])[] {
    return this.#covered;
  }

  /** The tests in their order, as they end. Where all are ended early, those that have ended till then. */
  async *results(): AsyncGenerator<RunTest> {
    const { signal } = this.#sharing;
    const abort = (): void => this.#wake();
    signal.addEventListener('abort', abort);
    try {
      for (let i = 0; i < Math.min(this.#threads.count, this.#order.length); i++) this.#start();
      for (const at of this.#order) {
        while (!this.#ended.has(at) && !signal.aborted) await this.#news();
        const test = this.#ended.get(at);
        if (test !== undefined) yield test;
      }
      while (this.#workers.size > 0 && !signal.aborted) await this.#news();
    } finally {
      signal.removeEventListener('abort', abort);
      await Promise.all([...this.#workers].map((worker) => worker.end()));
    }
  }

  async #news(): Promise<void> {
    if (this.#broken !== undefined) throw this.#broken;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }

  #start(): void {
    const { module, count } = this.#threads;
    const { signal, heard } = this.#sharing;
    const worker = new TestWorker(module, this.#setting, {
      ended: (at, test) => {
        this.#ended.set(at, test);
        heard?.(this.#ended.size);
        this.#wake();
      },
      next: () => this.#waiting.splice(0, Math.min(MOST_AT_ONCE, Math.ceil(this.#waiting.length / (count * 4)))),
      gone: (covered, failure) => {
        this.#workers.delete(worker);
        this.#covered.push(covered);
        if (failure !== undefined && !signal.aborted) this.#goOn(failure);
        this.#wake();
      },
    });
    this.#workers.add(worker);
  }

  /** After a worker is gone against its will: its share is another's, but for the test that it was at. */
  #goOn({ why, at, share }: WorkerFailure): void {
    if (at === undefined) {
      // With the others, it may still work out; without a reason to think so, nobody should wait.
      if (this.#workers.size === 0) this.#broken = why instanceof Error ? why : new Error(String(why));
      else this.#waiting.unshift(...share);
      return;
    }
    const text = why instanceof Error ? `It ended the thread that ran it: ${why.message}.` : String(why);
    this.#ended.set(at, {
      result: { ...this.#tests[at]!, status: 'error', message: text, assertions: [] },
      milliseconds: 0,
    });
    // What the others of the share covered went with the worker.
    const again = share.filter((other) => other !== at && (this.#setting.coverage || !this.#ended.has(other)));
    this.#waiting.unshift(...again);
    this.#start();
  }
}
