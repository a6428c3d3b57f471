import { LONG, type Relation } from '../facts/relation.ts';
import { type Code, setOf } from './codes.ts';
import type { Step } from './plan.ts';
import type { Slots } from './slots.ts';
import type { Tables } from './tables.ts';
import { ANY } from './type-sets.ts';

/** How far a step has looked through facts. */
class Cursor {
  /** The step's arguments when it was entered, and which of them had values. */
  key = new Int32Array(8);
  mask = 0;
  relations: readonly Relation[] = none;
  layer = 0;
  /** Where the next entry begins, and the last one ends: of a group. The row that is next, or -1: of a chain, or of all. */
  next = -1;
  end = -1;
  /** The rows of a chain, by row. */
  chain: Int32Array | undefined = undefined;
  /** An entry or a row: what it is in, how long it is, and the argument that a group's entries have not. */
  data: Int32Array = noNumbers;
  width = 1;
  absent = NO_ARGUMENT;
}

/** Goes through the facts that fit the goals of a rule. */
export class FactScan {
  readonly #tables: Tables;
  readonly #slots: Slots;
  readonly #cursors: Cursor[] = [];

  constructor(tables: Tables, slots: Slots) {
    this.#tables = tables;
    this.#slots = slots;
  }

  /** Reads the arguments of the step with a number; the bits of those that have a value. */
  read({ arguments: all }: Step, at: number): number {
    const { key } = this.#cursor(at, all.length);
    let mask = 0;
    for (let i = 0; i < all.length; i++) {
      const code = this.#slots.read(all[i]!);
      key[i] = code;
      if (code >= 0) mask |= 1 << i;
    }
    this.#cursors[at]!.mask = mask;
    return mask;
  }

  /** The arguments that were read. */
  key(at: number): Int32Array {
    return this.#cursors[at]!.key;
  }

  /** Whether there is a fact with the values that were read for a step, whatever stands where there was none. */
  exists(step: Step, at: number): boolean {
    this.open(step, at);
    return this.#advance(step, this.#cursors[at]!);
  }

  /** Whether there is the fact that a step without variables asks for. */
  holds(step: Step, at: number): boolean {
    const relations = this.#tables.relations(step.predicate!);
    for (let i = 0; i < relations.length; i++) if (relations[i]!.has(this.#cursors[at]!.key)) return true;
    return false;
  }

  /** Before the first fact that fits what was read. */
  open(step: Step, at: number): void {
    const cursor = this.#cursors[at]!;
    cursor.relations = this.#tables.relations(step.predicate!);
    cursor.layer = -1;
    cursor.next = -1;
    cursor.end = -1;
  }

  /** The same of given arguments, of which one is another value and one has none. */
  openFor(step: Step, at: number, codes: readonly Code[], argument: number, value: number): void {
    const cursor = this.#cursor(at, codes.length);
    let mask = 0;
    for (let i = 0; i < codes.length; i++) {
      const code = i === argument ? value : codes[i]!;
      cursor.key[i] = code;
      if (code >= 0) mask |= 1 << i;
    }
    cursor.mask = mask;
    this.open(step, at);
  }

  /** What was read ahead: of no meaning, see `Grouping.readAhead`. */
  ahead = 0;

  /** Makes the facts ready that have some values at an argument, of those with a mask. */
  readAhead(step: Step, mask: number, argument: number, values: Int32Array, count: number): void {
    const relations = this.#tables.relations(step.predicate!);
    for (let i = 0; i < relations.length; i++) {
      const grouping = relations[i]!.grouping(mask);
      if (grouping?.at === argument) this.ahead = grouping.readAhead(values, 0, count);
    }
  }

  /** Goes to the next fact that fits, and gives its values to the variables that had none; else takes these away again. */
  next(step: Step, at: number): boolean {
    const cursor = this.#cursors[at]!;
    const { key } = cursor;
    const all = step.arguments;
    const found = this.#advance(step, cursor);
    for (let i = 0; i < all.length; i++) {
      if (key[i]! < 0) this.#slots.set(all[i]!, found ? this.#value(cursor, i) : key[i]!);
    }
    return found;
  }

  /** Where one argument alone has no value: what the next fact that fits has there, or -1. */
  nextValue(step: Step, at: number, place: number): number {
    const cursor = this.#cursors[at]!;
    return this.#advance(step, cursor) ? this.#value(cursor, place) : -1;
  }

  /** The same of so many facts at most. Gives how many there were: fewer where no more fit. */
  nextValues(step: Step, at: number, place: number, into: Int32Array, most: number): number {
    const cursor = this.#cursors[at]!;
    for (let count = 0; ; ) {
      if (cursor.end >= 0) count = this.#ofGroup(cursor, place, into, count, most);
      else while (count < most && this.#nextOfChain(step, cursor)) into[count++] = this.#value(cursor, place);
      if (count === most || !this.#nextRelation(cursor)) return count;
    }
  }

  /** The same as far as they are in the group that a cursor is in. */
  #ofGroup(cursor: Cursor, place: number, into: Int32Array, from: number, most: number): number {
    const { key, data, width, end, absent } = cursor;
    const { types, values } = this.#tables.program;
    const set = setOf(key[place]!);
    const column = place - (place > absent ? 1 : 0);
    let count = from;
    let entry = cursor.next;
    next: for (; entry < end && count < most; entry += width) {
      for (let i = 0; i < width; i++)
        if (i !== column && data[entry + i] !== key[i < absent ? i : i + 1]) continue next;
      const value = data[entry + column]!;
      if (set === ANY || types.has(set, values.typeOf(value))) into[count++] = value;
    }
    cursor.next = entry;
    return count;
  }

  #cursor(at: number, length: number): Cursor {
    let cursor = this.#cursors[at];
    if (cursor === undefined) {
      while (this.#cursors.length <= at) this.#cursors.push(new Cursor());
      cursor = this.#cursors[at]!;
    }
    if (length > cursor.key.length) cursor.key = new Int32Array(length);
    return cursor;
  }

  /** Moves to the next fact that fits, which then ends at `at`. */
  #advance(step: Step, cursor: Cursor): boolean {
    for (;;) {
      if (cursor.end >= 0) {
        const { width, end } = cursor;
        while (cursor.next < end) {
          cursor.next += width;
          if (this.#fits(step, cursor, cursor.next - width)) return true;
        }
      } else if (this.#nextOfChain(step, cursor)) return true;
      if (!this.#nextRelation(cursor)) return false;
    }
  }

  /** The same along the chain that a cursor is in, or along all rows. */
  #nextOfChain(step: Step, cursor: Cursor): boolean {
    const { width, chain, data } = cursor;
    for (let row = cursor.next; row >= 0; ) {
      const base = row * width;
      row = chain === undefined ? row - 1 : chain[row]!;
      if (data[base]! < 0 || !this.#fits(step, cursor, base)) continue;
      cursor.next = row;
      return true;
    }
    cursor.next = -1;
    return false;
  }

  #nextRelation(cursor: Cursor): boolean {
    const relation = cursor.relations[++cursor.layer];
    if (relation === undefined) {
      cursor.end = -1;
      cursor.next = -1;
      return false;
    }
    const { key, mask } = cursor;
    const grouping = relation.grouping(mask);
    if (grouping !== undefined) {
      const { at, width } = grouping;
      const start = grouping.start(key[at]!);
      const end = grouping.end(key[at]!);
      if (end - start <= LONG * width || (mask & (mask - 1)) === 0) {
        cursor.next = start;
        cursor.end = end;
        cursor.data = grouping.entries;
        cursor.width = width;
        cursor.absent = at;
        return true;
      }
    }
    cursor.end = -1;
    cursor.data = relation.data;
    cursor.width = relation.stride;
    cursor.absent = NO_ARGUMENT;
    if (mask === 0) {
      cursor.chain = undefined;
      cursor.next = relation.rows - 1;
    } else {
      const index = relation.index(mask);
      cursor.chain = index.next;
      cursor.next = relation.first(index, key);
    }
    return true;
  }

  #at = 0;

  /** What the fact that was moved to has at an argument that had no value. */
  #value({ data, absent }: Cursor, argument: number): number {
    return data[this.#at + argument - (argument > absent ? 1 : 0)]!;
  }

  /** Whether a fact's values are those that were read, and fit the variables that have none yet. */
  #fits(step: Step, { data, absent, key }: Cursor, base: number): boolean {
    const all = step.arguments;
    for (let i = 0; i < all.length; i++) {
      if (i === absent) continue;
      const value = data[base + i - (i > absent ? 1 : 0)]!;
      const code: Code = key[i]!;
      if (code >= 0) {
        if (value !== code) return false;
        continue;
      }
      const set = setOf(code);
      const { types, values } = this.#tables.program;
      if (set !== ANY && !types.has(set, values.typeOf(value))) return false;
      for (let j = 0; j < i; j++) {
        if (key[j]! >= 0 || !this.#slots.isSame(all[i]!, all[j]!)) continue;
        if (data[base + j - (j > absent ? 1 : 0)] !== value) return false;
      }
    }
    this.#at = base;
    return true;
  }
}

/** Greater than any argument's number. */
const NO_ARGUMENT = 99;

const none: readonly Relation[] = [];
const noNumbers = new Int32Array(0);
