/**
 * What stands right before a place of a text, as a pattern finds it that looks back: `/(?<=(\w+))/y`. A pattern that ends in `$` would begin anew at
 * each character of a long line.
 *
 * @param pattern sticky, of one look-behind
 */
export function matchBefore(pattern: RegExp, text: string, offset = text.length): RegExpExecArray | null {
  pattern.lastIndex = offset;
  return pattern.exec(text);
}

/** The text of a statement without the `;` at its end and the blanks before that. */
export const withoutSemicolon = (text: string): string => (text.endsWith(';') ? text.slice(0, -1).trimEnd() : text);

/** A query as a person types it, without the `?=` or `?-` before it and the `;` behind it that it has in a file. */
export const bareQuery = (text: string): string => withoutSemicolon(text.trim().replace(/^\?[=-]\s*/, ''));
