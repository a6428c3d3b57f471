/** Of a record: whose answer it is, where the next one of the same subgoal is, and its hash. The codes of the open arguments follow. */
const OWNER = 0;
const NEXT = 1;
const HASH = 2;
const CODES = 3;

/** Until there are so many numbers, a table grows fast. */
const MANY = 4096;

const noPlaces = new Int32Array(0);

/**
 * The answers of all subgoals of a run, one after another, so that a greater place is a later answer, and a hash over them: each
 * answer once.
 */
export class Answers {
  #data = noPlaces;
  #top = 0;
  /** Made with the first answer: one that only says that a call holds needs none. */
  #table = noPlaces;
  #count = 0;
  /** How many are in the hash. */
  #hashed = 0;

  /** How many answers there are. */
  get count(): number {
    return this.#count;
  }

  /** The answer after one of the same subgoal, or -1. */
  next(place: number): number {
    return this.#data[place + NEXT]!;
  }

  code(place: number, at: number): number {
    return this.#data[place + CODES + at]!;
  }

  /** Adds an answer after the last one of its subgoal (-1 for none); its place, or -1 where it is there already. */
  add(owner: number, last: number, codes: Int32Array, length: number): number {
    let h = Math.imul(owner ^ 0x9e3779b9, 0x85ebca6b);
    for (let i = 0; i < length; i++) h = Math.imul((h ^ codes[i]!) >>> 0, 0xc2b2ae35) ^ (h >>> 15);
    h ^= h >>> 16;
    if (this.#table.length === 0) this.#table = new Int32Array(128).fill(-1);
    const mask = this.#table.length - 1;
    let slot = h & mask;
    for (let place = this.#table[slot]!; place !== -1; place = this.#table[slot]!) {
      if (this.#is(place, owner, codes, length)) return -1;
      slot = (slot + 1) & mask;
    }
    const place = this.append(owner, last, codes, length);
    this.#data[place + HASH] = h;
    this.#table[slot] = place;
    this.#hashed++;
    if (this.#hashed * 2 > this.#table.length) this.#widen();
    return place;
  }

  /** Adds an answer that is known to be a new one; it will not be found by `add`. Gives its place. */
  append(owner: number, last: number, codes: Int32Array, length: number): number {
    const place = this.#top;
    this.#top += CODES + length;
    if (this.#top > this.#data.length) this.#grow();
    const data = this.#data;
    data[place + OWNER] = owner;
    data[place + NEXT] = -1;
    for (let i = 0; i < length; i++) data[place + CODES + i] = codes[i]!;
    if (last >= 0) data[last + NEXT] = place;
    this.#count++;
    return place;
  }

  /** The same for answers of one value each, of which there is one at least; the place of the last of them. */
  appendAll(owner: number, last: number, values: Int32Array, count: number): number {
    const width = CODES + 1;
    let place = this.#top;
    this.#top += width * count;
    if (this.#top > this.#data.length) this.#grow();
    const data = this.#data;
    if (last >= 0) data[last + NEXT] = place;
    for (let i = 0; i < count; i++, place += width) {
      data[place + OWNER] = owner;
      data[place + NEXT] = place + width;
      data[place + CODES] = values[i]!;
    }
    this.#count += count;
    data[place - width + NEXT] = -1;
    return place - width;
  }

  #is(place: number, owner: number, codes: Int32Array, length: number): boolean {
    const data = this.#data;
    if (data[place + OWNER] !== owner) return false;
    for (let i = 0; i < length; i++) if (data[place + CODES + i] !== codes[i]) return false;
    return true;
  }

  #grow(): void {
    const { length } = this.#data;
    const larger = new Int32Array(Math.max(this.#top, 8, length * (length < MANY ? 8 : 2)));
    larger.set(this.#data);
    this.#data = larger;
  }

  #widen(): void {
    const wider = new Int32Array(this.#table.length * 4).fill(-1);
    const mask = wider.length - 1;
    for (const place of this.#table) {
      if (place === -1) continue;
      let slot = this.#data[place + HASH]! & mask;
      while (wider[slot] !== -1) slot = (slot + 1) & mask;
      wider[slot] = place;
    }
    this.#table = wider;
  }
}
