interface Choice {
  readonly options: number;
  readonly chosen: number;
}

/** What was chosen once through, of which every choice from a place on is the first option. */
interface Way {
  readonly made: readonly Choice[];
  readonly from: number;
}

/**
 * Choices that are made one after another, and all the ways to make them, each once: first where every choice is its first option, then where
 * all but one are, then all but two, and so on. So what is found first differs in least from what says least, and a way that leads on and on
 * does not keep the search from the others. Only what was chosen decides which choices come after it.
 */
export class Choices {
  /** All that were gone through. */
  readonly #ways: Way[] = [];
  readonly #others = this.#waysWithOneMore();
  #wanted: readonly number[] = [];
  #made: Choice[] = [];

  /** One of so many options, the first one first. */
  choose(options: number): number {
    const chosen = this.#wanted[this.#made.length] ?? 0;
    this.#made.push({ options, chosen });
    return chosen;
  }

  /** Begins anew, with the next way to choose. False where all were gone through. */
  advance(): boolean {
    this.#ways.push({ made: this.#made, from: this.#wanted.length });
    this.#made = [];
    const { value, done } = this.#others.next();
    if (done === true) return false;
    this.#wanted = value;
    return true;
  }

  *#waysWithOneMore(): Generator<readonly number[], undefined> {
    for (const { made, from } of this.#ways)
      for (let at = from; at < made.length; at++)
        for (let option = 1; option < made[at]!.options; option++)
          yield [...made.slice(0, at).map(({ chosen }) => chosen), option];
  }
}
