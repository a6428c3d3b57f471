/** The thread beside the tests: see `end-loops.ts`. */
import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

const { state, name, beat } = workerData;
let seen = -1;
let since = Date.now();
setInterval(() => {
  const now = Atomics.load(state, 0);
  if (now !== seen) {
    seen = now;
    since = Date.now();
    return;
  }
  if (Date.now() - since < Atomics.load(state, 1)) return;
  const text = Buffer.from(name.slice(0, Atomics.load(state, 2))).toString();
  writeSync(2, `\nThis test does not end, and lets nothing else run: ${text}\n`);
  process.kill(process.pid, 'SIGKILL');
}, beat);
