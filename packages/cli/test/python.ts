import { execFileSync } from 'node:child_process';
import { writeSync } from 'node:fs';

/** The interpreter that the tests run applications with; undefined where there is none, or only one that is too old. */
export const python: string | undefined = found();

function found(): string | undefined {
  const name = process.platform === 'win32' ? 'python' : 'python3';
  let reason = `there is no ${name} here`;
  if (process.platform === 'win32') reason = 'there are no named pipes here';
  else {
    try {
      const text = execFileSync(name, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {
        encoding: 'utf8',
      });
      const [major = 0, minor = 0] = text.trim().split('.').map(Number);
      if (major > 3 || (major === 3 && minor >= 8)) return name;
      reason = `${name} is ${text.trim()}, and 3.8 is needed`;
    } catch {
      // As said.
    }
  }
  writeSync(2, `Tests of applications in Python are skipped: ${reason}.\n`);
  return undefined;
}
