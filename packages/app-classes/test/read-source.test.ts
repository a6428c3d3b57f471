import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { glanceAt } from '../src/glance.ts';
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

const sources = [
  ...casesOf('python').map(({ source }) => ['a.py', source] as const),
  ...casesOf('typescript').map(({ source }) => ['a.ts', source] as const),
  ...casesOf('javascript').map(({ source }) => ['a.js', source] as const),
];

test('a glance sees every class that is read', () => {
  for (const [name, source] of sources) {
    const seen = glanceAt(source);
    const read = readSource(name, source)!;
    for (const each of read.classes) expect(seen.declares).toContain(each.name);
    if (read.registrations.length > 0) expect(seen.registers).toBe(true);
  }
});

test('what is cut off anywhere is read, each name where it stands', () => {
  for (const [name, source] of sources)
    for (let end = 0; end < source.length; end += 7) {
      const text = source.slice(0, end);
      for (const { name: className, span, members } of readSource(name, text)!.classes) {
        expect(text.slice(span.start, span.end)).toBe(className);
        for (const { span: of, name: member } of members)
          if (/^[\p{L}_]+$/u.test(text.slice(of.start, of.end)))
            expect(`${text.slice(of.start, of.end)} ${text.slice(of.start, of.end)}_id`).toContain(member);
      }
    }
});

test('files of other languages and very long ones are not read', () => {
  expect(readSource('a.rb', 'class User\nend')).toBeUndefined();
  expect(readSource('a.py', ' '.repeat(1_000_001))).toBeUndefined();
});
