import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { isMainThread, workerData } from 'node:worker_threads';
import { answersOf } from './answers.ts';
import { loadApplication } from './load-application.ts';
import { watch } from './watch.ts';
import { LONGEST_IMPORT, Watched, type WatchedWork } from './watched.ts';

/**
 * Started by `polar` with the Node that runs it: imports an application's module and answers a policy's questions, as `polar_host` does in Python:
 * `node main FOLDER MODULE MILLISECONDS [show]`. Questions come on file descriptor 3, a line of JSON each, and the answers go to descriptor 4.
 */
const QUESTIONS = 3;
const ANSWERS = 4;
const [folder = '.', module = '', milliseconds = '0', mode] = process.argv.slice(2);
const patience = Number(milliseconds);
// What stands there is not meant for the application.
process.argv.splice(2);
const own = import.meta.url;

function send(data: unknown): void {
  // What is not ASCII is escaped: the other side reads bytes.
  const text = JSON.stringify(data).replaceAll(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const bytes = Buffer.from(`${text}\n`, 'latin1');
  for (let at = 0; at < bytes.length; ) at += writeSync(ANSWERS, bytes, at);
}

/** A promise that keeps the application from being imported is given up. */
function inTime<T>(importing: Promise<T>): Promise<T> {
  if (patience === 0) return importing;
  const late = new Promise<never>((_, reject) => {
    const reason = new Error(`The import took longer than ${LONGEST_IMPORT / 1000} s`);
    setTimeout(() => reject(reason), LONGEST_IMPORT).unref();
  });
  return Promise.race([importing, late]);
}

async function serve(): Promise<void> {
  // Whoever started this knows by it that it is an interpreter.
  send({ begun: process.versions.node });
  const watched = new Watched(own, patience);
  await watched.begun;
  try {
    const application = await watched.run(() => inTime(loadApplication(folder, module)));
    const answers = answersOf(application, { patience, watched, own }, mode === 'show');
    send(answers.greeting);
    // Not a stream of a file: reading that would keep the process from ending.
    const lines = createInterface({ input: new Socket({ fd: QUESTIONS, readable: true, writable: false }) });
    for await (const line of lines) {
      const reply = await answers.to(JSON.parse(line));
      if (reply !== undefined) send(reply);
    }
  } catch (thrown) {
    const isError = thrown instanceof Error;
    const isTooOld =
      isError &&
      (thrown as NodeJS.ErrnoException).code === 'ERR_UNKNOWN_FILE_EXTENSION' &&
      /\.[cm]?ts"/.test(thrown.message);
    const reason = isTooOld
      ? `${thrown.message}. Node ${process.versions.node} imports no TypeScript: run polar with Node 22.18 or later, or name the JavaScript that is made of it`
      : isError && `${thrown.name}: ${thrown.message}`;
    send({ 'not-imported': reason || String(thrown), traceback: isError ? thrown.stack : '' });
  }
}

if (isMainThread) {
  await serve();
  process.exit(0);
} else await watch(workerData as WatchedWork, own);
