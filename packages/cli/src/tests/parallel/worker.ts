import { parentPort, workerData } from 'node:worker_threads';
import { coverageOf, Reach, runnableTests } from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import type { FromWorker, Share, WorkerSetting } from './messages.ts';

/** The entry of a thread that runs tests of one policy, a share whenever it is given one. */
const { files, configuration, now, timeout, coverage } = workerData as WorkerSetting;
const policy = createPolicy(files, configuration);
const reach = coverage ? new Reach() : undefined;
const clock = (): number => performance.now();
const tests = runnableTests(policy, { now, limits: { time: timeout }, clock, reach });
const tell = (message: FromWorker): void => parentPort!.postMessage(message);

parentPort!.on('message', (share: Share) => {
  for (const at of share) {
    tell({ kind: 'began', at });
    const began = clock();
    const { done, value: result } = tests[at]!.run().next();
    if (done && result !== undefined) tell({ kind: 'ended', at, result, milliseconds: clock() - began });
  }
  tell({ kind: 'done', covered: reach === undefined ? [] : coverageOf(policy, reach) });
});
tell({ kind: 'ready' });
