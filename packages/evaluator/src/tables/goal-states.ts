/** Of a record: how the goal stands, the number of its procedure, and its hash. Its arguments follow. */
const STATE = 0;
const PROCEDURE = 1;
const HASH = 2;
const ARGUMENTS = 3;

/** A goal about which nothing is known. What is being looked for has a number from 1 on: its place in the search. */
export const UNKNOWN = 0;
export const HOLDS = -1;
export const FAILS = -2;
/** What was looked at of it does not let it hold; the rest is for others. */
export const VAGUE = -3;

/** What it begins with, and what it is cut down to. */
const FEW = 256;
/** More room for records than this is let go of. */
const LARGE = 1 << 20;
/** Records of runs that are over are left behind up to here: as much as a processor has near. */
const NEAR = 1 << 14;

/** Calls without variables, each by its place in one typed array, with what is known of it; and a hash over them. */
export class GoalStates {
  #data = new Int32Array(8 * FEW);
  #top = 1;
  /** What lies below is forgotten: of a run before. */
  #floor = 1;
  /** By hash: the place of a goal; below the floor for none. */
  #table = new Int32Array(FEW);
  #count = 0;

  /** The place of a goal; a new one is `UNKNOWN`. */
  find(procedure: number, values: Int32Array, arity: number): number {
    let h = Math.imul(procedure ^ 0x9e3779b9, 0x85ebca6b);
    for (let i = 0; i < arity; i++) h = Math.imul(h ^ values[i]!, 0xc2b2ae35) ^ (h >>> 15);
    h ^= h >>> 13;
    const floor = this.#floor;
    const mask = this.#table.length - 1;
    const data = this.#data;
    let slot = h & mask;
    for (let place = this.#table[slot]!; place >= floor; place = this.#table[slot]!) {
      if (data[place + PROCEDURE] === procedure) {
        let i = 0;
        while (i < arity && data[place + ARGUMENTS + i] === values[i]) i++;
        if (i === arity) return place;
      }
      slot = (slot + 1) & mask;
    }
    return this.#add(slot, h, procedure, values, arity);
  }

  state(place: number): number {
    return this.#data[place + STATE]!;
  }

  setState(place: number, state: number): void {
    this.#data[place + STATE] = state;
  }

  procedure(place: number): number {
    return this.#data[place + PROCEDURE]!;
  }

  /** Copies a goal's arguments. */
  copy(place: number, arity: number, to: Int32Array, at: number): void {
    for (let i = 0; i < arity; i++) to[at + i] = this.#data[place + ARGUMENTS + i]!;
  }

  /** Forgets all goals. */
  clear(): void {
    this.#count = 0;
    // Emptying the hash costs more than a short run does.
    this.#floor = this.#top;
    if (this.#top < NEAR) return;
    if (this.#table.length > LARGE) {
      this.#data = new Int32Array(8 * FEW);
      this.#table = new Int32Array(FEW);
    } else this.#table.fill(0);
    this.#top = 1;
    this.#floor = 1;
  }

  #add(slot: number, h: number, procedure: number, values: Int32Array, arity: number): number {
    const place = this.#top;
    this.#top += ARGUMENTS + arity;
    if (this.#top > this.#data.length) {
      const larger = new Int32Array(Math.max(this.#data.length * 2, this.#top));
      larger.set(this.#data);
      this.#data = larger;
    }
    const data = this.#data;
    data[place + STATE] = UNKNOWN;
    data[place + PROCEDURE] = procedure;
    data[place + HASH] = h;
    for (let i = 0; i < arity; i++) data[place + ARGUMENTS + i] = values[i]!;
    this.#table[slot] = place;
    this.#count++;
    if (this.#count * 2 > this.#table.length) this.#widen();
    return place;
  }

  #widen(): void {
    const wider = new Int32Array(this.#table.length * 4);
    const mask = wider.length - 1;
    for (const place of this.#table) {
      if (place < this.#floor) continue;
      let slot = this.#data[place + HASH]! & mask;
      while (wider[slot] !== 0) slot = (slot + 1) & mask;
      wider[slot] = place;
    }
    this.#table = wider;
  }
}
