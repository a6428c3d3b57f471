import { childrenOf } from './children.ts';
import { type Box, deref, type Term } from './term.ts';

/**
 * Terms share their parts: `[x, x]` has `x` twice and keeps it once, so that a term of n cells may stand for 2^n. Whoever goes through one must see
 * each part once. Remembering them costs more than looking at a few again, so that begins after some steps.
 */
const STEPS_BEFORE = 10_000;

/** Whether boxes were met before; false for all of the first ones. */
export class Met {
  #steps = 0;
  #met: Set<Box> | undefined;

  /** Notes a box; true where it was noted before. */
  again(box: Box): boolean {
    if (++this.#steps < STEPS_BEFORE) return false;
    this.#met ??= new Set();
    if (this.#met.has(box)) return true;
    this.#met.add(box);
    return false;
  }
}

/** The same for pairs of boxes. */
export class MetPairs<Part extends object = Box> {
  #steps = 0;
  #met: Map<Part, Set<Part>> | undefined;

  again(left: Part, right: Part): boolean {
    if (++this.#steps < STEPS_BEFORE) return false;
    this.#met ??= new Map();
    const known = this.#met.get(left);
    if (known === undefined) this.#met.set(left, new Set([right]));
    else if (known.has(right)) return true;
    else known.add(right);
    return false;
  }
}

/** Whether a term contains itself. */
export function isInItself(term: Term): boolean {
  const within = new Set<Box>();
  const done = new Set<Box>();
  // A box comes twice: to be gone into, and when all in it is done.
  const pending: Term[] = [term];
  while (pending.length > 0) {
    const t = deref(pending[pending.length - 1]!);
    if (typeof t !== 'object' || done.has(t)) pending.pop();
    else if (within.has(t)) {
      pending.pop();
      within.delete(t);
      done.add(t);
    } else {
      within.add(t);
      for (const child of childrenOf(t)) {
        const part = deref(child);
        if (typeof part !== 'object' || done.has(part)) continue;
        if (within.has(part)) return true;
        pending.push(part);
      }
    }
  }
  return false;
}
