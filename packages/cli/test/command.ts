import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Files, PathStyle } from '@polar-tools/project';
import { nodeFiles, streamFile } from '@polar-tools/server/node-files';
import { onTestFinished } from 'vitest';
import type { ExitStatus } from '../src/exit-status.ts';
import { saveText, writeText } from '../src/format/save-text.ts';
import { runGit } from '../src/git/run-git.ts';
import { run } from '../src/run.ts';
import type { Output, Surroundings } from '../src/surroundings.ts';
import { watchFiles } from '../src/watch-files.ts';

export interface Ran {
  readonly status: ExitStatus;
  readonly output: string;
  readonly errors: string;
}

export interface Circumstances {
  /** What stands in the standard input. */
  readonly input?: string;
  /** Both outputs are terminals, and the input is one; or the outputs alone, with `input` from a pipe. */
  readonly terminal?: boolean | 'outputs';
  readonly environment?: Record<string, string>;
  /** In place of the disk. */
  readonly files?: Files;
  /** In place of this platform's. */
  readonly pathStyle?: PathStyle;
  /** The clock, in milliseconds; by default this machine's. */
  readonly now?: () => number;
  /** The file descriptor that takes what an application prints; by default the tests' own error stream. */
  readonly printed?: number;
}

/** The programs that answer for applications. */
const pythonHost = fileURLToPath(new URL('../../host-python/python/polar_host', import.meta.url));
const nodeHost = fileURLToPath(new URL('../../host-node/src/application/main.ts', import.meta.url));

/** A folder with these files, taken away when the test is over. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'polar-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}

/** Runs `polar` in this process, in a folder. */
export async function polar(
  folder: string,
  commandLine: readonly string[],
  circumstances: Circumstances = {},
): Promise<Ran> {
  const { surroundings, ran } = surroundingsIn(folder, circumstances);
  const status = await run(commandLine, surroundings);
  return { status, ...ran() };
}

/** Surroundings that remember what is written. */
export function surroundingsIn(
  folder: string,
  {
    input = '',
    terminal = false,
    environment = {},
    files = nodeFiles(),
    pathStyle = process.platform === 'win32' ? 'windows' : 'posix',
    printed = 2,
    now = () => performance.now(),
  }: Circumstances = {},
): { surroundings: Surroundings; ran: () => { output: string; errors: string }; stdin: PassThrough } {
  const stdin = new PassThrough();
  if (terminal !== true) stdin.end(input);
  const output = outputOf(terminal !== false);
  const errors = outputOf(terminal !== false);
  const surroundings: Surroundings = {
    folder,
    environment,
    input: stdin,
    inputIsTerminal: terminal === true,
    streams: { input: stdin, output: new PassThrough() },
    output: output.stream,
    errors: errors.stream,
    files,
    pathStyle,
    save: saveText,
    write: writeText,
    stream: streamFile,
    heap: { megabytes: 4096, use: () => 0 },
    watch: watchFiles,
    git: runGit,
    testThreads: undefined,
    applications: { python: pythonHost, node: nodeHost, output: printed },
    unixTime: () => 1_700_000_000,
    now,
    onInterrupt: () => () => {},
    interruptible: (run) => run(),
  };
  return { surroundings, ran: () => ({ output: output.text(), errors: errors.text() }), stdin };
}

function outputOf(isTerminal: boolean): { stream: Output; text: () => string } {
  const parts: string[] = [];
  return {
    stream: { write: (text) => parts.push(text), isTerminal, columns: isTerminal ? 100 : undefined },
    text: () => parts.join(''),
  };
}

/** Puts all that a folder has into a commit of a repository of its own. */
export function commitAll(folder: string): void {
  const git = (...words: string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'commit.gpgsign=false', ...words], {
      cwd: folder,
    });
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'all');
}
