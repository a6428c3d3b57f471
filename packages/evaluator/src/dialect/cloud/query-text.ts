import type { CloudValue, Wildcard } from '../../facts/value.ts';

/** A query's text with what only a query has taken out of it, so that what is left is an expression of the same length. */
export interface QueryText {
  readonly text: string;
  /** What the names that were put in stand for. */
  readonly standIns: ReadonlyMap<string, CloudValue | Wildcard>;
  /** Variables with a type: `action: String`. */
  readonly typed: ReadonlyMap<string, string>;
}

const NAME = /[\p{L}_][\p{L}\p{N}_]*(?:::[\p{L}_][\p{L}\p{N}_]*)*/uy;

/**
 * Takes `User:bob`, `Repository:_` and `name: Type` out of a query. An object's id is everything up to white space, a comma or a
 * parenthesis; or a string: `User:"bob, the builder"`. A name in lower case before a type's name that begins with a capital, or a space
 * after the colon, make it a variable with a type.
 */
export function readQueryText(source: string): QueryText {
  const standIns = new Map<string, CloudValue | Wildcard>();
  const typed = new Map<string, string>();
  let text = '';
  for (let at = 0; at < source.length; ) {
    const c = source[at]!;
    if (c === '"') {
      const end = stringEnd(source, at);
      text += source.slice(at, end);
      at = end;
      continue;
    }
    if (c === '#') {
      const end = /[\r\n]|$/g;
      end.lastIndex = at;
      const stop = end.exec(source)?.index ?? source.length;
      text += source.slice(at, stop);
      at = stop;
      continue;
    }
    NAME.lastIndex = at;
    const name = NAME.exec(source)?.[0];
    if (name === undefined) {
      text += c;
      at++;
      continue;
    }
    const after = at + name.length;
    if (source[after] !== ':' || source[after + 1] === '=' || source[after + 1] === ':') {
      text += name;
      at = after;
      continue;
    }
    const variable = /^\s*([\p{L}_][\p{L}\p{N}_:]*)(?=\s*[,)]|\s*$)/u.exec(source.slice(after + 1));
    if (variable !== null && isVariable(name, source[after + 1]!, variable[1]!)) {
      const end = after + 1 + variable[0].length;
      typed.set(name, variable[1]!);
      text += name.padEnd(end - at);
      at = end;
      continue;
    }
    const { id, end } = readId(source, after + 1);
    if (end === after + 1) {
      text += name;
      at = after;
      continue;
    }
    const standIn = `_${standIns.size.toString(36)}`.padEnd(end - at, '_');
    // Two letters and a colon at least stand there: more than 1,000 of the shortest would be needed for two alike.
    // A string is an id, whatever it says.
    const isWildcard = id === '_' && source[after + 1] !== '"';
    standIns.set(standIn, isWildcard ? { type: name } : { type: name, id });
    text += standIn;
    at = end;
  }
  return { text, standIns, typed };
}

/** A query with what only a query has, `User:bob` and `Repository:_`, as it would stand in a rule: `User{"bob"}` and `_`. */
export function asInRule(source: string): string {
  const { text, standIns } = readQueryText(source);
  let rule = text;
  for (const [name, value] of standIns)
    rule = rule.replace(name, () => ('id' in value ? `${value.type}{${JSON.stringify(value.id)}}` : '_'));
  return rule;
}

function isVariable(name: string, next: string, type: string): boolean {
  return /^[\p{Ll}_]/u.test(name) && (next === ' ' || /^\p{Lu}/u.test(type));
}

function readId(source: string, from: number): { id: string; end: number } {
  if (source[from] === '"') {
    const end = stringEnd(source, from);
    return { id: withoutEscapes(source.slice(from + 1, end - 1)), end };
  }
  let end = from;
  while (end < source.length && !/[\s,()]/.test(source[end]!)) end++;
  return { id: source.slice(from, end), end };
}

function withoutEscapes(text: string): string {
  return text.replace(/\\(.)/gs, (_, c: string) => ({ n: '\n', r: '\r', t: '\t', '0': '\0' })[c] ?? c);
}

function stringEnd(source: string, from: number): number {
  let at = from + 1;
  while (at < source.length && source[at] !== '"') at += source[at] === '\\' ? 2 : 1;
  return Math.min(at + 1, source.length);
}
