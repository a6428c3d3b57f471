import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { readBeginning } from '../greeting.ts';
import { LiveApplicationHost } from '../live-application-host.ts';
import { notStarted } from './not-started.ts';
import { StreamChannel } from './stream-channel.ts';

export interface LiveApplication {
  /** The path of a file, or a module's name. */
  readonly module: string;
  readonly interpreter: string;
  /** Where it runs, and where its modules are looked for. */
  readonly folder: string;
  /** The path of the program that answers for it: the folder `polar_host`, or what is bundled for Node. */
  readonly program: string;
  /** What a person does where there is no such interpreter. */
  readonly hint: string;
  /** Takes what the application prints. */
  readonly print: (text: string, stream: 'stdout' | 'stderr') => void;
  /** Milliseconds that the interpreter may take until it runs anything. */
  readonly longestBeginning?: number | undefined;
}

/** Milliseconds that the application may take for one answer: a person who waits can end it. */
const PATIENCE = 60_000;
/** Milliseconds that an interpreter may take to begin. */
const LONGEST_BEGINNING = 20_000;
/** Milliseconds that it may take to end. */
const LONGEST_END = 1000;

/**
 * Starts an application's interpreter for a debugger, and lets it import the application.
 *
 * @returns why it does not come up, for people, where it does not
 */
export async function startLive(application: LiveApplication): Promise<LiveApplicationHost | string> {
  const { module, interpreter, folder, program, print, hint } = application;
  const child = spawn(interpreter, [program, folder, module, String(PATIENCE), 'show'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const failed = new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(notStarted(interpreter, error)));
    child.once('spawn', () => resolve(undefined));
  });
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream]?.setEncoding('utf8').on('data', (text: string) => print(text, stream));
  const why = await failed;
  if (why !== undefined) return `${why} ${hint}`;
  const [, , , questions, answers] = child.stdio as [unknown, unknown, unknown, Writable, Readable];
  const channel = new StreamChannel(questions, answers, () => child.kill());
  const notBegun = await beginning(child, channel, application);
  if (notBegun !== undefined) return notBegun;
  const host = await LiveApplicationHost.begin(channel, module);
  if (!('code' in host)) return host;
  child.kill();
  return host.traceback ? `${host.message}\n${host.traceback}` : host.message;
}

/** Why what was started is no interpreter; undefined where it is one. */
async function beginning(
  child: ChildProcess,
  channel: StreamChannel,
  { interpreter: name, hint, longestBeginning = LONGEST_BEGINNING }: LiveApplication,
): Promise<string | undefined> {
  let late: string | undefined;
  const timer = setTimeout(() => {
    late = `has not begun for ${Math.round(longestBeginning / 1000)} s, and was ended,`;
    channel.close();
  }, longestBeginning);
  const line = await channel.receive();
  clearTimeout(timer);
  if (line === undefined && late === undefined && child.exitCode === null && child.signalCode === null)
    await Promise.race([once(child, 'exit'), new Promise((resolve) => setTimeout(resolve, LONGEST_END))]);
  const ended = child.exitCode ?? child.signalCode;
  const reason =
    late ??
    (ended === null ? undefined : `ended with ${typeof ended === 'number' ? 'exit status' : 'signal'} ${ended}`);
  const failure = readBeginning(line, { name, hint }, reason);
  if (failure !== undefined) child.kill('SIGKILL');
  return failure?.message;
}
