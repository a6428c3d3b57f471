/** A clone has line feeds on every system, whatever git is told there: what is compared with text, and what formatters check, is the same everywhere. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const git = (...parameters: string[]): string =>
  execFileSync('git', parameters, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 24,
  });

const top = realpathSync(mkdtempSync(join(tmpdir(), 'polar-line-ends-')));
afterAll(() => rmSync(top, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));

it('every file of the repository is text with line feeds, or binary', () => {
  const lines = git('ls-files', '--eol').trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(500);
  // `i/` in the repository, `w/` in the work tree, `attr/` by .gitattributes.
  const odd = lines.filter(
    (line) => !/^i\/(lf|none) +w\/(lf|none)? +attr\/text=auto eol=lf\s|^i\/-text +w\/-text +attr\/-text\s/.test(line),
  );
  expect(odd).toEqual([]);
});

it('a clone whose git turns line feeds into CRLF has none', () => {
  const clone = join(top, 'a b (c) ü');
  git(
    '-c',
    'core.autocrlf=true',
    'clone',
    '--quiet',
    '--no-hardlinks',
    '--depth',
    '1',
    pathToFileURL(root).href,
    clone,
  );
  expect(readFileSync(join(clone, '.gitattributes'), 'utf8')).not.toContain('\r');
  const text = readdirSync(clone, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        !entry.parentPath.includes('.git') &&
        /\.(ts|md|json|polar|mjs|langium|transcript)$/.test(entry.name),
    )
    .map((entry) => join(entry.parentPath, entry.name));
  expect(text.length).toBeGreaterThan(500);
  expect(text.filter((file) => readFileSync(file, 'utf8').includes('\r\n'))).toEqual([]);
});
