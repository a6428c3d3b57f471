/** What would fix a statement: a rule, a rule type, an inline query, a declaration of facts. */
import { Site } from '../generated/site.ts';
import { Token } from '../generated/tokens.ts';
import { tokenSet } from '../syntax/token-set.ts';
import { BEGINS_OPERAND, CLOSERS, NAMES, type Place, RESERVED_WORDS } from '../tree/place.ts';
import { beforeArguments, closesArguments, joinedNames } from './advice-calls.ts';
import { forgotSemicolon, isLast, isQuery, onEnd } from './advice-conditions.ts';
import { type Advice, insert, maybe, remove, removeAll, replace, replaceAll } from './mending.ts';
import { quote } from './messages.ts';
import { didYouMean, INSTEAD_OF_IF, misspeltStart, wordMeant } from './near-words.ts';

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
  if (place.site === Site.Fact && name === 'setup' && type === Token.LeftBrace) {
    return `Facts stand here already: remove ${quote('setup {')}, and the ${quote('}')} that closes it.`;
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
    if (type === Token.Colon) {
      const what = followsAtOnce(name, after(1));
      if (what !== undefined) return remove(text, `${what} at once: remove ${quote(text)}.`);
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
  const opened =
    NAMES[before(1)] === 1 && BEGINS_OPERAND[type] === 1 && !place.newLine ? beforeArguments(place) : undefined;
  if (opened !== undefined) return opened;
  if (type === Token.LeftBrace || type === Token.Comma || type === Token.Colon) {
    const joined = joinedNames(name);
    if (joined !== undefined && closesArguments(place))
      return {
        ...replaceAll(1, -1, joined, `Did you forget a ${quote('(')}, as in ${quote(joined)}?`),
        title: 'Insert (',
      };
  }
  if (place.site === Site.Fact && type === Token.Semicolon)
    return `After the name come its parameters in parentheses: ${quote(`${name}(…)`)}; a fixture is used with ${quote(`fixture ${name}`)}.`;
  if (NAMES[before(1)] !== 1) return `A name with its parameters must follow ${quote(name)}.`;
  return `After the name come its parameters in parentheses: ${quote(`${name}(…)`)}.`;
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
  if (type === Token.LeftBrace && word === 'if') return bodyInBraces(place);
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
  if (SIGNS_OF_EQUALITY[type] === 1 && word === 'if') {
    const change = replace('if', `The condition of a rule starts with ${quote('if')}, not with ${quote(text)}.`);
    // What is said to be true, or a value, may be meant for something else.
    return NAMES[after(1)] === 1 && after(2) === Token.LeftParenthesis ? change : maybe(change);
  }
  if (type === Token.Comma) return `End the rule with ${quote(';')}, or go on with ${quote('if')}.`;
  if (type === Token.Dot) return replace(';', `A statement ends with ${quote(';')}, not with ${quote('.')}.`);
  return insert(` ${word}`, `Did you forget ${quote(word)} after ${quote(place.last)}?`);
}

/** `f(x) { x.ok }` */
function bodyInBraces({ after, source }: Place): Advice {
  const advice = `The condition of a rule is not in braces: write ${quote('if …;')}.`;
  const close = closingBrace(after, 1);
  if (close === undefined || close === 1) return advice;
  const ended = after(close - 1) === Token.Semicolon || after(close + 1) === Token.Semicolon;
  const rest = `if ${source(1, close - 1)}${ended ? '' : ';'}`;
  return { ...maybe(replaceAll(0, close, rest, advice)), title: 'Remove the braces' };
}

/** Where the brace is closed that was opened before a token, with one statement in it. */
export function closingBrace(after: Place['after'], from: number): number | undefined {
  for (let at = from, depth = 0; ; at++) {
    const type = after(at);
    if (type === Token.LeftBrace) depth++;
    else if (type === Token.RightBrace && depth-- === 0) return at;
    else if (type === Token.End || type === -1) return undefined;
    else if (type === Token.Semicolon && after(at + 1) !== Token.RightBrace) return undefined;
  }
}

const SIGNS_OF_EQUALITY = tokenSet([Token.Equals, Token.EqualsEquals, Token.Assign]);

/** What belongs right behind the first word of a block or test, where it stands behind a colon: `global: {`, `actor: User {`, `test: "t" {`. */
function followsAtOnce(word: string, next: number): string | undefined {
  if (word === 'global' && next === Token.LeftBrace) return `The braces follow ${quote(word)}`;
  const isNamed =
    word === 'test' ? next === Token.String : (word === 'actor' || word === 'resource') && NAMES[next] === 1;
  return isNamed ? `The name follows ${quote(word)}` : undefined;
}
