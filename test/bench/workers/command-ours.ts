import { spawnSync } from 'node:child_process';
import { argument, report } from '../worker.ts';

/** Milliseconds of a command, `query` or `explain`, that is asked of the quickstart for what is denied: a process from its start to its end. */
const folder = 'examples/quickstart/';
const from = ['--policy', `${folder}main.polar`, '--data', `${folder}data.json`];
const start = performance.now();
const { status, stderr } = spawnSync(
  process.execPath,
  ['dist/cli.js', argument(), ...from, 'allow(anne, "push", gmail)'],
  { encoding: 'utf8' },
);
const milliseconds = performance.now() - start;
if (status !== 1) throw new Error(`the command ended with ${status}: ${stderr}`);
report(milliseconds);
