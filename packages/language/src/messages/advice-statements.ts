/** What would fix a statement: a rule, a rule type, an inline query, a declaration of facts. */
import { Site } from '../generated/site.ts';
import { Token } from '../generated/tokens.ts';
import { BEGINS_OPERAND, CLOSERS, ENDS_OPERAND, NAMES, type Place, RESERVED_WORDS } from '../tree/place.ts';
import { type Advice, insert, maybe, remove, removeAll, replace, replaceAll } from './mending.ts';
import { quote } from './messages.ts';
import { didYouMean, INSTEAD_OF_IF, misspeltStart, misspeltWord, wordMeant } from './near-words.ts';

export const DECLARATIONS = ['roles', 'permissions', 'relations'];

export function adviceOnStatements(place: Place): Advice | undefined {
  const { site, expected } = place;
  if (site === Site.Statement) return onStart(place);
  if (expected === Token.AssertWord) return ASSERTIONS;
  if (expected === Token.Id) return onWordBefore(place);
  if (expected === Token.LeftParenthesis) return onParameters(place);
  if (expected === Token.IfWord || expected === Token.IffWord)
    return onCondition(place, expected === Token.IfWord ? 'if' : 'iff');
  if (expected === Token.Semicolon || isQuery(place)) return onEnd(place);
  return undefined;
}

function onStart({ type, text, after, first, textAt }: Place): Advice {
  const next = after(1);
  const number = after(1);
  if (NAMES[number] === 1 && type === Token.Integer)
    return 'A name begins with a letter or "_", and a statement with a name.';
  switch (type) {
    case Token.RightBrace:
      return remove(text, 'No block is open here: remove it.');
    case Token.RightParenthesis:
    case Token.RightBracket:
      return remove(text, 'No bracket is open here: remove it.');
    case Token.Semicolon:
      return remove(text, `Remove it: what stands before it is complete, and a block ends with its ${quote('}')}.`);
    case Token.AndWord:
    case Token.OrWord:
      return `If the rule above goes on here, remove the ${quote(';')} at its end.`;
    case Token.IfWord:
      return `A rule starts with its head, as in ${quote('allow(actor, action, resource) if …;')}.`;
    case Token.String:
      if (next === Token.LeftBrace)
        return {
          advice: `Did you forget ${quote('test')} before ${quote(text)}?`,
          title: 'Insert test',
          at: 'token',
          newText: `test ${text}`,
        };
      if (next === Token.IfWord) return `Shorthand rules stand in a block: ${quote('resource Name { … }')}.`;
      break;
    case Token.Slash:
    case Token.Minus:
    case Token.Less:
      if (isComment(type, next)) return comments(next);
      break;
    case Token.ForallWord:
    case Token.NotWord:
    case Token.NewWord:
    case Token.CutWord:
      return {
        ...maybe(
          replace(
            `?= ${text}`,
            `A condition can't stand alone: put it into a rule, or ask it with ${quote(`?= ${text}${next === Token.LeftParenthesis ? '(…)' : ' …'};`)}.`,
          ),
        ),
        title: 'Insert ?=',
      };
    case Token.LeftBrace:
      return `A block needs a name before it: ${quote('resource Name { … }')}.`;
    default:
      if (RESERVED_WORDS[type] === 1 && next === Token.LeftParenthesis) {
        return `${quote(text)} is a word of the language: choose another name for the rule.`;
      }
      if (NAMES[type] === 1 && first !== text)
        return insert(';', `Did you forget a ${quote(';')} after ${quote(textAt(-1))}?`);
  }
  return `A statement starts with a name: ${quote('name(…) if …;')} or ${quote('resource Name { … }')}.`;
}

export const COMMENTS = `Comments start with ${quote('#')}.`;

/** `//` and `--` begin what `#` does. */
export function comments(next: number): Advice {
  return next === Token.Slash || next === Token.Minus ? replaceAll(0, 1, '#', COMMENTS) : COMMENTS;
}

/** Whether two tokens begin a comment of another language. */
export function isComment(type: number, next: number): boolean {
  if (type === Token.Minus) return next === Token.Minus;
  if (type === Token.Less) return next === Token.Bang;
  return type === Token.Slash && (next === Token.Slash || next === Token.Star);
}

/** `rule f(x)`, `declar f(User)`: a word too much before the name of a rule, or one that is misspelt. */
function onWordBefore({ first, text, textAt }: Place): Advice {
  if (wordMeant(first, ['assert', 'assert_not']) !== undefined) return ASSERTIONS;
  const rule = `${textAt(-1)}${text}`;
  const meant = wordMeant(first, ['declare', 'type']);
  return meant === undefined
    ? removeAll(2, 0, rule, first, `A rule starts with its name: remove ${quote(first)}.`)
    : { ...replaceAll(2, 0, `${meant} ${rule}`, didYouMean(meant)), title: `Change to ${meant}` };
}

const ASSERTIONS = `Assertions stand in a test: ${quote('test "…" { assert …; }')}.`;

/** After the name of a rule, fact or assertion. */
function onParameters(place: Place): Advice {
  const { type, text, textAt, before, after } = place;
  const name = textAt(-1);
  if (place.site === Site.Declare)
    return `After the name come the types of its arguments: ${quote(`${name}(User, String)`)}.`;
  if (place.site === Site.Fact && (name === 'assert' || name === 'assert_not')) {
    return `Assertions stand in a test, after its ${quote('setup { … }')}.`;
  }
  if (NAMES[type] === 1 && place.site === Site.Fact) {
    const misspelt = misspeltStart(place, ['fixture']);
    if (misspelt !== undefined) return misspelt;
  }
  if (before(2) === -1) {
    if (type === Token.String && after(1) === Token.LeftBrace) {
      const misspelt = misspeltStart(place, ['test']);
      if (misspelt !== undefined) return misspelt;
    }
    if (name === 'actor' || name === 'resource') {
      if (type !== Token.Equals) return `A block needs a name and a body: ${quote(`${name} Name { … }`)}.`;
    }
    if (type === Token.Minus && NAMES[after(1)] === 1)
      return replaceAll(1, 1, `${name}_${textAt(1)}`, `A name has no ${quote('-')} in it: write ${quote('_')}.`);
    if (DECLARATIONS.includes(name) && (type === Token.Equals || type === Token.Colon)) {
      return `Declarations stand in a block: ${quote(`resource Name { ${name} = … }`)}.`;
    }
    if (type === Token.IfWord && (name === 'role' || name === 'permission')) {
      return `Shorthand rules stand in a block: ${quote('resource Name { … }')}.`;
    }
    if (type === Token.Colon && after(1) === Token.Minus) {
      return `A rule is written with ${quote('if')}: ${quote(`${name}(…) if …;`)}.`;
    }
    if (type === Token.Equals || type === Token.EqualsEquals) {
      const advice = `A condition can't stand alone: put it into a rule, or ask it with ${quote(`?= ${name} ${text} …;`)}.`;
      return { ...maybe(replaceAll(1, 0, `?= ${name} ${text}`, advice)), title: 'Insert ?=' };
    }
    if (type === Token.Semicolon || type === Token.End || place.beyond || place.newLine) {
      return `${quote(name)} alone says nothing: write ${quote(`${name}(…);`)} for a rule, or remove it.`;
    }
    if (type === Token.Dot)
      return maybe(replace('::', `A rule's name has no ${quote('.')} in it: write ${quote('::')} or ${quote('_')}.`));
  }
  if (NAMES[before(1)] === 1 && BEGINS_OPERAND[type] === 1 && !place.newLine && closesArguments(place))
    return insert('(', `Did you forget a ${quote('(')} after ${quote(name)}?`);
  if (type === Token.LeftBrace) {
    const joined = joinedNames(name);
    if (joined !== undefined && closesArguments(place))
      return {
        ...replaceAll(1, 0, `${joined}{`, `Did you forget a ${quote('(')}, as in ${quote(joined)}?`),
        title: 'Insert (',
      };
  }
  if (place.site === Site.Fact && type === Token.Semicolon)
    return `After the name come its parameters in parentheses: ${quote(`${name}(…)`)}; a fixture is used with ${quote(`fixture ${name}`)}.`;
  if (NAMES[before(1)] !== 1) return `A name with its parameters must follow ${quote(name)}.`;
  return `After the name come its parameters in parentheses: ${quote(`${name}(…)`)}.`;
}

/** `has_roleUser`, where a `(` is missing between the two, with it. */
export function joinedNames(name: string): string | undefined {
  const parts = /^([a-z][a-z0-9]*(?:_[a-z0-9]+)*)([A-Z]\w*)$/.exec(name);
  return parts === null ? undefined : `${parts[1]}(${parts[2]}`;
}

/** Whether a `)` follows that closes what was not opened. */
function closesArguments({ after }: Place): boolean {
  for (let distance = 1, depth = 0; ; distance++) {
    const type = after(distance);
    if (type === Token.End || type === Token.Semicolon || type === Token.IfWord) return false;
    if (type === Token.LeftParenthesis) depth++;
    else if (type === Token.RightParenthesis && depth-- === 0) return true;
  }
}

/** After a head that has no condition yet. */
function onCondition(place: Place, word: 'if' | 'iff'): Advice {
  const { type, text, after } = place;
  const ends = place.beyond || type === Token.End;
  const goesOn = place.indented && word === 'if';
  if (ends || (place.newLine && !goesOn && BEGINS_OPERAND[type] === 1 && text !== 'not')) return forgotSemicolon(place);
  if (word === 'iff' && type === Token.IfWord)
    return replace('iff', `The condition of an assertion starts with ${quote('iff')}.`);
  if (word === 'iff' && type === Token.RightBrace) return forgotSemicolon(place);
  if (CLOSERS[type] === 1) return remove(text, 'No bracket is open here: remove it.');
  if (type === Token.AndWord)
    return after(1) === Token.IfWord || after(1) === Token.IffWord
      ? remove(text, `The condition starts with ${quote(word)} alone: remove ${quote(text)}.`)
      : replace(word, `The condition starts with ${quote(word)}, not with ${quote(text)}.`);
  if (type === Token.LeftBrace && word === 'if')
    return `The condition of a rule is not in braces: write ${quote('if …;')}.`;
  if (type === Token.Colon && after(1) === Token.Minus)
    return replaceAll(0, 1, 'if', `The condition of a rule starts with ${quote('if')}, not with ${quote(':-')}.`);
  if ((type === Token.Equals || type === Token.Minus) && after(1) === Token.Greater) {
    return replaceAll(0, 1, 'if', `The condition of a rule starts with ${quote('if')}, not with an arrow.`);
  }
  if (word === 'iff' && NAMES[type] === 1 && wordMeant(text, ['iff', 'if']) !== undefined)
    return replace('iff', didYouMean('iff'));
  // To put `if` in its place would grant what it keeps from somebody.
  if (text === 'unless') {
    return isLast(place)
      ? replace('if not', `Write ${quote('if not')}.`)
      : `Write ${quote('if not (…)')}, with all that must not hold in the parentheses.`;
  }
  if (INSTEAD_OF_IF.has(text) || wordMeant(text, ['if']) !== undefined) {
    return replace('if', `The condition of a rule starts with ${quote('if')}, not with ${quote(text)}.`);
  }
  if (type === Token.Colon)
    return replace(' if', `The condition of a rule starts with ${quote('if')}, not with ${quote(':')}.`);
  if (type === Token.Comma) return `End the rule with ${quote(';')}, or go on with ${quote('if')}.`;
  if (type === Token.Dot) return replace(';', `A statement ends with ${quote(';')}, not with ${quote('.')}.`);
  return insert(` ${word}`, `Did you forget ${quote(word)} after ${quote(place.last)}?`);
}

/** After a condition. */
export function onStrayCloser(place: Place): Advice {
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
function onEnd(place: Place): Advice {
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
      return replace(' and', `Conditions are joined with ${quote('and')}, not with ${quote(',')}.`);
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
    return /^\p{Lu}/u.test(textAt(2)) ? advice : replaceAll(0, 1, '!=', advice);
  }
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
  if (NAMES[previous] === 1 && BEGINS_OPERAND[type] === 1 && !place.newLine && closesArguments(place))
    return insert('(', `Did you forget a ${quote('(')} after ${quote(textAt(-1))}?`);
  const inBody = site === Site.Rule || site === Site.InlineQuery;
  if (place.indented && inBody && BEGINS_OPERAND[type] === 1)
    return insert(' and', `Did you forget ${quote('and')} before ${quote(text)}?`);
  if (place.newLine && (NAMES[type] === 1 || type === Token.String)) return forgotSemicolon(place);
  if (ENDS_OPERAND[previous] === 1 && BEGINS_OPERAND[type] === 1) {
    const signs = isQuery(place)
      ? `${quote('and')} or ${quote('or')}`
      : `${quote('and')}, ${quote('or')} or ${quote(';')}`;
    return `Did you forget ${signs} before ${quote(text)}?`;
  }
  return forgotSemicolon(place);
}

/** `x["a"]` */
export function lookUp({ last, textAt, after }: Place): Advice {
  const advice = `A key is looked up with ${quote(`${last}.(${textAt(1) || '…'})`)}, a member of a list with ${quote('in')}.`;
  const isKey = after(1) === Token.String && after(2) === Token.RightBracket;
  return isKey ? replaceAll(0, 2, `.(${textAt(1)})`, advice) : advice;
}

/** Whether no `and` or `or` follows in the statement. */
function isLast({ after }: Place): boolean {
  for (let distance = 1; ; distance++) {
    const type = after(distance);
    if (type === Token.AndWord || type === Token.OrWord) return false;
    if (type === Token.Semicolon || type === Token.End || type === -1) return true;
  }
}

/** `x.a not in y`: the operand before it goes behind the `not`. */
function negatedFirst({ before, textAt }: Place, advice: string): Advice {
  let length = 1;
  while (before(length + 1) === Token.Dot && NAMES[before(length + 2)] === 1) length += 2;
  const begins = [Token.IfWord, Token.AndWord, Token.OrWord, Token.LeftParenthesis];
  if (!begins.some((type) => type === before(length + 1)) || ENDS_OPERAND[before(1)] !== 1) return advice;
  if (CLOSERS[before(1)] === 1) return advice;
  let operand = '';
  for (let at = length; at > 0; at--) operand += textAt(-at);
  return replaceAll(length, 1, `not ${operand} ${textAt(1)}`, advice);
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
const isQuery = ({ expected }: Place): boolean => expected === Token.End;

function forgotSemicolon(place: Place): Advice {
  if (isQuery(place)) return `A query is one condition: ask one after the other, or join them with ${quote('and')}.`;
  return insert(';', `Did you forget a ${quote(';')} after ${quote(place.last)}?`);
}
