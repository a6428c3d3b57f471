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

/** So many facts that came or went can be looked behind. */
const REMEMBERED = 100_000;

/** What is taken back to see earlier facts. */
type Past = FactChange | { readonly kind: 'clear' /** What was there. */; readonly store: FactStore };

const weightOf = (past: Past): number => (past.kind === 'clear' ? past.store.size + 1 : 1);

/** The facts that questions are asked over, in memory. */
export class KeptFacts {
  #store: FactStore;
  #deleted = 0;
  #values: number;
  /** Somebody still looks at the store as it is: the next change is made in another one. */
  #isShared = false;
  /** The last changes, the oldest first. */
  #history: Past[] = [];
  /** How many facts came or went with them. */
  #weight = 0;
  #moment = 0;

  constructor(store: FactStore = new FactStore()) {
    this.#store = store;
    this.#values = store.values.size;
  }

  /** Changes with `tidy`: do not hold on to it between requests. */
  get store(): FactStore {
    return this.#store;
  }

  /** The facts as they are now, whatever is changed later. */
  snapshot(): FactStore {
    this.#isShared = true;
    return this.#store;
  }

  /** How many changes were made so far: what `asOf` is given to see the facts of now again. */
  get moment(): number {
    return this.#moment;
  }

  /** The facts as they were at a moment, whatever is changed later; undefined where too much has changed since. */
  asOf(moment: number): FactStore | undefined {
    const count = this.#moment - moment;
    if (count === 0) return this.snapshot();
    if (count > this.#history.length) return undefined;
    const since = this.#history.slice(-count);
    const clear = since.findIndex(({ kind }) => kind === 'clear');
    const cleared = since[clear];
    const store = (cleared?.kind === 'clear' ? cleared.store : this.#store).copy();
    undo(store, clear < 0 ? since : since.slice(0, clear));
    return store;
  }

  #remember(past: readonly Past[]): void {
    for (const each of past) {
      this.#history.push(each);
      this.#weight += weightOf(each);
    }
    if (this.#weight <= 2 * REMEMBERED) return;
    let from = 0;
    for (; this.#weight > REMEMBERED; from++) this.#weight -= weightOf(this.#history[from]!);
    this.#history = this.#history.slice(from);
  }

  /**
   * Makes all of some changes, in their order, and has them written; where that throws, none is made.
   *
   * @param write is given what changed, and keeps it for good before it returns
   */
  change(requests: Iterable<FactRequest>, write: (changes: readonly FactChange[]) => void): readonly FactChange[] {
    const changes: FactChange[] = [];
    if (this.#isShared) this.#store = this.#store.copy();
    this.#isShared = false;
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
      undo(this.#store, changes);
      throw thrown;
    } finally {
      this.#deleted += changes.length;
    }
    this.#moment += changes.length;
    this.#remember(changes);
    return changes;
  }

  /** Takes all facts away. */
  clear(): void {
    this.#remember([{ kind: 'clear', store: this.#store }]);
    this.#moment++;
    this.#store = new FactStore();
    this.#isShared = false;
    this.#deleted = 0;
    this.#values = 0;
  }

  /** Lays the facts out anew where much of the room is of what is gone. No question may be running. */
  tidy(): void {
    const { values, size } = this.#store;
    const isFull = this.#deleted > size + SPARE_ROWS || values.size > 2 * this.#values + SPARE_VALUES;
    if (!isFull) return;
    const store = new FactStore();
    for (const fact of this.#store.facts()) store.add(fact);
    this.#store = store;
    this.#isShared = false;
    this.#deleted = 0;
    this.#values = store.values.size;
  }
}

/** Takes changes back, the last first. */
function undo(store: FactStore, changes: readonly Past[]): void {
  for (const change of changes.toReversed()) {
    if (change.kind === 'insert') store.remove(change.fact);
    else if (change.kind === 'delete') store.add(change.fact);
  }
}
