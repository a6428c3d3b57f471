/** Asks the oracle in a thread of its own, which can be stopped: some queries make the engine think for ever within one goal. */
import { parentPort } from 'node:worker_threads';
import type { Case } from './case.ts';
import { loadOracle } from './oracle.ts';

parentPort?.on('message', async (asked: Case) => {
  const session = await loadOracle(asked);
  if (session.failure !== undefined) {
    parentPort?.postMessage({ loaded: false, ...session.failure });
    return;
  }
  parentPort?.postMessage({ loaded: true });
  for (const query of asked.queries) parentPort?.postMessage(await session.ask(query));
  session.free();
});
