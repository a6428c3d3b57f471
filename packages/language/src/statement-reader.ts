import { ShorthandReference, Variable } from './generated/nodes.ts';
import { Site } from './generated/site.ts';
import { TOKEN_TEXT, Token } from './generated/tokens.ts';
import type { Lexer } from './lexer.ts';
import type { Problem } from './messages.ts';
import { NAMES } from './place.ts';
import type { SyntaxProblem } from './policy-file.ts';
import { syntaxProblem } from './syntax-messages.ts';
import { tokenSet } from './token-set.ts';
import { textOfWord } from './words.ts';

/** Brackets and operands nested deeper than this are not read, or they would overflow the stack. */
const MAXIMUM_DEPTH = 256;

export const nestedTooDeeply: Problem = {
  code: 'nested-too-deeply',
  message: 'This is nested too deeply to be read. Split it into several rules.',
};

/** More errors in one statement than anyone reads. */
const MAXIMUM_ERRORS = 100;

const NONE: readonly never[] = Object.freeze([]);

/** What the parser met instead of the end of the statement: the head of the next one, or the end of the file. */
export interface Stop {
  readonly type: number;
  /** Relative to the statement's start. */
  readonly start: number;
  readonly end: number;
}

/** What is said of these once in a row is enough. */
const ONCE: Readonly<Record<number, boolean>> = { [Site.Forall]: true };

/** A problem with what the reader of its values needs to know: which token, and where the one before it ends. */
export interface FoundProblem extends SyntaxProblem {
  readonly token: number;
  readonly after: number;
}

const OPENS = tokenSet([Token.LeftParenthesis, Token.LeftBracket, Token.LeftBrace]);
const CLOSES = tokenSet([Token.RightParenthesis, Token.RightBracket, Token.RightBrace]);
/** Said twice where it stands alone is what could be meant, if it comes next. */
const STOPS_OPENING = tokenSet([
  Token.Comma, Token.Semicolon, Token.IfWord, Token.AndWord, Token.OrWord, Token.Equals, Token.LeftParenthesis,
  Token.RightParenthesis, Token.LeftBracket, Token.RightBracket, Token.LeftBrace, Token.RightBrace,
]); // biome-ignore format: a list
const WORTH_SKIPPING_TO = tokenSet([Token.IfWord, Token.Equals, Token.Colon]);

/**
 * The hand-written half of the parser: reads the tokens of one statement, reports what does not fit, and finds where to
 * go on. While it looks for that place (`panic`) it reports nothing more.
 */
export class StatementReader {
  protected type: number = Token.End;
  protected position = 0;
  /** Where the last token that was read ends: relative, like all places. */
  protected lastEnd = 0;
  protected depth = 0;
  protected panic = false;
  protected starts: Int32Array = new Int32Array(0);
  protected readonly none = NONE;
  #types: Uint8Array = new Uint8Array(0);
  #ends: Int32Array = new Int32Array(0);
  #words: Int32Array = new Int32Array(0);
  #count = 0;
  #lexer!: Lexer;
  #stop!: Stop;
  #lastReported = -1;
  #lastSite = -1;
  /** The closing brackets of those that are missing: they need not come. */
  #unopened: number[] = [];
  errors: FoundProblem[] = [];

  /** Takes the tokens of a statement: the first `count` that the lexer read. */
  protected begin(lexer: Lexer, count: number, stop: Stop): void {
    this.#lexer = lexer;
    this.#types = lexer.types;
    this.starts = lexer.starts;
    this.#ends = lexer.ends;
    this.#words = lexer.words;
    this.#count = count;
    // The token that is not ours reads as the end.
    lexer.types[count] = Token.End;
    lexer.starts[count] = stop.start;
    lexer.ends[count] = stop.end;
    this.#stop = stop;
    this.position = 0;
    this.type = this.#types[0]!;
    this.lastEnd = 0;
    this.depth = 0;
    this.panic = false;
    this.#lastReported = -1;
    this.#lastSite = -1;
    this.#unopened = [];
    this.errors = [];
  }

  /** How many tokens the statement has. */
  protected get size(): number {
    return this.#count;
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
    return i < this.#count ? this.#types[i]! : Token.End;
  }

  protected advance(): void {
    this.lastEnd = this.#ends[this.position]!;
    this.type = this.#types[++this.position]!;
  }

  protected expect(type: number, site: number): void {
    if (this.type === type && !this.panic) {
      this.lastEnd = this.#ends[this.position]!;
      this.type = this.#types[++this.position]!;
    } else this.#expectLost(type, site);
  }

  /** After an error, or at one. */
  #expectLost(type: number, site: number): void {
    if (this.#unopened.length > 0 && this.#unopened.at(-1) === type) {
      this.#unopened.pop();
    } else if (this.type === type) {
      this.advance();
      if (type > Token.Float) this.panic = false;
    } else this.#missing(type, site);
  }

  protected expectAny(types: Uint8Array, site: number): void {
    if (types[this.type] === 1) this.advance();
    else this.unexpected(site);
  }

  /** A name, or another token that is known by its text. */
  protected word(types: Uint8Array, site: number): string {
    const { type } = this;
    if (types[type] !== 1) {
      const { panic } = this;
      this.unexpected(site);
      // A name in quotes is as good as the name, once that is said.
      return !panic && site === Site.Name && type === Token.String ? this.#repaired() : '';
    }
    const text = type === Token.Id ? textOfWord(this.#words[this.position]!) : TOKEN_TEXT[type]!;
    this.advance();
    return text;
  }

  protected string(site: number): string {
    if (this.type !== Token.String) {
      const { panic } = this;
      this.unexpected(site);
      return !panic && this.type === Token.Id && this.peek(1) === Token.LeftBrace ? this.#repaired() : '';
    }
    const text = textOfWord(this.#words[this.position]!);
    this.advance();
    return text;
  }

  #repaired(): string {
    const text = textOfWord(this.#words[this.position]!);
    this.advance();
    this.panic = false;
    return text;
  }

  protected add<T>(list: readonly T[] | undefined, item: unknown): readonly T[] {
    if (list === NONE || list === undefined) return [item as T];
    (list as T[]).push(item as T);
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
    const { text, base } = this.#lexer;
    return [
      this.#types[first] === Token.Minus ? -1 : 1,
      text.slice(base + this.starts[last]!, base + this.#ends[last]!),
    ];
  }

  /** Counts a level of nesting; where that is too deep, reports it and leaves the rest of the statement. */
  protected tooDeep(): boolean {
    if (this.depth < MAXIMUM_DEPTH) return false;
    if (!this.panic) {
      const { position } = this;
      this.errors.push({
        ...nestedTooDeeply,
        start: this.starts[position]!,
        end: this.#ends[position]!,
        token: position,
        after: this.lastEnd,
      });
    }
    this.panic = true;
    this.position = this.#count;
    this.type = Token.End;
    return true;
  }

  protected missingVariable(): Variable {
    return new Variable(this.lastEnd, this.lastEnd, '');
  }

  protected missingReference(): ShorthandReference {
    return new ShorthandReference(this.lastEnd, this.lastEnd, false, this.missingVariable(), undefined, undefined);
  }

  // ---- What does not fit -------------------------------------------------------------------------------------------

  /** Reports the token that is next, unless something was reported that it may follow from. */
  protected unexpected(site: number, expected = -1): void {
    const again = this.#lastSite === site && ONCE[site] === true;
    const quiet = this.panic || again || this.#lastReported === this.position || this.#afterInvalid();
    this.panic = true;
    if (quiet || this.errors.length >= MAXIMUM_ERRORS) return;
    this.#lastReported = this.position;
    this.#lastSite = site;
    const position = this.#objectBrace(site) ? this.position - 1 : this.position;
    const end = position === this.#count;
    const atEnd = end && this.#stop.type === Token.End;
    const start = atEnd ? this.lastEnd : this.starts[position]!;
    const stop = atEnd ? this.lastEnd : this.#ends[position]!;
    const type = end ? this.#stop.type : this.#types[position]!;
    const problem = syntaxProblem({
      type,
      text: this.#lexer.text.slice(this.#lexer.base + start, this.#lexer.base + stop),
      site,
      expected,
      before: (distance) => (position - distance >= 0 ? this.#types[position - distance]! : -1),
      after: (distance) => (position + distance < this.#count ? this.#types[position + distance]! : Token.End),
      textAt: (distance) => this.#textAt(position + distance),
      newLine: this.#firstOnLine(position),
      beyond: end && !atEnd,
      first: this.#textAt(0),
      last: this.#lastOperand(position),
      adjacent: position > 0 && this.#ends[position - 1] === this.starts[position],
    });
    this.errors.push({ ...problem, start, end: stop, token: position, after: this.lastEnd });
  }

  /** `name {` is an object only with a literal after the brace; without, the brace is what should not be there. */
  #objectBrace(site: number): boolean {
    const { position } = this;
    if (site !== Site.Literal || position < 2 || position === this.#count) return false;
    return this.#types[position - 1] === Token.LeftBrace;
  }

  /** What stands before the token, back to where its bracket opened: `g(x)`. */
  #lastOperand(position: number): string {
    let first = position - 1;
    if (first < 0) return '';
    for (let depth = 0; first > 0; first--) {
      if (CLOSES[this.#types[first]!] === 1) depth++;
      else if (OPENS[this.#types[first]!] === 1) depth--;
      if (depth <= 0) break;
    }
    if (this.#types[first] === Token.LeftParenthesis && first > 0 && NAMES[this.#types[first - 1]!] === 1) first--;
    const { text, base } = this.#lexer;
    return text.slice(base + this.starts[first]!, base + this.#ends[position - 1]!);
  }

  #textAt(index: number): string {
    if (index < 0 || index >= this.#count) return '';
    const { text, base } = this.#lexer;
    return text.slice(base + this.starts[index]!, base + this.#ends[index]!);
  }

  /** Whether the next token or the one before is wrong in itself, or between them stands what no token can be: that was reported. */
  #afterInvalid(): boolean {
    if (this.#lexer.errors.length === 0) return false;
    const { position, lastEnd } = this;
    let end = this.#ends[position]!;
    if (position === this.#count)
      end = this.#stop.type === Token.End ? Number.POSITIVE_INFINITY : this.starts[position]!;
    if (this.#lexer.hasErrorWithin(lastEnd, end)) return true;
    const previous = position > 0 ? this.#types[position - 1]! : Token.End;
    return (previous === Token.String || previous === Token.Id) && this.#lexer.isInvalid(position - 1);
  }

  #firstOnLine(index: number): boolean {
    const { text, base } = this.#lexer;
    const before = index === 0 ? 0 : base + this.#ends[index - 1]!;
    return text.slice(before, base + this.starts[index]!).includes('\n');
  }

  // ---- Where to go on ----------------------------------------------------------------------------------------------

  #missing(type: number, site: number): void {
    this.unexpected(site, type);
    if (type === Token.Semicolon) this.#toSemicolon(site);
    else if (CLOSES[type] === 1) {
      const at = this.#find(type, type);
      if (at >= 0) {
        this.#jump(at);
        this.advance();
      }
    } else if (type === Token.LeftParenthesis || type === Token.LeftBrace) this.#toOpening(type);
    else if (WORTH_SKIPPING_TO[type] === 1 && this.peek(1) === type && !this.#firstOnLine(this.position)) {
      this.advance();
      this.advance();
      this.panic = false;
    }
  }

  /** Goes on after the bracket if it comes soon; if not, its closing one need not come. */
  #toOpening(type: number): void {
    for (let i = this.position; i < this.#count; i++) {
      const at = this.#types[i]!;
      if (at === type && (i === this.position || !this.#firstOnLine(i))) {
        this.#jump(i);
        this.advance();
        return;
      }
      const within = type === Token.LeftBrace && (at === Token.LeftParenthesis || at === Token.RightParenthesis);
      if ((STOPS_OPENING[at] === 1 && !within) || this.#firstOnLine(i)) break;
    }
    this.#unopened.push(type === Token.LeftBrace ? Token.RightBrace : Token.RightParenthesis);
  }

  /** In a list that ends with `closer`: reports what stands there, and goes on at the next separator if there is one. */
  protected again(separator: number, closer: number, site: number): boolean {
    this.unexpected(site, separator === Token.Comma ? closer : separator);
    const at = this.#find(separator, closer);
    if (at < 0) return false;
    this.#jump(at);
    return this.type === separator;
  }

  /** Only after an error: goes on at the next `and` or `or` of this expression, if there is one. */
  protected seek(operator: number): boolean {
    for (let i = this.position, depth = 0; i < this.#count; i++) {
      const type = this.#types[i]!;
      if (OPENS[type] === 1) depth++;
      else if (CLOSES[type] === 1 && --depth < 0) return false;
      else if (depth > 0) continue;
      else if (type === operator) {
        this.#jump(i);
        return true;
      } else if (type === Token.Comma || type === Token.Semicolon || type === Token.IfWord || type === Token.OrWord)
        return false;
    }
    return false;
  }

  /** Finds a separator or closer on this level of brackets. */
  #find(separator: number, closer: number): number {
    const toStatementEnd = closer === Token.Semicolon;
    for (let i = this.position, depth = 0; i < this.#count; i++) {
      const type = this.#types[i]!;
      if (depth === 0 && (type === separator || type === closer)) return i;
      if (separator === Token.IffWord && type === Token.AssertWord && this.#firstOnLine(i)) return -1;
      if (OPENS[type] === 1) depth++;
      else if (CLOSES[type] === 1) {
        if (depth > 0) depth--;
        else if (!toStatementEnd || type === Token.RightBrace) return -1;
      } else if (type === Token.Semicolon && !(closer === Token.RightBrace && depth > 0)) return -1;
    }
    return -1;
  }

  #jump(index: number): void {
    if (index > this.position) this.lastEnd = this.#ends[index - 1]!;
    this.position = index;
    this.type = this.#types[index]!;
    this.panic = false;
  }

  #toSemicolon(site: number): void {
    for (let i = this.position, braces = 0; i < this.#count; i++) {
      const type = this.#types[i]!;
      if (type === Token.Semicolon && braces <= 0) {
        this.#jump(i);
        this.advance();
        return;
      }
      if (braces === 0 && i > 0 && this.#firstOnLine(i) && this.#beginsMember(i, site)) {
        this.#jump(i);
        return;
      }
      if (type === Token.LeftBrace) braces++;
      else if (type === Token.RightBrace && this.#types[i + 1] !== Token.Semicolon && --braces < 0) {
        this.#jump(i);
        return;
      }
    }
    this.#jump(this.#count);
    this.panic = true;
  }

  /** `"a" if`, `a =`, `assert`, `fixture a`, `@`: what only a member of a block or a test begins with. */
  #beginsMember(index: number, site: number): boolean {
    const type = this.#types[index]!;
    const next = this.#types[index + 1];
    if (type === Token.AssertWord || type === Token.AssertNotWord) return next === Token.Id;
    if (site === Site.Fact && type === Token.Id && next === Token.LeftParenthesis) return true;
    return (type === Token.String || type === Token.Id) && (next === Token.IfWord || next === Token.Equals);
  }

  /** Between members: reports what is no member, and goes on at the next one. False at the end of the block. */
  protected nextMember(members: Uint8Array, site: number): boolean {
    if (this.atEnd && this.#unopened.at(-1) === Token.RightBrace) return false;
    this.unexpected(site, Token.RightBrace);
    for (let i = this.position, depth = 0; i < this.#count; i++) {
      const type = this.#types[i]!;
      if (depth === 0 && i > this.position && members[type] === 1 && this.#firstOnLine(i)) {
        this.#jump(i);
        return true;
      }
      if (OPENS[type] === 1) depth++;
      else if (CLOSES[type] === 1) {
        if (--depth < 0) {
          if (type === Token.RightBrace) {
            this.#jump(i);
            return false;
          }
          depth = 0;
        }
      } else if (depth === 0 && type === Token.Semicolon) {
        this.#jump(i);
        this.advance();
        if (members[this.type] === 1) return true;
        if (this.type === Token.RightBrace) return false;
      }
    }
    this.#jump(this.#count);
    this.panic = true;
    return false;
  }
}
