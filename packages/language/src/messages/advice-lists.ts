/** What would fix a list in brackets that should have closed, or opened: parameters, arguments, elements, fields. */

import { Site } from '../generated/site.ts';
import { TOKEN_TEXT, Token } from '../generated/tokens.ts';
import { tokenSet } from '../syntax/token-set.ts';
import { BEGINS_OPERAND, CLOSERS, ENDS_OPERAND, NAMES, type Place, RESERVED_WORDS } from '../tree/place.ts';
import { lookUp, onNumber } from './advice-conditions.ts';
import { onKeyValue } from './advice-keys.ts';
import { closingBrace } from './advice-statements.ts';
import { type Advice, insert, maybe, once, removeAll, replace, replaceAll } from './mending.ts';
import { quote } from './messages.ts';
import { misspeltWord } from './near-words.ts';

const COMPARISONS = tokenSet([
  Token.Equals, Token.EqualsEquals, Token.NotEquals, Token.Less, Token.LessEquals, Token.Greater, Token.GreaterEquals, Token.Assign,
]); // biome-ignore format: a list
const LOGICAL = tokenSet([Token.AndWord, Token.OrWord, Token.NotWord, Token.InWord, Token.MatchesWord]);
/** What stands before a condition, and before no dictionary that means something. */
const BEFORE_CONDITION: ReadonlySet<number> = new Set([Token.IfWord, Token.AndWord, Token.OrWord, Token.NotWord]);
const NOUNS = new Map<number, string>([
  [Token.RightParenthesis, 'parentheses'],
  [Token.RightBracket, 'brackets'],
  [Token.RightBrace, 'braces'],
]);

export function adviceOnLists(place: Place): Advice | undefined {
  const { type, expected, site, text, textAt, before, after } = place;
  const previous = before(1);
  if (expected === Token.LeftParenthesis) return onOpening(place);
  if (expected === Token.LeftBrace && site === Site.ObjectLiteral)
    return insert('{', `Did you forget a ${quote('{')} after ${quote(textAt(-1))}?`);
  if (CLOSERS[expected] !== 1) return undefined;
  const closer = TOKEN_TEXT[expected]!;
  const close = quote(closer);
  const last = quote(place.last);
  const forgotten = insert(closer, `Did you forget a ${close} after ${last}?`);
  if (place.beyond || type === Token.End) return maybe(insert(unclosed(place), forgotten.advice));
  if (type === Token.Semicolon) return forgotten;
  const opened = previous === Token.LeftParenthesis || previous === Token.LeftBracket || previous === Token.LeftBrace;
  if (RESERVED_WORDS[type] === 1 && (opened || previous === Token.Comma) && LOGICAL[type] !== 1) {
    return `${quote(text)} is a word of the language: choose another name.`;
  }
  if (CLOSERS[type] === 1) {
    const advice = `What was opened must be closed first: did you forget a ${close} after ${last}?`;
    return openClosers(place).includes(text) ? insert(closer, advice) : replace(closer, advice);
  }
  if (type === Token.IfWord) return forgotten;
  if ((type === Token.AndWord || type === Token.OrWord) && UNCLOSED_VALUES.has(site) && !isClosed(place, expected))
    return forgotten;
  if ((NAMES[type] === 1 || type === Token.String) && text === textAt(-1) && text !== '_')
    // Two arguments may be alike.
    return after(1) === Token.LeftBrace ? once(text) : maybe(once(text));
  const parameters = site === Site.Rule || site === Site.RuleType || site === Site.Assertion;
  if (parameters) {
    if (type === Token.Colon && after(1) === Token.Minus) return onNeck(openClosers(place), 1, 1, `${textAt(-1)}) if`);
    if (type === Token.Colon && opened) return `A name is missing before ${quote(':')}, as in ${quote('name: Type')}.`;
    if (type === Token.Colon && NAMES[previous] !== 1)
      return `Only a variable can have a type: ${quote('name: Type')}.`;
    if (type === Token.Colon) return `Only a parameter of its own can have a type.`;
    if (type === Token.Equals && NAMES[previous] === 1 && NAMES[after(1)] === 1) {
      return `A type stands after ${quote(':')}, as in ${quote(`${textAt(-1)}: ${textAt(1)}`)}; a condition after ${quote('if')}.`;
    }
    if (type === Token.Less && before(2) === Token.Colon && NAMES[after(1)] === 1 && after(2) === Token.Greater)
      return removeAll(
        0,
        2,
        '',
        `<${textAt(1)}>`,
        `A class has no parameters of its own: write ${quote(`${textAt(-3)}: ${textAt(-1)}`)}.`,
      );
    if (COMPARISONS[type] === 1 || LOGICAL[type] === 1)
      return `A parameter is a value: put the condition after ${quote('if')}.`;
    if (type === Token.LeftBrace)
      return `The pattern of a parameter stands after ${quote(':')}, as in ${quote(`name: ${textAt(-1)}{…}`)}.`;
    if (type === Token.LeftParenthesis && NAMES[previous] === 1) {
      return before(2) === Token.Colon
        ? `The fields of a pattern stand in braces: ${quote(`${textAt(-1)}{…}`)}.`
        : `A call can't be a parameter: put it after ${quote('if')}.`;
    }
    if (text === 'is' && before(2) !== Token.Colon && NAMES[after(1)] === 1)
      return replace(':', `A type stands after ${quote(':')}, as in ${quote(`${textAt(-1)}: ${textAt(1)}`)}.`);
    if (textAt(-1) === 'is' && before(2) === Token.Colon && NAMES[type] === 1)
      return removeAll(1, 0, text, 'is', `A type stands after ${quote(':')} alone: remove ${quote('is')}.`);
    if (NAMES[previous] === 1 && NAMES[type] === 1 && !place.newLine) {
      if (/^\p{Lu}/u.test(textAt(-1)))
        return replaceAll(
          1,
          0,
          `${text}: ${textAt(-1)}`,
          `The type of a parameter stands after it: ${quote(`${text}: ${textAt(-1)}`)}.`,
        );
      if (/^\p{Lu}/u.test(text)) return insert(':', `Did you forget a ${quote(':')} before ${quote(text)}?`);
      return `Did you forget a ${quote(',')} or ${quote(':')} before ${quote(text)}?`;
    }
    if (type === Token.Pipe) return `A parameter has one type: write a rule for each.`;
    if (type === Token.Dot && before(2) === Token.Colon)
      return replace('::', `Names are joined with ${quote('::')}, not with ${quote('.')}.`);
  }
  if (site === Site.List || site === Site.ListPattern) {
    if (before(2) === Token.Star && type === Token.Comma)
      return `${quote(`*${textAt(-1)}`)} stands for the rest: it must be the last.`;
    if (COMPARISONS[type] === 1 || LOGICAL[type] === 1) return 'The elements of a list are values, not conditions.';
  }
  if (
    site === Site.Dictionary ||
    site === Site.DictionaryPattern ||
    site === Site.ClassPattern ||
    site === Site.InstancePattern
  ) {
    if (
      site === Site.Dictionary &&
      BEFORE_CONDITION.has(before(3)) &&
      before(2) === Token.LeftBrace &&
      type !== Token.Colon
    )
      return withoutBraces(place);
    if (type === Token.Equals) return replace(':', `A key and its value are joined with ${quote(':')}.`);
    if (NAMES[previous] === 1 && BEGINS_OPERAND[type] === 1 && NAMES[type] !== 1)
      return insert(':', `Did you forget a ${quote(':')} before ${quote(text)}?`);
    if (NAMES[previous] === 1 && BEGINS_OPERAND[type] === 1 && !place.newLine)
      return `Did you forget a ${quote(':')} or ${quote(',')} before ${quote(text)}?`;
    if (type === Token.Colon && previous === Token.String) return `A key is written without quotes.`;
    if (
      (type === Token.String || type === Token.Integer || type === Token.Float) &&
      (opened || previous === Token.Comma)
    )
      return onKeyValue(place);
    if (type === Token.LeftParenthesis && site !== Site.Dictionary)
      return `A pattern can't hold a call: put the condition after ${quote('if')}.`;
    if (LOGICAL[type] === 1 || COMPARISONS[type] === 1) return 'The value of a field is a value, not a condition.';
  }
  if (site === Site.ObjectLiteral) {
    if (type === Token.Comma && goesOnOutside(place))
      return insert('}', `Did you forget a ${quote('}')} after ${quote(textAt(-1))}?`);
    return type === Token.Comma || type === Token.Colon
      ? `An object is written with its identifier only: ${quote('User{"alice"}')}.`
      : `An object is closed with ${quote('}')} after its identifier: ${quote('User{"alice"}')}.`;
  }
  if (site === Site.Declare) {
    if (type === Token.Colon)
      return removeAll(1, 1, textAt(1), `${textAt(-1)}:`, `Only the types are declared: ${quote('(User, String)')}.`);
    if (type === Token.String)
      return replace(text.slice(1, -1), `A type is written without quotes: ${quote(text.slice(1, -1))}.`);
  }
  if (type === Token.LeftBracket && ENDS_OPERAND[previous] === 1 && !place.newLine) return lookUp(place);
  if (previous === Token.Comma && expected === Token.RightParenthesis)
    return 'Arguments without a name come before those with one.';
  if (type === Token.Star && opened) return `${quote('*rest')} stands only at the end of a list ${quote('[…]')}.`;
  const number = onNumber(place);
  if (number !== undefined) return number;
  if (type === Token.Colon && previous === Token.String) {
    const name = `${textAt(-1).slice(1, -1)}:`;
    return replaceAll(1, 0, name, `The name of an argument is written without quotes: ${quote(`${name} …`)}.`);
  }
  if (type === Token.Colon && NAMES[previous] === 1 && after(1) === Token.String) {
    const object = `${textAt(-1)}{${textAt(1)}}`;
    return maybe(replaceAll(1, 1, object, `An object of Oso Cloud is written in braces: ${quote(object)}.`));
  }
  // As it is written in queries on the command line.
  if (type === Token.Colon && previous === Token.Id && after(1) === Token.Id && /^\p{Lu}/u.test(textAt(-1))) {
    const object = `${textAt(-1)}{"${textAt(1)}"}`;
    return maybe(replaceAll(1, 1, object, `An object of Oso Cloud is written in braces: ${quote(object)}.`));
  }
  if (type === Token.Colon) return `Only an argument with a name has a ${quote(':')}, as in ${quote('name: value')}.`;
  if (type === Token.Assign) return `Only a variable can be assigned: compare with ${quote('=')} or ${quote('==')}.`;
  if (type === Token.Comma && site === Site.Parentheses)
    return `Conditions are joined with ${quote('and')}; a list stands in ${quote('[…]')}.`;
  if (type === Token.Pipe)
    return replaceAll(0, after(1) === Token.Pipe ? 1 : 0, 'or', `Alternatives are joined with ${quote('or')}.`);
  if (type === Token.Bang) return `A condition is negated with ${quote('not')} before it.`;
  if (ENDS_OPERAND[previous] === 1 && (BEGINS_OPERAND[type] === 1 || after(0) === Token.LeftBracket)) {
    const misspelt = site === Site.Parentheses || site === Site.Forall ? misspeltWord(place) : undefined;
    if (misspelt !== undefined) return misspelt;
    if (site === Site.Parentheses)
      return `Did you forget ${quote('and')}, ${quote('or')} or a ${close} before ${quote(text)}?`;
    return insert(',', `Did you forget a ${quote(',')} before ${quote(text)}?`);
  }
  if (opened) {
    return `It can't stand in these ${NOUNS.get(expected)}.`;
  }
  return forgotten;
}

/** `f(x) if { x.ok };` */
function withoutBraces({ after, source }: Place): Advice {
  const advice = `A condition is not put in braces: take ${quote('{')} and ${quote('}')} away.`;
  const close = closingBrace(after, 0);
  return close === undefined
    ? advice
    : { ...replaceAll(2, close, source(-1, close - 1), advice), title: 'Remove the braces' };
}

/** Where values stand, and no condition. */
const UNCLOSED_VALUES = new Set<number>([
  Site.List, Site.ListPattern, Site.Dictionary, Site.DictionaryPattern, Site.ClassPattern, Site.InstancePattern, Site.ObjectLiteral,
]); // biome-ignore format: a list

/** Whether what is open is closed in what follows. */
function isClosed({ after }: Place, closer: number): boolean {
  for (let distance = 1, depth = 0; ; distance++) {
    const type = after(distance);
    if (CLOSED_BY.has(type)) depth++;
    else if (CLOSERS[type] === 1 && depth-- === 0) return type === closer;
    else if (type === Token.Semicolon || type === Token.End || type === -1) return false;
  }
}

/** Whether the bracket around an object is closed before its brace is: `User{"a", "r", Repo{"b"})`. */
function goesOnOutside({ after }: Place): boolean {
  for (let distance = 1, depth = 0; ; distance++) {
    const type = after(distance);
    if (type === Token.LeftParenthesis || type === Token.LeftBrace || type === Token.LeftBracket) depth++;
    else if (CLOSERS[type] === 1 && depth-- === 0) return type !== Token.RightBrace;
    else if (type === Token.End || type === Token.Semicolon || type === -1) return false;
  }
}

/** `:-` within a head, whose `)` may be all that is missing. */
export function onNeck(open: string, before: number, after: number, newText: string): Advice {
  const advice = `The condition of a rule starts with ${quote('if')}, not with ${quote(':-')}`;
  if (open !== ')') return `${advice}.`;
  return {
    ...replaceAll(before, after, newText, `${advice}, behind the ${quote(')')} of its head.`),
    title: 'Change to ) if',
  };
}

/** All that closes what is open in a statement, and ends it: `]);`. A block and a test have more to come. */
function unclosed(place: Place): string {
  return BLOCKS.has(place.first) ? TOKEN_TEXT[place.expected]! : `${openClosers(place)};`;
}

/** What closes the brackets that are open before a token, the innermost first. */
export function openClosers({ before }: Place): string {
  let closers = '';
  for (let distance = 1, depth = 0; before(distance) !== -1; distance++) {
    const type = before(distance);
    const closer = CLOSED_BY.get(type);
    if (CLOSERS[type] === 1) depth++;
    else if (closer === undefined) continue;
    else if (depth > 0) depth--;
    else closers += closer;
  }
  return closers;
}

const BLOCKS: ReadonlySet<string> = new Set(['actor', 'resource', 'global', 'test']);
const CLOSED_BY = new Map<number, string>([
  [Token.LeftParenthesis, ')'],
  [Token.LeftBracket, ']'],
  [Token.LeftBrace, '}'],
]);

/** `(` after `print`, `forall`, `new C`, and the operators written as calls. */
function onOpening({ site, type, textAt }: Place): string | undefined {
  const last = textAt(-1);
  const between = ENDS_OPERAND[type] !== 1 && BEGINS_OPERAND[type] !== 1 && type !== Token.Semicolon;
  switch (site) {
    case Site.Print:
      if (between) return `${quote(last)} is a word of the language: choose another name.`;
      return `What to print stands in parentheses: ${quote(`${last}(…)`)}.`;
    case Site.Forall:
      return `It takes a condition and an action: ${quote('forall(condition, action)')}.`;
    case Site.New:
      return `The arguments must follow, if only ${quote(`${last}()`)}.`;
    case Site.OperatorCall:
      return last === '.'
        ? `A value must stand before the ${quote('.')}.`
        : `${quote(last)} is a word of the language: choose another name.`;
    case Site.Access:
      return `A field's name must follow ${quote('.')}.`;
    default:
      return undefined;
  }
}
