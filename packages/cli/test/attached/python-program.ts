import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { programThat } from './program.ts';

const library = fileURLToPath(new URL('../../../host-python/python', import.meta.url));

/** A program in Python that asks its policy what lines of its standard input tell it to. */
export function pythonProgram(python: string, folder: string, records: string, file = 'app.py') {
  const child: ChildProcess = spawn(python, ['-u', file], {
    cwd: folder,
    env: { ...process.env, PYTHONPATH: library, POLAR_APPLICATIONS: records, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return programThat(child);
}
