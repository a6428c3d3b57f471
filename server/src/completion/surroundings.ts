/**
 * What stands around the cursor, read from the text alone: while a person types, the statement is broken, and this works all
 * the same. Used by completion and signature help.
 */
export interface Surroundings {
  /** What is being written: a word, the inside of a string, or nothing yet. */
  readonly writing: 'word' | 'string' | 'comment';
  /** Where the word or the inside of the string begins; the cursor where there is none. */
  readonly start: number;
  readonly prefix: string;
  /** The tokens of the statement before what is being written. */
  readonly tokens: readonly Token[];
  /** The brackets that are open, outermost first. */
  readonly open: readonly OpenBracket[];
}

export interface Token {
  readonly kind: 'word' | 'string' | 'number' | 'sign';
  readonly text: string;
}

export interface OpenBracket {
  readonly sign: '(' | '[' | '{';
  /** The index of the bracket's token. */
  readonly at: number;
  /** The word right before the bracket: of a call its name, of a block its type. */
  readonly name: string | undefined;
  /** How many commas of its own have passed: the index of the argument. */
  readonly commas: number;
  /** The index of the first token of the current argument, field or member. */
  readonly item: number;
}

const TOKEN =
  /(?<space>\s+)|(?<comment>#[^\r\n]*)|(?<string>"(?:\\.|[^"\\\r\n])*"?)|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<word>[\p{L}\p{M}_](?:[\p{L}\p{M}\p{N}_]|::)*\??!?)|(?<sign>:=|==|!=|<=|>=|\?=|[\s\S])/uy;

/** Reads from `from`, the start of a statement, to `cursor`. */
export function surroundingsOf(text: string, from: number, cursor: number): Surroundings {
  const tokens: Token[] = [];
  const open: { -readonly [K in keyof OpenBracket]: OpenBracket[K] }[] = [];
  const source = text.slice(from, cursor);
  TOKEN.lastIndex = 0;
  for (let at = 0; at < source.length; ) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source)!;
    const { space, comment, string, number, word, sign } = match.groups!;
    const end = at + match[0].length;
    const last = end === source.length;
    if (comment !== undefined && last) return { writing: 'comment', start: from + at, prefix: '', tokens, open };
    if (string !== undefined && last && !isClosed(string)) {
      return { writing: 'string', start: from + at + 1, prefix: string.slice(1), tokens, open };
    }
    if (word !== undefined && last) return { writing: 'word', start: from + at, prefix: word, tokens, open };
    at = end;
    if (space !== undefined || comment !== undefined) continue;
    const kind =
      string !== undefined ? 'string' : number !== undefined ? 'number' : word !== undefined ? 'word' : 'sign';
    tokens.push({ kind, text: match[0] });
    if (sign === undefined) continue;
    const innermost = open.at(-1);
    if (sign === '(' || sign === '[' || sign === '{') {
      const before = tokens.at(-2);
      const name = before?.kind === 'word' ? before.text : undefined;
      open.push({ sign, at: tokens.length - 1, name, commas: 0, item: tokens.length });
    } else if (sign === ')' || sign === ']' || sign === '}') {
      open.pop();
    } else if (innermost !== undefined && (sign === ',' || sign === ';')) {
      innermost.item = tokens.length;
      innermost.commas = sign === ',' ? innermost.commas + 1 : 0;
    }
  }
  return { writing: 'word', start: cursor, prefix: '', tokens, open };
}

function isClosed(string: string): boolean {
  return string.length > 1 && /^"(?:\\.|[^"\\])*"$/.test(string);
}

/** The innermost call that the cursor stands in, lists and dictionaries within it left aside; undefined outside of calls. */
export function enclosingCall({ open }: Surroundings): OpenBracket | undefined {
  for (const bracket of open.toReversed()) {
    if (bracket.sign !== '(' || bracket.name === undefined) continue;
    if (!NO_CALLS.has(bracket.name)) return bracket;
  }
  return undefined;
}

const NO_CALLS = new Set(['and', 'or', 'not', 'if', 'in', 'matches', 'iff', 'forall', 'print', 'debug']);
