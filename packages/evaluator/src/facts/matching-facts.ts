import type { FactStore } from './fact-store.ts';
import { mostArguments, type Relation } from './relation.ts';
import type { AnswerValue, CloudValue, Fact } from './value.ts';

/** What facts are looked for: values and wildcards by argument. */
export interface FactSearch {
  readonly predicate: string;
  readonly arguments: readonly AnswerValue[];
  /** Facts with more arguments than these count, too, whatever the others are. */
  readonly orLonger?: boolean;
}

/**
 * The facts that a store has of its own (not those below it) which fit a pattern. A wildcard with a type stands for that type alone. What is
 * given as a value is looked up, so that a question about one object takes as long as its answer.
 */
export function matchingFacts(store: FactStore, { predicate, arguments: asked, orLonger }: FactSearch): Fact[] {
  const { values } = store;
  const given: number[] = [];
  let mask = 0;
  for (const [at, value] of asked.entries()) {
    if (value.id === undefined) {
      given.push(0);
      continue;
    }
    const number = values.known(value);
    // Nothing is told of such a value.
    if (number === undefined) return [];
    given.push(number);
    mask |= 1 << at;
  }
  const types = asked.map(({ type, id }) => (id === undefined ? type : undefined));
  const found: Fact[] = [];
  for (let arity = asked.length; arity <= (orLonger ? mostArguments : asked.length); arity++) {
    const relation = store.relation(predicate, arity);
    if (relation === undefined) continue;
    for (const row of rowsOf(relation, mask, given)) {
      const all: CloudValue[] = [];
      for (let i = 0; i < arity; i++) all.push(values.value(relation.data[row * relation.stride + i]!));
      if (types.every((type, at) => type === undefined || all[at]!.type === type))
        found.push({ predicate, arguments: all });
    }
  }
  return found;
}

/** The rows that have the given values, in the order in which they were added. */
function rowsOf(relation: Relation, mask: number, given: readonly number[]): number[] {
  const rows: number[] = [];
  if (mask === 0) {
    for (let row = 0; row < relation.rows; row++) if (!relation.isGone(row)) rows.push(row);
    return rows;
  }
  const index = relation.index(mask);
  for (let row = relation.first(index, given); row >= 0; row = index.next[row]!)
    if (relation.matches(mask, row, given)) rows.push(row);
  return rows.reverse();
}
