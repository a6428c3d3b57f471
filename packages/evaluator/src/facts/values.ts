import type { CloudValue } from './value.ts';

/**
 * Values as small integers: what facts, tables and programs that work together share. A value keeps its number for good.
 */
export class Values {
  readonly #types: string[] = [];
  readonly #typeNumbers = new Map<string, number>();
  /** By type: the numbers of its values by their ids. */
  readonly #numbers: Map<string, number>[] = [];
  readonly #ids: string[] = [];
  #typeOf = new Int32Array(1024);

  /** How many values have a number. */
  get size(): number {
    return this.#ids.length;
  }

  /** The types that have been named, by number. */
  get types(): readonly string[] {
    return this.#types;
  }

  /** The type of each value, by the value's number. Replaced when it grows: read it anew after any new value. */
  get typeOfAll(): Int32Array {
    return this.#typeOf;
  }

  /** The number of a type. */
  typeNumber(name: string): number {
    let number = this.#typeNumbers.get(name);
    if (number === undefined) {
      number = this.#types.length;
      this.#types.push(name);
      this.#typeNumbers.set(name, number);
      this.#numbers.push(new Map());
    }
    return number;
  }

  /** The number of a value, a new one if it has none. */
  number({ type, id }: CloudValue): number {
    return this.numberIn(this.typeNumber(type), id);
  }

  /** The number of the value of a type, given by its number, with an id. */
  numberIn(type: number, id: string): number {
    const numbers = this.#numbers[type]!;
    const known = numbers.get(id);
    if (known !== undefined) return known;
    const number = this.#ids.length;
    if (number === this.#typeOf.length) {
      const larger = new Int32Array(number * 2);
      larger.set(this.#typeOf);
      this.#typeOf = larger;
    }
    this.#typeOf[number] = type;
    this.#ids.push(id);
    numbers.set(id, number);
    return number;
  }

  /** The number of a value that has one. */
  known({ type, id }: CloudValue): number | undefined {
    const number = this.#typeNumbers.get(type);
    return number === undefined ? undefined : this.#numbers[number]!.get(id);
  }

  value(number: number): CloudValue {
    return { type: this.#types[this.#typeOf[number]!]!, id: this.#ids[number]! };
  }

  /** The integer that a value is; undefined of any other type. */
  integer(number: number): number | bigint | undefined {
    if (this.#types[this.#typeOf[number]!] !== 'Integer') return undefined;
    const id = this.#ids[number]!;
    const near = Number(id);
    if (Number.isSafeInteger(near)) return near;
    return /^[+-]?\d+$/.test(id) ? BigInt(id) : undefined;
  }
}
