import { Tokenizer, TokenParser, TokenType } from '@streamparser/json';
import { factOfJson } from './fact-of-json.ts';
import type { FormatReader, TakeFact } from './fact-reader.ts';
import { LONGEST } from './longest.ts';
import { PlainJsonFacts } from './plain-json-fact.ts';
import type { Problems } from './problems.ts';
import { RepeatedKeys, repeatedKey, repeatedMessage } from './repeated-keys.ts';

/** Facts in JSON: an array of them, or one a line, which its beginning tells. */
export class JsonFacts implements FormatReader {
  readonly #take: TakeFact;
  readonly #problems: Problems;
  /** The first characters, until they tell. */
  #beginning = '';
  #reader: FormatReader | undefined;

  constructor(take: TakeFact, problems: Problems) {
    this.#take = take;
    this.#problems = problems;
  }

  get isOver(): boolean {
    return this.#reader?.isOver === true;
  }

  push(text: string): void {
    if (this.#reader !== undefined) {
      this.#reader.push(text);
      return;
    }
    this.#beginning += text;
    const signs = /^\s*(\S)\s*(\S)/.exec(this.#beginning);
    if (signs !== null) this.#begin(signs[1] === '[' && signs[2] !== '"');
  }

  end(): void {
    if (this.#reader === undefined) this.#begin(false);
    this.#reader!.end();
  }

  #begin(isArray: boolean): void {
    this.#reader = isArray ? new FactArray(this.#take, this.#problems) : new FactLines(this.#take, this.#problems);
    this.#reader.push(this.#beginning);
    this.#beginning = '';
  }
}

/** A fact a line. */
class FactLines implements FormatReader {
  readonly #take: TakeFact;
  readonly #problems: Problems;
  readonly #plain = new PlainJsonFacts();
  #rest = '';
  #line = 0;
  /** The line in progress is refused already. */
  #isTooLong = false;
  readonly isOver = false;

  constructor(take: TakeFact, problems: Problems) {
    this.#take = take;
    this.#problems = problems;
  }

  push(text: string): void {
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      if (this.#rest === '') this.#read(text, from, end);
      else {
        const whole = this.#rest + text.slice(from, end);
        this.#rest = '';
        this.#read(whole, 0, whole.length);
      }
      from = end + 1;
    }
    if (!this.#isTooLong) this.#rest += text.slice(from);
    if (this.#rest.length <= LONGEST || this.#isTooLong) return;
    this.#isTooLong = true;
    this.#problems.add(this.#line, 'This line is too long to be a fact. Write one fact a line.');
  }

  end(): void {
    this.#read(this.#rest, 0, this.#rest.length);
  }

  #read(piece: string, from: number, end: number): void {
    const line = this.#line++;
    if (this.#isTooLong) {
      this.#isTooLong = false;
      return;
    }
    const plain = this.#plain.read(piece, from, end);
    if (plain !== undefined) {
      const problem = this.#take(plain);
      if (problem !== undefined) this.#problems.add(line, problem, startOf(piece, from) - from);
      return;
    }
    const text = piece.slice(from, end);
    if (text.trim() === '') return;
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (thrown) {
      // What the engine quotes of the text stays out: a file may be a link to anything.
      const { message } = thrown as SyntaxError;
      const [, column = 0] = / at position (\d+)/.exec(message) ?? [];
      const why = message.replace(/, (?:\.\.\.)?".*$| in JSON at position .*$| at position .*$/s, '');
      this.#problems.add(line, `This line is no JSON: ${why}`, Number(column));
      return;
    }
    const repeated = repeatedKey(text);
    if (repeated !== undefined) {
      this.#problems.add(line, repeatedMessage(repeated.key), repeated.at);
      return;
    }
    const fact = factOfJson(json);
    const problem = typeof fact === 'string' ? fact : this.#take(fact);
    if (problem !== undefined) this.#problems.add(line, problem, text.length - text.trimStart().length);
  }
}

/** Where a line that is not blank begins after its blanks. */
function startOf(text: string, from: number): number {
  let at = from;
  while (' \t\r'.includes(text.charAt(at))) at++;
  return at;
}

/** A fact is an array or an object with arrays or objects in it, and those have none. */
const DEEPEST = 10;

/** An array of facts, which are taken as they come. */
class FactArray implements FormatReader {
  readonly #problems: Problems;
  readonly #tokenizer = new Tokenizer();
  readonly #encoder = new TextEncoder();
  #depth = 0;
  /** The place of the fact in progress, and of the newest token. */
  #fact = { line: 0, column: 0 };
  #line = 0;
  #column = 0;
  /** The place up to which lines were counted, and the bytes before the piece in progress. */
  #lines = 0;
  #lineStart = 0;
  #counted = 0;
  #before = 0;
  #piece = new Uint8Array();
  readonly #keys = new RepeatedKeys();
  /** The place of the newest string, which is a key where a colon follows. */
  #text = { value: '', line: 0, column: 0 };
  /** Where the newest token began, in bytes of the file. */
  #newest = 0;
  isOver = false;

  constructor(take: TakeFact, problems: Problems) {
    this.#problems = problems;
    const parser = new TokenParser({ paths: ['$.*'], keepStack: false });
    parser.onValue = ({ value }) => {
      const fact = factOfJson(value);
      const problem = typeof fact === 'string' ? fact : take(fact);
      if (problem !== undefined) problems.add(this.#fact.line, problem, this.#fact.column);
    };
    this.#tokenizer.onToken = (token) => {
      const opens = token.token === TokenType.LEFT_BRACE || token.token === TokenType.LEFT_BRACKET;
      const closes = token.token === TokenType.RIGHT_BRACE || token.token === TokenType.RIGHT_BRACKET;
      if (closes) this.#depth--;
      this.#newest = token.offset;
      this.#note(token.offset);
      if (this.#depth > DEEPEST) throw new Error('It is nested too deeply for facts.');
      if (this.#depth === 1 && !closes) this.#fact = { line: this.#line, column: this.#column };
      if (opens) this.#depth++;
      if (opens) this.#keys.open();
      if (closes) this.#keys.close();
      if (token.token === TokenType.STRING)
        this.#text = { value: String(token.value), line: this.#line, column: this.#column };
      if (token.token === TokenType.COLON && this.#keys.isRepeated(this.#text.value))
        problems.add(this.#text.line, repeatedMessage(this.#text.value), this.#text.column);
      parser.write(token);
    };
  }

  push(text: string): void {
    if (this.isOver) return;
    this.#piece = this.#encoder.encode(text);
    try {
      this.#tokenizer.write(this.#piece);
    } catch {
      this.#refuse('This is no JSON from here on, or none with facts. Nothing after it was read.');
    }
    this.#note(this.#before + this.#piece.length);
    this.#before += this.#piece.length;
    if (this.#before - this.#newest > LONGEST && !this.isOver)
      this.#refuse('This has no end, or is too long to be a fact. Nothing after it was read.', this.#fact);
  }

  #refuse(message: string, { line, column } = { line: this.#line, column: this.#column }): void {
    this.isOver = true;
    this.#problems.add(line, message, column);
  }

  end(): void {
    if (this.isOver) return;
    try {
      if (!this.#tokenizer.isEnded) this.#tokenizer.end();
      if (this.#depth > 0) throw new Error('');
    } catch {
      this.#problems.add(
        this.#line,
        'The file is cut off: its array of facts has no end. Write it again.',
        this.#column,
      );
    }
  }

  /** Moves the place to a byte of the piece in progress. */
  #note(offset: number): void {
    for (; this.#counted < offset; this.#counted++) {
      if (this.#piece[this.#counted - this.#before] !== 10) continue;
      this.#lines++;
      this.#lineStart = this.#counted + 1;
    }
    this.#line = this.#lines;
    this.#column = Math.max(offset - this.#lineStart, 0);
  }
}
