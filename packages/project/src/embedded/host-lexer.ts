/** A stretch of a host's text, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * How backslashes are read in a string: `none` leaves them as they are, `quote` knows a backslash before the quote and before another backslash
 * alone, `all` is what most languages have.
 */
export type Escapes = 'none' | 'quote' | 'all';

/** A string of a program. */
export interface HostString extends Span {
  readonly kind: 'string';
  /** What stands between its quotes; of a heredoc, the lines below. */
  readonly content: Span;
  readonly escapes: Escapes;
  /** What ends it: a quote, three of them, or nothing of one line (a heredoc). */
  readonly delimiter: string;
  /** The first place at which the program puts something in, if there is one. */
  readonly hole: Span | undefined;
  /** The word that says what it is: a heredoc's, or a template's function. */
  readonly tag: string | undefined;
  readonly closed: boolean;
}

/** A comment or a string of a program. All else between two of these is code. */
export type Lexeme = HostString | (Span & { readonly kind: 'comment' });

/** How a string begins, goes on and ends. */
export interface Quote {
  readonly close: string;
  readonly escapes: Escapes;
  /** What begins an interpolation. */
  readonly hole?: '${' | '#{' | '{';
  readonly severalLines?: boolean;
  readonly tag?: string | undefined;
  /** It stands in the lines below, up to one with only this word. */
  readonly heredoc?: { readonly word: string; readonly indented: boolean };
  /** A bracket that may be nested in it (`%q(a (b))`). */
  readonly nests?: string;
}

/** As much of a programming language as it takes to find its strings. */
export interface HostSyntax {
  /** Sticky. */
  readonly comment: RegExp;
  /** Sticky: where a string may begin. */
  readonly opening: RegExp;
  /** What a match of `opening` begins; undefined where that is no string. */
  quoteOf(match: RegExpExecArray, before: string): Quote | undefined;
  /** Where a slash may begin a regular expression, of whose quotes none begins a string. */
  readonly regularExpressions?: boolean;
}

/** Interpolations within interpolations that are followed; deeper ones are no program that somebody reads. */
const DEEPEST = 40;

/** The comments and strings of a program, in their order; those in interpolations are part of the string around them. */
export function lexemesOf(text: string, syntax: HostSyntax): readonly Lexeme[] {
  const lexer = new HostLexer(text, syntax);
  lexer.code(0);
  // A heredoc is known only where its lines end, behind what stands beside its beginning.
  return lexer.lexemes.sort((one, other) => one.start - other.start);
}

const REGULAR_EXPRESSION = /\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\r\n])*\]|[^/\\[\r\n])+\//y;
const WORD = /[\p{L}\p{N}_$]+/uy;

class HostLexer {
  readonly lexemes: Lexeme[] = [];
  readonly #text: string;
  readonly #syntax: HostSyntax;
  #at = 0;
  /** The last character of code that is no blank, or the last word. */
  #before = '';
  #heredocs: { readonly start: number; readonly end: number; readonly quote: Quote }[] = [];

  constructor(text: string, syntax: HostSyntax) {
    this.#text = text;
    this.#syntax = syntax;
  }

  /** Reads code to the end of the text or, in an interpolation, behind the brace that ends it; answers whether that was there. */
  code(depth: number): boolean {
    let braces = 0;
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at]!;
      if (depth > 0 && char === '}' && braces-- === 0) {
        this.#at++;
        return true;
      }
      if (depth > 0 && char === '{') braces++;
      if (this.#comment() || this.#regularExpression() || this.#string(depth)) continue;
      const word = this.#match(WORD)?.[0];
      if (word !== undefined || /\S/.test(char)) this.#before = word ?? char;
      this.#at += word?.length ?? 1;
      if (char === '\n' && this.#heredocs.length > 0) this.#bodies();
    }
    return false;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text);
  }

  #comment(): boolean {
    const start = this.#at;
    const length = this.#match(this.#syntax.comment)?.[0].length;
    if (length === undefined) return false;
    this.#at += length;
    this.lexemes.push({ kind: 'comment', start, end: this.#at });
    return true;
  }

  #regularExpression(): boolean {
    if (this.#syntax.regularExpressions !== true || this.#text[this.#at] !== '/') return false;
    if (!/^(?:|[(,=:[!&|?{};+~<>*%^-]|return|typeof|case|in|of|if|unless|and|or|not|when|match)$/.test(this.#before))
      return false;
    const length = this.#match(REGULAR_EXPRESSION)?.[0].length;
    if (length === undefined) return false;
    this.#at += length;
    this.#before = '/';
    return true;
  }

  #string(depth: number): boolean {
    const start = this.#at;
    const match = this.#match(this.#syntax.opening);
    const quote = match === null ? undefined : this.#syntax.quoteOf(match, this.#before);
    if (quote === undefined) return false;
    this.#at += match![0].length;
    this.#before = '"';
    if (quote.heredoc !== undefined) {
      this.#heredocs.push({ start, end: this.#at, quote });
      return true;
    }
    const from = this.#at;
    const { hole, closed } = this.#content(quote, depth);
    const content = { start: from, end: closed ? this.#at - quote.close.length : this.#at };
    this.#push(quote, { start, end: this.#at }, content, hole, closed);
    return true;
  }

  #push(quote: Quote, span: Span, content: Span, hole: Span | undefined, closed: boolean): void {
    const { escapes, close: delimiter, tag } = quote;
    this.lexemes.push({ kind: 'string', ...span, content, escapes, delimiter, hole, tag, closed });
  }

  /** Goes behind the end of a string. */
  #content(quote: Quote, depth: number): { hole: Span | undefined; closed: boolean } {
    let hole: Span | undefined;
    let nested = 0;
    while (this.#at < this.#text.length) {
      if (this.#text.startsWith(quote.close, this.#at) && nested-- === 0) {
        this.#at += quote.close.length;
        return { hole, closed: true };
      }
      const char = this.#text[this.#at]!;
      if (char === quote.nests) nested++;
      if ((char === '\n' || char === '\r') && quote.severalLines !== true) break;
      const begun = this.#hole(quote, depth);
      if (begun !== undefined) hole ??= begun;
      // Also in raw strings a quote behind a backslash does not end them, where both have quotes of one kind.
      else if (char === '\\' && (quote.escapes !== 'none' || quote.close !== '`')) this.#escape();
      else this.#at++;
    }
    return { hole, closed: false };
  }

  /** Goes over a backslash and what it stands before; a line end of two characters is one. */
  #escape(): void {
    this.#at += this.#text.startsWith('\r\n', this.#at + 1) ? 3 : 2;
    this.#at = Math.min(this.#at, this.#text.length);
  }

  /** Goes over an interpolation that begins here. */
  #hole({ hole, escapes }: Quote, depth: number): Span | undefined {
    const start = this.#at;
    if (hole === undefined || !this.#text.startsWith(hole, start)) {
      // Ruby's `#@name` and `#$name`.
      const short = hole === '#{' && escapes === 'all' && /^#[@$][\p{L}_@]/u.test(this.#text.slice(start, start + 4));
      if (!short) return undefined;
      this.#at += 2;
      return { start, end: this.#at };
    }
    this.#at += hole.length;
    // In Python a doubled brace is one brace of the text, which then stands elsewhere than it will.
    if (hole === '{' && this.#text[this.#at] === '{') {
      this.#at++;
      return { start, end: this.#at };
    }
    const [known, before] = [this.lexemes.length, this.#before];
    this.#before = '';
    if (depth >= DEEPEST) this.#at = this.#text.length;
    else this.code(depth + 1);
    this.#before = before;
    this.lexemes.length = known;
    return { start, end: this.#at };
  }

  /** Reads the heredocs that were opened in the line above. */
  #bodies(): void {
    const opened = this.#heredocs;
    this.#heredocs = [];
    for (const { start, end, quote } of opened) {
      const { word, indented } = quote.heredoc!;
      const last = new RegExp(`^${indented ? '[ \\t]*' : ''}${word}[ \\t]*\\r?$`, 'gm');
      last.lastIndex = this.#at;
      const found = last.exec(this.#text);
      const content = { start: this.#at, end: found?.index ?? this.#text.length };
      const hole = quote.hole === undefined ? undefined : this.#holeIn(content, quote);
      this.#push(quote, { start, end }, content, hole, found !== null);
      this.#at = found === null ? content.end : found.index + found[0].length;
    }
  }

  #holeIn({ start, end }: Span, { hole }: Quote): Span | undefined {
    const text = this.#text.slice(start, end);
    const found = /(?<!\\)(?:\\\\)*#(?:\{|[@$][\p{L}_@])/u.exec(text);
    if (found === null || hole === undefined) return undefined;
    const at = start + found.index + found[0].lastIndexOf('#');
    return { start: at, end: at + 2 };
  }
}
