import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync } from 'node:fs';
import { ApplicationHost } from '@polar-tools/host-python';
import { Failure, systemCode } from '../failure.ts';
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
}

/** Milliseconds that an import may take, and that an application has to end itself what takes too long. */
const LONGEST_IMPORT = 120_000;
const GRACE = 6000;

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
  { module, interpreter, folder, patience }: ApplicationProgram,
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
  const longest = (allowed: number) => (patience === 0 ? 0 : allowed + GRACE);
  const channel = new PipeChannel(child, questions.writing, answers.reading, longest(LONGEST_IMPORT));
  // The command ends when its work is done, and the application with it.
  child.unref();
  const host = ApplicationHost.begin(channel, module);
  channel.longest = longest(patience);
  if (!('code' in host)) return host;
  channel.close();
  child.ref();
  const how = await ended;
  const { code, message, traceback } = host;
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

/**
 * How a process ended, in words; undefined where it goes on.
 *
 * @throws Failure where it could not be started
 */
async function exitOf(child: ChildProcess): Promise<string | undefined> {
  const { spawnfile } = child;
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    return signal === null ? `exit status ${code}` : `signal ${signal}`;
  } catch (thrown) {
    const what = systemCode(thrown) === 'ENOENT' ? 'There is no Python' : 'Python cannot be started:';
    throw new Failure(
      'no-python',
      `${what} ${JSON.stringify(spawnfile)}. Name the application's interpreter with --python PATH.`,
    );
  }
}
