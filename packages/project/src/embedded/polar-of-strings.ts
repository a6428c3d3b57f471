import type { HostString, Span } from './host-lexer.ts';

/** Why a string's Polar is not known before the program runs, or cannot be read at the places at which it stands. */
export interface Obstacle extends Span {
  /** In words for a person. */
  readonly message: string;
}

/** What stands at a place of Polar: its code, a comment, or a string. */
type Standing = 'code' | 'comment' | 'string';

/**
 * The Polar of strings that are put together, each character where it stands in the program: a text as long as the program's, blank all around.
 * Escapes of the program take two characters, so that they are read where Polar has a blank to spare: an escaped quote that begins or ends a
 * string of Polar, line ends and tabs between words. An escape within a string of Polar is an obstacle, as an interpolation is.
 *
 * @param blank the program's text with all but line ends blank
 */
export function polarOfStrings(
  text: string,
  blank: string,
  strings: readonly HostString[],
): { readonly polar: string } | { readonly obstacle: Obstacle } {
  let polar = '';
  let standing: Standing = 'code';
  for (const { content, escapes, hole, closed, delimiter } of strings) {
    if (!closed)
      return obstacle(content.start, content.start, 'This string has no end, so that its policy is not checked.');
    if (hole !== undefined)
      return obstacle(
        hole.start,
        hole.end,
        'What the program puts in here is not known, so that this policy is not checked.',
      );
    if (standing === 'comment') return obstacle(content.start, content.start + 1, GOES_ON);
    if (standing === 'string' || joined(text, polar, content))
      return obstacle(content.start, content.start + 1, DIVIDED);
    polar += blank.slice(polar.length, content.start);
    let comment = polar.length;
    for (let at = content.start; at < content.end; ) {
      const char = text[at]!;
      const escaped = char === '\\' && isEscape(text, at, escapes, delimiter);
      if (!escaped) {
        if (standing === 'string' && char === '\\') {
          polar += text.slice(at, Math.min(at + 2, content.end));
          at += 2;
          continue;
        }
        if (standing === 'code' && char === '#') comment = at;
        standing = after(standing, char);
        polar += char;
        at++;
        continue;
      }
      const length = text.startsWith('\r\n', at + 1) ? 3 : 2;
      const next = text[at + 1]!;
      const lineEnd = next === '\n' || next === '\r';
      if (standing === 'comment') {
        if (lineEnd) return obstacle(at, at + 1, GOES_ON);
        // The comment ends here and its line does not: it is left out.
        if (next === 'n' || next === 'r') {
          polar = polar.slice(0, comment) + blank.slice(comment, at);
          standing = 'code';
        }
        polar += '  ';
      } else if (next === '"') {
        // The blank stands outside of the string.
        polar += standing === 'code' ? ' "' : '" ';
        standing = standing === 'code' ? 'string' : 'code';
      } else if (standing === 'code' && (next === 'n' || next === 't' || next === 'r')) polar += '  ';
      else if (standing === 'code' && lineEnd && !joins(polar.at(-1), text[at + length]))
        polar += ` ${text.slice(at + 1, at + length)}`;
      else
        return obstacle(
          at,
          at + length,
          'This escape is not read here, so that this policy is not checked. Write it in a raw string, or one of another quote.',
        );
      at += length;
    }
  }
  return { polar: polar + blank.slice(polar.length) };
}

const GOES_ON = 'A comment of Polar goes on in the next line, so that this policy is not checked.';
const DIVIDED = 'The strings divide a word, so that this policy is not checked.';

const obstacle = (start: number, end: number, message: string) => ({ obstacle: { start, end, message } });

function isEscape(text: string, at: number, escapes: HostString['escapes'], delimiter: string): boolean {
  if (escapes === 'none') return false;
  return escapes === 'all' || text[at + 1] === '\\' || text[at + 1] === delimiter;
}

function after(standing: Standing, char: string): Standing {
  if (standing === 'code') return char === '"' ? 'string' : char === '#' ? 'comment' : 'code';
  if (standing === 'string') return char === '"' ? 'code' : 'string';
  return char === '\n' || char === '\r' ? 'code' : 'comment';
}

/** Whether a word of the Polar so far goes on in the next string. */
function joined(text: string, polar: string, { start }: Span): boolean {
  return joins(polar.trimEnd() === '' ? undefined : polar.at(-1), text[start]);
}

const joins = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && other !== undefined && /[\p{L}\p{N}_:.=<>!]/u.test(one) && /[\p{L}\p{N}_:.=<>!]/u.test(other);
