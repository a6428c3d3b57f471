/**
 * Positions as an editor counts them, written apart from the server's own so that each can find the other's faults: by lines and
 * characters, slowly.
 */
import type { Position, Range } from 'vscode-languageserver';

export type Encoding = 'utf-8' | 'utf-16' | 'utf-32';

/** The lines of a text, without their breaks. */
export const linesOf = (text: string): readonly string[] => text.split(/\r\n|\r|\n/);

/** How wide a piece of a line is. */
export function widthOf(piece: string, encoding: Encoding): number {
  if (encoding === 'utf-16') return piece.length;
  return encoding === 'utf-32' ? [...piece].length : Buffer.byteLength(piece);
}

/** The position of an offset, which lies neither within a character nor within a line break. */
export function positionAt(text: string, offset: number, encoding: Encoding): Position {
  const before = linesOf(text.slice(0, offset));
  return { line: before.length - 1, character: widthOf(before.at(-1)!, encoding) };
}

/** The offset of a position; undefined where the text has no such place. */
export function offsetAt(text: string, { line, character }: Position, encoding: Encoding): number | undefined {
  let start = 0;
  for (const { 0: lineBreak, index } of text.matchAll(/\r\n|\r|\n/g)) {
    if (line === 0) break;
    line -= 1;
    start = index + lineBreak.length;
  }
  if (line !== 0) return undefined;
  const row = /^[^\r\n]*/.exec(text.slice(start))![0];
  let width = 0;
  let at = start;
  for (const sign of row) {
    if (width >= character) break;
    width += widthOf(sign, encoding);
    at += sign.length;
  }
  return width === character ? at : undefined;
}

/** Places where an editor can put its cursor: between characters, and not within a line break. */
export function isPlace(text: string, offset: number): boolean {
  if (text[offset - 1] === '\r' && text[offset] === '\n') return false;
  return !/^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(offset - 1, offset + 1));
}

/** Applies the edits of one answer; throws where they overlap or lie outside. */
export function applyEdits(
  text: string,
  edits: readonly { readonly range: Range; readonly newText: string }[],
  encoding: Encoding,
): string {
  const spans = edits.map(({ range, newText }) => {
    const start = offsetAt(text, range.start, encoding);
    const end = offsetAt(text, range.end, encoding);
    if (start === undefined || end === undefined || end < start) {
      throw new Error(`An edit lies outside the text: ${JSON.stringify(range)}`);
    }
    return { start, end, newText };
  });
  let result = '';
  let done = 0;
  for (const { start, end, newText } of spans.toSorted((one, other) => one.start - other.start)) {
    if (start < done) throw new Error(`Edits overlap: ${JSON.stringify(edits)}`);
    result += text.slice(done, start) + newText;
    done = end;
  }
  return result + text.slice(done);
}
