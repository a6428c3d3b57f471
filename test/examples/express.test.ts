import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const example = fileURLToPath(new URL('../../examples/express', import.meta.url));
const folder = fileURLToPath(new URL('../../node_modules/.cache/polar-express', import.meta.url));

/** A copy of the example with what it depends on; false, with the reason printed, where that cannot be installed. */
async function isInstalled(): Promise<boolean> {
  mkdirSync(folder, { recursive: true });
  cpSync(example, folder, { recursive: true, filter: (path) => !path.includes('node_modules') });
  if (existsSync(join(folder, 'node_modules', 'express'))) return true;
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--fetch-retries=0', '--fetch-timeout=20000'];
  try {
    await run('npm', ['install', ...options], { cwd: folder, shell: process.platform === 'win32', timeout: 100_000 });
    return true;
  } catch (failed) {
    writeSync(
      2,
      `The tests of examples/express are skipped: express cannot be installed (${String(failed).split('\n')[0]}).\n`,
    );
    return false;
  }
}

test("the example's own tests pass, offline", { timeout: 150_000 }, async (context) => {
  if (!(await isInstalled())) context.skip('express cannot be installed');
  // A proxy that is nowhere: whatever would leave this machine fails.
  const env = { ...process.env, HTTPS_PROXY: 'http://127.0.0.1:9' };
  const { stdout } = await run(process.execPath, ['--test', '--test-reporter=tap'], { cwd: folder, env }).catch(
    (failed: { stdout: string }) => failed,
  );
  expect(stdout).toMatch(/# pass 2\n# fail 0\n/);
});
