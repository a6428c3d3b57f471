import type { PersistentMap } from './persistent-map.ts';
import type { StatementModel } from './statement-model.ts';

type Count = Map<string, number>;

/** In how many statements a name stands in this way or that; of two versions, in how many more. */
export class Counts {
  readonly callers: Count = new Map();
  readonly negations: Count = new Map();
  readonly strings: Count = new Map();
  readonly guessed: Count = new Map();
  readonly asksAny: Count = new Map();
  readonly typed: Count = new Map();
  readonly told: Count = new Map();

  /** Counts a statement that is there, or (`by` is -1) not any more. */
  add({ tree, broken, calls, negated, strings, asksAny, facts }: StatementModel, by: 1 | -1): void {
    if (calls.length > 0) count(this.callers, calls, by);
    if (negated.length > 0) count(this.negations, negated, by);
    if (strings.length > 0) count(this.strings, strings, by);
    if (asksAny.length > 0) count(this.asksAny, asksAny, by);
    if (facts.length > 0) count(this.told, facts, by);
    if (broken && calls.length > 0) count(this.guessed, calls, by);
    if (tree?.$type === 'RuleType') count(this.typed, [tree.name.text], by);
  }
}

function count(counts: Count, names: readonly string[], by: 1 | -1): void {
  for (let i = 0; i < names.length; i++) counts.set(names[i]!, (counts.get(names[i]!) ?? 0) + by);
}

/** The counts of the next version. */
export function withDifference(
  before: PersistentMap<string, number>,
  difference: Count,
): PersistentMap<string, number> {
  const entries = new Map<string, number | undefined>();
  for (const [name, change] of difference) {
    if (change !== 0) entries.set(name, (before.get(name) ?? 0) + change || undefined);
  }
  return before.with(entries);
}
