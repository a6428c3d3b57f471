/** Numbers of one type come in blocks of 256. */
export const BLOCK_BITS = 8;

/** Of an entry: the hash of a type and an id, and the number of their value, plus one; 0 where it is free. */
const HASH = 0;
const NUMBER = 1;
const WIDTH = 2;

/**
 * Numbers by the types and ids that they stand for. The ids themselves are kept elsewhere. It takes less room than maps by id, brings what is needed in one
 * piece of memory, and has no bound of some millions of entries.
 */
export class IdTable {
  #entries = new Int32Array(WIDTH * 64);
  #size = 0;

  /**
   * The number of a type and an id; -1 where it has none.
   *
   * @param hash theirs, by `hashOf`
   * @param ids by number
   * @param types by block of numbers
   */
  find(hash: number, type: number, id: string, ids: readonly string[], types: readonly number[]): number {
    const entries = this.#entries;
    const mask = entries.length - 1;
    for (let at = (hash * WIDTH) & mask; ; at = (at + WIDTH) & mask) {
      const number = entries[at + NUMBER]! - 1;
      if (number < 0) return -1;
      if (entries[at + HASH] === hash && ids[number] === id && types[number >> BLOCK_BITS] === type) return number;
    }
  }

  /** Adds a number that is not there. */
  add(hash: number, number: number): void {
    if (++this.#size * WIDTH * 2 > this.#entries.length) this.#widen();
    put(this.#entries, hash, number + 1);
  }

  #widen(): void {
    const before = this.#entries;
    const wider = new Int32Array(before.length * 2);
    for (let at = 0; at < before.length; at += WIDTH)
      if (before[at + NUMBER] !== 0) put(wider, before[at + HASH]!, before[at + NUMBER]!);
    this.#entries = wider;
  }
}

function put(entries: Int32Array, hash: number, number: number): void {
  const mask = entries.length - 1;
  let at = (hash * WIDTH) & mask;
  while (entries[at + NUMBER] !== 0) at = (at + WIDTH) & mask;
  entries[at + HASH] = hash;
  entries[at + NUMBER] = number;
}

/** The hash of a type, by number, and an id. */
export function hashOf(type: number, id: string): number {
  let h = Math.imul(type ^ 0x9e3779b9, 0x85ebca6b);
  for (let i = 0; i < id.length; i++) h = Math.imul(h ^ id.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
