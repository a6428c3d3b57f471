import { BLOCK_BITS, hashOf, IdTable } from './id-table.ts';
import type { CloudValue } from './value.ts';

/**
 * Values as small integers: what facts, tables and programs that work together share. A value keeps its number for good.
 */
export class Values {
  readonly #types: string[] = [];
  readonly #typeNumbers = new Map<string, number>();
  readonly #table = new IdTable();
  /** By number; the empty ones of a block are not given yet. */
  readonly #ids: string[] = [];
  /** The type of each block of numbers. */
  readonly #blocks: number[] = [];
  /** By type: the next number, and the end of its block. */
  readonly #next: number[] = [];
  readonly #end: number[] = [];
  #size = 0;

  /** How many values have a number. */
  get size(): number {
    return this.#size;
  }

  /** All numbers are below this. */
  get numbers(): number {
    return this.#ids.length;
  }

  /** The types that have been named, by number. */
  get types(): readonly string[] {
    return this.#types;
  }

  /** The type of a value: numbers are given in blocks of one type, so that a small table says it. */
  typeOf(number: number): number {
    return this.#blocks[number >> BLOCK_BITS]!;
  }

  /** The number of a type. */
  typeNumber(name: string): number {
    let number = this.#typeNumbers.get(name);
    if (number === undefined) {
      number = this.#types.length;
      this.#types.push(name);
      this.#typeNumbers.set(name, number);
      this.#next.push(0);
      this.#end.push(0);
    }
    return number;
  }

  /** The number of a value, a new one if it has none. */
  number({ type, id }: CloudValue): number {
    return this.numberIn(this.typeNumber(type), id);
  }

  /** The number of the value of a type, given by its number, with an id. */
  numberIn(type: number, id: string): number {
    const hash = hashOf(type, id);
    const known = this.#table.find(hash, type, id, this.#ids, this.#blocks);
    if (known >= 0) return known;
    if (this.#next[type] === this.#end[type]) this.#beginBlock(type);
    const number = this.#next[type]!++;
    this.#ids[number] = id;
    this.#size++;
    this.#table.add(hash, number);
    return number;
  }

  /** The number of a value that has one. */
  known({ type, id }: CloudValue): number | undefined {
    const number = this.#typeNumbers.get(type);
    if (number === undefined) return undefined;
    const known = this.#table.find(hashOf(number, id), number, id, this.#ids, this.#blocks);
    return known < 0 ? undefined : known;
  }

  value(number: number): CloudValue {
    return { type: this.#types[this.typeOf(number)]!, id: this.#ids[number]! };
  }

  /** What was read ahead: of no meaning, but that it is used keeps it from being left out. */
  ahead = 0;

  /** Looks up the ids of some values, so that memory brings them side by side before they are used one by one. */
  readAhead(numbers: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) if (this.#ids[numbers[i]!] !== undefined) this.ahead = i;
  }

  /** The integer that a value is; undefined of any other type. */
  integer(number: number): number | bigint | undefined {
    if (this.#types[this.typeOf(number)] !== 'Integer') return undefined;
    const id = this.#ids[number]!;
    const near = Number(id);
    if (Number.isSafeInteger(near)) return near;
    return /^[+-]?\d+$/.test(id) ? BigInt(id) : undefined;
  }

  #beginBlock(type: number): void {
    const first = this.#blocks.length << BLOCK_BITS;
    this.#blocks.push(type);
    this.#next[type] = first;
    this.#end[type] = first + (1 << BLOCK_BITS);
    for (let i = 0; i < 1 << BLOCK_BITS; i++) this.#ids.push('');
  }
}
