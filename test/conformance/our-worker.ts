/** Our engine in a thread of its own, so that a query that does not end is a finding and not the end of the tests. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Case } from './case.ts';
import { startCoverage } from './coverage.ts';
import { NOTE_COVERAGE, type Said, TELL_COVERAGE } from './engine-process.ts';

const takeCoverage = workerData === NOTE_COVERAGE ? await startCoverage() : undefined;
const { loadOurs } = await import('./ours.ts');

const say = (said: Said | 'ready'): void => parentPort?.postMessage(said);

parentPort?.on('message', async (asked: Case | typeof TELL_COVERAGE) => {
  if (asked === TELL_COVERAGE) {
    parentPort?.postMessage((await takeCoverage?.()) ?? []);
    return;
  }
  const session = await loadOurs(asked);
  if (session.faults.length > 0) {
    say({ loaded: false, faults: session.faults });
    return;
  }
  say({ loaded: true });
  for (const query of asked.queries) say(await session.ask(query));
});
say('ready');
