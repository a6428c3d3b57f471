import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { polar } from './command.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

test('the examples, and the Polar in the documentation, are formatted', async () => {
  // The reference of the language shows how else things may be written, and has remarks at the ends of lines.
  const pages = ['docs/*.md', 'docs/checks/*.md', 'README.md'];
  const { status, output } = await polar(root, ['format', '--check', 'examples', ...pages]);
  expect(output).toMatch(/all formatted/);
  expect(status).toBe(0);
});

test('an example whose blanks are all others is restored to the letter', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'polar-mangled-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const examples = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.polar'),
  );
  expect(examples.length).toBeGreaterThan(3);
  for (const name of examples) {
    const text = readFileSync(join(root, 'examples', name), 'utf8');
    for (const mangle of MANGLES) {
      const file = join(folder, 'a.polar');
      writeFileSync(file, mangle(text));
      expect((await polar(folder, ['format'])).status).toBe(0);
      expect(readFileSync(file, 'utf8'), name).toBe(text);
    }
  }
});

/** Other blanks and line breaks; strings, comments with their places, and empty lines stay. */
const KEPT = /"(?:\\[\s\S]|[^"\\])*"|\s*#[^\n]*\n(?:\s*\n)?[ \t]*|\n\s*\n/;
const blanks = (text: string, by: (blank: string) => string): string =>
  text.replace(new RegExp(`(${KEPT.source})|\\s+`, 'g'), (piece, kept: string | undefined) => kept ?? by(piece));
const MANGLES: readonly ((text: string) => string)[] = [
  (text) => text.replaceAll(/^ +/gm, ''),
  (text) => blanks(text, () => ' '),
  (text) => blanks(text, () => '\n '),
  (text) => blanks(text, (blank) => `${blank}\t `),
];
