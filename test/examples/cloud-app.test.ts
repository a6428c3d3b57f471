import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

test("the example's own tests pass against polar serve, offline", { timeout: 120_000 }, async () => {
  // A proxy that is nowhere: whatever would leave this machine fails.
  const nowhere = 'http://127.0.0.1:9';
  const { stdout } = await promisify(execFile)(process.execPath, ['--test', '--test-reporter=tap'], {
    cwd: path('examples/cloud-app'),
    env: {
      ...process.env,
      POLAR: `${process.execPath} ${path('packages/cli/src/main.ts')}`,
      HTTPS_PROXY: nowhere,
    },
  }).catch((failed: { stdout: string }) => failed);
  expect(stdout).toMatch(/# pass 2\n# fail 0\n/);
});
