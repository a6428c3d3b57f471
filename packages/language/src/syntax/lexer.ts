import { Token } from '../generated/tokens.ts';
import { lexicalError, type Problem } from '../messages/messages.ts';
import { closingPlace, INSERT, partedString } from '../messages/missing-quote.ts';
import { NAMES } from '../tree/place.ts';
import type { SyntaxProblem } from '../tree/source.ts';
import { isPieceEnd } from './piece-end.ts';
import { unescapeString } from './unescape.ts';
import { HASH_MASK, HASH_START, tokenOfWord, wordAt, wordOf } from './words.ts';

/** What a code unit can be, for those below 128; all others may stand in a name. */
const WHITE = 1;
const NAME = 2;
const DIGIT = 3;
const PUNCTUATION = 4;
/** A form feed may begin a name but not go on in one, as in the reference engine. */
const FORM_FEED = 5;
const KIND = new Uint8Array(128).fill(NAME);
for (const c of ' \t\r\n') KIND[c.charCodeAt(0)] = WHITE;
for (const c of '0123456789') KIND[c.charCodeAt(0)] = DIGIT;
for (const c of '!"#$%&\'()*+,-./:;<=>?@[\\]^`{|}~') KIND[c.charCodeAt(0)] = PUNCTUATION;
KIND[12] = FORM_FEED;

/** The tokens of one character that no longer token begins with. */
const SINGLE = new Uint8Array(128);
for (const [c, type] of [
  ['(', Token.LeftParenthesis], [')', Token.RightParenthesis], ['[', Token.LeftBracket], [']', Token.RightBracket],
  ['{', Token.LeftBrace], ['}', Token.RightBrace], [',', Token.Comma], [';', Token.Semicolon], ['.', Token.Dot],
  ['+', Token.Plus], ['-', Token.Minus], ['*', Token.Star], ['/', Token.Slash], ['@', Token.At], ['|', Token.Pipe],
] as const) SINGLE[c.charCodeAt(0)] = type; // biome-ignore format: a table

/**
 * Reads tokens, by docs/language/lexical.md, into arrays: the type, the place and the word of each. Places are relative to the
 * first token since `begin`. What no token can be is an error, and left out.
 */
export class Lexer {
  types = new Uint8Array(256);
  starts = new Int32Array(256);
  ends = new Int32Array(256);
  /** For names and strings: the number of the word. */
  words = new Int32Array(256);
  count = 0;
  text = '';
  /** Where to go on reading: absolute. */
  offset = 0;
  /** Whether a line ends between the last two tokens. */
  newLine = false;
  /** Where the first token since `begin` starts: absolute. */
  base = -1;
  /** How far the text was looked at, beyond the tokens that were read: absolute. */
  lookedAt = 0;
  /** Relative to `base`, once there is one. */
  errors: SyntaxProblem[] = [];

  /** Forgets the tokens, and goes on at an absolute offset. */
  begin(text: string, offset: number): void {
    this.text = text;
    this.offset = offset;
    this.count = 0;
    this.base = -1;
    this.lookedAt = 0;
    if (this.errors.length > 0) this.errors = [];
  }

  /** Makes the places relative to another offset than the first token's. */
  relativeTo(offset: number): void {
    const by = this.base - offset;
    for (let i = 0; i < this.count; i++) {
      this.starts[i]! += by;
      this.ends[i]! += by;
    }
    this.errors = this.errors.map((error) => moved(error, by));
    this.base = offset;
  }

  /** Whether the token is wrong in itself. */
  isInvalid(index: number): boolean {
    return this.errors.length > 0 && this.hasErrorWithin(this.starts[index]!, this.ends[index]!);
  }

  /** Whether something that no token can be starts between the two places. */
  hasErrorWithin(start: number, end: number): boolean {
    const first = firstFrom(this.errors, start);
    return first !== undefined && first.start < end;
  }

  /** Forgets the tokens from the index on: they will be read again. */
  rewind(index: number): void {
    const start = this.starts[index]!;
    this.offset = this.base + start;
    this.count = index;
    this.errors = this.errors.filter((error) => error.start < start);
  }

  /** Reads one token and gives its type; `Token.End`, which is stored but not counted, at the end of the text or of a piece of it (`pieceEnd`). */
  next(): number {
    const { text } = this;
    const { length } = text;
    let start = this.offset;
    this.newLine = false;
    for (;;) {
      if (start >= length) {
        this.offset = start;
        return this.#end(length);
      }
      const code = text.charCodeAt(start);
      const kind = code < 128 ? KIND[code]! : NAME;
      if (kind === WHITE) {
        for (let c = code; c < 128 && KIND[c] === WHITE; c = text.charCodeAt(++start)) {
          if (c === 10) this.newLine = true;
        }
      } else if (isPieceEnd(code, text, start)) {
        if (this.base >= 0) {
          this.offset = start;
          return this.#end(start);
        }
        start++;
        this.newLine = true;
      } else if (kind === NAME || kind === FORM_FEED) return this.#name(start);
      else if (kind === DIGIT) return this.#number(start);
      else if (SINGLE[code] !== 0) return this.#put(SINGLE[code]!, start, start + 1, -1);
      else if (code === 34) return this.#string(start);
      else if (code === 35) {
        while (++start < length) {
          const c = text.charCodeAt(start);
          if (c === 10 || c === 13 || isPieceEnd(c, text, start)) break;
        }
      } else {
        const type = this.#operator(code, start);
        if (type >= 0) return type;
        start = this.offset;
      }
    }
  }

  #end(at: number): number {
    this.types[this.count] = Token.End;
    const end = at - Math.max(this.base, 0);
    this.starts[this.count] = end;
    this.ends[this.count] = end;
    return Token.End;
  }

  #put(type: number, start: number, end: number, word: number): number {
    const { count } = this;
    if (count + 2 >= this.types.length) this.#grow();
    // The first thing read, be it an error, is what places are relative to.
    if (this.base < 0) this.base = start;
    const { base } = this;
    this.types[count] = type;
    this.starts[count] = start - base;
    this.ends[count] = end - base;
    this.words[count] = word;
    this.count = count + 1;
    this.offset = end;
    return type;
  }

  /** There is room for the token that ends the statement, and one more to look at. */
  #grow(): void {
    const size = this.types.length * 2;
    const grow = <T extends Uint8Array | Int32Array>(old: T, fresh: T): T => {
      fresh.set(old);
      return fresh;
    };
    this.types = grow(this.types, new Uint8Array(size));
    this.starts = grow(this.starts, new Int32Array(size));
    this.ends = grow(this.ends, new Int32Array(size));
    this.words = grow(this.words, new Int32Array(size));
  }

  #name(start: number): number {
    const { text } = this;
    const { length } = text;
    let hash = ((HASH_START << 5) - HASH_START + text.charCodeAt(start)) & HASH_MASK;
    let i = start + 1;
    for (; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code < 128) {
        const kind = KIND[code]!;
        if (kind !== NAME && kind !== DIGIT) {
          if (code === 58 && text.charCodeAt(i + 1) === 58) {
            hash = ((hash << 5) - hash + 58) & HASH_MASK;
            hash = ((hash << 5) - hash + 58) & HASH_MASK;
            i++;
            continue;
          }
          if (code === 63) {
            hash = ((hash << 5) - hash + 63) & HASH_MASK;
            i++;
          }
          break;
        }
      } else if (isPieceEnd(code, text, i)) break;
      hash = ((hash << 5) - hash + code) & HASH_MASK;
    }
    if (text.charCodeAt(i - 1) === 58) {
      this.#error(lexicalError.danglingColons(text.slice(start, i)), start, i - 1, i);
      return this.#put(Token.Id, start, i, wordOf(text.slice(start, i - 2)));
    }
    const word = wordAt(text, start, i, hash);
    return this.#put(tokenOfWord(word), start, i, word);
  }

  #string(start: number): number {
    const unopened = this.#unopened(start);
    if (unopened >= 0) return unopened;
    const { text } = this;
    const { length } = text;
    let hash = HASH_START;
    let escaped = false;
    let i = start + 1;
    for (; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code === 34) {
        const word = escaped ? wordOf(unescapeString(text, start + 1, i)) : wordAt(text, start + 1, i, hash);
        return this.#put(Token.String, start, i + 1, word);
      }
      if (code === 10 || isPieceEnd(code, text, i)) break;
      if (code === 92) {
        escaped = true;
        i++;
      }
      hash = ((hash << 5) - hash + code) & HASH_MASK;
    }
    const end = Math.min(i, length);
    const content = unescapeString(text, start + 1, end);
    let from = text.lastIndexOf('\n', end - 1) + 1;
    if (from < start) from = start;
    const last = text.charCodeAt(end) === 10 ? '\n' : '\0';
    if (this.#endsParted(start, from, end, content, last)) return this.#put(Token.String, start, end, wordOf(content));
    const { at, certain } = closingPlace(text.slice(start + 1, end), this.types[this.count - 1] === Token.TestWord);
    this.#error(
      lexicalError.unclosedString(content, last, this.#endsStringAbove(start)),
      start,
      from,
      end,
      '"',
      start + 1 + at,
      certain,
    );
    return this.#put(Token.String, start, end, wordOf(content));
  }

  /** Tells of a string that its line ends in where the one before it, which a word alone parts from it, lacks its end: `"a on "p";` */
  #endsParted(start: number, from: number, end: number, content: string, last: string): boolean {
    const { text, base, count, types, starts, ends } = this;
    if (count < 2 || NAMES[types[count - 1]!] !== 1 || types[count - 2] !== Token.String) return false;
    const [opened, closed] = [starts[count - 2]!, ends[count - 2]!];
    if (closed !== starts[count - 1] || base + ends[count - 1]! !== start) return false;
    const parted = partedString(text.slice(base + opened, base + closed));
    if (parted === undefined) return false;
    const fix = { title: INSERT, start: opened, end: closed, newText: parted.newText };
    this.errors.push({
      ...lexicalError.parted(content, last, parted.advice),
      start: from - base,
      end: end - base,
      fix,
    });
    return true;
  }

  /** Whether a quote looks like the end of a string that began on the line above, in the same statement. */
  #endsStringAbove(start: number): boolean {
    const { text, base } = this;
    const line = text.lastIndexOf('\n', start - 1) + 1;
    const above = text.lastIndexOf('\n', line - 2) + 1;
    if (base < 0 || above < base || !/^[^"#]*[^"#\s][^"#]*$/.test(text.slice(line, start))) return false;
    return text.slice(above, line).split('"').length % 2 === 0;
  }

  /**
   * A quote right after a name, where the quotes of the line do not come out even: what is missing is the one before the name. The two are
   * read as the string that was meant. Gives -1 where it is none.
   */
  #unopened(start: number): number {
    const last = this.count - 1;
    if (last < 1 || this.base + this.ends[last]! !== start || NAMES[this.types[last]!] !== 1) return -1;
    const { text, types } = this;
    // After a string that touches the name, or is not closed, it is that one which lacks its end.
    if (types[last - 1] === Token.String) {
      if (this.ends[last - 1] === this.starts[last] || this.isInvalid(last - 1)) return -1;
    }
    const second = this.#closingQuote(start);
    let quote = second;
    while (quote >= 0) {
      const opening = this.#openingQuote(quote + 1);
      if (opening < 0) return -1;
      quote = this.#closingQuote(opening);
    }
    const from = this.base + this.starts[last]!;
    const name = text.slice(from, start);
    // The engine gives up at the name where it can only be a string, else at the string that it takes the rest for.
    const end = second < 0 ? this.#lineEnd(start) : second;
    const problem = second >= 0 || this.#wantsString(last) ? lexicalError.unopened : lexicalError.unopenedUnclosed;
    this.#error(problem(name, text.slice(start + 1, end)), from, from, start + 1, '"', from);
    this.count = last;
    return this.#put(Token.String, from, start + 1, wordOf(name));
  }

  /** In a block, whether only a string can stand at the index. */
  #wantsString(index: number): boolean {
    const { types } = this;
    if (index < 3 || NAMES[types[1]!] !== 1 || types[2] !== Token.LeftBrace) return false;
    let before = index - 1;
    if (types[before] === Token.IfWord || types[before] === Token.OnWord) return true;
    if (types[before] === Token.Comma)
      while (types[before] !== Token.LeftBracket && types[before] !== Token.LeftBrace) before--;
    return types[before] === Token.LeftBracket;
  }

  #lineEnd(from: number): number {
    const end = this.text.indexOf('\n', from);
    const lookedAt = end < 0 ? Number.POSITIVE_INFINITY : end + 1;
    if (lookedAt > this.lookedAt) this.lookedAt = lookedAt;
    return end < 0 ? this.text.length : end;
  }

  /** Where the string that opens at a place is closed on its line, or -1. */
  #closingQuote(opening: number): number {
    const end = this.#lineEnd(opening);
    for (let i = opening + 1; i < end; i++) {
      const code = this.text.charCodeAt(i);
      if (code === 92) i++;
      else if (code === 34) return i;
    }
    return -1;
  }

  /** Where the next string of the line opens, or -1. */
  #openingQuote(from: number): number {
    const end = this.#lineEnd(from);
    for (let i = from; i < end; i++) {
      const code = this.text.charCodeAt(i);
      if (code === 34) return i;
      if (code === 35) return -1;
    }
    return -1;
  }

  #number(start: number): number {
    const { text } = this;
    let i = this.#digits(start);
    let float = false;
    let valid = true;
    let operator = false;
    if (text.charCodeAt(i) === 46) {
      float = true;
      i = this.#digits(i + 1);
    }
    if ((text.charCodeAt(i) | 32) === 101) {
      float = true;
      const exponent = i + 1;
      i = this.#digits(exponent);
      const sign = text.charCodeAt(i);
      if (sign === 43 || sign === 45) {
        const digits = i + 1;
        operator = i > exponent;
        i = this.#digits(digits);
        valid = !operator && i > digits;
      } else valid = i > exponent;
    }
    if (float) {
      if (!valid) {
        const problem = operator ? lexicalError.floatWithOperator : lexicalError.float;
        const token = text.slice(start, i);
        this.#error(problem(token), start, start, i, operator ? token.replace(/(?=[-+])|(?<=[-+])/g, ' ') : undefined);
      }
      return this.#put(Token.Float, start, i, -1);
    }
    if (i - start > 18 && BigInt(text.slice(start, i)) > 9223372036854775807n) {
      const token = text.slice(start, i);
      this.#error(lexicalError.integer(token), start, start, i, `${token}.0`);
    }
    return this.#put(Token.Integer, start, i, -1);
  }

  #digits(start: number): number {
    let i = start;
    while (true) {
      const code = this.text.charCodeAt(i);
      if (!(code >= 48 && code <= 57)) return i;
      i++;
    }
  }

  /** What begins like a longer token. Gives -1 where it is none and goes on after it. */
  #operator(code: number, start: number): number {
    const { text } = this;
    const equals = text.charCodeAt(start + 1) === 61;
    const end = start + (equals ? 2 : 1);
    switch (code) {
      case 58:
        return this.#put(equals ? Token.Assign : Token.Colon, start, end, -1);
      case 61:
        return this.#put(equals ? Token.EqualsEquals : Token.Equals, start, end, -1);
      case 60:
        return this.#put(equals ? Token.LessEquals : Token.Less, start, end, -1);
      case 62:
        return this.#put(equals ? Token.GreaterEquals : Token.Greater, start, end, -1);
      case 33:
        return this.#put(equals ? Token.NotEquals : Token.Bang, start, end, -1);
      case 63:
        if (equals) return this.#put(Token.Query, start, end, -1);
        return this.#junk(
          lexicalError.question(text.charAt(start + 1)),
          start,
          Math.min(start + 1, text.length),
          start + 1,
        );
      case 39:
      case 96:
        return this.#otherQuotes(start);
      default: {
        let last = start + 1;
        while (text.charCodeAt(last) === code) last++;
        const problem = lexicalError.character(text.charAt(start));
        if (code !== 38) return this.#junk(problem, start, start, last);
        // What follows is understood: all that is wrong in it is told at once.
        this.#error(problem, start, start, last, last - start <= 2 ? 'and' : undefined);
        return this.#put(Token.AndWord, start, last, -1);
      }
    }
  }

  /** 'text' and `text` are read as strings after one error about it. */
  #otherQuotes(start: number): number {
    const { text } = this;
    const pattern = /'[^'\n]*'|`[^`\n]*`/y;
    pattern.lastIndex = start;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) return this.#junk(lexicalError.character(text.charAt(start)), start, start, start + 1);
    const content = found.slice(1, -1);
    const quoted = content.includes('"') ? undefined : `"${content}"`;
    this.#error(lexicalError.otherQuotes(found.charAt(0), content), start, start, start + found.length, quoted);
    return this.#put(Token.String, start, start + found.length, wordOf(content));
  }

  #junk(error: Problem, first: number, start: number, end: number): number {
    this.#error(error, first, start, Math.max(end, start));
    this.offset = end;
    return -1;
  }

  /**
   * @param fixed what should stand there, or
   * @param insertAt at another place, where it is only missing
   */
  #error(
    { code, message }: Problem,
    first: number,
    start: number,
    end: number,
    fixed?: string,
    insertAt?: number,
    certain = true,
  ): void {
    if (this.base < 0) this.base = first;
    const { base } = this;
    const problem = { code, message, start: start - base, end: end - base };
    if (fixed === undefined) this.errors.push(problem);
    else {
      const place = { start: (insertAt ?? start) - base, end: (insertAt ?? end) - base };
      const title = insertAt === undefined ? `Change to ${fixed}` : `Insert ${fixed}`;
      this.errors.push({ ...problem, fix: { title, ...place, newText: fixed, ...(!certain && { preferred: false }) } });
    }
  }
}

function moved(problem: SyntaxProblem, by: number): SyntaxProblem {
  const place = { start: problem.start + by, end: problem.end + by };
  const { fix } = problem;
  if (fix === undefined) return { ...problem, ...place };
  return { ...problem, ...place, fix: { ...fix, start: fix.start + by, end: fix.end + by } };
}

/** The first at or after a place, of what is in the order of places. */
export function firstFrom<T extends { readonly start: number }>(sorted: readonly T[], start: number): T | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  return sorted[low];
}
