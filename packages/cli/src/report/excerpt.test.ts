import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { excerpt } from './excerpt.ts';

function show(text: string, marked: string, columns = 80): string {
  const start = text.indexOf(marked);
  const shown = excerpt(TextDocument.create('', 'polar', 0, text), start, start + marked.length, columns);
  return `${shown.text}\n${' '.repeat(shown.indent)}${'^'.repeat(shown.width)}`;
}

test('the marks stand below the range', () => {
  expect(show('f(x) if\n  missing(x);\n', 'missing(x)')).toBe('  missing(x);\n  ^^^^^^^^^^');
});

test('a tab becomes the spaces up to the next stop, so that the marks stay below', () => {
  expect(show('\tx\ty;', 'y')).toBe('    x   y;\n        ^');
});

test('a wide character takes two columns', () => {
  expect(show('f("角色", missing);', 'missing')).toBe('f("角色", missing);\n          ^^^^^^^');
  expect(show('f("🎉", missing);', 'missing')).toBe('f("🎉", missing);\n        ^^^^^^^');
});

test('a range over several lines is marked to the end of its first', () => {
  expect(show('f(x) if\r\n  g(x);\r\n', 'if\r\n  g(x)')).toBe('f(x) if\n     ^^');
});

test('an empty range and the end of the text have one mark', () => {
  const document = TextDocument.create('', 'polar', 0, 'f(x)');
  expect(excerpt(document, 4, 4, 80)).toEqual({ line: 0, text: 'f(x)', indent: 4, width: 1 });
  expect(excerpt(TextDocument.create('', 'polar', 0, ''), 0, 0, 80)).toEqual({
    line: 0,
    text: '',
    indent: 0,
    width: 1,
  });
});

test('a control character is made visible and cannot steer the terminal', () => {
  expect(show('f("\u001b[31m", x);', 'x')).not.toContain('\u001b');
});

test('of a line that is too long, the part around the marks is shown', () => {
  const shown = show(`f("${'a'.repeat(200)}", missing, "${'b'.repeat(200)}");`, 'missing', 60);
  const [text, marks] = shown.split('\n') as [string, string];
  expect(text.length).toBeLessThanOrEqual(60);
  expect(text).toMatch(/^….*missing.*…$/);
  expect(text.slice(marks.indexOf('^'), marks.length)).toBe('missing');
});

test('whatever the text and the range, the marks stay inside the width', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.nat(300), fc.nat(300), (text, start, length) => {
      const from = Math.min(start, text.length);
      const to = Math.min(from + length, text.length);
      const shown = excerpt(TextDocument.create('', 'polar', 0, text), from, to, 60);
      expect(shown.indent).toBeGreaterThanOrEqual(0);
      expect(shown.width).toBeGreaterThanOrEqual(1);
      expect(shown.indent + shown.width).toBeLessThanOrEqual(62);
    }),
    { seed: 7, numRuns: 150 },
  );
});

test('a line whose beginning or end alone is left out shows a dot for that end alone, however much of it was looked at', () => {
  const long = 'a'.repeat(5_000);
  for (const columns of [22, 60, 200]) {
    const [begin] = show(`missing ${long}`, 'missing', columns).split('\n') as [string];
    const [end] = show(`${long} missing`, 'missing', columns).split('\n') as [string];
    expect(begin).toMatch(/^missing a+…$/);
    expect(end).toMatch(/^…a+ missing$/);
    expect([begin.length <= columns, end.length <= columns]).toEqual([true, true]);
  }
});

test('of marks that take no column, the line around them is cut all the same', () => {
  // Characters of no width: what is near fits the width, and the line goes on.
  const marks = '\u0301'.repeat(3_000);
  const shown = excerpt(TextDocument.create('', 'polar', 0, `x${marks}y`), 0, 1, 40);
  expect(shown.text.endsWith('…')).toBe(true);
  const end = excerpt(TextDocument.create('', 'polar', 0, `x${marks}y`), 3_001, 3_002, 40);
  expect(end.text.startsWith('…')).toBe(true);
});
