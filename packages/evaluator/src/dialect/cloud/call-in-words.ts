/** A query in words, as Oso Cloud's own command takes it: `allow User:bob read Repository:_`. */

/** Words that only a condition has. */
const OPERATORS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=', 'in', 'and', 'or', 'not', 'matches']);

/** Whether words are such a query, and no paths before a query, nor a condition. */
export function isCallInWords(words: readonly string[]): boolean {
  return (
    words.length > 1 &&
    !words.some((word) => OPERATORS.has(word)) &&
    /^[\p{L}_][\p{L}\p{N}_]*$/u.test(words[0]!) &&
    !words.at(-1)!.includes('(')
  );
}

/** Whether an argument in words is a text: it has no type, as `User:bob` and `User{"bob"}` have, and is not anything (`_`). */
export const isTextInWords = (word: string): boolean => word !== '_' && !/[:{"]/.test(word);

/** Words as the query that they are. */
export function callText([predicate, ...words]: readonly string[]): string {
  const values = words.map((word) => (isTextInWords(word) ? JSON.stringify(word) : word));
  return `${predicate}(${values.join(', ')})`;
}
