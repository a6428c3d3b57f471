import type { CloudPredicate } from '../dialect/cloud/program.ts';
import type { Code } from './codes.ts';
import { Subgoal } from './subgoal.ts';

/** The calls that were met in a run, each once. */
export class Subgoals {
  #table: (Subgoal | undefined)[] = new Array(64).fill(undefined);
  #all: Subgoal[] = [];

  /** All of them, in the order in which they were met. */
  get all(): readonly Subgoal[] {
    return this.#all;
  }

  /** The subgoal of a call; made where there is none. */
  find(predicate: CloudPredicate, codes: ArrayLike<Code>): Subgoal {
    const { arity } = predicate;
    const mask = this.#table.length - 1;
    let slot = hashOf(predicate, codes) & mask;
    for (let known = this.#table[slot]; known !== undefined; known = this.#table[slot]) {
      if (known.predicate === predicate && same(known.codes, codes, arity)) return known;
      slot = (slot + 1) & mask;
    }
    const made = new Subgoal(
      this.#all.length,
      predicate,
      Array.from({ length: arity }, (_, i) => codes[i]!),
    );
    this.#table[slot] = made;
    this.#all.push(made);
    if (this.#all.length * 2 > this.#table.length) this.#widen();
    return made;
  }

  #widen(): void {
    const table: (Subgoal | undefined)[] = new Array(this.#table.length * 2).fill(undefined);
    const mask = table.length - 1;
    for (const subgoal of this.#all) {
      let slot = hashOf(subgoal.predicate, subgoal.codes) & mask;
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

function hashOf({ id, arity }: CloudPredicate, codes: ArrayLike<Code>): number {
  let h = Math.imul(id ^ 0x9e3779b9, 0x85ebca6b);
  for (let i = 0; i < arity; i++) h = Math.imul((h ^ codes[i]!) >>> 0, 0xc2b2ae35) ^ (h >>> 15);
  return h ^ (h >>> 16);
}
