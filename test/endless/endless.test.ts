import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('a test that loops without giving way ends with its name', { timeout: 120_000 }, () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/endless/vitest.config.ts'],
    { cwd: root, encoding: 'utf8', timeout: 100_000, env: { ...process.env, POLAR_LOOP_MARGIN: '1000' } },
  );
  expect(status).toBe(1);
  expect(stdout + stderr).toContain(
    'This test does not end, and lets nothing else run: test/endless/loop.ts > a suite > loops for ever',
  );
});
