import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { folderOf } from '../command.ts';
import { serving, withPolicy } from './serving.ts';

const run = promisify(execFile);
const script = fileURLToPath(new URL('python_client.py', import.meta.url));
const release = '2.6.0';
/** Kept between runs: what is installed once need not be fetched again. */
const environment = fileURLToPath(
  new URL(`../../../../node_modules/.cache/oso-cloud-python-${release}`, import.meta.url),
);

/** A Python that has the client; or why there is none. */
async function pythonWithClient(): Promise<{ python: string } | { reason: string }> {
  const python = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const hasClient = (): Promise<unknown> => run(python, ['-c', 'import oso_cloud']);
  try {
    if (existsSync(python)) {
      await hasClient();
      return { python };
    }
    await run(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', environment], { timeout: 60_000 });
    const install = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--retries',
      '1',
      '--timeout',
      '20',
    ];
    await run(python, [...install, `oso-cloud==${release}`], { timeout: 120_000 });
    await hasClient();
    return { python };
  } catch (thrown) {
    rmSync(environment, { recursive: true, force: true });
    return {
      reason: String(thrown instanceof Error ? thrown.message : thrown)
        .split('\n')
        .slice(0, 3)
        .join(' '),
    };
  }
}

test("every call of Oso Cloud's client for Python", { timeout: 300_000 }, async (context) => {
  const found = await pythonWithClient();
  if ('reason' in found) {
    const reason = `Skipped: no Python with oso-cloud ${release} could be had from the package index: ${found.reason}`;
    process.stdout.write(`${reason}\n`);
    context.skip(reason);
    return;
  }
  const { url, tells } = await serving(folderOf(withPolicy), ['.']);
  const { stderr } = await run(found.python, [script, '-v', url], { timeout: 120_000 }).catch((failed) => failed);
  expect(stderr).toMatch(/Ran 12 tests in .*\n\nOK\n$/s);
  await tells('Parity: ');
});
