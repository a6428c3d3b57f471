/** What is searched for changes that make a verdict another one. */
export interface Trials<Change> {
  /** Whether the verdict is another one with these changes: tried by evaluation. */
  flips(changes: readonly Change[]): boolean;
  /** Whether a person would make them: what flips the verdict and is no such change is not offered, nor is anything that holds it. */
  suits(changes: readonly Change[]): boolean;
  /**
   * What else may be changed beside these, the most likely first; several that belong together are one step.
   *
   * @param again instead of what the changes brought within reach, the likeliest of what was there to change before them
   */
  further(changes: readonly Change[], again: boolean): Iterable<readonly Change[]>;
  /** Whether the verdict is another one when the changes are made where they will stand. */
  confirms(changes: readonly Change[]): boolean;
  /** Two changes with the same key are one. */
  key(change: Change): string;
  /** Of sets whose changes have the same kinds, only the likeliest is offered. */
  kind(change: Change): string;
  /** How unlikely a person is to want it: the smallest first. */
  cost(change: Change): number;
  /** Queries beside this one, about others than it names, that have another verdict with these changes: what changes more than was asked for. */
  beside(changes: readonly Change[]): readonly string[];
}

export interface FlipLimits {
  /** Milliseconds; needs a clock. */
  readonly time: number;
  /** How often the query may be tried. */
  readonly trials: number;
  /** How many are wanted. */
  readonly wanted: number;
  /** Changes that belong together; more are no small change. */
  readonly together: number;
}

export const defaultFlipLimits: FlipLimits = { time: 1_000, trials: 1_500, wanted: 3, together: 3 };

/** The smallest sets of changes that flip a verdict, the best first. */
export interface Flips<Change> {
  readonly found: readonly (readonly Change[])[];
  /** For each of them, which other queries it changes. */
  readonly beside: readonly (readonly string[])[];
  /** The search was given up: there may be others, as small as these. */
  readonly isBounded: boolean;
}

/**
 * Searches for the smallest sets of changes with which a verdict is another one. Every set that is given was tried, and no proper part of it
 * flips the verdict: each was tried, too, whatever kind of change it is made of, and whether or not a person would make it.
 */
export function smallestFlips<Change>(
  trials: Trials<Change>,
  limits: Partial<FlipLimits> = {},
  clock?: () => number,
): Flips<Change> {
  return new Search(trials, { ...defaultFlipLimits, ...limits }, clock).run();
}

/** Of more than these, the less likely ones are not looked at. */
const MOST_RANKED = 12;
/** The part of all trials, at each size, that are of what was there to change before. */
const AGAIN = 0.25;

class Search<Change> {
  readonly #trials: Trials<Change>;
  readonly #limits: FlipLimits;
  readonly #clock: (() => number) | undefined;
  readonly #until: number;
  readonly #tried = new Map<string, boolean>();
  #isBounded = false;
  /** Some changes were left out, and the search goes on. */
  #isCut = false;

  constructor(trials: Trials<Change>, limits: FlipLimits, clock: (() => number) | undefined) {
    this.#trials = trials;
    this.#limits = limits;
    this.#clock = clock;
    this.#until = (clock?.() ?? 0) + limits.time;
  }

  run(): Flips<Change> {
    const { wanted, together } = this.#limits;
    const found = new Map<string, readonly Change[]>();
    const unsuited = new Map<string, readonly Change[]>();
    let level: (readonly Change[])[] = [[]];
    while (level.length > 0 && found.size < wanted && !this.#isOver) {
      const next: (readonly Change[])[] = [];
      for (const { changes, more } of this.#steps(level, found)) {
        const all = this.#joined(changes, more);
        if (all.length > together || all.length === changes.length) continue;
        if (this.#tried.has(this.#key(all)) || this.#holdsOne(found, all) || this.#holdsOne(unsuited, all)) continue;
        if (this.#isOver) break;
        if (!this.#flips(all)) {
          if (all.length < together) next.push(all);
          continue;
        }
        const least = this.#least(all);
        (this.#trials.suits(least) ? found : unsuited).set(this.#key(least), least);
      }
      level = next;
    }
    // A later one may be a part of an earlier one.
    const all = [...found.values()].filter(
      (one) => !this.#hasProperPart(one, found) && !this.#hasProperPart(one, unsuited),
    );
    const cost = (changes: readonly Change[]): number =>
      changes.reduce((sum, change) => sum + this.#trials.cost(change), 0);
    const likely = all.map((changes) => ({ changes, cost: cost(changes) }));
    likely.sort((a, b) => a.changes.length - b.changes.length || a.cost - b.cost);
    const ranked = this.#oneOfEachKind(likely)
      .slice(0, MOST_RANKED)
      .map(({ changes }, at) => ({ changes, at, beside: this.#trials.beside(changes) }));
    // What changes nothing but what was asked for comes before what makes somebody an administrator.
    ranked.sort((a, b) => a.changes.length - b.changes.length || a.beside.length - b.beside.length || a.at - b.at);
    const best: typeof ranked = [];
    for (const one of ranked) if (best.length < wanted && this.#trials.confirms(one.changes)) best.push(one);
    return {
      found: best.map(({ changes }) => changes),
      beside: best.map(({ beside }) => beside),
      isBounded: this.#isBounded || this.#isCut,
    };
  }

  /** What is tried beside each of some changes: first what they brought within reach, and then, where nothing was found, what was there before. */
  *#steps(
    level: readonly (readonly Change[])[],
    found: ReadonlyMap<string, unknown>,
  ): Generator<{ readonly changes: readonly Change[]; readonly more: readonly Change[] }> {
    for (const changes of level) for (const more of this.#trials.further(changes, false)) yield { changes, more };
    const most = this.#tried.size + this.#limits.trials * AGAIN;
    for (const changes of level) {
      if (changes.length === 0 || found.size > 0) continue;
      for (const more of this.#trials.further(changes, true)) {
        if (this.#tried.size >= most) {
          this.#isCut = true;
          return;
        }
        yield { changes, more };
      }
    }
  }

  /** Of sets of the same kinds of changes the first one alone, and none that has all kinds of a smaller one: that would do with another value. */
  #oneOfEachKind<Found extends { readonly changes: readonly Change[] }>(all: readonly Found[]): readonly Found[] {
    const kept: { readonly one: Found; readonly kinds: readonly string[] }[] = [];
    for (const one of all) {
      const kinds = one.changes.map((change) => this.#trials.kind(change));
      if (!kept.some((other) => other.kinds.every((kind) => kinds.includes(kind)))) kept.push({ one, kinds });
    }
    return kept.map(({ one }) => one);
  }

  get #isOver(): boolean {
    if (this.#tried.size >= this.#limits.trials) this.#isBounded = true;
    else if (this.#clock !== undefined && this.#clock() > this.#until) this.#isBounded = true;
    return this.#isBounded;
  }

  #flips(changes: readonly Change[]): boolean {
    const key = this.#key(changes);
    let flips = this.#tried.get(key);
    if (flips === undefined) {
      flips = this.#trials.flips(changes);
      this.#tried.set(key, flips);
    }
    return flips;
  }

  /** The smallest part of some changes that flips the verdict; there is none smaller in it. */
  #least(changes: readonly Change[]): readonly Change[] {
    const parts = properParts(changes).sort((a, b) => a.length - b.length);
    return parts.find((part) => this.#flips(part)) ?? changes;
  }

  #joined(changes: readonly Change[], more: readonly Change[]): readonly Change[] {
    const all = new Map(changes.map((change) => [this.#trials.key(change), change]));
    for (const change of more) all.set(this.#trials.key(change), change);
    return [...all.values()];
  }

  #key(changes: readonly Change[]): string {
    return changes
      .map((change) => this.#trials.key(change))
      .sort()
      .join('\n');
  }

  #holdsOne(found: ReadonlyMap<string, readonly Change[]>, changes: readonly Change[]): boolean {
    const keys = new Set(changes.map((change) => this.#trials.key(change)));
    return [...found.values()].some((one) => one.every((change) => keys.has(this.#trials.key(change))));
  }

  #hasProperPart(changes: readonly Change[], found: ReadonlyMap<string, readonly Change[]>): boolean {
    return properParts(changes).some((part) => found.has(this.#key(part)));
  }
}

/** Every part of a list that is neither empty nor all of it. */
export function properParts<T>(all: readonly T[]): T[][] {
  let parts: T[][] = [[]];
  for (const one of all) parts = [...parts, ...parts.map((part) => [...part, one])];
  return parts.filter(({ length }) => length > 0 && length < all.length);
}
