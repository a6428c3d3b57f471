import { type Fact, writeFact } from '../../facts/value.ts';

/** Sets of facts, none of which may be in a world as a whole. */
export class RuledOut {
  /** By one fact of each. */
  readonly #byFact = new Map<string, (readonly string[])[]>();
  #isAll = false;

  constructor(sets: readonly (readonly Fact[])[]) {
    for (const set of sets) {
      const [first, ...others] = set.map(writeFact);
      if (first === undefined) this.#isAll = true;
      else {
        const known = this.#byFact.get(first);
        if (known === undefined) this.#byFact.set(first, [others]);
        else known.push(others);
      }
    }
  }

  /** Whether one of the sets is among some facts. */
  has(facts: readonly Fact[]): boolean {
    if (this.#isAll) return true;
    const written = new Set(facts.map(writeFact));
    for (const fact of written)
      if (this.#byFact.get(fact)?.some((others) => others.every((one) => written.has(one)))) return true;
    return false;
  }
}
