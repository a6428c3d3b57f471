/**
 * `npm run stress -- [EDITS] [SEED]`: random edits, with formatting, renames, quick fixes and refactorings among them, after which the language server
 * must answer as one that has just started. 10,000 edits unless said otherwise; the server is compared after each fifth.
 */
import { spawnSync } from 'node:child_process';
import { root } from './project.mjs';

const [edits = '10000', seed = '1'] = process.argv.slice(2);
const env = {
  ...process.env,
  POLAR_STRESS_EDITS: edits,
  POLAR_STRESS_SEED: seed,
  POLAR_STRESS_STEPS: '200',
  POLAR_STRESS_EVERY: '5',
};
const vitest = [
  'node_modules/vitest/vitest.mjs',
  'run',
  'server/test/stress/stress.test.ts',
  '--disable-console-intercept',
];
process.exitCode = spawnSync(process.execPath, vitest, { cwd: root, env, stdio: 'inherit' }).status ?? 1;
