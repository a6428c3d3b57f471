import { parentPort } from 'node:worker_threads';
import type { FromWorker, Share } from '../../src/tests/parallel/messages.ts';

/** A thread of tests of which some end it: 3 throws, 5 never ends, 7 exits. */
const tell = (message: FromWorker): void => parentPort!.postMessage(message);
const faults: Readonly<Record<number, () => void>> = {
  3: () => {
    throw new Error('three');
  },
  5: () => {
    for (;;);
  },
  7: () => process.exit(1),
};

parentPort!.on('message', (share: Share) => {
  for (const at of share) {
    tell({ kind: 'began', at });
    faults[at]?.();
    const location = { uri: 'main.polar', start: at, end: at + 1 };
    const result = { kind: 'test', name: `${at}`, status: 'passed', location, message: '', assertions: [] } as const;
    tell({ kind: 'ended', at, result, milliseconds: 1 });
  }
  tell({ kind: 'done', covered: [] });
});
tell({ kind: 'ready' });
