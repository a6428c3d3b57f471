/** Our engine in a thread of its own, so that a query that does not end is a finding and not the end of the tests. */
import { parentPort, workerData } from 'node:worker_threads';
import type { CaseOutcome, Outcome } from './case.ts';
import { startCoverage } from './coverage.ts';
import { NOTE_COVERAGE, type Task, TELL_COVERAGE } from './engine-process.ts';

const takeCoverage = workerData === NOTE_COVERAGE ? await startCoverage() : undefined;
const { loadOurs } = await import('./ours.ts');

const say = (said: CaseOutcome | 'ready'): void => parentPort?.postMessage(said);

parentPort?.on('message', async (task: Task | typeof TELL_COVERAGE) => {
  if (task === TELL_COVERAGE) {
    parentPort?.postMessage((await takeCoverage?.()) ?? []);
    return;
  }
  const { asked, progress } = task;
  const session = await loadOurs(asked);
  if (session.faults.length > 0) {
    say({ loaded: false, faults: session.faults });
    return;
  }
  const outcomes: Outcome[] = [];
  for (const query of asked.queries) {
    Atomics.add(progress, 0, 1);
    outcomes.push(await session.ask(query));
  }
  say({ loaded: true, outcomes });
});
say('ready');
