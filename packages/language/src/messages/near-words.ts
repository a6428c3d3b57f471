/** Words of the language with a slip of the hand in them, where only such a word could stand: `adn`, `nto`, `matchs`. */
import { Token } from '../generated/tokens.ts';
import { tokenSet } from '../syntax/token-set.ts';
import { BEGINS_OPERAND, ENDS_OPERAND, NAMES, type Place } from '../tree/place.ts';
import { type Advice, replace, replaceAll } from './mending.ts';
import { quote } from './messages.ts';

/** Between two operands, and before one. */
const BETWEEN = ['and', 'or', 'in', 'matches', 'mod', 'rem'];
const BEFORE = ['not', 'new'];

/** What stands where `if` must: words of other languages, and half of it. */
export const INSTEAD_OF_IF: ReadonlySet<string> = new Set(['when', 'where', 'is', 'i', 'f']);

/** After these begins a condition, or a value. */
const BEGIN_CONDITIONS = tokenSet([
  Token.IfWord, Token.IffWord, Token.AndWord, Token.OrWord, Token.LeftParenthesis, Token.Comma, Token.Query,
]); // biome-ignore format: a list
const BEGIN_VALUES = tokenSet([Token.Equals, Token.Assign, Token.LeftParenthesis, Token.Comma]);
const BRACKETS = tokenSet([Token.LeftParenthesis, Token.LeftBracket, Token.LeftBrace]);

/** What to say where an operand ended and the next one begins: the word between them is misspelt, or the one that was taken for the first of them. */
export function misspeltWord(place: Place): Advice | undefined {
  return misspeltBetween(place) ?? misspeltBefore(place);
}

/** `g(x) adn h(x)`, `x matchs User` */
function misspeltBetween({ type, text, newLine, indented, before, after }: Place): Advice | undefined {
  if (NAMES[type] !== 1 || ENDS_OPERAND[before(1)] !== 1) return undefined;
  // At the start of a line a call may begin, or another rule.
  if (newLine && (!indented || after(1) === Token.LeftParenthesis)) return undefined;
  if (BEGINS_OPERAND[after(1)] !== 1 && BRACKETS[after(1)] !== 1) return undefined;
  const meant = wordMeant(text, BETWEEN);
  return meant === undefined ? undefined : replace(meant, didYouMean(meant));
}

/** `if nto g(x)`, where the word was taken for a variable */
function misspeltBefore({ type, text, newLine, before, textAt }: Place): Advice | undefined {
  if (newLine || NAMES[before(1)] !== 1 || BEGINS_OPERAND[type] !== 1) return undefined;
  const meant = wordMeant(textAt(-1), BEFORE);
  if (meant === undefined || (meant === 'not' ? BEGIN_CONDITIONS : BEGIN_VALUES)[before(2)] !== 1) return undefined;
  return { ...replaceAll(1, 0, `${meant} ${text}`, didYouMean(meant)), title: `Change to ${meant}` };
}

/** A word of the language that a statement, or a piece of a test, was to begin with, and that was taken for the name there: `tset "t" {`, `fixtur a;`. */
export function misspeltStart(place: Place, words: readonly string[]): Advice | undefined {
  const { text, textAt, newLine } = place;
  const meant = newLine ? undefined : wordMeant(textAt(-1), words);
  if (meant === undefined) return undefined;
  return { ...replaceAll(1, 0, `${meant} ${text}`, didYouMean(meant)), title: `Change to ${meant}` };
}

export const didYouMean = (word: string): string => `Did you mean ${quote(word)}?`;

/**
 * The word of some that another is with one slip: in other letters (`NOT`), with two that changed places (`adn`), with one too many or, where two
 * are left, too few (`nott`, `an`); of long ones also with another letter in place of one.
 */
export function wordMeant(written: string, words: readonly string[]): string | undefined {
  return words.find((word) => written !== word && isOneSlip(written, word));
}

/** Of shorter words another letter makes others: `cut`, `put`. */
const LONG = 5;

function isOneSlip(written: string, word: string): boolean {
  if (written.length < 2) return false;
  const lower = written.toLowerCase();
  if (lower === word) return true;
  let at = 0;
  while (at < word.length && lower[at] === word[at]) at++;
  const [rest, other] = [lower.slice(at), word.slice(at)];
  // Of the shortest nothing but a letter that stands twice is a slip: `on` is a word of its own, `int` another.
  if (lower.length === word.length + 1)
    return rest.slice(1) === other && (word.length > 2 || lower[at] === lower[at - 1]);
  if (lower.length === word.length - 1) return rest === other.slice(1);
  if (lower.length !== word.length) return false;
  if (rest[0] === other[1] && rest[1] === other[0] && rest.slice(2) === other.slice(2)) return true;
  return word.length >= LONG && rest.slice(1) === other.slice(1);
}
