/** What would fix a condition, and the end of the statement that it stands in. */
import { Site } from '../generated/site.ts';
import { Token } from '../generated/tokens.ts';
import { tokenSet } from '../syntax/token-set.ts';
import { BEGINS_OPERAND, CLOSERS, ENDS_OPERAND, NAMES, type Place } from '../tree/place.ts';
import { beforeArguments, betweenArguments } from './advice-calls.ts';
import { type Advice, insert, maybe, remove, removeAll, replace, replaceAll } from './mending.ts';
import { quote } from './messages.ts';
import { misspeltWord } from './near-words.ts';

/** After a condition. */
export function onStrayCloser(place: Place): Advice {
  const { type, before, textAt } = place;
  if (type === Token.RightBracket && before(2) === Token.InWord && before(1) === Token.String)
    return openBefore(textAt(-1));
  // Which of the two is meant can decide who is let in.
  return place.type === Token.RightParenthesis && hasAlternatives(place)
    ? `No bracket is open here: open one where the alternatives begin, or remove this one.`
    : remove(place.text, 'No bracket is open here: remove it.');
}

/** Whether an `or` stands before, in the same condition. */
function hasAlternatives({ before }: Place): boolean {
  for (let distance = 1; before(distance) !== -1 && before(distance) !== Token.Semicolon; distance++)
    if (before(distance) === Token.OrWord) return true;
  return false;
}

/** After a condition, or where only `;` can stand. */
export function onEnd(place: Place): Advice {
  const { type, text, before, after, textAt, site } = place;
  const previous = before(1);
  if (type === Token.IfWord) {
    if (site === Site.RuleType) return `A rule type has no condition: remove it, or the word ${quote('type')}.`;
    if (site === Site.Fact) return 'A fact in a test has no condition: remove it.';
    if (site === Site.Assertion) return replace('iff', `The condition of an assertion starts with ${quote('iff')}.`);
    if (site === Site.InlineQuery) return 'A query has no condition of its own: join the parts with "and".';
    if (place.beyond) return forgotSemicolon(place);
    const advice = `A rule has one ${quote('if')}: join the conditions with ${quote('and')}, or end the rule before with ${quote(';')}.`;
    return place.newLine ? advice : maybe(replace('and', advice));
  }
  if (place.beyond) return forgotSemicolon(place);
  const inBlock = site === Site.Fact || site === Site.Assertion || site === Site.FixtureUse;
  if (inBlock && type === Token.RightBrace) return forgotSemicolon(place);
  if (CLOSERS[type] === 1) return onStrayCloser(place);
  switch (type) {
    case Token.Comma:
      if (after(1) === Token.AndWord || after(1) === Token.OrWord)
        return remove(',', `Conditions are joined with ${quote(textAt(1))} alone: remove the ${quote(',')}.`);
      return (
        betweenArguments(place) ??
        listAfterIn(place) ??
        replace(' and', `Conditions are joined with ${quote('and')}, not with ${quote(',')}.`)
      );
    case Token.Pipe:
      return replaceAll(0, after(1) === Token.Pipe ? 1 : 0, 'or', `Alternatives are joined with ${quote('or')}.`);
    case Token.Bang:
      return after(1) === Token.Equals
        ? replaceAll(0, 1, '!=', `Write ${quote('!=')}.`)
        : `A condition is negated with ${quote('not')} before it.`;
    case Token.Assign:
      return `Only a variable can be assigned: compare with ${quote('=')} or ${quote('==')}.`;
    case Token.Colon:
      if (NAMES[previous] === 1)
        return replace(' matches', `In a condition, a type is checked with ${quote(`${textAt(-1)} matches …`)}.`);
      break;
    case Token.LeftBrace:
      if (NAMES[previous] === 1)
        return `A pattern stands only after ${quote('matches')} or the ${quote(':')} of a parameter.`;
      return `Conditions are joined with ${quote('and')}, and not put in braces.`;
    case Token.LeftParenthesis:
      if (before(2) === Token.MatchesWord)
        return `The fields of a pattern stand in braces: ${quote(`${textAt(-1)}{…}`)}.`;
      break;
    case Token.Dot:
      if (before(2) === Token.MatchesWord)
        return replace('::', `Names are joined with ${quote('::')}, not with ${quote('.')}.`);
      break;
    case Token.LeftBracket:
      if (ENDS_OPERAND[previous] === 1 && !place.newLine) return lookUp(place);
      break;
    case Token.NotWord:
      if (after(1) === Token.Equals) return replaceAll(0, 1, '!=', `Write ${quote('!=')}.`);
      if (after(1) === Token.InWord || after(1) === Token.MatchesWord)
        return negatedFirst(
          place,
          `${quote('not')} stands before the whole condition: ${quote(`not ${place.last} ${textAt(1)} …`)}.`,
        );
      return insert(' and', `Did you forget ${quote('and')} before ${quote('not')}?`);
    case Token.IsaWord:
      return replace('matches', `A type is checked with ${quote('matches')}.`);
    default:
  }
  if (text === 'is' && after(1) === Token.NotWord) {
    const advice = `Values are compared with ${quote('=')} and ${quote('!=')}; a type is checked with ${quote('not … matches …')}.`;
    if (!/^\p{Lu}/u.test(textAt(2))) return replaceAll(0, 1, '!=', advice);
    const negated = negatedFirst(place, advice, 'matches');
    return typeof negated === 'string' ? negated : maybe(negated);
  }
  if (text === 'is' && (textAt(1) === 'a' || textAt(1) === 'an') && /^\p{Lu}/u.test(textAt(2)))
    return replaceAll(0, 1, 'matches', `A type is checked with ${quote('matches')}.`);
  if (text === 'is' || text === 'isa')
    return replace(
      /^\p{Lu}/u.test(textAt(1)) ? 'matches' : '=',
      `A type is checked with ${quote('matches')}; values are compared with ${quote('=')}.`,
    );
  const number = onNumber(place);
  if (number !== undefined) return number;
  const misspelt = misspeltWord(place);
  if (misspelt !== undefined) return misspelt;
  if (FOREIGN.has(text)) return replace(FOREIGN.get(text)!, `Write ${quote(FOREIGN.get(text)!)}.`);
  if (!place.newLine && (text === 'unless' || text === 'except')) {
    // Of several conditions, which are meant is not known, and a wrong guess would let others in.
    return isLast(place)
      ? replace('and not', `Write ${quote('and not')}.`)
      : `Write ${quote('and not (…)')}, with all that must not hold in the parentheses.`;
  }
  if (!place.newLine && OTHER_WORDS.has(text)) return OTHER_WORDS.get(text)!;
  if (STATEMENT_WORDS.has(textAt(-1)) && !place.newLine)
    return removeAll(
      1,
      0,
      text,
      textAt(-1),
      `There is no ${quote(textAt(-1))}: after ${quote('if')} stand conditions alone. Remove it.`,
    );
  const opened =
    NAMES[previous] === 1 && BEGINS_OPERAND[type] === 1 && !place.newLine ? beforeArguments(place) : undefined;
  if (opened !== undefined) return opened;
  const inBody = site === Site.Rule || site === Site.InlineQuery;
  if (place.indented && inBody && BEGINS_OPERAND[type] === 1)
    return insert(' and', `Did you forget ${quote('and')} before ${quote(text)}?`);
  if (place.newLine && (NAMES[type] === 1 || type === Token.String)) return forgotSemicolon(place);
  // A value is no condition: what is missing compares it.
  if (!place.newLine && VALUES[type] === 1 && NAMES[previous] === 1)
    return maybe(insert(' =', `Did you forget an operator, such as ${quote('=')}, before ${quote(text)}?`));
  if (!inBody && site !== Site.Assertion && NAMES[type] === 1) return forgotSemicolon(place);
  if (ENDS_OPERAND[previous] === 1 && BEGINS_OPERAND[type] === 1) {
    const signs = isQuery(place)
      ? `${quote('and')} or ${quote('or')}`
      : `${quote('and')}, ${quote('or')} or ${quote(';')}`;
    return `Did you forget ${signs} before ${quote(text)}?`;
  }
  return forgotSemicolon(place);
}

const VALUES = tokenSet([Token.String, Token.Integer, Token.Float]);

/** `x in "a", "b"`, `x in "a", "b"]` */
function listAfterIn({ before, after, source, textAt }: Place): Advice | undefined {
  if (before(2) !== Token.InWord || before(1) !== Token.String) return undefined;
  let last = 1;
  while (after(last) === Token.String && after(last + 1) === Token.Comma) last += 2;
  const next = after(last + 1);
  if (after(last) === Token.String && next === Token.RightBracket) return openBefore(textAt(-1));
  if (after(last) !== Token.String || (next !== Token.Semicolon && next !== Token.AndWord && next !== Token.OrWord))
    return undefined;
  const list = `[${source(-1, last)}]`;
  return { ...replaceAll(1, last, list, `A list stands in brackets: ${quote(list)}.`), title: 'Change to […]' };
}

/** A `[` before the string that comes before the token. */
const openBefore = (string: string): Advice => ({
  ...replaceAll(1, -1, `[${string}`, `Did you forget a ${quote('[')} before ${quote(string)}?`),
  title: 'Insert [',
});

/** `x["a"]` */
export function lookUp({ last, textAt, after }: Place): Advice {
  const advice = `A key is looked up with ${quote(`${last}.(${textAt(1) || '…'})`)}, a member of a list with ${quote('in')}.`;
  const isKey = after(1) === Token.String && after(2) === Token.RightBracket;
  return isKey ? replaceAll(0, 2, `.(${textAt(1)})`, advice) : advice;
}

/** Whether no `and` or `or` follows in the statement. */
export function isLast({ after }: Place): boolean {
  for (let distance = 1; ; distance++) {
    const type = after(distance);
    if (type === Token.AndWord || type === Token.OrWord) return false;
    if (type === Token.Semicolon || type === Token.End || type === -1) return true;
  }
}

/** `x.a not in y`, `x is not User`: the operand before it goes behind the `not`. */
function negatedFirst({ before, textAt }: Place, advice: string, word = textAt(1)): Advice {
  let length = 1;
  while (before(length + 1) === Token.Dot && NAMES[before(length + 2)] === 1) length += 2;
  const begins = [Token.IfWord, Token.AndWord, Token.OrWord, Token.LeftParenthesis];
  if (!begins.some((type) => type === before(length + 1)) || ENDS_OPERAND[before(1)] !== 1) return advice;
  if (CLOSERS[before(1)] === 1) return advice;
  let operand = '';
  for (let at = length; at > 0; at--) operand += textAt(-at);
  return replaceAll(length, 1, `not ${operand} ${word}`, advice);
}

/** `0xff`, `1_000`, `1st` */
export function onNumber({ type, adjacent, before }: Place): string | undefined {
  if (!adjacent || NAMES[type] !== 1 || (before(1) !== Token.Integer && before(1) !== Token.Float)) return undefined;
  if (before(2) === -1) return 'A name begins with a letter or "_".';
  return 'A number has digits only, and a name begins with a letter or "_".';
}

/** Words of other languages between conditions. */
const OTHER_WORDS = new Map<string, Advice>([
  [
    'else',
    maybe(
      replace('or', `There is no ${quote('else')}: join alternatives with ${quote('or')}, or write a rule for each.`),
    ),
  ],
  ['then', `There is no ${quote('then')}: what follows ${quote('if')} is the condition, and nothing more.`],
]);

/** Words that begin a statement in other languages. */
const STATEMENT_WORDS = new Set([
  'return',
  'let',
  'var',
  'const',
  'for',
  'try',
  'await',
  'exists',
  'some',
  'any',
  'all',
]);

/** Marks of other alphabets, and words, that look like ours. */
const FOREIGN = new Map([
  ['match', 'matches'],
  ['instanceof', 'matches'],
  ['；', ';'],
  ['，', ','],
  ['：', ':'],
  ['（', '('],
  ['）', ')'],
]);

/** A query that was typed ends with its text, where a statement ends with a `;`. */
export const isQuery = ({ expected }: Place): boolean => expected === Token.End;

export function forgotSemicolon(place: Place): Advice {
  if (isQuery(place)) return `A query is one condition: ask one after the other, or join them with ${quote('and')}.`;
  return insert(';', `Did you forget a ${quote(';')} after ${quote(place.last)}?`);
}
