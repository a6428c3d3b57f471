/** Our engine in a thread of its own, so that a query that does not end is a finding and not the end of the tests. */
import { parentPort } from 'node:worker_threads';
import type { Case } from './case.ts';
import type { Said } from './engine-process.ts';
import { loadOurs } from './ours.ts';

const say = (said: Said | 'ready'): void => parentPort?.postMessage(said);

parentPort?.on('message', async (asked: Case) => {
  const session = await loadOurs(asked);
  if (session.faults.length > 0) {
    say({ loaded: false, faults: session.faults });
    return;
  }
  say({ loaded: true });
  for (const query of asked.queries) say(await session.ask(query));
});
say('ready');
