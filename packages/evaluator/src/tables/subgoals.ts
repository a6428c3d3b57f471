import type { CloudPredicate } from '../dialect/cloud/program.ts';
import type { Code } from './codes.ts';

/** A call with its arguments: values, or variables with the types that they may be of. */
export interface Call {
  readonly predicate: CloudPredicate;
  readonly codes: readonly Code[];
}

/** Makes what is kept of a call: with its number, and the places of the arguments that have no value. */
export type MakeCall<T extends Call> = (
  id: number,
  predicate: CloudPredicate,
  codes: readonly Code[],
  open: readonly number[],
) => T;

/** The calls that were met in a run, each once. */
export class Subgoals<T extends Call> {
  readonly #make: MakeCall<T>;
  #table: (T | undefined)[] = new Array<T | undefined>(FEW).fill(undefined);
  readonly #all: T[] = [];

  constructor(make: MakeCall<T>) {
    this.#make = make;
  }

  /** All of them, in the order in which they were met. */
  get all(): readonly T[] {
    return this.#all;
  }

  /** The subgoal of a call; made where there is none. */
  find(predicate: CloudPredicate, codes: ArrayLike<Code>): T {
    const { arity } = predicate;
    const mask = this.#table.length - 1;
    let slot = hashOf(predicate, codes, arity) & mask;
    for (let known = this.#table[slot]; known !== undefined; known = this.#table[slot]) {
      if (known.predicate === predicate && same(known.codes, codes, arity)) return known;
      slot = (slot + 1) & mask;
    }
    const own = new Array<Code>(arity);
    let isOpen = 0;
    for (let i = 0; i < arity; i++) {
      const code = codes[i]!;
      own[i] = code;
      if (code < 0) isOpen |= 1 << i;
    }
    const made = this.#make(this.#all.length, predicate, own, openOf(isOpen));
    this.#table[slot] = made;
    this.#all.push(made);
    if (this.#all.length * 2 > this.#table.length) this.#widen();
    return made;
  }

  #widen(): void {
    const table = new Array<T | undefined>(this.#table.length * 4).fill(undefined);
    const mask = table.length - 1;
    for (const subgoal of this.#all) {
      let slot = hashOf(subgoal.predicate, subgoal.codes, subgoal.codes.length) & mask;
      while (table[slot] !== undefined) slot = (slot + 1) & mask;
      table[slot] = subgoal;
    }
    this.#table = table;
  }
}

function same(a: readonly Code[], b: ArrayLike<Code>, length: number): boolean {
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function hashOf({ id }: CloudPredicate, codes: ArrayLike<Code>, length: number): number {
  let h = Math.imul(id ^ 0x9e3779b9, 0x85ebca6b);
  for (let i = 0; i < length; i++) {
    h = Math.imul(h ^ codes[i]!, 0xc2b2ae35);
    h ^= h >>> 15;
  }
  return h ^ (h >>> 13);
}

/** How many calls it has room for at first, twice over: a question that is decided at once has one. */
const FEW = 8;

/** By mask: the places of its bits. Subgoals share them. */
const openByMask = new Map<number, readonly number[]>();

function openOf(mask: number): readonly number[] {
  let open = openByMask.get(mask);
  if (open === undefined) {
    const places: number[] = [];
    for (let i = 0, rest = mask; rest !== 0; i++, rest >>>= 1) if ((rest & 1) !== 0) places.push(i);
    open = places;
    openByMask.set(mask, open);
  }
  return open;
}
