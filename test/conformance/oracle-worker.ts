/** The reference engine in a thread of its own: some queries make it think for ever within one goal. */
import { parentPort } from 'node:worker_threads';
import type { Case } from './case.ts';
import type { Said } from './engine-process.ts';
import { loadEngine, loadOracle } from './oracle.ts';

const say = (said: Said | 'ready'): void => parentPort?.postMessage(said);

parentPort?.on('message', async (asked: Case) => {
  const session = await loadOracle(asked);
  if (session.fault !== undefined) {
    say({ loaded: false, faults: [session.fault] });
    return;
  }
  say({ loaded: true });
  for (const query of asked.queries) say(await session.ask(query));
  session.free();
});
loadEngine();
say('ready');
