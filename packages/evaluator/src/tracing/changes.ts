import { bind } from './bindings.ts';
import { Scan } from './scan.ts';
import type { RuleRun } from './table.ts';
import { PendingGoal } from './table.ts';

/** What a person has changed in a run, at an event: what follows is another history. The facts stay as they are. */
export type Change =
  /** The goal that is called there fails. */
  | { readonly kind: 'fail'; readonly event: number }
  /** A variable of the rule in progress has a value, until the search goes back to before it. */
  | { readonly kind: 'bind'; readonly event: number; readonly slot: number; readonly value: number };

/** The changes of a run that are still to come. */
export class Changes {
  readonly #fails: ReadonlySet<number>;
  readonly #binds: readonly (Change & { readonly kind: 'bind' })[];
  /** The event at which the next variable is set. */
  #next: number;

  /** @param last the event that was recorded last */
  constructor(changes: readonly Change[], last: number) {
    this.#fails = new Set(changes.flatMap(({ kind, event }) => (kind === 'fail' && event > last ? [event] : [])));
    this.#binds = changes.filter((change) => change.kind === 'bind').filter(({ event }) => event > last);
    this.#next = this.#nextAfter(last);
  }

  fails(event: number): boolean {
    return this.#fails.has(event);
  }

  /** Sets the variables that are set at an event, which is recorded next; whether there are any. */
  setVariables(event: number, rule: RuleRun | PendingGoal): boolean {
    if (event !== this.#next) return false;
    for (const { slot, value } of this.#binds.filter((change) => change.event === event)) {
      // What is set is taken back where the search goes back to before it.
      if (!(rule instanceof PendingGoal)) {
        const scan = new Scan();
        scan.begin(rule.at, event);
        scan.slot = slot;
        scan.key[0] = rule.slots[slot]!;
        scan.below = rule.scan;
        rule.scan = scan;
      }
      bind(rule, slot, value);
    }
    this.#next = this.#nextAfter(event);
    return true;
  }

  #nextAfter(last: number): number {
    const events = this.#binds.flatMap(({ event }) => (event > last ? [event] : []));
    return Math.min(Number.POSITIVE_INFINITY, ...events);
  }
}
