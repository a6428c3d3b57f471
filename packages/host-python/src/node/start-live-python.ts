import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { LiveChannel } from '../channel.ts';
import { LiveApplicationHost } from '../live-application-host.ts';

export interface LiveApplication {
  /** The path of a file, or a module's name. */
  readonly module: string;
  readonly interpreter: string;
  /** Where it runs, and where its modules are looked for. */
  readonly folder: string;
  /** The path of the folder `polar_host`. */
  readonly program: string;
  /** Takes what the application prints. */
  readonly print: (text: string, stream: 'stdout' | 'stderr') => void;
}

/** Milliseconds that the application may take for one answer: a person who waits can end it. */
const PATIENCE = 60_000;

/**
 * Starts an application's interpreter for a debugger, and lets it import the application.
 *
 * @returns why it does not come up, for people, where it does not
 */
export async function startLivePython(application: LiveApplication): Promise<LiveApplicationHost | string> {
  const { module, interpreter, folder, program, print } = application;
  const child = spawn(interpreter, [program, folder, module, String(PATIENCE), 'show'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const failed = new Promise<string | undefined>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'ENOENT' ? `There is no Python "${interpreter}".` : error.message),
    );
    child.once('spawn', () => resolve(undefined));
  });
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream]?.setEncoding('utf8').on('data', (text: string) => print(text, stream));
  const why = await failed;
  if (why !== undefined) return `${why} Name the application's interpreter with "python".`;
  const host = await LiveApplicationHost.begin(new StreamChannel(child), module);
  if (!('code' in host)) return host;
  child.kill();
  return host.traceback ? `${host.message}\n${host.traceback}` : host.message;
}

/** Lines over the streams that Node gives a process. */
class StreamChannel implements LiveChannel {
  readonly #process: ChildProcess;
  readonly #questions: Writable;
  readonly #lines: string[] = [];
  readonly #waiting: ((line: string | undefined) => void)[] = [];
  #received = '';
  #isGone = false;

  constructor(child: ChildProcess) {
    this.#process = child;
    const [, , , questions, answers] = child.stdio as [unknown, unknown, unknown, Writable, Readable];
    this.#questions = questions;
    // The process is gone: so is its next line.
    questions.on('error', () => this.#end());
    answers.on('error', () => this.#end());
    answers.setEncoding('latin1').on('data', (text: string) => this.#take(text));
    answers.on('close', () => this.#end());
  }

  send(lines: string): void {
    if (!this.#isGone) this.#questions.write(lines);
  }

  receive(): Promise<string | undefined> {
    const line = this.#lines.shift();
    if (line !== undefined || this.#isGone) return Promise.resolve(line);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  close(): void {
    this.#end();
    this.#process.kill();
  }

  #take(text: string): void {
    const lines = `${this.#received}${text}`.split('\n');
    this.#received = lines.pop() ?? '';
    for (const line of lines) {
      const waiting = this.#waiting.shift();
      if (waiting === undefined) this.#lines.push(line);
      else waiting(line);
    }
  }

  #end(): void {
    this.#isGone = true;
    for (const waiting of this.#waiting.splice(0)) waiting(undefined);
  }
}
