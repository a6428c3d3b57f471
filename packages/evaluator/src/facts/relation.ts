const NONE = -1;
/** Stands in the first column of a row that was taken away. */
const GONE = -1;

/** A binding pattern has a bit for each argument. Cloud itself takes facts of at most five (docs/language/queries.md#sets-of-answers). */
export const mostArguments = 30;

/** The rows of a relation that have given values in some columns: chains of rows by a hash of these values. */
interface Index {
  readonly mask: number;
  /** First row of each chain. Its length is a power of two. */
  heads: Int32Array;
  /** The next row of the chain, by row. */
  next: Int32Array;
}

/**
 * Facts of one predicate and arity: a row each, a typed array for each argument. An index for a binding pattern, a bit for each
 * argument that is given, is made when it is first asked for, and kept from then on.
 */
export class Relation {
  readonly arity: number;
  readonly columns: Int32Array[];
  readonly #indexes = new Map<number, Index>();
  readonly #all: number;
  #rows = 0;
  #size = 0;

  /** Throws a RangeError beyond `mostArguments`. */
  constructor(arity: number) {
    if (arity > mostArguments) throw new RangeError(`A fact has at most ${mostArguments} arguments, not ${arity}.`);
    this.arity = arity;
    // A fact without arguments has one column, too: something to mark what is gone.
    this.columns = Array.from({ length: Math.max(arity, 1) }, () => new Int32Array(16));
    this.#all = (1 << arity) - 1;
  }

  /** How many facts it has. */
  get size(): number {
    return this.#size;
  }

  /** Rows are numbered from 0 to here; some may be gone. */
  get rows(): number {
    return this.#rows;
  }

  isGone(row: number): boolean {
    return this.columns[0]![row] === GONE;
  }

  /** The row of a fact, or -1. */
  find(values: ArrayLike<number>): number {
    for (let row = this.first(this.#all, values); row !== NONE; row = this.after(this.#all, row)) {
      if (this.matches(this.#all, row, values)) return row;
    }
    return NONE;
  }

  /** Adds a fact; false where it is there already. */
  add(values: ArrayLike<number>): boolean {
    if (this.find(values) !== NONE) return false;
    const row = this.#rows;
    if (row === this.columns[0]!.length) this.#grow();
    if (this.arity === 0) this.columns[0]![row] = 0;
    for (let i = 0; i < this.arity; i++) this.columns[i]![row] = values[i]!;
    this.#rows++;
    this.#size++;
    for (const index of this.#indexes.values()) this.#enter(index, row);
    return true;
  }

  /** Takes a fact away; false where it is not there. */
  remove(values: ArrayLike<number>): boolean {
    const row = this.find(values);
    if (row === NONE) return false;
    this.columns[0]![row] = GONE;
    this.#size--;
    return true;
  }

  /** The first row that may have these values where the mask has bits, or -1; `after` gives the others. See `matches`. */
  first(mask: number, values: ArrayLike<number>): number {
    if (mask === 0) return this.#rows - 1;
    const { heads } = this.#index(mask);
    return heads[hash(mask, values) & (heads.length - 1)]!;
  }

  /** The row after one, of those with its values where the mask has bits, or -1. */
  after(mask: number, row: number): number {
    return mask === 0 ? row - 1 : this.#indexes.get(mask)!.next[row]!;
  }

  /** Whether a row is there and has these values where the mask has bits. */
  matches(mask: number, row: number, values: ArrayLike<number>): boolean {
    const { columns } = this;
    if (columns[0]![row] === GONE) return false;
    for (let i = 0, rest = mask; rest !== 0; i++, rest >>= 1) {
      if ((rest & 1) !== 0 && columns[i]![row] !== values[i]) return false;
    }
    return true;
  }

  /** Bytes that its typed arrays take. */
  get bytes(): number {
    let sum = 0;
    for (const column of this.columns) sum += column.byteLength;
    for (const { heads, next } of this.#indexes.values()) sum += heads.byteLength + next.byteLength;
    return sum;
  }

  #index(mask: number): Index {
    const known = this.#indexes.get(mask);
    if (known !== undefined) return known;
    const index: Index = { mask, heads: new Int32Array(0), next: new Int32Array(this.columns[0]!.length) };
    this.#indexes.set(mask, index);
    this.#fill(index, 16);
    return index;
  }

  /** Enters all rows anew, with room for so many chains at least. */
  #fill(index: Index, least: number): void {
    let length = least;
    while (length < this.#rows) length *= 2;
    index.heads = new Int32Array(length).fill(NONE);
    for (let row = 0; row < this.#rows; row++) this.#link(index, row);
  }

  #enter(index: Index, row: number): void {
    if (row >= index.heads.length) this.#fill(index, index.heads.length * 2);
    else this.#link(index, row);
  }

  #link({ mask, heads, next }: Index, row: number): void {
    if (this.columns[0]![row] === GONE) return;
    let h = SEED;
    for (let i = 0, rest = mask; rest !== 0; i++, rest >>= 1) {
      if ((rest & 1) !== 0) h = mix(h, this.columns[i]![row]!);
    }
    const slot = finish(h) & (heads.length - 1);
    next[row] = heads[slot]!;
    heads[slot] = row;
  }

  #grow(): void {
    const length = this.columns[0]!.length * 2;
    for (let i = 0; i < this.columns.length; i++) this.columns[i] = larger(this.columns[i]!, length);
    for (const index of this.#indexes.values()) index.next = larger(index.next, length);
  }
}

function larger(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const made = new Int32Array(length);
  made.set(array);
  return made;
}

const SEED = 0x9e3779b9 | 0;

function mix(h: number, value: number): number {
  return Math.imul((h ^ value) >>> 0, 0x85ebca6b) ^ (h >>> 13);
}

function finish(h: number): number {
  const x = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

function hash(mask: number, values: ArrayLike<number>): number {
  let h = SEED;
  for (let i = 0, rest = mask; rest !== 0; i++, rest >>= 1) {
    if ((rest & 1) !== 0) h = mix(h, values[i]!);
  }
  return finish(h);
}
