/**
 * Whether a `}` that would close a block or test is one too much: what stands after it can only belong to the body, which another `}` closes
 * later. Told by the text, as its tokens were not read yet.
 */

/** Which body it would close. */
export type Body = 'block' | 'test' | 'setup';

/** What may stand before a member. A comment goes to the end of its line: so there is one way to read it. */
const BETWEEN = /(?:[\s;]|#[^\n]*(?:\n|$))*/y;
/** What begins nothing but a member of the body. */
const MEMBERS: Readonly<Record<Body, RegExp>> = {
  block: /"[^"\n]*"\s+if\b|(?:roles|permissions|relations)\s*=|(?:role|permission)\s+if\b/y,
  test: /assert(?:_not)?\s+\w|setup\s*\{/y,
  setup: /(?!assert|fixture\b)\w+\s*\(/y,
};
const CLOSER = /\s*;\s*\}/y;
/** The first word or string of a member, and the characters that are looked at behind it, at most. */
const FIRST = /(?:"[^"\n]*"?|\w*)\s*/y;
const BEHIND = 4;
/** What stands at the beginning of a line, no further in than the statement, and begins another one. */
const HEAD = /(?:actor|resource|global|test|type|declare)\b|\w+\s*\(/y;

export interface Look {
  readonly goesOn: boolean;
  /** How far the text was looked at: absolute, infinite at its end. */
  readonly looked: number;
}

/**
 * @param from where the `}` ends
 * @param afterBrace whether another `}` stands right before it
 * @param open how many bodies are open, this one included
 * @param column how far in the statement begins
 */
export function bodyGoesOn(
  text: string,
  from: number,
  body: Body,
  afterBrace: boolean,
  open: number,
  column: number,
): Look {
  const member = endOf(BETWEEN, text, from);
  if (!matches(MEMBERS[body], text, member) && !(afterBrace && matches(CLOSER, text, from))) {
    const looked = endOf(FIRST, text, member) + BEHIND;
    return { goesOn: false, looked: looked <= text.length ? looked : Number.POSITIVE_INFINITY };
  }
  let depth = open;
  for (let at = from; at < text.length; at++) {
    const c = text[at];
    if (c === '#') at = endOfLine(text, at) - 1;
    else if (c === '"') at = endOfString(text, at);
    else if (c === '{') depth++;
    else if (c === '}') {
      if (--depth === 0) return { goesOn: true, looked: at + 1 };
    } else if (c === '\n') {
      let first = at + 1;
      while (text[first] === ' ' || text[first] === '\t') first++;
      if (first - at - 1 <= column && matches(HEAD, text, first)) return { goesOn: false, looked: HEAD.lastIndex + 1 };
    }
  }
  return { goesOn: false, looked: Number.POSITIVE_INFINITY };
}

function matches(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** Where what a pattern matches ends; it may be nothing. */
function endOf(pattern: RegExp, text: string, from: number): number {
  matches(pattern, text, from);
  return pattern.lastIndex;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** At the quote that closes it, or before the end of its line. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
    else if (text[at] === '\n') return at - 1;
  }
  return text.length;
}
