/** What is missing before the token that does not fit: the words in between were taken for something else. */

import { Site } from '../generated/site.ts';
import { Token } from '../generated/tokens.ts';
import { tokenSet } from '../syntax/token-set.ts';
import { CLOSERS, NAMES, type Place } from '../tree/place.ts';
import { type Advice, insert, maybe, replaceAll } from './mending.ts';
import { quote } from './messages.ts';
import { didYouMean } from './near-words.ts';

export interface Earlier {
  readonly advice: Advice;
  /** How many tokens before the one that does not fit the missing one should stand: it would come right before that. */
  readonly distance: number;
}

/** Reserved words that are names after a `.`, so that what is missing there shows only after them. */
const WORDS = tokenSet([
  Token.AndWord, Token.OrWord, Token.InWord, Token.MatchesWord, Token.IfWord, Token.NotWord,
]); // biome-ignore format: a list
const SIGNS = tokenSet([Token.Equals, Token.EqualsEquals, Token.NotEquals, Token.Less, Token.Greater]);
const OPENERS = tokenSet([Token.LeftParenthesis, Token.LeftBracket, Token.LeftBrace]);

/** Where the missing piece of a text should stand, if not before the token at which that shows. */
export function missingEarlier(place: Place): Earlier | undefined {
  const { site, type, expected, before, textAt } = place;
  const previous = before(1);
  if (site === Site.Rule && expected === Token.LeftParenthesis && before(3) === -1 && NAMES[before(2)] === 1) {
    const advice = insert('(', `Did you forget a ${quote('(')} after ${quote(textAt(-2))}?`);
    return { advice, distance: 1 };
  }
  if (site === Site.Fixture && expected === Token.TestWord) {
    const advice = replaceAll(2, 0, `test fixture ${place.text}`, didYouMean('test'));
    return { advice: { ...advice, title: 'Change to test' }, distance: 2 };
  }
  if (site === Site.Block && type === Token.Equals && before(2) === Token.GlobalWord && before(3) === -1)
    return { advice: insert(' {', `Did you forget a ${quote('{')} after ${quote('global')}?`), distance: 1 };
  if (WORDS[previous] === 1 && before(2) === Token.Dot)
    return { advice: `The name of a field is missing after the ${quote('.')}.`, distance: 1 };
  if (site === Site.OperatorCall && previous === Token.InWord && SIGNS[type] !== 1)
    return { advice: `A value is missing before ${quote('in')}.`, distance: 1 };
  if (previous === Token.OnWord && type === Token.String && before(2) === Token.IfWord)
    return { advice: `The name of a role or permission is missing before ${quote('on')}.`, distance: 1 };
  // `"a" if "b" relations = …`: the declaration's name was taken for the `on` of the shorthand.
  if (site === Site.ShorthandTerm && type === Token.Equals && NAMES[previous] === 1)
    return { advice: insert(';', `Did you forget a ${quote(';')} after ${quote(textAt(-2))}?`), distance: 1 };
  if (site === Site.ShorthandTerm && type === Token.RightParenthesis && NAMES[previous] === 1 && NAMES[before(2)] === 1)
    return { advice: insert('(', `Did you forget a ${quote('(')} after ${quote(textAt(-2))}?`), distance: 1 };
  if (
    (site === Site.Parentheses || site === Site.ShorthandParentheses) &&
    (type === Token.Comma || type === Token.Colon)
  ) {
    const distance = opener(place);
    if (distance > 0 && NAMES[before(distance + 1)] !== 1) return { advice: inParentheses(place, distance), distance };
  }
  // `new (id: 1)`: in the Library `new` can be called as well.
  if (site === Site.OperatorCall && type === Token.Colon) {
    const distance = opener(place);
    if (distance > 0 && before(distance + 1) === Token.NewWord)
      return { advice: `The name of a class is missing after ${quote('new')}.`, distance };
  }
  if (PATTERNS.has(site) && previous === Token.Comma && type === Token.String && place.after(1) !== Token.Colon)
    return { advice: insert('}', `Did you forget a ${quote('}')} before ${quote(',')}?`), distance: 1 };
  return expected === Token.RightParenthesis && ARGUMENTS.has(site) ? inArguments(place) : undefined;
}

/** `x in ("a", "b")`: a list, where nothing says that it is a call. */
function inParentheses({ before, after, source, type }: Place, open: number): Advice {
  const advice = `A name is missing before ${quote('(')}, or a list stands in ${quote('[…]')}.`;
  const isList = before(open + 1) === Token.InWord;
  let close = -open + 1;
  while (ELEMENTS[after(close)] === 1 || (isList && OBJECT_BRACES[after(close)] === 1)) close++;
  if (type !== Token.Comma || after(close) !== Token.RightParenthesis) return advice;
  const list = `[${source(1 - open, close - 1)}]`;
  const change = replaceAll(open, close, list, isList ? `A list stands in brackets: ${quote(list)}.` : advice);
  return { ...(isList ? change : maybe(change)), title: 'Change to […]' };
}

/** What the elements of a list are written with, but for the braces of objects. */
const ELEMENTS = NAMES.slice();
for (const type of [Token.String, Token.Integer, Token.Float, Token.Comma, Token.Dot]) ELEMENTS[type] = 1;
const OBJECT_BRACES = tokenSet([Token.LeftBrace, Token.RightBrace]);
const PATTERNS = new Set<number>([Site.ClassPattern, Site.InstancePattern, Site.DictionaryPattern]);
/** Sites at which arguments are read, all of which are values. */
const ARGUMENTS = new Set<number>([Site.Call, Site.Access, Site.New]);

function inArguments(place: Place): Earlier | undefined {
  const { type, before, textAt } = place;
  const open = opener(place);
  if (open === 0) return undefined;
  if (before(open + 1) === Token.Dot && type !== Token.RightParenthesis)
    return { advice: `The name of a method is missing after the ${quote('.')}.`, distance: open };
  for (let distance = open - 1, depth = 0; distance > 0; distance--) {
    const word = before(distance);
    if (OPENERS[word] === 1) depth++;
    else if (CLOSERS[word] === 1) depth--;
    else if (depth > 0) continue;
    else if (word === Token.AndWord || word === Token.OrWord)
      return { advice: insert(')', `Did you forget a ${quote(')')} before ${quote(textAt(-distance))}?`), distance };
    else if (type === Token.RightBrace && word === Token.Colon)
      return {
        advice: insert(' {', `Did you forget a ${quote('{')} before ${quote(textAt(-distance - 1))}?`),
        distance: distance + 1,
      };
  }
  return undefined;
}

/** How far back the parenthesis was opened; 0 if it was not. */
function opener({ before }: Place): number {
  for (let distance = 1, depth = 0; before(distance) !== -1; distance++) {
    const type = before(distance);
    if (CLOSERS[type] === 1) depth++;
    else if (OPENERS[type] === 1 && depth-- === 0) return type === Token.LeftParenthesis ? distance : 0;
  }
  return 0;
}
