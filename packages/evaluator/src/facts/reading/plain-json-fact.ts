import type { CloudValue, Fact } from '../value.ts';

const QUOTE = 34;
const BACKSLASH = 92;
const SPACE = 32;
const TAB = 9;
const RETURN = 13;
const COMMA = 44;
const OPEN = 91;
const CLOSE = 93;
const BRACE = 123;
const END_BRACE = 125;
const COLON = 58;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;

/** So many digits are certainly a safe integer. */
const SAFE_DIGITS = 15;

/** A part of a text that is longer keeps the whole text in memory, so it is copied. */
const LONGEST_PART = 12;

/**
 * Reads a fact in JSON where it is written as nearly all are: an array of a name and of values, each a text without escapes, an object of
 * `type` and `id` in this order, a small integer, `true` or `false`. It does in one pass over the characters what `JSON.parse` and
 * `factOfJson` do, and leaves everything else to these, what is wrong among it.
 */
export class PlainJsonFacts {
  #text = '';
  #at = 0;
  #end = 0;
  /** Names, types and roles that were met, by a hash of a few of their characters: a text is made once. */
  readonly #words = new Array<string>(256).fill('');

  /** The fact that a part of a text is, or undefined where somebody else must look at it. */
  read(text: string, from: number, end: number): Fact | undefined {
    this.#text = text;
    this.#at = from;
    this.#end = end;
    const fact = this.#fact();
    this.#text = '';
    return fact;
  }

  #fact(): Fact | undefined {
    if (!this.#take(OPEN) || !this.#take(QUOTE)) return undefined;
    const predicate = this.#word();
    if (predicate === undefined || predicate === '') return undefined;
    const values: CloudValue[] = [];
    while (this.#take(COMMA)) {
      const value = this.#value();
      if (value === undefined) return undefined;
      values.push(value);
    }
    if (!this.#take(CLOSE)) return undefined;
    this.#skip();
    return this.#at === this.#end ? { predicate, arguments: values } : undefined;
  }

  #value(): CloudValue | undefined {
    if (this.#take(QUOTE)) {
      const id = this.#word();
      return id === undefined ? undefined : { type: 'String', id };
    }
    if (this.#take(BRACE)) return this.#object();
    if (this.#takes('true')) return { type: 'Boolean', id: 'true' };
    if (this.#takes('false')) return { type: 'Boolean', id: 'false' };
    return this.#integer();
  }

  /** What follows the brace of an object. */
  #object(): CloudValue | undefined {
    this.#skip();
    if (!this.#takes('"type"') || !this.#take(COLON) || !this.#take(QUOTE)) return undefined;
    const type = this.#word();
    // The texts of these have a form of their own.
    if (type === undefined || type === '' || type === 'Integer' || type === 'Boolean') return undefined;
    if (!this.#take(COMMA)) return undefined;
    this.#skip();
    if (!this.#takes('"id"') || !this.#take(COLON) || !this.#take(QUOTE)) return undefined;
    const id = this.#string();
    return id !== undefined && this.#take(END_BRACE) ? { type, id } : undefined;
  }

  #integer(): CloudValue | undefined {
    const from = this.#at;
    if (this.#text.charCodeAt(this.#at) === MINUS) this.#at++;
    const first = this.#at;
    for (
      let code = this.#text.charCodeAt(this.#at);
      code >= ZERO && code <= NINE;
      code = this.#text.charCodeAt(++this.#at)
    );
    const digits = this.#at - first;
    if (digits === 0 || digits > SAFE_DIGITS || this.#at > this.#end) return undefined;
    // A zero before other digits is no number in JSON, and one after a minus is the zero without it.
    if (this.#text.charCodeAt(first) === ZERO && (digits > 1 || first > from)) return undefined;
    this.#skip();
    const next = this.#text.charCodeAt(this.#at);
    if (next !== COMMA && next !== CLOSE) return undefined;
    return { type: 'Integer', id: this.#text.slice(from, first + digits) };
  }

  /** Goes over one character, and blanks before it. */
  #take(code: number): boolean {
    this.#skip();
    if (this.#at >= this.#end || this.#text.charCodeAt(this.#at) !== code) return false;
    this.#at++;
    return true;
  }

  #takes(word: string): boolean {
    if (this.#at + word.length > this.#end || !this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  #skip(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if ((code !== SPACE && code !== TAB && code !== RETURN) || this.#at >= this.#end) return;
      this.#at++;
    }
  }

  /** Goes over a text without escapes and the quote after it; where the quote is, or -1. */
  #quoted(): number {
    const text = this.#text;
    for (let at = this.#at; at < this.#end; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.#at = at + 1;
        return at;
      }
      if (code === BACKSLASH || code < SPACE) return -1;
    }
    return -1;
  }

  #string(): string | undefined {
    const from = this.#at;
    const end = this.#quoted();
    if (end === -1) return undefined;
    const part = this.#text.slice(from, end);
    return part.length > LONGEST_PART ? (JSON.parse(`"${part}"`) as string) : part;
  }

  /** A text of which there are few different ones. */
  #word(): string | undefined {
    const from = this.#at;
    const end = this.#quoted();
    if (end === -1) return undefined;
    const length = end - from;
    const text = this.#text;
    const hash = (length * 31 + text.charCodeAt(from) * 7 + text.charCodeAt(end - 1)) & 255;
    const known = this.#words[hash]!;
    if (known.length === length && text.startsWith(known, from)) return known;
    this.#at = from;
    const word = this.#string()!;
    this.#words[hash] = word;
    return word;
  }
}
