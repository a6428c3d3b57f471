import { LineIndex as TextLines } from '@polar-tools/language';
import type { Position, Range } from 'vscode-languageserver';
import type { PositionEncoding } from './position-encoding.ts';

/** Converts between offsets in one text (UTF-16 code units) and the positions of a client that counts in one encoding. */
export interface LineIndex {
  readonly text: string;
  readonly lineCount: number;
  /** An offset outside the text means its nearest end. */
  positionAt(offset: number): Position;
  /** A position outside the text means the nearest one in it. */
  offsetAt(position: Position): number;
  rangeOf(range: { readonly start: number; readonly end: number }): Range;
}

/** Reads the text once; each question then costs a binary search. */
export function createLineIndex(text: string, encoding: PositionEncoding): LineIndex {
  const lines = new TextLines(text);
  const positionAt = (offset: number): Position => lines.positionAt(offset, encoding);
  return {
    text,
    lineCount: lines.lineCount,
    positionAt,
    offsetAt: (position) => lines.offsetAt(position, encoding),
    rangeOf: ({ start, end }) => ({ start: positionAt(start), end: positionAt(end) }),
  };
}
