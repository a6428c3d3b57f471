import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineIndex, type PositionEncoding } from './line-index.ts';

const text = 'a\r\nüb💯c\rd\n';

describe('a line index', () => {
  it('ends lines at \\n, \\r\\n and \\r', () => {
    const index = new LineIndex(text);
    expect(index.lineCount).toBe(4);
    expect([0, 1, 2, 3].map((line) => index.lineText(line))).toEqual(['a', 'üb💯c', 'd', '']);
  });

  it('counts characters as the encoding asks', () => {
    const index = new LineIndex(text);
    const c = text.indexOf('c');
    expect(index.positionAt(c)).toEqual({ line: 1, character: 4 });
    expect(index.positionAt(c, 'utf-8')).toEqual({ line: 1, character: 7 });
    expect(index.positionAt(c, 'utf-32')).toEqual({ line: 1, character: 3 });
  });

  it('takes a position after the end of a line for its end', () => {
    const index = new LineIndex(text);
    for (const encoding of ['utf-8', 'utf-16', 'utf-32'] as const) {
      expect(index.offsetAt({ line: 0, character: 9 }, encoding)).toBe(1);
      expect(index.offsetAt({ line: 9, character: 0 }, encoding)).toBe(text.length);
    }
  });

  it('finds the way back from every place between characters', () => {
    const characters = fc
      .array(fc.constantFrom('a', 'ü', '€', '💯', '\n', '\r', '\r\n', ' '))
      .map((list) => list.join(''));
    const encodings = fc.constantFrom<PositionEncoding>('utf-8', 'utf-16', 'utf-32');
    fc.assert(
      fc.property(characters, encodings, fc.nat(), (some, encoding, n) => {
        const index = new LineIndex(some);
        const before = [...some].slice(0, n % ([...some].length + 1)).join('');
        // Between \r and \n is no place of its own.
        fc.pre(!(before.endsWith('\r') && some[before.length] === '\n'));
        expect(index.offsetAt(index.positionAt(before.length, encoding), encoding)).toBe(before.length);
      }),
      { seed: 3 },
    );
  });
});
