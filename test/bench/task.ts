import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { constants } from '../../scripts/constants.mjs';
import { eagerFunctions } from '../../scripts/eager.mjs';
import { repositoryRoot } from './places.ts';

/** One side of a measure: a program that is run in a fresh process of this Node, and prints one number. */
export interface Task {
  /** A file of `workers/`, without its ending. */
  readonly worker: string;
  readonly argument?: string;
  readonly nodeOptions?: readonly string[];
  /** Which of the numbers that the process prints, where it takes those of several measures; it runs once a round for all of them. */
  readonly part?: string;
  /** From what the worker prints to the measure's unit. */
  readonly convert?: (value: number) => number;
}

export type Sample = { readonly value: number } | { readonly impossible: string };

const outputFolder = new URL('node_modules/.cache/bench/', repositoryRoot);

/** Bundles the workers as the product is bundled, so that what is measured is what ships. */
export async function bundleWorkers(workers: readonly string[]): Promise<void> {
  mkdirSync(outputFolder, { recursive: true });
  // The command's bundle compiles at once what its tests run; the others only what checks run.
  const inTheCommand = (worker: string): boolean => worker === 'cloud-ours';
  await bundle(workers.filter(inTheCommand), 'tests');
  await bundle(
    workers.filter((worker) => !inTheCommand(worker)),
    'checks',
  );
}

async function bundle(workers: readonly string[], eager: 'checks' | 'tests'): Promise<void> {
  await build({
    entryPoints: workers.map((worker) => fileURLToPath(new URL(`test/bench/workers/${worker}.ts`, repositoryRoot))),
    outdir: fileURLToPath(outputFolder),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: ['oso', 'esbuild', 'typescript'],
    plugins: [eagerFunctions(eager), constants],
    banner: {
      js: "import { createRequire as $require } from 'node:module'; const require = $require(import.meta.url);",
    },
    logLevel: 'error',
  });
}

type Output = Sample | { readonly parts: Readonly<Record<string, number>> };

const known = new Map<string, Promise<Output>>();

/** Runs a task once; rejects with what the process wrote when it failed. */
export async function runTask(task: Task, round: number): Promise<Sample> {
  const { worker, argument = '', part, convert = (value) => value } = task;
  const key = `${worker} ${argument} ${round}`;
  const output = await (part === undefined ? run(task) : (known.get(key) ?? run(task)));
  if (part !== undefined) known.set(key, Promise.resolve(output));
  if ('impossible' in output) return output;
  const value = 'parts' in output ? output.parts[part ?? ''] : output.value;
  return value === undefined ? { impossible: `${worker} does not tell of ${part}` } : { value: convert(value) };
}

function run({ worker, argument, nodeOptions = [] }: Task): Promise<Output> {
  return new Promise((resolve, reject) => {
    const file = fileURLToPath(new URL(`${basename(worker)}.mjs`, outputFolder));
    const child = spawn(process.execPath, [...nodeOptions, file, ...(argument === undefined ? [] : [argument])], {
      cwd: fileURLToPath(repositoryRoot),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, POLAR_IGNORE_NO_ALLOW_WARNING: '1' },
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) {
        reject(new Error(`${worker} ${argument ?? ''} ended with ${code}:\n${errors}`));
        return;
      }
      resolve(JSON.parse(output.trim().split('\n').at(-1) ?? '') as Output);
    });
  });
}
