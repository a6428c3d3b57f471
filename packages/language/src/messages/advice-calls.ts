/** A call whose `(` is missing: what should stand in it was taken for the rest of the condition. */
import { Token } from '../generated/tokens.ts';
import { NAMES, type Place } from '../tree/place.ts';
import { type Advice, insert, replaceAll } from './mending.ts';
import { quote } from './messages.ts';

/** What to say where an argument follows a name: `g x, 1)`. */
export function beforeArguments(place: Place): Advice | undefined {
  return closesArguments(place)
    ? insert('(', `Did you forget a ${quote('(')} after ${quote(place.textAt(-1))}?`)
    : undefined;
}

/** What to say of the `,` after the first of the arguments: `has_roleUser{"a"}, "r")`, `has_rolex, "r")`. */
export function betweenArguments(place: Place): Advice | undefined {
  const { before, textAt, source } = place;
  if (!closesArguments(place)) return undefined;
  if (NAMES[before(1)] === 1) {
    const joined = joinedNames(textAt(-1));
    return joined === undefined
      ? `What follows is closed with a ${quote(')')} that nothing opens: did you forget a ${quote('(')} ${before(2) === Token.Dot ? 'before it' : `in or before ${quote(textAt(-1))}`}?`
      : insertIn(1, joined, joined);
  }
  const joined = before(1) === Token.RightBrace && before(3) === Token.LeftBrace ? joinedNames(textAt(-4)) : undefined;
  return joined === undefined ? undefined : insertIn(4, `${joined}${source(-3, -1)}`, joined);
}

const insertIn = (distance: number, newText: string, joined: string): Advice => ({
  ...replaceAll(distance, -1, newText, `Did you forget a ${quote('(')}, as in ${quote(joined)}?`),
  title: 'Insert (',
});

/** `has_roleUser`, where a `(` is missing between the two, with it. */
export function joinedNames(name: string): string | undefined {
  const known = KNOWN.exec(name);
  if (known !== null) return `${known[1]}(${known[2]}`;
  const parts = /^([a-z][a-z0-9]*(?:_[a-z0-9]+)*)([A-Z]\w*)$/.exec(name);
  return parts === null ? undefined : `${parts[1]}(${parts[2]}`;
}

/** Whether a `)` follows that closes what was not opened. */
export function closesArguments({ after }: Place): boolean {
  for (let distance = 1, depth = 0; ; distance++) {
    const type = after(distance);
    if (type === Token.End || type === Token.Semicolon || type === Token.IfWord) return false;
    if (type === Token.LeftParenthesis) depth++;
    else if (type === Token.RightParenthesis && depth-- === 0) return true;
  }
}

/** The rules that the language knows, before another name: `allowactor`. */
const KNOWN = /^(allow_field|allow_request|allow|has_role|has_permission|has_relation)(?!_)([\p{L}]\w*)$/u;
