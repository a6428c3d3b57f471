import { Token } from '../generated/tokens.ts';
import { Lexer } from '../syntax/lexer.ts';
import type { StatementSource } from '../tree/source.ts';
import { type Comment, commentsIn } from './comments.ts';
import { spaces, staysOnLine } from './spacing.ts';

const lexer = new Lexer();
/** Room for the tokens of one statement: there are many, and one is laid out at a time. */
let room = 0;
let spacesBefore = new Uint8Array(0);
let columns = new Int32Array(0);
let unlike = new Int32Array(0);
let commented = new Int32Array(0);

function makeRoom(count: number): void {
  if (count <= room) return;
  room = count * 2;
  spacesBefore = new Uint8Array(room);
  columns = new Int32Array(room);
  unlike = new Int32Array(room);
  commented = new Int32Array(room);
}

/** The tokens of one statement without errors, how wide they stand on one line, and the comments between them. Holds until the next is read. */
export class StatementTokens {
  readonly types: Uint8Array;
  readonly count: number;
  /** By the token that they are written before; those by `count`, after the last. */
  readonly comments: ReadonlyMap<number, readonly Comment[]>;
  readonly #text: string;
  readonly #base: number;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  /** Whether a space stands before the token, where all stand on one line. */
  readonly #spaces: Uint8Array;
  /** Where each token starts if all of them stand on one line. */
  readonly #columns: Int32Array;
  /** How many tokens up to this one do not stand to the one before as on one line. */
  readonly #unlike: Int32Array;
  /** How many tokens up to this one have comments before them. */
  readonly #commented: Int32Array;

  constructor(text: string, { base, length, tree }: StatementSource) {
    lexer.begin(text, base);
    const end = base + length;
    while (lexer.offset < end && lexer.next() !== Token.End);
    const { types, starts, ends, count } = lexer;
    makeRoom(count + 1);
    this.#text = text;
    this.#base = base;
    this.types = types;
    this.#starts = starts;
    this.#ends = ends;
    this.count = count;
    this.#spaces = spacesBefore;
    this.#columns = columns;
    this.#unlike = unlike;
    this.#commented = commented;
    spaces(types, count, tree?.$type, spacesBefore);
    this.comments = this.#measure();
  }

  #measure(): ReadonlyMap<number, readonly Comment[]> {
    const text = this.#text;
    const base = this.#base;
    const starts = this.#starts;
    const ends = this.#ends;
    let comments: Map<number, readonly Comment[]> | undefined;
    let column = ends[0]! - starts[0]!;
    let differing = 0;
    columns[0] = 0;
    unlike[0] = 0;
    for (let i = 1; i < this.count; i++) {
      const start = starts[i]!;
      const gap = start - ends[i - 1]!;
      const space = spacesBefore[i]!;
      column += space;
      columns[i] = column;
      column += ends[i]! - start;
      if (gap !== space || (gap === 1 && text.charCodeAt(base + start - 1) !== 32)) differing++;
      unlike[i] = differing;
      if (gap < 2) continue;
      const found = commentsIn(text, base + ends[i - 1]!, base + start);
      if (found.length === 0) continue;
      comments ??= new Map();
      // A comment is written where the line ends: after what stays on the line of the token before.
      let at = i;
      while (at < this.count && staysOnLine(this.types, at, spacesBefore)) at++;
      comments.set(at, [...(comments.get(at) ?? []), ...found]);
    }
    if (comments === undefined) return NONE;
    for (let i = 0, sum = 0; i <= this.count; i++) {
      if (comments.has(i)) sum++;
      commented[i] = sum;
    }
    return comments;
  }

  /** The tokens as they stand on one line, without the space before the first and without comments. */
  flat(first: number, last: number): string {
    const from = this.#base + this.#starts[first]!;
    if (this.#unlike[first] === this.#unlike[last]) return this.#text.slice(from, this.#base + this.#ends[last]!);
    let line = '';
    for (let i = first; i <= last; i++) {
      const token = this.#text.slice(this.#base + this.#starts[i]!, this.#base + this.#ends[i]!);
      line += i > first && this.#spaces[i] === 1 ? ` ${token}` : token;
    }
    return line;
  }

  spaceBefore(index: number): boolean {
    return this.#spaces[index] === 1;
  }

  /** How wide the tokens stand on one line, the space before them not counted. */
  width(first: number, last: number): number {
    return this.#columns[last]! + this.#ends[last]! - this.#starts[last]! - this.#columns[first]!;
  }

  /** Whether comments stand between the first and the last of some tokens. */
  hasComments(first: number, last: number): boolean {
    return this.comments.size > 0 && this.#commented[last]! > this.#commented[first]!;
  }

  /** Whether an empty line stands right before the token, or before the comments before it. */
  emptyLineBefore(index: number): boolean {
    if (index === 0 || this.#starts[index]! - this.#ends[index - 1]! < 2) return false;
    const to = this.#base + this.#starts[index]!;
    const comments = commentsIn(this.#text, this.#base + this.#ends[index - 1]!, to);
    return lineBreaks(this.#text, comments.at(-1)?.end ?? this.#base + this.#ends[index - 1]!, to) > 1;
  }
  /** The last token that ends at the offset or before it. */
  lastBefore(offset: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#ends[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The first token that starts at the offset or after it. */
  firstAt(offset: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const NONE: ReadonlyMap<number, readonly Comment[]> = new Map();

/** How many lines end between two offsets: with `\n`, `\r\n` or `\r`. */
export function lineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) count++;
  }
  return count;
}
