import { TOKEN_TEXT, Token } from '../generated/tokens.ts';
import { NAMES } from '../tree/place.ts';
import type { Lexer } from './lexer.ts';
import { tokenSet } from './token-set.ts';
import { textOfWord } from './words.ts';

const NONE: readonly never[] = [];

/** What the parser met instead of the end of the statement: the head of the next one, or the end of the file. */
export interface Stop {
  readonly type: number;
  /** Relative to the statement's start. */
  readonly start: number;
  readonly end: number;
}

export const OPENS = tokenSet([Token.LeftParenthesis, Token.LeftBracket, Token.LeftBrace]);
export const CLOSES = tokenSet([Token.RightParenthesis, Token.RightBracket, Token.RightBrace]);

/** Goes through the tokens of one statement. All places are relative to the statement's start. */
export class TokenCursor {
  protected type: number = Token.End;
  protected position = 0;
  /** Where the last token that was read ends: relative, like all places. */
  protected lastEnd = 0;
  protected starts: Int32Array = new Int32Array(0);
  readonly #items: unknown[] = [];
  /** How many items of lists are kept. */
  protected pending = 0;
  protected types: Uint8Array = new Uint8Array(0);
  protected ends: Int32Array = new Int32Array(0);
  protected words: Int32Array = new Int32Array(0);
  protected count = 0;
  protected lexer!: Lexer;
  protected stop!: Stop;

  /** Takes the tokens of a statement: the first `count` that the lexer read. */
  protected begin(lexer: Lexer, count: number, stop: Stop): void {
    this.lexer = lexer;
    this.types = lexer.types;
    this.starts = lexer.starts;
    this.ends = lexer.ends;
    this.words = lexer.words;
    this.count = count;
    // The token that is not ours reads as the end.
    lexer.types[count] = Token.End;
    lexer.starts[count] = stop.start;
    lexer.ends[count] = stop.end;
    this.stop = stop;
    this.position = 0;
    this.type = this.types[0]!;
    this.lastEnd = 0;
    this.pending = 0;
  }

  /** How many tokens the statement has. */
  protected get size(): number {
    return this.count;
  }

  protected get atEnd(): boolean {
    return this.type === Token.End;
  }

  protected at(type: number): boolean {
    return this.type === type;
  }

  protected current(): number {
    return this.type;
  }

  protected peek(distance: number): number {
    const i = this.position + distance;
    return i < this.count ? this.types[i]! : Token.End;
  }

  protected advance(): void {
    this.lastEnd = this.ends[this.position]!;
    this.type = this.types[++this.position]!;
  }

  /** The text that a name, or another word, stands for. */
  protected takeWord(): string {
    const { type, position } = this;
    const text = type <= Token.String ? textOfWord(this.words[position]!) : TOKEN_TEXT[type]!;
    this.lastEnd = this.ends[position]!;
    this.position = position + 1;
    this.type = this.types[position + 1]!;
    return text;
  }

  protected jump(index: number): void {
    if (index > this.position) this.lastEnd = this.ends[index - 1]!;
    this.position = index;
    this.type = this.types[index]!;
  }

  /** Keeps an item of a list until the node that has the list is made. */
  protected keep(item: unknown): void {
    this.#items[this.pending++] = item;
  }

  /** The kept items from a place on, as a list of exactly that size: a list that grows keeps room for more. */
  protected takeFrom(first: number): readonly unknown[] {
    if (first < 0 || first === this.pending) return NONE;
    const list = this.#items.slice(first, this.pending);
    this.pending = first;
    return list;
  }

  /** `+`, `-` and digits: a number, or a bigint where a number is not exact. */
  protected convertIntegerValue(first: number): number | bigint {
    const [sign, digits] = this.#number(first);
    if (digits.length < 16) return sign * Number(digits) + 0;
    const exact = BigInt(sign) * BigInt(digits);
    return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
  }

  protected convertFloatValue(first: number): number {
    const [sign, text] = this.#number(first);
    return sign * (text === 'inf' ? Number.POSITIVE_INFINITY : Number(text));
  }

  #number(first: number): [sign: 1 | -1, text: string] {
    const last = this.position - 1;
    if (last < first) return [1, '0'];
    const { text, base } = this.lexer;
    return [this.types[first] === Token.Minus ? -1 : 1, text.slice(base + this.starts[last]!, base + this.ends[last]!)];
  }

  /** What stands before the token, back to where its bracket opened: `g(x)`. */
  protected lastOperand(position: number): string {
    let first = position - 1;
    if (first < 0) return '';
    for (let depth = 0; first > 0; first--) {
      if (CLOSES[this.types[first]!] === 1) depth++;
      else if (OPENS[this.types[first]!] === 1) depth--;
      if (depth <= 0) break;
    }
    if (this.types[first] === Token.LeftParenthesis && first > 0 && NAMES[this.types[first - 1]!] === 1) first--;
    const { text, base } = this.lexer;
    return text.slice(base + this.starts[first]!, base + this.ends[position - 1]!);
  }

  protected textAt(index: number): string {
    if (index < 0 || index >= this.count) return '';
    const { text, base } = this.lexer;
    return text.slice(base + this.starts[index]!, base + this.ends[index]!);
  }

  protected firstOnLine(index: number): boolean {
    const { text, base } = this.lexer;
    const before = index === 0 ? 0 : base + this.ends[index - 1]!;
    return text.slice(before, base + this.starts[index]!).includes('\n');
  }
}
