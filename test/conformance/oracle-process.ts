import { Worker } from 'node:worker_threads';
import type { Case, CaseOutcome, Outcome } from './case.ts';

/** Milliseconds without a word from the oracle after which it is taken to think for ever. */
const PATIENCE = 1_000;

type Said =
  | { readonly loaded: true }
  | { readonly loaded: false; readonly error: string; readonly message: string }
  | Outcome;

let worker: Worker | undefined;

/** Everything that the oracle says of a case, as far as it gets before it falls silent; then it is stopped. */
function listen(to: Worker, most: number): Promise<readonly Said[]> {
  return new Promise((resolve, reject) => {
    const said: Said[] = [];
    const end = (): void => {
      clearTimeout(timer);
      to.off('error', reject).off('message', hear);
      resolve(said);
    };
    const silent = (): void => {
      worker = undefined;
      void to.terminate();
      end();
    };
    let timer = setTimeout(silent, PATIENCE);
    const hear = (word: Said): void => {
      said.push(word);
      clearTimeout(timer);
      if (said.length === most || ('loaded' in word && !word.loaded)) end();
      else timer = setTimeout(silent, PATIENCE);
    };
    to.on('error', reject).on('message', hear);
  });
}

const silence: Outcome = { answers: [], printed: [], error: 'too-long', message: 'The engine says nothing more.' };

/** Asks the reference engine: loads the policy and asks the queries in order. Those that never end are `too-long`. */
export async function askOracle(asked: Case): Promise<CaseOutcome> {
  const outcomes: Outcome[] = [];
  while (outcomes.length < asked.queries.length) {
    worker ??= new Worker(new URL('./oracle-worker.ts', import.meta.url), { stderr: true });
    const queries = asked.queries.slice(outcomes.length);
    const listening = listen(worker, queries.length + 1);
    worker.postMessage({ ...asked, queries });
    const [loaded, ...said] = await listening;
    if (loaded === undefined) return { loaded: false, error: 'too-long', message: 'The policy does not load in time.' };
    if ('loaded' in loaded && !loaded.loaded) return loaded;
    outcomes.push(...(said as readonly Outcome[]));
    if (said.length < queries.length) outcomes.push(silence);
  }
  return { loaded: true, outcomes };
}

/** Lets the process end. */
export async function stopOracle(): Promise<void> {
  await worker?.terminate();
  worker = undefined;
}
