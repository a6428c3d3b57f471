/** What would fix a string or a number that stands in braces where a key should. */

import { Token } from '../generated/tokens.ts';
import { isName } from '../tree/names.ts';
import { NAMES, type Place } from '../tree/place.ts';
import { type Advice, maybe, replace, replaceAll } from './mending.ts';
import { quote } from './messages.ts';

/** `{"a": 1}`, `{1: "a"}`, and what is no dictionary: `User{"a"}`, `{"a", "b"}`. */
export function onKeyValue(place: Place): Advice {
  const { type, text, before, after } = place;
  if (before(1) === Token.LeftBrace && after(1) === Token.RightBrace && NAMES[before(2)] === 1) return onObject(place);
  const next = after(1);
  if ((next === Token.Comma || next === Token.RightBrace) && before(1) === Token.LeftBrace) return onList(place);
  if (type !== Token.String) return 'A key is a name, not a number.';
  const name = text.slice(1, -1);
  if (!isName(name)) return `A key is a name, and this is none: such a key is looked up with ${quote('x.("…")')}.`;
  return replace(name, `A key is written without quotes: ${quote(`${name}: …`)}.`);
}

/** An object of Oso Cloud in the place of a pattern, which is of the library: after `matches`, or after a parameter's `:`. */
function onObject({ text, textAt, before }: Place): Advice {
  const object = `${textAt(-2)}{${text}}`;
  const pattern = `a pattern of the library has fields: ${quote(`${textAt(-2)}{name: …}`)}`;
  if (before(3) === Token.MatchesWord) {
    // `x.y matches` has no other way to be written in Oso Cloud.
    const isVariable = NAMES[before(4)] === 1 && before(5) !== Token.Dot;
    const equal = isVariable ? `${textAt(-4)} = ${object}` : `user = ${object}`;
    const advice = `In Oso Cloud an object is compared with ${quote('=')}, as in ${quote(equal)}; ${pattern}.`;
    return isVariable ? maybe(replaceAll(3, 1, `= ${object}`, advice)) : advice;
  }
  const advice = `In Oso Cloud an object stands alone, as ${quote(object)}; ${pattern}.`;
  return before(3) === Token.Colon && NAMES[before(4)] === 1 ? maybe(replaceAll(4, 1, object, advice)) : advice;
}

/** Values in braces, as a set is written elsewhere. */
function onList({ textAt, after, before }: Place): Advice {
  const isList = before(2) === Token.InWord;
  const values: string[] = [];
  let at = 0;
  for (; values.length < MOST_VALUES; at += 2) {
    values.push(textAt(at));
    if (after(at + 1) !== Token.Comma) break;
  }
  if (at === 0 && !isList && after(1) === Token.RightBrace) {
    const object = quote(`User{${values[0]}}`);
    return `An object of Oso Cloud begins with its type, as in ${object}; a list is written in brackets.`;
  }
  const list = `[${values.join(', ')}]`;
  const advice = `A list is written in brackets: ${quote(list)}.`;
  if (after(at + 1) !== Token.RightBrace) return advice;
  const change = replaceAll(1, at + 1, list, advice);
  return isList ? change : maybe(change);
}

/** More are no help to show. */
const MOST_VALUES = 10;
