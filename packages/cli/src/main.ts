import { availableParallelism } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { checkPagesBeside } from '@polar-tools/server/node-check-pages';
import { nodeFiles, streamFile } from '@polar-tools/server/node-files';
import { endWhenClosed } from './closed-pipe.ts';
import { saveText, writeText } from './format/save-text.ts';
import { runGit } from './git/run-git.ts';
import { nodeHeap } from './heap.ts';
import { interruptible } from './interruptible.ts';
import { run } from './run.ts';
import type { Output, Surroundings } from './surroundings.ts';
import { watchFiles } from './watch-files.ts';

/** The entry of the `polar` command: hands the process to `run`, and its status back. */
function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => {
      stream.write(text);
    },
    get isTerminal() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.isTTY ? stream.columns : undefined;
    },
  };
}

/** The folder that the command was started in; it may be gone, or not to be read. */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    process.stderr.write('error: The folder in which this was started is gone. Go to another one, then try again.\n');
    return process.exit(2);
  }
}

const surroundings: Surroundings = {
  folder: currentFolder(),
  environment: process.env,
  input: process.stdin,
  inputIsTerminal: process.stdin.isTTY === true,
  streams: { input: process.stdin, output: process.stdout },
  output: outputOf(process.stdout),
  errors: outputOf(process.stderr),
  files: nodeFiles(undefined, { pipes: true }),
  save: saveText,
  write: writeText,
  pathStyle: process.platform === 'win32' ? 'windows' : 'posix',
  checkPages: checkPagesBeside(process.argv[1]),
  stream: streamFile,
  heap: nodeHeap(),
  watch: watchFiles,
  git: runGit,
  testThreads: { module: new URL('./test-worker.js', import.meta.url), count: availableParallelism(), after: 1_000 },
  applications: {
    python: fileURLToPath(new URL('./python/polar_host', import.meta.url)),
    node: fileURLToPath(new URL('./node-host.mjs', import.meta.url)),
    output: 2,
  },
  unixTime: () => Math.floor(Date.now() / 1000),
  now: () => performance.now(),
  onInterrupt: (listener) => {
    process.on('SIGINT', listener);
    return () => process.off('SIGINT', listener);
  },
  interruptible,
};

endWhenClosed(process.stdout, () => process.exit(0));
endWhenClosed(process.stderr, () => process.exit(0));

process.exitCode = await run(process.argv.slice(2), surroundings);
