import { type Node, rangeOf } from '@polar-tools/language';

/** A node as it is written, comments within it included. */
export const sourceOf = (text: string, node: Node): string => {
  const { start, end } = rangeOf(node);
  return text.slice(start, end);
};

/** The start of the line that an offset is on. */
export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** The white space that a line begins with. */
export const indentAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? '';

/** What a file's lines end in. */
export const lineEndOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** The end of the line that an offset is on, its line break included. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
}

/** Whether nothing but white space and a comment stands between an offset and the end of its line. */
export const endsLine = (text: string, offset: number): boolean =>
  /^[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/.test(text.slice(offset, lineEnd(text, offset)));

/**
 * The range of a statement or member with what belongs to it: the comment lines right above it, and the rest of its last line where that
 * holds nothing else.
 */
export function withComments(text: string, node: Node): { readonly start: number; readonly end: number } {
  let { start, end } = rangeOf(node);
  const own = lineStart(text, start);
  if (text.slice(own, start).trim() === '') {
    start = own;
    for (;;) {
      const before = start === 0 ? 0 : lineStart(text, start - 1);
      if (before === start || !/^[ \t]*#/.test(text.slice(before, start))) break;
      start = before;
    }
  }
  if (endsLine(text, end)) end = lineEnd(text, end);
  return { start, end };
}

/** The comments that begin in a part of a text, each to the end of its line. */
export function commentsWithin(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): readonly string[] {
  const from = lineStart(text, start);
  return [...text.slice(from, end).matchAll(/"(?:\\.|[^"\\\n])*"?|#[^\r\n]*/g)].flatMap(({ 0: piece, index }) =>
    piece.startsWith('#') && from + index >= start ? [piece.trimEnd()] : [],
  );
}
