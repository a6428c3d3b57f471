/** More rows for a value than these on average, and it narrows too little to group rows by it. */
const MANY = 64;

/**
 * Facts grouped by one argument: of each value, what stands at the other arguments, side by side, so that a question about one object
 * reads a few neighbouring numbers. It is made of facts as they are, and of no use once these change.
 */
export class Grouping {
  /** The argument by which they are grouped. */
  readonly at: number;
  /** How many arguments are left: the length of an entry. */
  readonly width: number;
  /** The entries, those of one value together; each has its other arguments in their order. */
  readonly entries: Int32Array;
  /** How many facts there are of a value on average. */
  readonly average: number;
  /** By value, from the least on: where its entries begin. */
  readonly #starts: Int32Array;
  readonly #least: number;

  private constructor(
    at: number,
    width: number,
    entries: Int32Array,
    starts: Int32Array,
    least: number,
    average: number,
  ) {
    this.at = at;
    this.width = width;
    this.entries = entries;
    this.average = average;
    this.#starts = starts;
    this.#least = least;
  }

  /**
   * The rows of a relation by one argument; undefined where that takes more room than the rows do, or narrows little.
   *
   * @param data the rows, one after another, `arity` numbers each; one that is gone has a negative first number
   */
  static of(data: Int32Array, arity: number, rows: number, at: number): Grouping | undefined {
    let least = Number.MAX_SAFE_INTEGER;
    let most = -1;
    let present = 0;
    for (let row = 0, base = 0; row < rows; row++, base += arity) {
      if (data[base]! < 0) continue;
      present++;
      const value = data[base + at]!;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    if (present === 0 || most - least > present * arity * 2) return undefined;
    const starts = new Int32Array(most - least + 2);
    for (let row = 0, base = 0; row < rows; row++, base += arity) {
      if (data[base]! >= 0) starts[data[base + at]! - least + 1]!++;
    }
    let values = 0;
    for (let i = 1; i < starts.length; i++) if (starts[i] !== 0) values++;
    if (present > values * MANY) return undefined;
    const width = arity - 1;
    for (let i = 1; i < starts.length; i++) starts[i] = starts[i - 1]! + starts[i]! * width;
    const entries = new Int32Array(present * width);
    const next = starts.slice();
    for (let row = 0, base = 0; row < rows; row++, base += arity) {
      if (data[base]! < 0) continue;
      const value = data[base + at]! - least;
      let to = next[value]!;
      for (let i = 0; i < arity; i++) if (i !== at) entries[to++] = data[base + i]!;
      next[value] = to;
    }
    return new Grouping(at, width, entries, starts, least, present / values);
  }

  /** Where the entries of a value begin. */
  start(value: number): number {
    const at = value - this.#least;
    return at >= 0 && at < this.#starts.length - 1 ? this.#starts[at]! : 0;
  }

  /** Where they end. */
  end(value: number): number {
    const at = value - this.#least;
    return at >= 0 && at < this.#starts.length - 1 ? this.#starts[at + 1]! : 0;
  }

  /**
   * Reads where the facts of some values of a list are, and of each the first, so that memory brings them side by side and not one after another
   * when they are gone through next. Gives a number of no meaning: that what is read is used keeps it from being left out.
   */
  readAhead(values: Int32Array, from: number, to: number): number {
    let sum = 0;
    for (let i = from; i < to; i++) sum ^= this.start(values[i]!);
    for (let i = from; i < to; i++) sum ^= this.entries[this.start(values[i]!)]!;
    return sum;
  }

  get bytes(): number {
    return this.entries.byteLength + this.#starts.byteLength;
  }
}
