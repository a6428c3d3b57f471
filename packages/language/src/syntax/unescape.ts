const ESCAPES = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['0', '\0'],
]);

/** The content of a string between its quotes, with its escapes resolved (docs/language/lexical.md). */
export function unescapeString(text: string, start: number, end: number): string {
  return text.slice(start, end).replace(/\\([\s\S])/g, (_, c: string) => ESCAPES.get(c) ?? c);
}
