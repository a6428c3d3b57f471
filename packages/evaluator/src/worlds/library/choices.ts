/** Choices that are made one after another, and all the ways to make them: each time through, the last that can be made otherwise is. */
export class Choices {
  readonly #made: { readonly options: number; chosen: number }[] = [];
  #next = 0;

  /** One of so many options, the first one first. */
  choose(options: number): number {
    const at = this.#next++;
    const known = this.#made[at];
    if (known !== undefined) return known.chosen;
    this.#made.push({ options, chosen: 0 });
    return 0;
  }

  /** Begins anew, with the next way to choose. False where all were gone through. */
  advance(): boolean {
    this.#made.length = Math.min(this.#made.length, this.#next);
    this.#next = 0;
    for (let last = this.#made.at(-1); last !== undefined; last = this.#made.at(-1)) {
      if (last.chosen + 1 < last.options) {
        last.chosen++;
        return true;
      }
      this.#made.pop();
    }
    return false;
  }
}
