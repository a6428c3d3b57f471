/**
 * Set up for every test file. A test that loops for ever without giving way stops its process from telling anything, its time-out included. Another thread
 * sees that, says which test it is, and ends the process.
 */
import { Worker } from 'node:worker_threads';
import { afterAll, beforeEach } from 'vitest';

/** Milliseconds beyond a test's own time-out, since a busy machine is slow. */
const MARGIN = Number(process.env.POLAR_LOOP_MARGIN ?? 120_000);
const BEAT = 200;
const LONGEST_NAME = 4000;

/** How often the thread of the tests was seen alive; the milliseconds that it may be silent; the length of the name of its test. */
const state = new Int32Array(new SharedArrayBuffer(12));
const name = new Uint8Array(new SharedArrayBuffer(LONGEST_NAME));

const LONG = 2 ** 31 - 1;
Atomics.store(state, 1, LONG);
const worker = new Worker(new URL('watch.mjs', import.meta.url), { workerData: { state, name, beat: BEAT } });
worker.unref();
const heart = setInterval(() => Atomics.add(state, 0, 1), BEAT);
heart.unref();

beforeEach(({ task }) => {
  const names = [task.name];
  for (let suite = task.suite; suite !== undefined; suite = suite.suite)
    if (suite.name !== '') names.unshift(suite.name);
  const bytes = new TextEncoder().encode(`${task.file.name} > ${names.join(' > ')}`).slice(0, LONGEST_NAME);
  name.set(bytes);
  Atomics.store(state, 2, bytes.length);
  Atomics.store(state, 1, task.timeout > 0 ? Math.min(LONG, task.timeout + MARGIN) : LONG);
  Atomics.add(state, 0, 1);
});

afterAll(async () => {
  clearInterval(heart);
  await worker.terminate();
});
