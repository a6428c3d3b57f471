import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { repositoryRoot } from '../../bench/places.ts';

const version = '0.27.3';
const folder = fileURLToPath(new URL('node_modules/.cache/polar-python', repositoryRoot));

/**
 * An interpreter with the reference, the Python package `oso`, installed into a folder of its own; undefined, with the reason printed, where there
 * is no Python from 3.8 to 3.11, for which that has been built, or no package index.
 */
export function pythonWithOso(more: readonly string[] = []): string | undefined {
  const python = join(folder, 'bin', 'python');
  const done = join(folder, `oso-${version}${more.map((name) => `-${name}`).join('')}`);
  if (existsSync(done)) return python;
  const from = ['python3', 'python3.11', 'python3.10', 'python3.9', 'python3.8'].find(isRight);
  if (from === undefined) return skipped('there is no Python from 3.8 to 3.11 here');
  try {
    mkdirSync(folder, { recursive: true });
    if (!existsSync(python)) execFileSync(from, ['-m', 'venv', folder], { stdio: 'pipe' });
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
    execFileSync(python, [...install, `oso==${version}`, ...more], { stdio: 'pipe', timeout: 240_000 });
    writeFileSync(done, '');
    return python;
  } catch (thrown) {
    return skipped(
      `it cannot be installed: ${thrown instanceof Error ? (thrown.message.split('\n')[1] ?? thrown.message) : thrown}`,
    );
  }
}

function skipped(reason: string): undefined {
  writeSync(2, `Comparisons with the Python package oso are skipped: ${reason}.\n`);
}

function isRight(name: string): boolean {
  try {
    const text = execFileSync(name, ['-c', 'import sys; print("%d %d" % sys.version_info[:2])'], { stdio: 'pipe' });
    const [major = 0, minor = 0] = text.toString().split(' ').map(Number);
    return major === 3 && minor >= 8 && minor <= 11;
  } catch {
    return false;
  }
}
