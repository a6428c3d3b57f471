/** A `"` that is missing in the middle of a line: what stands between two strings was taken for a string, and the second one for names. */
import { Token } from '../generated/tokens.ts';
import type { Place } from '../tree/place.ts';
import { type Advice, replaceAll } from './mending.ts';
import { quote } from './messages.ts';

/**
 * What stands between two strings: `["a, "b"]`, `{a: "x, b: "y"}`, `"read if "owner"`, `User{"a}, "r"`, `x = "a and y = "b"`. The first string has no
 * sign and no word in it that could end it.
 */
const BETWEEN =
  /^(?<content>[^\s,;:(){}[\]]+)(?<between>[)\]}]*(?:,\s*(?:\w+:\s*)?(?:\w+\{)?|\s+(?:if|on|or)\s+|\s+(?:and|or)\s+\w+(?:\.\w+)*\s*(?:==?|!=)\s*))$/u;

/** What to say of a word that touches the string before it, where one quote too few is why. */
export function missingQuote({ adjacent, before, text, textAt }: Place): Advice | undefined {
  if (!adjacent || before(1) !== Token.String || !/^[\p{L}\p{N}_]/u.test(text)) return undefined;
  const taken = textAt(-1);
  const parted = partedString(taken);
  if (parted === undefined && !/[,;(){}[\]]|\s(?:if|on|or|and)\s/u.test(taken)) return undefined;
  if (parted === undefined) return `The quotes do not come out even: one is missing in ${quote(taken)}.`;
  return { ...replaceAll(1, 0, parted.newText + text, parted.advice), title: INSERT };
}

export const INSERT = 'Insert "';

/** A string that was taken from the end of one to the beginning of the next, as the end, what is between, and the beginning: `"a, "` as `"a", "`. */
export function partedString(taken: string): { readonly newText: string; readonly advice: string } | undefined {
  const found = BETWEEN.exec(taken.slice(1, -1))?.groups;
  if (found === undefined) return undefined;
  const { content, between } = found;
  return { newText: `"${content}"${between}"`, advice: `Did you forget a ${quote('"')} after ${quote(content!)}?` };
}

/**
 * Where the quote of a string that its line ends in should stand: before the first sign that could follow it; one in braces, `User{"a}`, before the brace.
 *
 * @returns an index in the content, and whether it is the one place: a word for conditions may be of the string as well
 */
export function closingPlace(content: string, isTitle: boolean): { readonly at: number; readonly certain: boolean } {
  const first = isTitle ? /\s*\{?\s*$/u : /\s*(?:[,;)\]}]|$)/u;
  const at = first.exec(content)!.index;
  return {
    at: at === 0 ? content.trimEnd().length : at,
    certain: !/\s(?:if|on|or|and)\s|=/u.test(content.slice(0, at)),
  };
}
