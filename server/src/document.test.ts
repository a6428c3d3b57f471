import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeDocument, type OpenDocument } from './document.ts';
import { createLineIndex } from './line-index.ts';
import type { PositionEncoding } from './position-encoding.ts';

const open = (text: string): OpenDocument => ({ uri: 'file:///a.polar', version: 1, text });

describe('an open document', () => {
  test('applies the changes of one notification one after the other', () => {
    const changed = changeDocument(
      open('allow(a);\n'),
      2,
      [
        { range: { start: { line: 0, character: 6 }, end: { line: 0, character: 7 } }, text: '_b' },
        { range: { start: { line: 0, character: 8 }, end: { line: 0, character: 8 } }, text: ', c' },
      ],
      'utf-16',
    );
    expect(changed).toEqual({ uri: 'file:///a.polar', version: 2, text: 'allow(_b, c);\n' });
  });

  test('is replaced by a change without a range', () => {
    expect(changeDocument(open('old'), 5, [{ text: 'new' }], 'utf-16').text).toBe('new');
  });

  test('survives a range that is outside the text or the wrong way round', () => {
    const far = { start: { line: 70, character: 1 }, end: { line: 90, character: 1 } };
    expect(changeDocument(open('abc'), 2, [{ range: far, text: '!' }], 'utf-16').text).toBe('abc!');
    const backwards = { start: { line: 0, character: 2 }, end: { line: 0, character: 1 } };
    expect(changeDocument(open('abc'), 2, [{ range: backwards, text: '' }], 'utf-16').text).toBe('ac');
  });

  test('ends up with the same text whatever units the client counts in', () => {
    const piece = fc.constantFrom('a', 'é', '漢', '😀', '\n', '"', ';');
    const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, text, fc.nat(40), fc.nat(40), (before, inserted, first, second) => {
        const characters = [...before];
        const [from, to] = [Math.min(first, second), Math.max(first, second)].map(
          (at) => characters.slice(0, at).join('').length,
        ) as [number, number];
        for (const encoding of ['utf-8', 'utf-16', 'utf-32'] satisfies PositionEncoding[]) {
          const lines = createLineIndex(before, encoding);
          const range = { start: lines.positionAt(from), end: lines.positionAt(to) };
          const { text: after } = changeDocument(open(before), 2, [{ range, text: inserted }], encoding);
          expect(after).toBe(before.slice(0, from) + inserted + before.slice(to));
        }
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});
