import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareLines } from './edited-lines.ts';

const loaded = 'a\nb\nc\nd';

it('moves lines behind an insertion, and forgets those that are new', () => {
  const lines = compareLines(loaded, 'a\nx\ny\nb\nc\nd');
  expect([0, 1, 2, 3, 4, 5].map((line) => lines.toLoaded(line))).toEqual([0, undefined, undefined, 1, 2, 3]);
  expect([0, 1, 2, 3].map((line) => lines.toEdited(line))).toEqual([0, 3, 4, 5]);
});

it('forgets lines that are gone or changed', () => {
  const lines = compareLines(loaded, 'a\nB\nd');
  expect([0, 1, 2].map((line) => lines.toLoaded(line))).toEqual([0, undefined, 3]);
  expect([0, 1, 2, 3].map((line) => lines.toEdited(line))).toEqual([0, undefined, undefined, 2]);
});

it('leaves a text alone that did not change, and lines beyond its end', () => {
  const lines = compareLines(loaded, loaded);
  expect(lines.toLoaded(99)).toBe(99);
});

it('finds its way past several changes, and past lines that were moved', () => {
  const lines = compareLines('a\nb\nc\nd\ne\nf', 'new\nb\nchanged\nd\nf\ne');
  expect([0, 1, 2, 3].map((line) => lines.toLoaded(line))).toEqual([undefined, 1, undefined, 3]);
  expect([lines.toEdited(1), lines.toEdited(3)]).toEqual([1, 3]);
});

it.each([
  ['before the change', 'a\na\nb', 'a\na\nc', [0, 1, undefined]],
  ['behind the change', 'b\na\na', 'c\nx\na\na', [undefined, 2, 3]],
  ['on both sides', '{\n{\nb\n}\n}', '{\n{\n}\n}', [0, 1, undefined, 2, 3]],
])('keeps lines that repeat %s', (_name, before, after, expected) => {
  const lines = compareLines(before, after);
  expect(expected.map((_, line) => lines.toEdited(line))).toEqual(expected);
});

it('pairs only equal lines, each once and in order', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = compareLines(before, after);
      let last = -1;
      for (const [line, content] of before.split('\n').entries()) {
        const other = lines.toEdited(line);
        if (other === undefined) continue;
        expect(after.split('\n')[other]).toBe(content);
        expect(other).toBeGreaterThan(last);
        expect(lines.toLoaded(other)).toBe(line);
        last = other;
      }
    }),
    { seed: 2, numRuns: 500 },
  );
});

it('takes other line ends for no change', () => {
  const lines = compareLines('a\nb', 'a\r\nb');
  expect([0, 1].map((line) => lines.toLoaded(line))).toEqual([0, 1]);
});
