/** How many names are compared with one at most, so that thousands of unresolved names stay cheap. */
const comparedAtMost = 500;

/** What is longer was not misspelt by a person, and would take long to compare. */
const LONGEST = 200;

/**
 * Finds the name that was probably meant. Names are looked up by their first letter or their last three, and by length, so that
 * most are never compared.
 */
export class Suggestions {
  readonly #names: Iterable<string> | (() => Iterable<string>);
  /** Filled when a name is asked for first. */
  readonly #buckets = new Map<string, Map<string, number>>();
  #isFilled = false;
  readonly #found = new Map<string, string | undefined>();

  /** @param names the names, or what gives those that there are when the first is asked for */
  constructor(names: Iterable<string> | (() => Iterable<string>)) {
    this.#names = names;
  }

  /** The nearest name, if it is near enough to have been meant. */
  nearest(wrong: string): string | undefined {
    if (this.#found.has(wrong)) return this.#found.get(wrong);
    if (!this.#isFilled) {
      this.#isFilled = true;
      for (const name of typeof this.#names === 'function' ? this.#names() : this.#names) this.#insert(name);
    }
    const found = wrong.length > LONGEST ? undefined : this.#search(wrong);
    this.#found.set(wrong, found);
    return found;
  }

  /** Takes note of names that are new or gone; gives the names that were asked for and have another answer now. */
  update(added: readonly string[], removed: readonly string[]): string[] {
    if (!this.#isFilled) return [];
    for (const name of removed) for (const key of keysOf(name, name.length)) this.#buckets.get(key)?.delete(name);
    for (const name of added) this.#insert(name);
    const changed: string[] = [];
    if (added.length === 0 && removed.length === 0) return changed;
    for (const [wrong, before] of this.#found) {
      const gone = before !== undefined && removed.includes(before);
      // Searching again would compare with hundreds of names for each of what may be thousands.
      const now = gone ? this.#search(wrong) : nearer(wrong, before, added);
      if (now === before) continue;
      this.#found.set(wrong, now);
      changed.push(wrong);
    }
    return changed;
  }

  /** The names that were asked for and are nearest to one of these. */
  askedFor(meant: ReadonlySet<string>): string[] {
    const asked: string[] = [];
    for (const [wrong, found] of this.#found) if (found !== undefined && meant.has(found)) asked.push(wrong);
    return asked;
  }

  #insert(name: string): void {
    const letters = lettersOf(name);
    for (const key of keysOf(name, name.length)) {
      const bucket = this.#buckets.get(key);
      if (bucket === undefined) this.#buckets.set(key, new Map([[name, letters]]));
      else bucket.set(name, letters);
    }
  }

  #search(wrong: string): string | undefined {
    const furthest = furthestOf(wrong);
    const letters = lettersOf(wrong);
    let best: string | undefined;
    let bestDistance = furthest + 1;
    let compared = 0;
    for (let difference = 0; difference <= Math.min(furthest, bestDistance); difference++) {
      for (const length of difference === 0 ? [wrong.length] : [wrong.length - difference, wrong.length + difference]) {
        for (const key of keysOf(wrong, length)) {
          for (const [name, others] of this.#buckets.get(key) ?? []) {
            if (name === wrong || differing(letters, others) > Math.min(furthest, bestDistance)) continue;
            if (++compared > comparedAtMost) return best;
            const distance = editDistance(wrong, name, bestDistance + 1);
            if (distance < bestDistance || (distance === bestDistance && best !== undefined && name < best)) {
              best = name;
              bestDistance = distance;
            }
          }
        }
      }
    }
    return best;
  }
}

/** The nearest of what was found before and names that are new. */
function nearer(wrong: string, before: string | undefined, added: readonly string[]): string | undefined {
  let best = before;
  let bestDistance = before === undefined ? furthestOf(wrong) + 1 : editDistance(wrong, before, furthestOf(wrong) + 1);
  const [first, last] = [wrong[0]?.toLowerCase(), wrong.slice(-3)];
  for (const name of added) {
    if (name === wrong || Math.abs(name.length - wrong.length) > furthestOf(wrong)) continue;
    if (name[0]?.toLowerCase() !== first && name.slice(-3) !== last) continue;
    const distance = editDistance(wrong, name, bestDistance + 1);
    if (distance < bestDistance || (distance === bestDistance && best !== undefined && name < best)) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

/** Which letters a name has, in one number: some share a bit. */
function lettersOf(name: string): number {
  const lower = name.toLowerCase();
  let letters = 0;
  for (let i = 0; i < lower.length; i++) letters |= 1 << (lower.charCodeAt(i) & 31);
  return letters;
}

/** How many changes it takes at least from one name to another: each letter that only one of them has costs one. */
function differing(a: number, b: number): number {
  return Math.max(bits(a & ~b), bits(b & ~a));
}

function bits(set: number): number {
  let count = 0;
  for (let left = set; left !== 0; left &= left - 1) count++;
  return count;
}

/** How far a name may be from the one that was meant: of one letter nothing would be left. */
const furthestOf = (wrong: string): number => (wrong.length <= 1 ? 0 : wrong.length <= 3 ? 1 : 2);

function keysOf(name: string, length: number): [string, string] {
  return [`${name[0]?.toLowerCase()}${length}`, `${name.slice(-3)}/${length}`];
}

/** The nearest of a few names: a block's terms, a file's classes. */
export function nearestOf(wrong: string, names: Iterable<string>): string | undefined {
  if (wrong.length > LONGEST) return undefined;
  let best: string | undefined;
  let bestDistance = furthestOf(wrong) + 1;
  for (const name of names) {
    if (name === wrong || Math.abs(name.length - wrong.length) > bestDistance) continue;
    const distance = editDistance(wrong, name, bestDistance + 1);
    // Of two that are equally near, always the same one, in whatever order they come.
    if (distance < bestDistance || (distance === bestDistance && best !== undefined && name < best)) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

/** Whether another of some names is as near as the one that was probably meant, so that either may be. */
export function isAsNear(wrong: string, meant: string, names: Iterable<string>): boolean {
  const distance = editDistance(wrong, meant, 4);
  for (const name of names)
    if (name !== wrong && name !== meant && editDistance(wrong, name, distance + 1) <= distance) return true;
  return false;
}

/**
 * Whether one name is surely the other with a slip in it, and not only near. `public` and `unpublic`, `level_1` and `level_2`, `group` and `groups` are
 * two, also as a word of a longer name; so are short names that are two changes apart.
 */
export function isSlip(written: string, meant: string): boolean {
  if (areTwo(written, meant)) return false;
  const [words, others] = [wordsOf(written), wordsOf(meant)];
  if (words.length === others.length && words.some((word, i) => word !== others[i] && areTwo(word, others[i]!)))
    return false;
  if (written.replaceAll(/\d/g, '') === meant.replaceAll(/\d/g, '')) return false;
  return editDistance(written, meant, 3) <= (written.length >= 8 ? 2 : 1);
}

/** A word and its contrary or its plural. */
const areTwo = (one: string, other: string): boolean =>
  one !== other && (one.endsWith(other) || other.endsWith(one) || `${one}s` === other || one === `${other}s`);

/** The words of a name in lower case: `is_public`, `isPublic`, `repo:read`. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, '_')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
}

/** Three rows of the table of distances, kept from call to call: thousands of names are compared while a policy is being rebuilt. */
let before = new Uint32Array(64);
let above = new Uint32Array(64);
let row = new Uint32Array(64);

/** Insertions, deletions, replacements and swaps of neighbours between two names; `limit` once it is that far or further. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  // What both begin and end with costs nothing, and is most of two names that are near.
  let start = 0;
  while (start < a.length && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end++;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  const lowerLeft = lowered(left);
  const lowerRight = lowered(right);
  if (right.length >= row.length) {
    before = new Uint32Array(right.length * 2);
    above = new Uint32Array(right.length * 2);
    row = new Uint32Array(right.length * 2);
  }
  for (let j = 0; j <= right.length; j++) above[j] = j;
  for (let i = 1; i <= left.length; i++) {
    row[0] = i;
    let least = i;
    for (let j = 1; j <= right.length; j++) {
      const same = lowerLeft[i - 1] === lowerRight[j - 1] ? 0 : 1;
      let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + same);
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1])
        cost = Math.min(cost, before[j - 2]! + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least >= limit) return limit;
    [before, above, row] = [above, row, before];
  }
  return Math.min(above[right.length]!, limit);
}

/** In lower case where that has as many characters: `İ` would become two. */
function lowered(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}
