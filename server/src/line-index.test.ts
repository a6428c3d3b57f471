import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLineIndex } from './line-index.ts';
import { negotiateEncoding, type PositionEncoding } from './position-encoding.ts';

const encodings: readonly PositionEncoding[] = ['utf-8', 'utf-16', 'utf-32'];

describe('a line index', () => {
  test('counts columns in the units that the client asked for', () => {
    const text = 'a\nñ😀x("é");';
    const offset = text.indexOf('x');
    expect(createLineIndex(text, 'utf-16').positionAt(offset)).toEqual({ line: 1, character: 3 });
    expect(createLineIndex(text, 'utf-32').positionAt(offset)).toEqual({ line: 1, character: 2 });
    expect(createLineIndex(text, 'utf-8').positionAt(offset)).toEqual({ line: 1, character: 6 });
  });

  test('ends lines at \\n, \\r\\n and \\r', () => {
    const index = createLineIndex('a\r\nb\rc\nd', 'utf-16');
    expect(index.lineCount).toBe(4);
    expect([0, 3, 5, 7].map((offset) => index.positionAt(offset).line)).toEqual([0, 1, 2, 3]);
    expect(index.positionAt(2)).toEqual({ line: 0, character: 1 });
  });

  test('takes a position outside the text as the nearest one in it', () => {
    const index = createLineIndex('ab\ncd\n', 'utf-16');
    expect(index.offsetAt({ line: 0, character: 99 })).toBe(2);
    expect(index.offsetAt({ line: 99, character: 0 })).toBe(6);
    expect(index.offsetAt({ line: -4, character: -4 })).toBe(0);
    expect(index.offsetAt({ line: Number.NaN, character: 1.5 })).toBe(1);
    expect(index.positionAt(999)).toEqual({ line: 2, character: 0 });
  });

  test('never points into the middle of a character', () => {
    for (const encoding of encodings) {
      const index = createLineIndex('😀', encoding);
      expect(index.offsetAt({ line: 0, character: 1 })).toBe(encoding === 'utf-32' ? 2 : 0);
    }
  });

  test('takes every character start to a position and back, in each encoding', () => {
    const text = fc
      .array(fc.constantFrom('a', 'é', '漢', '😀', '\n', '\r\n', '\t', ' '), { maxLength: 40 })
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, fc.constantFrom(...encodings), (sample, encoding) => {
        const index = createLineIndex(sample, encoding);
        let offset = 0;
        for (const character of sample) {
          const afterReturn = character === '\n' && sample[offset - 1] === '\r';
          if (!afterReturn) expect(index.offsetAt(index.positionAt(offset))).toBe(offset);
          offset += character.length;
        }
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});

describe('the position encoding', () => {
  test('is UTF-16 where the client names none or allows it', () => {
    expect(negotiateEncoding(undefined)).toBe('utf-16');
    expect(negotiateEncoding(['utf-8', 'utf-16'])).toBe('utf-16');
    expect(negotiateEncoding('nonsense')).toBe('utf-16');
  });
  test('is the first known one of a client that does not speak UTF-16', () => {
    expect(negotiateEncoding(['utf-7', 'utf-32', 'utf-8'])).toBe('utf-32');
  });
});
