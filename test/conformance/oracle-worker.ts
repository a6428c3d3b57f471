/** The reference engine in a thread of its own: some queries make it think for ever within one goal. */
import { parentPort } from 'node:worker_threads';
import type { CaseOutcome, Outcome } from './case.ts';
import type { Task } from './engine-process.ts';
import { loadEngine, loadOracle } from './oracle.ts';

const say = (said: CaseOutcome | 'ready'): void => parentPort?.postMessage(said);

parentPort?.on('message', async ({ asked, progress }: Task) => {
  const session = await loadOracle(asked);
  if (session.fault !== undefined) {
    say({ loaded: false, faults: [session.fault] });
    return;
  }
  const outcomes: Outcome[] = [];
  for (const query of asked.queries) {
    Atomics.add(progress, 0, 1);
    outcomes.push(await session.ask(query));
  }
  session.free();
  say({ loaded: true, outcomes });
});
loadEngine();
say('ready');
