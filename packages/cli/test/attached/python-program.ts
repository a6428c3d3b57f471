import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const library = fileURLToPath(new URL('../../../host-python/python', import.meta.url));

/** A program in Python that asks its policy what lines of its standard input tell it to. */
export function pythonProgram(python: string, folder: string, records: string, file = 'app.py') {
  const child: ChildProcess = spawn(python, ['-u', file], {
    cwd: folder,
    env: { ...process.env, PYTHONPATH: library, POLAR_APPLICATIONS: records, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  let taken = 0;
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    child,
    ended,
    tell: (line: string) => child.stdin!.write(`${line}\n`),
    /** Waits until it has printed a text, after what was waited for before. */
    prints: async (text: string): Promise<void> => {
      for (;;) {
        const at = printed.indexOf(text, taken);
        if (at >= 0) {
          taken = at + text.length;
          return;
        }
        if (child.exitCode !== null) throw new Error(`It ended, and has printed:\n${printed}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    printed: () => printed,
  };
}
