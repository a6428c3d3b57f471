import { Worker } from 'node:worker_threads';
import type { Case, CaseOutcome, LoadFault, Outcome } from './case.ts';
import type { FileCoverage } from './coverage.ts';

/** What an engine's thread says of a case: first whether its policy loads, then each query's outcome. */
export type Said =
  | { readonly loaded: true }
  | { readonly loaded: false; readonly faults: readonly LoadFault[] }
  | Outcome;

/** Tells a thread to note which code runs in it, which makes it half as fast. */
export const NOTE_COVERAGE = 'note-coverage';
/** Asks a thread which code has run in it. */
export const TELL_COVERAGE = 'tell-coverage';

/** How long to wait for a word, in milliseconds: longer (`CONFORMANCE_PATIENCE`) where the machine has much else to do. */
const PATIENCE = Number(process.env.CONFORMANCE_PATIENCE ?? 1_500);

const NOT_IN_TIME: LoadFault['report'] = {
  words: 'The policy does not load in time.',
  position: undefined,
  trace: undefined,
};

const silence: Outcome = { answers: [], printed: [], error: 'too-long', message: 'The engine says nothing more.' };

/** An engine in a thread of its own, which is stopped when it says nothing for too long, and then started afresh. */
export class EngineProcess {
  readonly #program: URL;
  /** Milliseconds without a word after which it is taken to think for ever. */
  readonly #patience: number;
  #worker: Worker | undefined;

  readonly #told: unknown;

  /** `told`: what a thread is told when it starts. */
  constructor(program: URL, patience = PATIENCE, told?: typeof NOTE_COVERAGE) {
    this.#program = program;
    this.#patience = patience;
    this.#told = told;
  }

  /** Loads the case's policy and asks its queries in order. Those that never end are `too-long`. */
  async ask(asked: Case): Promise<CaseOutcome> {
    const outcomes: Outcome[] = [];
    while (outcomes.length < asked.queries.length) {
      this.#worker ??= await this.#start();
      const queries = asked.queries.slice(outcomes.length);
      const listening = this.#listen(this.#worker, queries.length + 1);
      this.#worker.postMessage({ ...asked, queries });
      const [loaded, ...said] = await listening;
      if (loaded === undefined) return { loaded: false, faults: [{ error: 'too-long', report: NOT_IN_TIME }] };
      if ('loaded' in loaded && !loaded.loaded) return loaded;
      outcomes.push(...(said as readonly Outcome[]));
      if (said.length < queries.length) outcomes.push(silence);
    }
    return { loaded: true, outcomes };
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

  /** Everything that is said of a case, as far as it gets before there is silence. */
  #listen(to: Worker, most: number): Promise<readonly Said[]> {
    return new Promise((resolve, reject) => {
      const said: Said[] = [];
      const end = (): void => {
        clearTimeout(timer);
        to.off('error', reject).off('message', hear);
        resolve(said);
      };
      const silent = (): void => {
        this.#worker = undefined;
        void to.terminate();
        end();
      };
      const hear = (word: Said): void => {
        said.push(word);
        clearTimeout(timer);
        if (said.length === most || ('loaded' in word && !word.loaded)) end();
        else timer = setTimeout(silent, this.#patience);
      };
      let timer = setTimeout(silent, this.#patience);
      to.on('error', reject).on('message', hear);
    });
  }
}
