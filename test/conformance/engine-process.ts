import { Worker } from 'node:worker_threads';
import type { Case, CaseOutcome, LoadFault, Outcome } from './case.ts';
import type { FileCoverage } from './coverage.ts';

/** What an engine's thread is asked. */
export interface Task {
  readonly asked: Case;
  /** One number, which the thread counts up when the policy is loaded and with each query that has ended: how far it got, when it says nothing more. */
  readonly progress: Int32Array;
}

/** Tells a thread to note which code runs in it, which makes it half as fast. */
export const NOTE_COVERAGE = 'note-coverage';
/** Asks a thread which code has run in it. */
export const TELL_COVERAGE = 'tell-coverage';

/** How long to wait for a query to end, in milliseconds: longer (`CONFORMANCE_PATIENCE`) where the machine has much else to do. */
const PATIENCE = Number(process.env.CONFORMANCE_PATIENCE ?? 3_000);

const NOT_IN_TIME: LoadFault['report'] = {
  words: 'The policy does not load in time.',
  position: undefined,
  trace: undefined,
};

const silence: Outcome = { answers: [], printed: [], error: 'too-long', message: 'The engine says nothing more.' };

/** An engine in a thread of its own, which is stopped when it gets nowhere for too long, and then started afresh. */
export class EngineProcess {
  readonly #program: URL;
  /** Milliseconds at one query after which it is taken to think for ever. */
  readonly #patience: number;
  #worker: Worker | undefined;

  readonly #told: unknown;

  /** `told`: what a thread is told when it starts. */
  constructor(program: URL, patience = PATIENCE, told?: typeof NOTE_COVERAGE) {
    this.#program = program;
    this.#patience = patience;
    this.#told = told;
  }

  /**
   * Loads the case's policy and asks its queries in order. Those that never end are `too-long`: those before are asked again, and those after it. All
   * outcomes come in one message, as a message costs as much as most queries.
   */
  async ask(asked: Case): Promise<CaseOutcome> {
    const { queries } = asked;
    if (queries.length === 0) return { loaded: true, outcomes: [] };
    const said = await this.#tell(asked);
    if (typeof said !== 'number') return said;
    if (said === 0) return { loaded: false, faults: [{ error: 'too-long', report: NOT_IN_TIME }] };
    const ended = said - 1;
    const before = await this.ask({ ...asked, queries: queries.slice(0, ended) });
    const after = await this.ask({ ...asked, queries: queries.slice(ended + 1) });
    if (!before.loaded || !after.loaded) return before.loaded ? after : before;
    return { loaded: true, outcomes: [...before.outcomes, silence, ...after.outcomes] };
  }

  /** Which code has run in the thread that there is now. */
  coverage(): Promise<readonly FileCoverage[]> {
    const worker = this.#worker;
    if (worker === undefined) return Promise.resolve([]);
    return new Promise((resolve) => {
      worker.once('message', resolve);
      worker.postMessage(TELL_COVERAGE);
    });
  }

  /** Lets the process end. */
  async stop(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  /** Starts the thread, and waits for its first word: what it needs is loaded then. */
  #start(): Promise<Worker> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(this.#program, { stderr: true, workerData: this.#told });
      worker.once('error', reject);
      worker.once('message', () => {
        worker.off('error', reject);
        resolve(worker);
      });
    });
  }

  /** What the thread says of a case; where it says nothing, how far it got (see {@link Task}). */
  async #tell(asked: Case): Promise<CaseOutcome | number> {
    this.#worker ??= await this.#start();
    const worker = this.#worker;
    const progress = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    return new Promise((resolve, reject) => {
      let seen = 0;
      const end = (said: CaseOutcome | number): void => {
        clearInterval(watch);
        worker.off('error', reject).off('message', end);
        resolve(said);
      };
      const watch = setInterval(() => {
        const now = Atomics.load(progress, 0);
        if (now === seen) {
          this.#worker = undefined;
          void worker.terminate();
          end(now);
        }
        seen = now;
      }, this.#patience);
      worker.on('error', reject).on('message', end);
      worker.postMessage({ asked, progress } satisfies Task);
    });
  }
}
