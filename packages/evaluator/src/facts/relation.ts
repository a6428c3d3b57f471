import { Grouping } from './grouping.ts';

const NONE = -1;
/** Stands for the first argument of a row that was taken away. */
const GONE = -1;

/** A binding pattern has a bit for each argument. Cloud itself takes facts of at most five (docs/language/facts-and-tests.md). */
export const mostArguments = 30;

/** The rows of a relation that have given values where a mask has bits: chains of rows by a hash of these values. */
export interface Index {
  readonly mask: number;
  /** First row of each chain, or -1. Its length is a power of two. */
  heads: Int32Array;
  /** The next row of the chain, or -1, by row. */
  next: Int32Array;
}

/**
 * Facts of one predicate and arity: a row each, in one typed array. An index for a binding pattern, a bit for each argument that is given,
 * is made when it is first asked for, and kept from then on.
 */
export class Relation {
  readonly arity: number;
  /** How many numbers a row takes. A fact without arguments takes one, too: something to mark what is gone. */
  readonly stride: number;
  /** The rows, one after another. Replaced when it grows. */
  data: Int32Array;
  readonly #indexes = new Map<number, Index>();
  /** The same by mask, of the small ones. */
  readonly #near: (Index | undefined)[] = new Array<Index | undefined>(NEAR).fill(undefined);
  readonly #all: number;
  /** The groupings by argument that were looked for, and by mask the one to use; `null` where there is none. */
  #groupings: (Grouping | null | undefined)[] = [];
  #byMask: (Grouping | null | undefined)[] = [];
  /** The one with the fewest facts of a value. */
  #narrowest: Grouping | null = null;
  /** How often a grouping was wanted since the facts changed. */
  #wanted = Number.POSITIVE_INFINITY;
  #rows = 0;
  #size = 0;

  /** Throws a RangeError beyond `mostArguments`. */
  constructor(arity: number) {
    if (arity > mostArguments) throw new RangeError(`A fact has at most ${mostArguments} arguments, not ${arity}.`);
    this.arity = arity;
    this.stride = Math.max(arity, 1);
    this.data = new Int32Array(16 * this.stride);
    this.#all = (1 << arity) - 1;
  }

  /** The same facts, which change apart from these. */
  copy(): Relation {
    const copy = new Relation(this.arity);
    copy.data = this.data.slice();
    copy.#rows = this.#rows;
    copy.#size = this.#size;
    for (const [mask, { heads, next }] of this.#indexes) {
      const index: Index = { mask, heads: heads.slice(), next: next.slice() };
      copy.#indexes.set(mask, index);
      if (mask < NEAR) copy.#near[mask] = index;
    }
    // Groupings are never changed: one that is of no use any more is let go.
    copy.#groupings = [...this.#groupings];
    copy.#byMask = [...this.#byMask];
    copy.#narrowest = this.#narrowest;
    copy.#wanted = this.#wanted;
    return copy;
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
    return this.data[row * this.stride] === GONE;
  }

  /** The row of a fact, or -1. */
  find(values: ArrayLike<number>): number {
    if (this.#all === 0) return this.#rows > 0 && !this.isGone(this.#rows - 1) ? this.#rows - 1 : NONE;
    const { heads, next } = this.index(this.#all);
    const { data, arity } = this;
    for (let row = heads[hash(this.#all, values) & (heads.length - 1)]!; row !== NONE; row = next[row]!) {
      const base = row * arity;
      let at = 0;
      while (at < arity && data[base + at] === values[at]) at++;
      if (at === arity) return row;
    }
    return NONE;
  }

  /** Whether it has a fact: as `find`, and faster where its facts are grouped. */
  has(values: ArrayLike<number>): boolean {
    let grouping = this.#narrowest;
    if (grouping === null) return this.find(values) !== NONE;
    let base = grouping.start(values[grouping.at]!);
    let end = grouping.end(values[grouping.at]!);
    if (end - base > SHORT * grouping.width) {
      // Many have this value; few may have another one.
      this.grouping(this.#all);
      for (let i = 0; i < this.#groupings.length; i++) {
        const other = this.#groupings[i];
        if (other === null || other === undefined || other === grouping) continue;
        const start = other.start(values[other.at]!);
        const stop = other.end(values[other.at]!);
        if (stop - start >= end - base) continue;
        grouping = other;
        base = start;
        end = stop;
      }
    }
    const { at, width, entries } = grouping;
    if (end - base > LONG * width) return this.find(values) !== NONE;
    for (; base < end; base += width) {
      let i = 0;
      while (i < width && entries[base + i] === values[i < at ? i : i + 1]) i++;
      if (i === width) return true;
    }
    return false;
  }

  /**
   * The facts grouped by one of the arguments that a mask has bits for, that which narrows most; made when first asked for. Undefined where
   * there is none, or where it would not pay yet after a change.
   */
  grouping(mask: number): Grouping | undefined {
    const known = this.#byMask[mask];
    return known === undefined ? this.#grouped(mask) : (known ?? undefined);
  }

  #grouped(mask: number): Grouping | undefined {
    if (mask === 0 || mask >= NEAR || this.arity < 2 || this.#rows < FEW || this.#wanted++ * 4 < this.#rows)
      return undefined;
    let best: Grouping | null = null;
    for (let at = 0; at < this.arity; at++) {
      if ((mask & (1 << at)) === 0) continue;
      this.#groupings[at] ??= Grouping.of(this.data, this.arity, this.#rows, at) ?? null;
      best = better(best, this.#groupings[at]!);
    }
    while (this.#byMask.length <= mask) this.#byMask.push(undefined);
    this.#byMask[mask] = best;
    this.#narrowest = better(this.#narrowest, best);
    return best ?? undefined;
  }

  /** Groupings are of facts as they were. */
  #changed(): void {
    if (this.#groupings.length > 0) {
      this.#groupings = [];
      this.#byMask = [];
      this.#narrowest = null;
      this.#wanted = 0;
    }
  }

  /** Adds a fact; false where it is there already. */
  add(values: ArrayLike<number>): boolean {
    if (this.find(values) !== NONE) return false;
    const row = this.#rows;
    const base = row * this.stride;
    if (base === this.data.length) this.#grow();
    this.data[base] = 0;
    for (let i = 0; i < this.arity; i++) this.data[base + i] = values[i]!;
    this.#rows++;
    this.#size++;
    this.#changed();
    for (const index of this.#indexes.values()) this.#enter(index, row);
    return true;
  }

  /** Takes a fact away; false where it is not there. */
  remove(values: ArrayLike<number>): boolean {
    const row = this.find(values);
    if (row === NONE) return false;
    this.data[row * this.stride] = GONE;
    this.#size--;
    this.#changed();
    return true;
  }

  /** The index for a binding pattern, which has at least one argument. */
  index(mask: number): Index {
    const known = mask < NEAR ? this.#near[mask] : this.#indexes.get(mask);
    if (known !== undefined) return known;
    const index: Index = { mask, heads: noRows, next: new Int32Array(this.data.length / this.stride) };
    this.#indexes.set(mask, index);
    if (mask < NEAR) this.#near[mask] = index;
    this.#fill(index, 16);
    return index;
  }

  /** The first row of the chain for some values; the others follow by `next` of the index. They may have other values: see `matches`. */
  first({ mask, heads }: Index, values: ArrayLike<number>): number {
    return heads[hash(mask, values) & (heads.length - 1)]!;
  }

  /** Whether a row is there and has these values where the mask has bits. */
  matches(mask: number, row: number, values: ArrayLike<number>): boolean {
    const { data, stride } = this;
    const base = row * stride;
    if (data[base] === GONE) return false;
    for (let i = 0, rest = mask; rest !== 0; i++, rest >>= 1) {
      if ((rest & 1) !== 0 && data[base + i] !== values[i]) return false;
    }
    return true;
  }

  /** Bytes that its typed arrays take. */
  get bytes(): number {
    let sum = this.data.byteLength;
    for (const { heads, next } of this.#indexes.values()) sum += heads.byteLength + next.byteLength;
    for (const grouping of this.#groupings) sum += grouping?.bytes ?? 0;
    return sum;
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
    const base = row * this.stride;
    if (this.data[base] === GONE) return;
    let h = SEED;
    for (let i = 0, rest = mask; rest !== 0; i++, rest >>= 1) {
      if ((rest & 1) !== 0) h = mix(h, this.data[base + i]!);
    }
    const slot = finish(h) & (heads.length - 1);
    next[row] = heads[slot]!;
    heads[slot] = row;
  }

  #grow(): void {
    this.data = larger(this.data);
    for (const index of this.#indexes.values()) index.next = larger(index.next);
  }
}

/** So few facts are not worth a grouping. */
const FEW = 256;

/** A group of more facts is looked through where there is no shorter one. */
const SHORT = 8;

/** A group of more facts is not looked through for one of them. */
export const LONG = 32;

function better(one: Grouping | null, other: Grouping | null): Grouping | null {
  if (one === null || other === null) return one ?? other;
  return other.average < one.average ? other : one;
}

/** Masks of facts of at most five arguments, which is what Cloud takes. */
const NEAR = 32;

const noRows = new Int32Array(0);

function larger(array: Int32Array): Int32Array<ArrayBuffer> {
  const made = new Int32Array(array.length * 2);
  made.set(array);
  return made;
}

const SEED = 0x9e3779b9 | 0;

function mix(h: number, value: number): number {
  return Math.imul(h ^ value, 0x85ebca6b) ^ (h >>> 13);
}

function finish(h: number): number {
  const x = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

function hash(mask: number, values: ArrayLike<number>): number {
  let h = SEED;
  for (let i = 0, rest = mask; rest !== 0; i++, rest >>= 1) {
    if ((rest & 1) !== 0) h = mix(h, values[i]!);
  }
  return finish(h);
}
