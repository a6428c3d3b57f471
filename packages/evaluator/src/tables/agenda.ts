import type { Subgoal } from './subgoal.ts';
import type { Tables } from './tables.ts';

/** The subgoals that have something to do, the latest last: rules to be tried, or answers for those who wait. */
export class Agenda {
  readonly #tables: Tables;
  readonly #tasks: Subgoal[] = [];

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** What is to be done next; undefined where nothing is. */
  get latest(): Subgoal | undefined {
    return this.#tasks.at(-1);
  }

  /** A subgoal has something to do. */
  queue(subgoal: Subgoal): void {
    if (subgoal.queued) return;
    subgoal.queued = true;
    this.#tasks.push(subgoal);
  }

  /** The latest has nothing to do for now. */
  drop(): void {
    const subgoal = this.#tasks.pop();
    if (subgoal !== undefined) subgoal.queued = false;
  }

  /** A call without variables holds, and with it those that only needed it. */
  prove(subgoal: Subgoal): void {
    const proven = [subgoal];
    for (let next = proven.pop(); next !== undefined; next = proven.pop()) {
      if (next.count > 0) continue;
      this.#tables.prove(next);
      // It goes to those who wait for it at once: it may end their search.
      if (next.others.all.length > 0) {
        next.queued = true;
        this.#tasks.push(next);
      }
      for (const dependent of next.dependents) proven.push(dependent);
    }
  }
}
