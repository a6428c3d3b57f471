import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { folderOf } from './command.ts';
import { python } from './python.ts';

const root = new URL('../../../', import.meta.url);
const command = fileURLToPath(new URL('packages/cli/bin/polar.js', root));
const built = existsSync(new URL('dist/cli.js', root));
if (!built)
  console.log('The command is not built (dist/cli.js): ending applications is not tested. Run `npm run build`.');

const models = `
import os
import time

def busy():
    with open("busy", "w") as file:
        file.write(str(os.getpid()))

class User:
    @property
    def sleepy(self):
        busy()
        time.sleep(1000)

    @property
    def spinning(self):
        busy()
        while True:
            pass

    @property
    def stubborn(self):
        busy()
        while True:
            try:
                time.sleep(1)
            except BaseException:
                pass

    def endless(self):
        busy()
        while True:
            yield 1

    def __repr__(self):
        busy()
        time.sleep(1000)

user = User()
`;

interface Asked {
  readonly child: ChildProcess;
  /** Of the application. */
  readonly pid: number;
  readonly ended: Promise<{ readonly status: number | null; readonly errors: string }>;
}

/** Asks, and waits until the application is busy with it. */
async function asked(query: string): Promise<Asked> {
  const folder = folderOf({ 'models.py': models, 'main.polar': '' });
  const words = ['--policy', 'main.polar', '--host', 'python:models.py', '--host-timeout', '0', '--timeout', '0'];
  const child = spawn(process.execPath, [command, 'query', ...words, query], { cwd: folder, stdio: 'pipe' });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended = new Promise<{ status: number | null; errors: string }>((resolve) =>
    child.on('exit', (status) => void setTimeout(50).then(() => resolve({ status, errors }))),
  );
  let pid = 0;
  onTestFinished(() => {
    child.kill('SIGKILL');
    if (isThere(pid)) process.kill(pid, 'SIGKILL');
  });
  while (pid === 0 && child.exitCode === null) {
    await setTimeout(20);
    const file = join(folder, 'busy');
    if (existsSync(file)) pid = Number(readFileSync(file, 'utf8'));
  }
  return { child, pid, ended };
}

function isThere(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function isGone(pid: number): Promise<true> {
  while (isThere(pid)) await setTimeout(20);
  return true;
}

const queries = ['x = user.sleepy', 'x = user.spinning', 'x = user.stubborn', '"x" in user.endless()', 'x = user'];

describe.skipIf(!built || python === undefined)('a query whose application does not answer', () => {
  test.each(queries)('ends with an interrupt that only the command hears, and with a message: %s', async (query) => {
    const { child, pid, ended } = await asked(query);
    child.kill('SIGINT');
    const { status, errors } = await ended;
    expect(errors).toContain('Interrupted');
    expect(status).toBe(2);
    expect(await isGone(pid)).toBe(true);
  });

  test.each(queries)('ends with the interrupt of a terminal, which both hear: %s', async (query) => {
    const { child, pid, ended } = await asked(query);
    // A terminal tells both at once: the command has heard it before it sees the application end. Told one by one, on a busy machine, it may not.
    child.kill('SIGINT');
    await setTimeout(20);
    process.kill(pid, 'SIGINT');
    const { status, errors } = await ended;
    expect(errors).toContain('Interrupted');
    expect(status).toBe(2);
    expect(await isGone(pid)).toBe(true);
  });

  test.each(queries)('takes the application with it, however it is ended: %s', async (query) => {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const { child, pid } = await asked(query);
      child.kill(signal);
      expect(await isGone(pid)).toBe(true);
    }
  });
});
