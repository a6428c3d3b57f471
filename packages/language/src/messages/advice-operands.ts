/** What would fix a place where a value, a name or a pattern should stand. */
import { Site } from '../generated/site.ts';
import { Token } from '../generated/tokens.ts';
import { tokenSet } from '../syntax/token-set.ts';
import { CLOSERS, ENDS_OPERAND, NAMES, type Place, RESERVED_WORDS } from '../tree/place.ts';
import { onKeyValue } from './advice-keys.ts';
import { onNeck, openClosers } from './advice-lists.ts';
import { type Advice, maybe, remove, removeAll, replace, replaceAll } from './mending.ts';
import { NO_POWERS, quote } from './messages.ts';

const OPENERS = tokenSet([Token.LeftParenthesis, Token.LeftBracket, Token.LeftBrace]);
const COMPARISONS = tokenSet([
  Token.EqualsEquals, Token.NotEquals, Token.Less, Token.LessEquals, Token.Greater, Token.GreaterEquals,
]); // biome-ignore format: a list
const JOINS = tokenSet([Token.AndWord, Token.OrWord, Token.NotWord, Token.IfWord, Token.IffWord, Token.Query]);

/** Two operators of other languages side by side, and what they are here. */
const OTHERWISE = new Map<string, string>([
  ['==', '=='],
  ['=<', '<='],
  ['=>', '>='],
  ['===', '=='],
  ['!==', '!='],
  ['<>', '!='],
  ['||', 'or'],
]);

export function adviceOnOperands(place: Place): Advice | undefined {
  switch (place.site) {
    case Site.Word:
      return onKey(place);
    case Site.Access:
      return place.before(1) === Token.Dot ? onKey(place) : onValue(place);
    case Site.Name:
    case Site.Variable:
      return onName(place);
    case Site.Pattern:
    case Site.ClassPattern:
    case Site.NestedPattern:
    case Site.PatternField:
      return onPattern(place);
    case Site.IntegerValue:
    case Site.FloatValue:
      if (NAMES[place.type] !== 1) return `A number is missing after ${quote(place.textAt(-1))}.`;
      return onSign(place);
    case Site.Literal:
      return onLiteral(place);
    case Site.LookupKey:
      return `In ${quote('.(…)')} stands a string or a variable.`;
    case Site.DictionaryField:
    case Site.Keyword:
      return `A key and its value are joined with ${quote(':')}.`;
    case Site.Forall:
      return `It takes a condition and an action: ${quote('forall(condition, action)')}.`;
    case Site.StringLiteral:
      if (place.first === 'test') {
        const advice = `A test has a title in double quotes: ${quote('test "…" { … }')}.`;
        const words = titleWords(place);
        return words.length === 0 ? advice : replaceAll(0, words.length - 1, `"${words.join(' ')}"`, advice);
      }
      return `A string in double quotes must follow ${quote(place.textAt(-1))}.`;
    case Site.Block:
      return undefined;
    default:
      return onValue(place);
  }
}

/** `x = -y`; what goes on behind the name, or before the sign, would be taken for something else. */
function onSign(place: Place): Advice {
  const { text, textAt, before, after } = place;
  // `f(x :- g(x)`: the type of a parameter was looked for.
  if (textAt(-1) === '-' && before(2) === Token.Colon) {
    return onNeck(openClosers(place), 3, 0, `${textAt(-3)}) if ${text}`);
  }
  const difference = `0 ${textAt(-1)} ${text}`;
  const advice = `A sign stands before a number only: write ${quote(difference)}.`;
  const next = after(1);
  const alone =
    (COMPARISONS[before(2)] === 1 || before(2) === Token.Equals) &&
    (next === Token.Semicolon || next === Token.AndWord || next === Token.OrWord || next === Token.RightParenthesis);
  return alone ? replaceAll(1, 0, difference, advice) : advice;
}

/** The words up to the brace of a test whose title has no quotes; none where something else stands there. */
function titleWords({ type, text, after, textAt }: Place): readonly string[] {
  const words: string[] = [];
  for (let at = 0; NAMES[at === 0 ? type : after(at)] === 1; at++) words.push(at === 0 ? text : textAt(at));
  return after(words.length) === Token.LeftBrace ? words : [];
}

function onValue(place: Place): Advice {
  const { type, text, textAt, before, after } = place;
  const previous = before(1);
  const last = textAt(-1);
  if (last === '-' && text === '>') return replaceAll(1, 0, '.', `A field is looked up with ${quote('.')}.`);
  const together = OTHERWISE.get(last + text);
  if (together !== undefined) return replaceAll(1, 0, together, `Write ${quote(together)}.`);
  if (type === Token.Star && previous === Token.Star) return NO_POWERS;
  switch (type) {
    case Token.NotWord:
      if (previous === Token.NotWord)
        return `${quote('not')} can't follow ${quote('not')}: write ${quote('not (not …)')}, or neither.`;
      return `${quote('not')} stands before the whole condition: ${quote('not x = y')}.`;
    case Token.Bang:
      return replace('not ', `A condition is negated with ${quote('not')}.`);
    case Token.Slash:
      if (previous === Token.Slash) return replaceAll(1, 0, '#', `Comments start with ${quote('#')}.`);
      if (after(1) === Token.Slash) return replaceAll(0, 1, '#', `Comments start with ${quote('#')}.`);
      break;
    case Token.Star:
      if (previous === Token.Comma || previous === Token.LeftParenthesis)
        return `${quote('*rest')} stands only at the end of a list ${quote('[…]')}.`;
      break;
    case Token.Comma:
      if (previous === Token.Comma || OPENERS[previous] === 1)
        return maybe(remove(',', `A value is missing before the ${quote(',')}: or remove it.`));
      break;
    case Token.LeftBrace:
      return `A pattern stands only after ${quote('matches')} or the ${quote(':')} of a parameter.`;
    default:
  }
  if (CLOSERS[type] === 1 && previous === Token.Comma) return withoutComma(place);
  if ((type === Token.ModWord || type === Token.RemWord) && after(1) === Token.LeftParenthesis) {
    return `It stands between two numbers: ${quote(`x ${text} y`)}.`;
  }
  if (RESERVED_WORDS[type] === 1 && JOINS[type] !== 1 && type !== Token.InWord && type !== Token.MatchesWord) {
    return `${quote(text)} is a word of the language: choose another name.`;
  }
  if (previous === Token.Semicolon || previous === -1) return `A condition must stand before it.`;
  if (JOINS[previous] === 1) return `A condition is missing after ${quote(last)}.`;
  return `A value is missing after ${quote(last)}.`;
}

/**
 * `Class{`, where no pattern can stand: with fields it was meant for one or for an object of the application, with a value for one of Cloud. A word
 * alone is an identifier of Cloud without its quotes.
 */
function onLiteral({ textAt, after }: Place): Advice {
  const where = `Patterns stand after ${quote('matches')} or a parameter's ${quote(':')}`;
  const inside = after(1);
  if (after(2) === Token.RightBrace && NAMES[inside] === 1) {
    const object = `${textAt(-1)}{"${textAt(1)}"}`;
    return maybe(replaceAll(1, 2, object, `An object of Oso Cloud has its identifier in quotes: ${quote(object)}.`));
  }
  if (textAt(1) === 'id' && after(2) === Token.Colon && after(3) === Token.String && after(4) === Token.RightBrace) {
    const object = `${textAt(-1)}{${textAt(3)}}`;
    return maybe(
      replaceAll(
        1,
        4,
        object,
        `${where}; an object of Oso Cloud is written with its identifier only: ${quote(object)}.`,
      ),
    );
  }
  if (NAMES[inside] === 1 || inside === Token.RightBrace)
    return `${where}; an object is ${quote(`new ${textAt(-1)}(…)`)}, or in Cloud ${quote(`${textAt(-1)}{"…"}`)}.`;
  return `${where}; an object is written ${quote('User{"alice"}')}.`;
}

function onKey(place: Place): Advice {
  const { type, text, before, textAt } = place;
  if (before(1) === Token.Dot) {
    if (type === Token.String)
      return replace(`(${text})`, `Write ${quote(`.(${text})`)} to look up a key by a string.`);
    if (type === Token.Integer && before(2) === Token.Float) return 'A number has one decimal point.';
    if (type === Token.Integer || type === Token.Float)
      return `Lists have no fields: use ${quote('in')} to go through one.`;
    if (type === Token.LeftBracket) {
      const advice = `Write ${quote('.("key")')} to look up a key.`;
      const isKey = place.after(1) === Token.String && place.after(2) === Token.RightBracket;
      return isKey ? replaceAll(0, 2, `(${textAt(1)})`, advice) : advice;
    }
    return `The name of a field must follow the ${quote('.')}.`;
  }
  if (type === Token.String) return onKeyValue(place);
  if (type === Token.Star && before(1) === Token.Comma)
    return `${quote('*rest')} stands only at the end of a list ${quote('[…]')}.`;
  if (type === Token.Colon) return `A name must stand before the ${quote(':')}.`;
  return `A name must follow ${quote(textAt(-1))}.`;
}

function onName(place: Place): Advice {
  const { type, text, textAt, before, after } = place;
  const last = textAt(-1);
  if (place.beyond || type === Token.End) return `A name must follow ${quote(last)}.`;
  if (before(1) === Token.Star) return `A variable must follow the ${quote('*')}.`;
  if (type === Token.String)
    return replace(text.slice(1, -1), `A name is written without quotes: ${quote(text.slice(1, -1))}.`);
  if ((type === Token.NotWord || type === Token.Bang) && before(1) === Token.AssertWord)
    return replaceAll(1, 0, type === Token.Bang ? 'assert_not ' : 'assert_not', `Write ${quote('assert_not')}.`);
  if (type === Token.LeftParenthesis && before(2) === -1 && RESERVED_WORDS[before(1)] === 1) {
    return `${quote(last)} is a word of the language: choose another name for the rule.`;
  }
  if (RESERVED_WORDS[type] === 1) {
    if (after(1) === Token.LeftParenthesis || after(1) === Token.LeftBrace)
      return `${quote(text)} is a word of the language: choose another name.`;
    return `A name must follow ${quote(last)}; ${quote(text)} is a word of the language.`;
  }
  if (CLOSERS[type] === 1 && before(1) === Token.Comma) return withoutComma(place);
  return `A name must follow ${quote(last)}.`;
}

/** `f(x,)`; where three values belong, the third may be what is missing. */
function withoutComma(place: Place): Advice {
  const { text, before, textAt } = place;
  let [open, values, depth] = [2, 1, 0];
  for (; before(open) !== -1; open++) {
    if (CLOSERS[before(open)] === 1) depth++;
    else if (OPENERS[before(open)] === 1 && depth-- === 0) break;
    else if (depth === 0 && before(open) === Token.Comma) values++;
  }
  const remove = removeAll(1, 0, text, ',', `Remove the ${quote(',')} before it.`);
  if (values !== 2 || !OF_THREE.has(textAt(-open - 1)) || before(open) === -1) return remove;
  return maybe({ ...remove, advice: `A value is missing after the ${quote(',')}: or remove it.` });
}

/** What with one value less asks for something else, or nothing. */
const OF_THREE: ReadonlySet<string> = new Set(['allow', 'has_role', 'has_permission', 'has_relation']);

function onPattern(place: Place): Advice {
  const { type, text, textAt, before, after } = place;
  const last = textAt(-1);
  if (type === Token.NewWord) {
    const advice = `A pattern is written without ${quote('new')}: ${quote('Class{field: value}')}.`;
    const isEmpty = after(2) === Token.LeftParenthesis && after(3) === Token.RightParenthesis;
    return isEmpty ? replaceAll(0, 3, textAt(1), advice) : advice;
  }
  if (type === Token.LeftParenthesis) return `A class or a pattern must follow ${quote(last)}, without parentheses.`;
  if (COMPARISONS[type] === 1 && before(1) === Token.Colon)
    return `A pattern holds values, not comparisons: compare after ${quote('if')}.`;
  if (type === Token.Equals && before(1) === Token.MatchesWord)
    return `Write ${quote('matches')} without ${quote('=')}.`;
  if (RESERVED_WORDS[type] === 1)
    return `${quote(text)} is a word of the language: a class or a pattern must follow ${quote(last)}.`;
  if (CLOSERS[type] === 1 && before(1) === Token.Comma) return withoutComma(place);
  if (ENDS_OPERAND[before(1)] === 1 || NAMES[before(1)] === 1) return `A pattern can't go on like this.`;
  return `A class or a pattern must follow ${quote(last)}.`;
}
