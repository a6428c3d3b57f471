import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linesOf } from './lines.ts';

it('counts all three line ends as one line each', () => {
  const lines = linesOf('a\nb\r\nc\rd');
  expect(lines.count).toBe(4);
  expect([0, 2, 5, 7].map((offset) => lines.placeAt(offset).line)).toEqual([0, 1, 2, 3]);
  expect(lines.rangeOfLine(1)).toEqual({ start: 2, end: 3 });
});

it('takes what is outside of the text to its nearest end', () => {
  const lines = linesOf('ab\ncd');
  expect(lines.placeAt(-5)).toEqual({ line: 0, column: 0 });
  expect(lines.placeAt(99)).toEqual({ line: 1, column: 2 });
  expect(lines.offsetAt(0, 99)).toBe(2);
  expect(lines.offsetAt(1e9, 0)).toBe(5);
  expect(lines.offsetAt(-1, 4)).toBe(0);
});

it('finds the offset again from its place', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', '🦀', ' ') });
  fc.assert(
    fc.property(text, fc.nat(40), (source, offset) => {
      fc.pre(offset <= source.length && !(source[offset] === '\n' && source[offset - 1] === '\r'));
      const lines = linesOf(source);
      const { line, column } = lines.placeAt(offset);
      expect(lines.offsetAt(line, column)).toBe(offset);
    }),
    { seed: 1 },
  );
});
