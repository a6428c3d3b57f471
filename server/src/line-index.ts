import type { Position, Range } from 'vscode-languageserver';
import { columnOf, offsetOfColumn, type PositionEncoding } from './position-encoding.ts';

/** Converts between offsets in one text (UTF-16 code units) and the client's positions. */
export interface LineIndex {
  readonly text: string;
  readonly lineCount: number;
  /** An offset outside the text means its nearest end. */
  positionAt(offset: number): Position;
  /** A position outside the text means the nearest one in it (LSP: a column past the line's end is the line's end). */
  offsetAt(position: Position): number;
  rangeOf(range: { readonly start: number; readonly end: number }): Range;
}

/** Where each line starts. A line ends at `\n`, `\r\n` or `\r` (LSP, "Text Documents"). */
function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  if (text.includes('\r')) {
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
    }
  } else {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  }
  return starts;
}

const whole = (value: number): number => (Number.isFinite(value) ? Math.max(0, Math.floor(value)) : 0);

/** Reads the text once; each question then costs a binary search. */
export function createLineIndex(text: string, encoding: PositionEncoding): LineIndex {
  const starts = lineStartsOf(text);

  const lineOf = (offset: number): number => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low;
  };
  const endOfLine = (line: number): number => {
    let end = starts[line + 1] ?? text.length;
    const start = starts[line]!;
    while (end > start && (text.charCodeAt(end - 1) === 10 || text.charCodeAt(end - 1) === 13)) end--;
    return end;
  };
  const positionAt = (offset: number): Position => {
    const inside = Math.min(whole(offset), text.length);
    const line = lineOf(inside);
    // An offset between \r and \n is at the end of the line for the client, which knows no such place.
    const at = Math.min(inside, Math.max(starts[line]!, endOfLine(line)));
    return { line, character: columnOf(text, starts[line]!, at, encoding) };
  };
  return {
    text,
    lineCount: starts.length,
    positionAt,
    offsetAt: ({ line, character }) => {
      const row = whole(line);
      if (row >= starts.length) return text.length;
      return offsetOfColumn(text, starts[row]!, endOfLine(row), whole(character), encoding);
    },
    rangeOf: ({ start, end }) => ({ start: positionAt(start), end: positionAt(end) }),
  };
}
