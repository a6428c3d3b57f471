import type { Box } from '../terms/term.ts';

/** Which variables are one: sets of them that are united, each with one that stands for all. */
export class Alike {
  readonly #towards = new Map<Box, Box>();

  /** The one that stands for all that are one with a variable. */
  of(variable: Box): Box {
    let one = variable;
    for (let next = this.#towards.get(one); next !== undefined; next = this.#towards.get(one)) {
      // The way is half as long the next time.
      const after = this.#towards.get(next);
      if (after !== undefined) this.#towards.set(one, after);
      one = after ?? next;
    }
    return one;
  }

  /** Makes two variables one; false where they were. */
  unite(left: Box, right: Box): boolean {
    const [l, r] = [this.of(left), this.of(right)];
    if (l === r) return false;
    this.#towards.set(l, r);
    return true;
  }
}
