import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readSource } from '../src/reading/read-source.ts';
import { shown } from './shown.ts';

/** Cases of `NAME.txt`: `=== title`, the source, `---`, what is read of it. */
function casesOf(
  file: string,
): readonly { readonly title: string; readonly source: string; readonly expected: string }[] {
  const text = readFileSync(fileURLToPath(new URL(`sources/${file}.txt`, import.meta.url)), 'utf8');
  return text
    .split(/^=== /m)
    .slice(1)
    .map((each) => {
      const [, title, source, expected] = /^(.*)\n([\s\S]*?)^---\n([\s\S]*)$/m.exec(each) ?? [];
      if (title === undefined || source === undefined || expected === undefined) throw new Error(`No case: ${each}`);
      return { title, source, expected: expected.trim() };
    });
}

describe.each([
  ['python', 'a.py'],
  ['typescript', 'a.ts'],
  ['javascript', 'a.js'],
])('in %s', (file, name) => {
  test.each(casesOf(file))('$title', ({ source, expected }) => {
    expect(shown(readSource(name, source)!)).toBe(expected);
  });
});

test('files of other languages and very long ones are not read', () => {
  expect(readSource('a.rb', 'class User\nend')).toBeUndefined();
  expect(readSource('a.py', ' '.repeat(1_000_001))).toBeUndefined();
});
