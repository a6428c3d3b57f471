/** What would fix a declaration of a block, and the names or relations that it declares. */

import { Site } from '../generated/site.ts';
import { Token } from '../generated/tokens.ts';
import { NAMES, type Place } from '../tree/place.ts';
import { DECLARATIONS } from './advice-statements.ts';
import { type Advice, insert, maybe, once, replace, replaceAll } from './mending.ts';
import { quote } from './messages.ts';

export function onDeclaration(place: Place): Advice {
  const { type, expected, textAt, text, before } = place;
  const name = textAt(-1);
  if (expected === Token.Equals) {
    const from = type === Token.Colon ? 1 : 0;
    const declared = bareNames(place, name, from) ?? bareRelations(place, name, from);
    if (declared !== undefined)
      return inBrackets(
        declared,
        from === 0 ? `= ${declared.text}` : ` = ${declared.text}`,
        `A declaration is written ${quote(`${name} = ${declared.text};`)}.`,
      );
    if (type === Token.LeftParenthesis) {
      return place.beyond
        ? insert('\n}\n\n', `Did you forget a ${quote('}')} to close the block before ${quote(name)}?`)
        : `Rules with parameters stand outside of blocks: move ${quote(`${name}(…)`)} after the ${quote('}')}.`;
    }
    if (type === Token.Colon && !DECLARATIONS.includes(name) && pairsUpTo(place, -1, Token.Semicolon) === 2) {
      const relations = `relations = { ${name}: ${textAt(1)} }`;
      return maybe(replaceAll(1, 1, relations, `Relations stand in braces: ${quote(`${relations};`)}.`));
    }
    if (type === Token.Colon)
      return replace(' =', `A declaration is written with ${quote('=')}: ${quote(`${name} = …;`)}.`);
    if (place.beyond) return `Did you forget a ${quote('}')} to close the block?`;
    if (place.newLine) {
      const meant = DECLARATIONS.find((word) => name.length > 1 && word.startsWith(name)) ?? name;
      return `${quote(name)} alone says nothing: write ${quote(`${meant} = …;`)}, or remove it.`;
    }
    if (type === Token.Semicolon || type === Token.RightBrace) return `Give it a value: ${quote(`${name} = ["…"];`)}.`;
    return insert(' =', `Did you forget ${quote('=')} after ${quote(name)}?`);
  }
  if (place.site === Site.Member) return `A flag is followed by a shorthand rule.`;
  if (place.beyond) return insert(';\n}', `Did you forget a ${quote('; }')} after ${quote(name)}?`);
  if (before(1) === Token.RightBracket || before(1) === Token.RightBrace) {
    if (text === ',') return replace(';', `A declaration ends with ${quote(';')}.`);
    return insert(';', `Did you forget a ${quote(';')} after ${quote(place.last)}?`);
  }
  return `A declaration ends with ${quote(';')}.`;
}

export function onDeclared(place: Place): Advice {
  const { type, expected, site, text, textAt, before } = place;
  const previous = before(1);
  const name = textAt(-2);
  switch (site) {
    case Site.DeclaredValue: {
      const names = bareNames(place, name, 0);
      if (names !== undefined)
        return inBrackets(names, names.text, `Names are declared in brackets: ${quote(names.text)}.`);
      if (type === Token.String && closes(place, Token.RightBracket))
        return insert(' [', `Did you forget a ${quote('[')} before ${quote(text)}?`);
      if (type === Token.String) return replace(`[${text}]`, `Names are declared in brackets: ${quote(`[${text}]`)}.`);
      return `A list ${quote('["reader"]')}, or for relations ${quote('{ parent: Org }')}, must follow ${quote('=')}.`;
    }
    case Site.DeclaredName:
      return `Roles and permissions are strings: ${quote('["reader", "writer"]')}.`;
    case Site.DeclaredNames:
      if (type === Token.Colon) return relationsInBrackets(place);
      if (place.newLine && (place.after(1) === Token.Equals || place.after(1) === Token.IfWord))
        return insert('];', `Did you forget ${quote('];')} after ${quote(textAt(-1))}?`);
      if (type === Token.String && text === textAt(-1)) return once(text);
      if (type === Token.String || NAMES[type] === 1) {
        const comma = insert(',', `Did you forget a ${quote(',')} before ${quote(text)}?`);
        // One of the two may lack its quotes as well.
        return NAMES[type] === 1 || NAMES[place.before(1)] === 1 ? maybe(comma) : comma;
      }
      if (type === Token.RightBrace || type === Token.RightParenthesis)
        return replace(']', `A list is closed with ${quote(']')}.`);
      return insert(']', `Did you forget a ${quote(']')} after ${quote(textAt(-1))}?`);
    default:
  }
  if (expected === Token.LeftBrace) {
    const relations = bareRelations(place, name, 0);
    if (relations !== undefined)
      return inBrackets(relations, relations.text, `Relations stand in braces: ${quote(relations.text)}.`);
    return insert(' {', `Did you forget a ${quote('{')} before ${quote(text)}?`);
  }
  if (type === Token.String) {
    const names = before(2) === Token.Equals ? bareNames(place, textAt(-3), -1) : undefined;
    if (names !== undefined)
      return {
        ...replaceAll(1, names.to, names.text, `Roles and permissions stand in brackets: ${quote(names.text)}.`),
        title: CHANGE_TO_LIST,
      };
    if (previous === Token.Colon)
      return unquoted(text, `The type of a relation is written without quotes: ${quote(text.slice(1, -1))}.`);
    return unquoted(text, `The name of a relation is written without quotes: ${quote(text.slice(1, -1))}.`);
  }
  if (type === Token.Equals)
    return replace(':', `The type of a relation stands after ${quote(':')}: ${quote(`${textAt(-1)}: …`)}.`);
  if (NAMES[type] === 1 && text === textAt(-1) && before(2) === Token.Colon) return once(text);
  if (NAMES[type] === 1 && NAMES[previous] === 1) {
    return place.newLine || before(2) === Token.Colon
      ? insert(',', `Did you forget a ${quote(',')} after ${quote(textAt(-1))}?`)
      : /^\p{Lu}/u.test(text) && /^\p{Ll}/u.test(textAt(-1))
        ? insert(':', `Did you forget a ${quote(':')} before ${quote(text)}?`)
        : `Did you forget a ${quote(':')} or ${quote(',')} before ${quote(text)}?`;
  }
  if (type === Token.RightBracket) return replace('}', `Relations are closed with ${quote('}')}.`);
  if (expected === Token.RightBrace) return insert(' }', `Did you forget a ${quote('}')} after ${quote(textAt(-1))}?`);
  return `A relation is written ${quote('name: Type')}.`;
}

const LISTS: ReadonlySet<string> = new Set(['roles', 'permissions']);

/** What is declared without the brackets that belong around it, as it should stand, and where it ends. */
interface Bare {
  readonly text: string;
  readonly to: number;
}

const inBrackets = ({ text, to }: Bare, newText: string, advice: string): Advice => ({
  ...replaceAll(0, to, newText, advice),
  title: text.startsWith('[') ? CHANGE_TO_LIST : 'Change to {…}',
});

const CHANGE_TO_LIST = 'Change to […]';
/** What may stand in place of the brackets of a list. */
const OTHER_BRACKETS = new Map<number, number>([
  [Token.LeftBrace, Token.RightBrace],
  [Token.LeftParenthesis, Token.RightParenthesis],
]);

/** `"a", "b";`, `("a", "b")`, `{"a", "b"}` after `roles` or `permissions`. */
function bareNames({ after, textAt }: Place, declaration: string, from: number): Bare | undefined {
  if (!LISTS.has(declaration)) return undefined;
  const closer = OTHER_BRACKETS.get(after(from));
  const names: string[] = [];
  let at = closer === undefined ? from : from + 1;
  for (; after(at) === Token.String || NAMES[after(at)] === 1; at++) {
    names.push(NAMES[after(at)] === 1 ? `"${textAt(at)}"` : textAt(at));
    if (after(at + 1) === Token.Comma) at++;
  }
  const ends = after(at) === (closer ?? Token.Semicolon);
  return ends && names.length > 0
    ? { text: `[${names.join(', ')}]`, to: closer === undefined ? at - 1 : at }
    : undefined;
}

/** `parent: Org, owner: User;` after `relations`. */
function bareRelations(place: Place, declaration: string, from: number): Bare | undefined {
  if (declaration !== 'relations') return undefined;
  const end = pairsUpTo(place, from, Token.Semicolon);
  return end === undefined ? undefined : { text: `{ ${place.source(from, end - 1)} }`, to: end - 1 };
}

/** `relations = [parent: Org];` */
function relationsInBrackets(place: Place): Advice {
  const { textAt, before, source } = place;
  const advice = `Relations stand in braces: ${quote(`{ ${textAt(-1)}: … }`)}.`;
  const end = before(2) === Token.LeftBracket ? pairsUpTo(place, -1, Token.RightBracket) : undefined;
  return end === undefined
    ? advice
    : { ...replaceAll(2, end, `{ ${source(-1, end - 1)} }`, advice), title: 'Change to {…}' };
}

/** Where what stands after `name: Type, name: Type` is, if it is such a token. */
function pairsUpTo({ after }: Place, from: number, last: number): number | undefined {
  for (let at = from; ; at += 4) {
    if (NAMES[after(at)] !== 1 || after(at + 1) !== Token.Colon || NAMES[after(at + 2)] !== 1) return undefined;
    if (after(at + 3) === last) return at + 3;
    if (after(at + 3) !== Token.Comma) return undefined;
  }
}

/** Whether such a bracket comes before the declaration ends. */
function closes({ after }: Place, bracket: number): boolean {
  for (let distance = 1; ; distance++) {
    const type = after(distance);
    if (type === bracket) return true;
    if (type === Token.End || type === Token.Semicolon || type === Token.LeftBracket || type === Token.LeftBrace)
      return false;
  }
}

const unquoted = (text: string, advice: string): Advice => replace(text.slice(1, -1), advice);
