/** What would fix a block and its members, and a test and its facts and assertions. */

import { Site } from '../generated/site.ts';
import { Token } from '../generated/tokens.ts';
import { NAMES, type Place } from '../tree/place.ts';
import { onStrayCloser } from './advice-conditions.ts';
import { onDeclaration, onDeclared } from './advice-declarations.ts';
import { comments, isComment } from './advice-statements.ts';
import { type Advice, insert, maybe, once, remove, removeAll, replace, replaceAll } from './mending.ts';
import { quote } from './messages.ts';
import { didYouMean, INSTEAD_OF_IF, misspeltStart, wordMeant } from './near-words.ts';

export function adviceOnBlocks(place: Place): Advice | undefined {
  switch (place.site) {
    case Site.Block:
      return onBlock(place);
    case Site.Test:
    case Site.Fixture:
    case Site.Setup:
    case Site.SetupItem:
      return onTest(place);
    case Site.BlockDeclaration:
    case Site.Member:
      return onDeclaration(place);
    case Site.DeclaredValue:
    case Site.DeclaredNames:
    case Site.DeclaredName:
    case Site.DeclaredRelations:
    case Site.DeclaredRelation:
      return onDeclared(place);
    case Site.Shorthand:
    case Site.ShorthandTerm:
    case Site.ShorthandOperand:
    case Site.ShorthandReference:
    case Site.ShorthandParentheses:
      return onShorthand(place);
    default:
      return undefined;
  }
}

function onBlock(place: Place): Advice {
  const { type, expected, textAt, after, first } = place;
  const misspelt = first === 'test' && place.before(3) === -1 ? misspeltStart(place, ['fixture']) : undefined;
  if (misspelt !== undefined) return misspelt;
  if (first !== 'actor' && first !== 'resource' && expected === Token.LeftBrace) {
    return `A statement is a rule, ${quote('name(…) if …;')}, or a block, ${quote('resource Name { … }')}.`;
  }
  if (expected === Token.LeftBrace) {
    const name = textAt(-1);
    if (type === Token.Semicolon || type === Token.End || place.beyond) {
      const advice = `A block needs a body, even an empty one: ${quote(`${first} ${name} {}`)}.`;
      return type === Token.Semicolon ? replace(' {}', advice) : insert(' {}', advice);
    }
    if (type === Token.LeftParenthesis) {
      const advice = `A block has no parameters: ${quote(`${first} ${name} { … }`)}.`;
      return after(1) === Token.RightParenthesis ? removeAll(0, 1, '', '()', advice) : advice;
    }
    const bare = withoutSign(place);
    if (bare !== undefined) return bare;
    if (type === Token.Colon || type === Token.Less) {
      const advice = `What a block extends is written ${quote(`${name} extends Other { … }`)}.`;
      return NAMES[after(1)] === 1 ? replace(' extends', advice) : advice;
    }
    if (place.adjacent && type === Token.Minus) {
      const advice = `A name has no ${quote('-')} in it: write ${quote('_')}.`;
      return NAMES[after(1)] === 1 ? replaceAll(1, 1, `${name}_${textAt(1)}`, advice) : advice;
    }
    if (place.adjacent && type === Token.Dot)
      return maybe(replace('::', `A name has no ${quote('.')} in it: write ${quote('::')} or ${quote('_')}.`));
    if (beginsMember(place)) return insert(' {', `Did you forget a ${quote('{')} after ${quote(name)}?`);
    if (wordMeant(place.text, ['extends']) !== undefined) return replace('extends', didYouMean('extends'));
    if (NAMES[type] === 1) return `Did you forget ${quote('{')} or ${quote('extends')} after ${quote(name)}?`;
    return `The body of a block must follow: ${quote(`${name} { … }`)}.`;
  }
  if (type === Token.End || place.beyond)
    return insert('\n}', `Did you forget a ${quote('}')} to close the block ${quote(blockName(place))}?`);
  if (type === Token.Semicolon) return remove(';', 'The member before it is complete already: remove it.');
  if (isComment(type, place.after(1))) return comments(place.after(1));
  if (type === Token.LeftBracket) return ONE_HEAD;
  return `In a block stand declarations (${quote('roles = ["reader"];')}) and shorthand rules (${quote('"read" if "reader";')}).`;
}

/** `setup: {`, `resource Repo = {`: the braces of a body follow at once. */
function withoutSign({ type, text, after, textAt }: Place): Advice | undefined {
  const sign = type === Token.Colon || type === Token.Equals;
  if (!sign || after(1) !== Token.LeftBrace) return undefined;
  return remove(text, `The braces follow ${quote(textAt(-1))} at once: remove ${quote(text)}.`);
}

/** `roles =`, `"read" if`, `}` */
function beginsMember({ type, after }: Place): boolean {
  if (type === Token.RightBrace) return true;
  const next = after(1);
  return (
    (NAMES[type] === 1 && next === Token.Equals) ||
    ((type === Token.String || NAMES[type] === 1) && next === Token.IfWord)
  );
}

function blockName({ textAt, before, first }: Place): string {
  for (let i = 1; before(i) !== -1; i++) {
    if (before(i + 2) === -1 && before(i + 1) !== -1) return `${first} ${textAt(-i)}`;
  }
  return first;
}

function onTest(place: Place): Advice {
  const { type, expected, site, before, after } = place;
  const what = site === Site.Setup || site === Site.SetupItem ? 'setup' : site === Site.Fixture ? 'fixture' : 'test';
  if (expected === Token.LeftBrace) {
    const bare = withoutSign(place);
    if (bare !== undefined) return bare;
    const begins = type === Token.SetupWord || type === Token.RightBrace || NAMES[type] === 1;
    const advice = `The body of the ${what} must follow in braces.`;
    return begins && !place.beyond ? insert(' {', advice) : advice;
  }
  if (expected === Token.SetupWord)
    return insert(' setup', `Facts stand in ${quote('setup { … }')}: did you forget ${quote('setup')}?`);
  if (type === Token.End || place.beyond) return insert('\n}', `Did you forget a ${quote('}')} to close the ${what}?`);
  if (type === Token.Semicolon) return remove(';', 'What stands before it is complete: remove it.');
  if (type === Token.SetupWord) return 'The setup stands before the assertions, and only once.';
  const misspelt = what === 'test' && NAMES[type] === 1 ? misspeltPiece(place) : undefined;
  if (misspelt !== undefined) return misspelt;
  if (what === 'test') {
    if (NAMES[type] === 1 && after(1) === Token.LeftParenthesis) {
      return replace(
        `assert ${place.text}`,
        `Did you forget ${quote('assert')} before it? Facts stand in ${quote('setup { … }')}.`,
      );
    }
    if (type === Token.NotWord) return replace('assert_not', `Use ${quote('assert_not')} for what must not hold.`);
    return `In a test stand a ${quote('setup { … }')} and assertions: ${quote('assert allow(…);')}.`;
  }
  if (what === 'setup' && (type === Token.AssertWord || type === Token.AssertNotWord))
    return insert('\n}', `Did you forget a ${quote('}')} before ${quote(place.text)}?`);
  if (type === Token.AssertWord || type === Token.AssertNotWord || before(1) === Token.AssertWord) {
    return `Assertions stand after the ${what}, not in it.`;
  }
  return `In a ${what} stand facts: ${quote('has_role(User{"alice"}, "reader", Repo{"anvil"});')}.`;
}

/** `setpu {`, `asert f(1);` */
function misspeltPiece({ text, after }: Place): Advice | undefined {
  const meant = wordMeant(text, after(1) === Token.LeftBrace ? ['setup'] : ['assert', 'assert_not']);
  if (meant === undefined || (meant !== 'setup' && NAMES[after(1)] !== 1)) return undefined;
  return replace(meant, didYouMean(meant));
}

function onShorthand(place: Place): Advice {
  const { type, expected, site, text, textAt, before } = place;
  const previous = before(1);
  if (expected === Token.IfWord) {
    const head = textAt(-1);
    if (type === Token.Semicolon || type === Token.RightBrace)
      return `Say what implies it: ${quote(`${head} if "…";`)}.`;
    if (type === Token.Comma) return ONE_HEAD;
    if (type === Token.OnWord && before(1) === Token.String && place.after(1) === Token.String) {
      const whole = `${head} if ${head} on ${textAt(1)}`;
      const advice = `Say what on ${quote(textAt(1))} implies it, as in ${quote(`${whole};`)}.`;
      return { ...maybe(replaceAll(0, 0, `if ${head} on`, advice)), title: `Insert if ${head}` };
    }
    const next = place.after(1);
    const arrow = next === Token.Greater || (type === Token.Less && next === Token.Minus);
    if (arrow || (type === Token.Colon && next === Token.Minus)) {
      const advice = `The condition of a shorthand rule starts with ${quote('if')}, not with an arrow.`;
      // An arrow that points on may well mean the contrary.
      return next === Token.Greater
        ? `${advice.slice(0, -1)}: what is given stands before it, and what gives it after it.`
        : replaceAll(0, 1, 'if', advice);
    }
    if (type === Token.Colon)
      return replace(' if', `The condition of a shorthand rule starts with ${quote('if')}, not with ${quote(':')}.`);
    if (type === Token.Equals) {
      const name = head.slice(1, -1);
      return replaceAll(
        1,
        0,
        `${name} =`,
        `The name of a declaration is written without quotes: ${quote(`${name} = …;`)}.`,
      );
    }
    if (NAMES[type] === 1 && (place.text === 'ifs' || wordMeant(place.text, ['if']) !== undefined))
      return replace('if', didYouMean('if'));
    if (place.text === 'unless')
      return `A shorthand can't negate: write the rule out, as in ${quote('has_permission(…) if … and not …;')}.`;
    if (INSTEAD_OF_IF.has(place.text) && (NAMES[place.after(1)] === 1 || place.after(1) === Token.String))
      return replace(
        'if',
        `The condition of a shorthand rule starts with ${quote('if')}, not with ${quote(place.text)}.`,
      );
    if (place.beyond) return `Say what implies ${quote(head)}, and close the block with ${quote('}')}.`;
    return insert(' if', `Did you forget ${quote('if')} after ${quote(head)}?`);
  }
  if (type === Token.NotWord)
    return `A shorthand can't negate: write the rule out, as in ${quote('has_permission(…) if … and not …;')}.`;
  if (expected === Token.Semicolon || expected === Token.RightParenthesis) {
    if (place.beyond) return insert(';\n}', `Did you forget a ${quote('; }')} after ${quote(place.last)}?`);
    if (type === Token.Comma)
      return `Alternatives are joined with ${quote('or')}, or written as a shorthand rule each.`;
    if (type === Token.IfWord) return `A shorthand rule has one ${quote('if')}.`;
    if (type === Token.Dot || type === Token.InWord || type === Token.MatchesWord || isComparison(type)) {
      return `A condition does not fit into a shorthand: write the rule out, as in ${quote('has_permission(…) if …;')}.`;
    }
    if (type === Token.String && !place.newLine) {
      if (text === textAt(-1)) return once(text);
      const misspelt = NAMES[previous] === 1 ? misspeltStart(place, ['global']) : undefined;
      if (misspelt !== undefined) return misspelt;
      return previous === Token.String
        ? insert(' on', `Did you forget ${quote('on')} before ${quote(text)}?`)
        : // In the Library there is none.
          maybe(insert(' or', `Did you forget ${quote('or')} before ${quote(text)}?`));
    }
    if (expected === Token.Semicolon && (type === Token.RightParenthesis || type === Token.RightBracket))
      return onStrayCloser(place);
    const missing = expected === Token.RightParenthesis ? ')' : ';';
    return insert(missing, `Did you forget a ${quote(missing)} after ${quote(place.last)}?`);
  }
  if (site === Site.ShorthandTerm && NAMES[previous] === 1)
    return `The name of a relation must follow: ${quote(`${textAt(-1)} "parent"`)}.`;
  if (type === Token.LeftBracket || type === Token.LeftBrace)
    return oneForEach(place, 'Name one role, permission or relation; write a shorthand rule for each.');
  return `The name of a role, permission or relation must follow ${quote(textAt(-1))}.`;
}

/** `"p" if ["a", "b"];` where one name must stand: a shorthand rule for each, most likely. */
function oneForEach({ after, before, textAt, text }: Place, advice: string): Advice {
  if (text !== '[' || before(1) !== Token.IfWord || before(2) !== Token.String) return advice;
  const names: string[] = [];
  for (let distance = 1; after(distance) === Token.String; distance += 2) {
    names.push(textAt(distance));
    const next = after(distance + 1);
    if (next === Token.RightBracket && after(distance + 2) === Token.Semicolon) {
      const rules = names.join(`; ${textAt(-2)} if `);
      return { ...maybe(replaceAll(0, distance + 1, rules, advice)), title: 'Write a shorthand rule for each' };
    }
    if (next !== Token.Comma) break;
  }
  return advice;
}

const ONE_HEAD = 'One shorthand rule has one name at its head: write one rule for each.';

function isComparison(type: number): boolean {
  const operators: readonly number[] = [
    Token.Equals, Token.EqualsEquals, Token.NotEquals, Token.Less, Token.LessEquals, Token.Greater, Token.GreaterEquals, Token.Assign,
  ]; // biome-ignore format: a list
  return operators.includes(type);
}
