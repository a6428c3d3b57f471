import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { ApplicationHost, readBeginning } from '@polar-tools/host-python';
import { notStarted } from '@polar-tools/host-python/node';
import { Failure } from '../failure.ts';
import { PipeChannel } from './pipe-channel.ts';
import { makePipes } from './pipes.ts';

export interface ApplicationProgram {
  /** The path of a file, or a module's name. */
  readonly module: string;
  readonly interpreter: string;
  /** Where it runs, and where its modules are looked for. */
  readonly folder: string;
  /** Milliseconds that the application may take for one answer; 0: any. */
  readonly patience: number;
  /** Milliseconds that the interpreter may take until it runs anything, where `patience` is not 0. */
  readonly longestBeginning?: number;
}

/** Milliseconds that an import may take, and that an application has to end itself what takes too long. */
const LONGEST_IMPORT = 120_000;
const GRACE = 6000;
/** Milliseconds that an interpreter may take to begin: a busy one on a slow disk takes some seconds. */
const LONGEST_BEGINNING = 20_000;
/** Milliseconds that a program has to end, which was told to. */
const LONGEST_END = 1000;

const HINT = "Name the application's interpreter, Python 3.8 or later, with --python PATH.";

/** What `polar` brings along for applications. */
export interface ApplicationSupport {
  /** The path of the program that answers for one in Python, and for one in Node. */
  readonly python: string;
  readonly node: string;
  /** The file descriptor that takes what the application prints. */
  readonly output: number;
}

/**
 * Starts an application's interpreter and lets it import the application.
 *
 * @throws Failure with what the application itself says, where it does not come up
 */
export async function startApplication(
  { module, interpreter, folder, patience, longestBeginning = LONGEST_BEGINNING }: ApplicationProgram,
  program: string,
  output: number,
): Promise<ApplicationHost> {
  const pipes = pipesOr(() => {
    throw new Failure(
      'host-unsupported',
      'The application can take part where there are named pipes, and this system has none. Give the objects as data: --data FILE.',
    );
  });
  const [questions, answers] = pipes as [(typeof pipes)[0], (typeof pipes)[0]];
  const child = spawn(interpreter, [program, folder, module, String(patience)], {
    cwd: folder,
    stdio: ['ignore', output, output, questions.reading, answers.writing],
  });
  const ended = exitOf(child);
  closeSync(questions.reading);
  closeSync(answers.writing);
  const longest = (allowed: number) => (patience === 0 ? 0 : allowed);
  const channel = new PipeChannel(child, questions.writing, answers.reading, longest(longestBeginning));
  channel.tell = () => {
    writeSync(output, `Waiting for ${interpreter} to begin. Ctrl-C ends it.\n`);
  };
  // The command ends when its work is done, and the application with it.
  child.unref();
  const beginning = channel.receive();
  channel.tell = undefined;
  channel.longest = longest(LONGEST_IMPORT + GRACE);
  const notBegun = readBeginning(beginning, { name: interpreter, hint: HINT });
  const host = notBegun ?? ApplicationHost.begin(channel, module);
  channel.longest = longest(patience + GRACE);
  if (!('code' in host)) return host;
  const wasEnded = channel.reason !== undefined;
  channel.close();
  child.ref();
  const how = await endOf(child, ended);
  const { code, message, traceback } = host;
  if (notBegun !== undefined) {
    const late = `has not begun for ${Math.round(longestBeginning / 1000)} s, and was ended,`;
    const reason = wasEnded ? late : how === undefined ? undefined : `ended with ${how}`;
    throw new Failure(code, readBeginning(beginning, { name: interpreter, hint: HINT }, reason)!.message);
  }
  if (code === 'host-ended' && how !== undefined)
    throw new Failure(code, message.replace('ended', `(${interpreter}) ended with ${how}`));
  throw new Failure(code, traceback ? `${message}\n${traceback}` : message);
}

function pipesOr(otherwise: () => never): ReturnType<typeof makePipes> {
  try {
    return makePipes(['waits', 'looks']);
  } catch {
    return otherwise();
  }
}

/** How a process ended that was told to; one that does not listen is ended. */
async function endOf(child: ChildProcess, ended: Promise<string>): Promise<string | undefined> {
  const late = new AbortController();
  const killed = setTimeout(LONGEST_END, undefined, { signal: late.signal }).then(
    () => void child.kill('SIGKILL'),
    () => undefined,
  );
  const how = await Promise.race([ended, killed]);
  late.abort();
  return how;
}

/**
 * How a process ended, in words.
 *
 * @throws Failure where it could not be started
 */
async function exitOf(child: ChildProcess): Promise<string> {
  const { spawnfile } = child;
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    return signal === null ? `exit status ${code}` : `signal ${signal}`;
  } catch (thrown) {
    throw new Failure('no-python', `${notStarted(spawnfile, thrown)} ${HINT}`);
  }
}
