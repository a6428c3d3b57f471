import { type Fact, type FactPattern, FactStore, matchingFacts } from '@polar-tools/evaluator';

/** A change of the facts. A deletion takes away whatever fits, and nothing may. */
export type FactRequest =
  | { readonly kind: 'insert'; readonly fact: Fact }
  | { readonly kind: 'delete'; readonly pattern: FactPattern };

/** A change that was made: a fact that was not there before, or was. */
export interface FactChange {
  readonly kind: 'insert' | 'delete';
  readonly fact: Fact;
}

/** Values that only questions have named are forgotten when there are so many more than when the facts were last laid out. */
const SPARE_VALUES = 500_000;

/** Rows of deleted facts are given back when there are so many, and more of them than facts. */
const SPARE_ROWS = 1_000;

/** So many changes can be looked behind. */
const REMEMBERED = 10_000;

/** The facts that questions are asked over, in memory. */
export class KeptFacts {
  #store: FactStore;
  #deleted = 0;
  #values: number;
  /** The last changes, the oldest first. */
  #history: FactChange[] = [];
  #moment = 0;

  constructor(store: FactStore = new FactStore()) {
    this.#store = store;
    this.#values = store.values.size;
  }

  /** Changes with `tidy`: do not hold on to it between requests. */
  get store(): FactStore {
    return this.#store;
  }

  /** How many changes were made so far: what `asOf` is given to see the facts of now again. */
  get moment(): number {
    return this.#moment;
  }

  /** Reads the facts as they were at a moment; undefined where too much has changed since. What reads must not hold on to them. */
  asOf<Result>(moment: number, read: (store: FactStore) => Result): Result | undefined {
    const count = this.#moment - moment;
    if (count > this.#history.length) return undefined;
    const since = count === 0 ? [] : this.#history.slice(-count);
    this.#undo(since);
    try {
      return read(this.#store);
    } finally {
      for (const { kind, fact } of since) {
        if (kind === 'insert') this.#store.add(fact);
        else this.#store.remove(fact);
      }
      this.#deleted += 2 * count;
    }
  }

  #undo(changes: readonly FactChange[]): void {
    for (const { kind, fact } of changes.toReversed()) {
      if (kind === 'insert') this.#store.remove(fact);
      else this.#store.add(fact);
    }
  }

  /**
   * Makes all of some changes, in their order, and has them written; where that throws, none is made.
   *
   * @param write is given what changed, and keeps it for good before it returns
   */
  change(requests: Iterable<FactRequest>, write: (changes: readonly FactChange[]) => void): readonly FactChange[] {
    const changes: FactChange[] = [];
    for (const request of requests) {
      if (request.kind === 'insert') {
        if (this.#store.add(request.fact)) changes.push({ kind: 'insert', fact: request.fact });
        continue;
      }
      for (const fact of matchingFacts(this.#store, request.pattern)) {
        this.#store.remove(fact);
        changes.push({ kind: 'delete', fact });
      }
    }
    try {
      if (changes.length > 0) write(changes);
    } catch (thrown) {
      this.#undo(changes);
      throw thrown;
    } finally {
      this.#deleted += changes.length;
    }
    this.#moment += changes.length;
    for (const change of changes.slice(-REMEMBERED)) this.#history.push(change);
    if (this.#history.length > 2 * REMEMBERED) this.#history = this.#history.slice(-REMEMBERED);
    return changes;
  }

  /** Takes all facts away. */
  clear(): void {
    this.#store = new FactStore();
    this.#deleted = 0;
    this.#values = 0;
    this.#history = [];
    this.#moment++;
  }

  /** Lays the facts out anew where much of the room is of what is gone. No question may be running. */
  tidy(): void {
    const { values, size } = this.#store;
    const isFull = this.#deleted > size + SPARE_ROWS || values.size > 2 * this.#values + SPARE_VALUES;
    if (!isFull) return;
    const store = new FactStore();
    for (const fact of this.#store.facts()) store.add(fact);
    this.#store = store;
    this.#deleted = 0;
    this.#values = store.values.size;
  }
}
