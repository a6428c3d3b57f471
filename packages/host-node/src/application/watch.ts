import { writeSync } from 'node:fs';
import { Session } from 'node:inspector';
import process from 'node:process';
import { parentPort } from 'node:worker_threads';
import { LONGEST_IMPORT, TELL_AFTER, type WatchedWork } from './watched.ts';

const TICK = 250;
const ANSWERS = 4;
/** Milliseconds in which the main thread gives up a promise itself. */
const GRACE = 500;
/** Milliseconds that the main thread has to stop where it is. */
const LONGEST_STOP = 1000;

/**
 * What the thread that watches does: where the application's code keeps the main thread, it tells where, and in the end answers in its place and ends the
 * process, since nothing in JavaScript interrupts a loop.
 *
 * @param own the URL of this program, whose frames nobody wants to see
 */
export async function watch({ turns, patience }: WatchedWork, own: string): Promise<never> {
  parentPort?.postMessage('watching');
  let [seen, since, isTold] = [0, performance.now(), false];
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, TICK));
    const turn = Atomics.load(turns, 0);
    if (turn !== seen || turn % 2 === 0) {
      [seen, since, isTold] = [turn, performance.now(), false];
      continue;
    }
    const isImport = turn === 1;
    const allowed = isImport ? LONGEST_IMPORT : patience;
    const spent = performance.now() - since;
    if (!isTold && spent > TELL_AFTER) {
      isTold = true;
      const [place] = await placeOfMainThread(own);
      // Where it is in nobody's code, it waits for a promise, and can tell so itself.
      if (place !== undefined) say(`Waiting for the application: ${place}. Ctrl-C ends it.\n`);
    }
    if (patience === 0 || spent <= allowed + GRACE) continue;
    const place = await placeOfMainThread(own);
    if (Atomics.load(turns, 0) !== turn) continue;
    const where = place.map((each) => `    at ${each}`).join('\n');
    const took = `took longer than ${allowed / 1000} s.`;
    const answer = isImport
      ? { 'not-imported': `The import ${took}`, traceback: where }
      : [1, 'exception', 'too-slow', `The application ${took}${where === '' ? '' : ` Where it was:\n${where}`}`];
    writeSync(ANSWERS, `${JSON.stringify(answer).replaceAll(/[^\0-\x7f]/g, '?')}\n`);
    say('The application does not let itself be interrupted, and is ended.\n');
    process.kill(process.pid, 'SIGKILL');
  }
}

/** The calls that the main thread is in, the innermost first; none where it cannot be looked at (before Node 20.11). */
async function placeOfMainThread(own: string): Promise<readonly string[]> {
  const session = new Session();
  if (typeof session.connectToMainThread !== 'function') return [];
  try {
    session.connectToMainThread();
    const urls = new Map<string, string>();
    session.on('Debugger.scriptParsed', ({ params: { scriptId, url } }) => urls.set(scriptId, url));
    const stopped = new Promise<readonly string[]>((resolve) => {
      setTimeout(() => resolve([]), LONGEST_STOP);
      session.once('Debugger.paused', ({ params }) => {
        const frames = params.callFrames.flatMap(({ functionName, location }) => {
          const { scriptId, lineNumber, columnNumber = 0 } = location;
          const url = urls.get(scriptId) ?? '';
          if (url === '' || url === own || url.startsWith('node:')) return [];
          const place = `${url}:${lineNumber + 1}:${columnNumber + 1}`;
          return [functionName === '' ? place : `${functionName} (${place})`];
        });
        resolve(frames);
      });
    });
    session.post('Debugger.enable');
    session.post('Debugger.pause');
    return await stopped;
  } finally {
    session.disconnect();
  }
}

/** Written at once: what goes by the main thread would wait for it. */
function say(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    // Nobody reads it.
  }
}
