import { FactStore } from '../facts/fact-store.ts';
import { type Fact, writeFact } from '../facts/value.ts';

/** A fact to add or to take away. */
export interface FactChange {
  readonly kind: 'add-fact' | 'remove-fact';
  readonly fact: Fact;
}

/** So few facts are copied without those that go; of more, these are taken out and put back. */
const FEW = 5_000;

/**
 * Does something with changed facts. The store has the same facts afterwards; where it has many, those that were taken away for the while
 * come last in it.
 */
export function withChangedFacts<T>(facts: FactStore, changes: readonly FactChange[], use: (facts: FactStore) => T): T {
  const added = changes.flatMap(({ kind, fact }) => (kind === 'add-fact' ? [fact] : []));
  const gone = changes.flatMap(({ kind, fact }) => (kind === 'remove-fact' ? [fact] : []));
  if (gone.length === 0) return use(facts.layer(added));
  if (facts.size <= FEW) {
    const names = new Set(gone.map(writeFact));
    const fewer = new FactStore(facts.values);
    for (const fact of facts.facts()) if (!names.has(writeFact(fact))) fewer.add(fact);
    return use(fewer.layer(added));
  }
  const taken: { readonly from: FactStore; readonly fact: Fact }[] = [];
  for (const fact of gone)
    for (let from: FactStore | undefined = facts; from !== undefined; from = from.base)
      if (from.remove(fact)) taken.push({ from, fact });
  try {
    return use(facts.layer(added));
  } finally {
    for (const { from, fact } of taken) from.add(fact);
  }
}
