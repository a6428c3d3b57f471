import type { CompiledCloud } from '../dialect/cloud/program.ts';
import type { Relation } from '../facts/relation.ts';
import type { Fact } from '../facts/value.ts';
import { type Code, setOf } from '../tables/codes.ts';

/** Some of the facts that a goal could use, and how many there are. */
export interface FactsOfGoal {
  readonly total: number;
  readonly facts: readonly Fact[];
}

/** Facts that are looked at to count those that fit; beyond these, nobody pages. */
const MOST_COUNTED = 100_000;

/** Some of the facts that fit a call's arguments, those of the nearest store first. */
export function factsOfGoal(
  relations: readonly Relation[],
  key: readonly Code[],
  { types, values }: CompiledCloud,
  predicate: string,
  from: number,
  count: number,
): FactsOfGoal {
  let mask = 0;
  for (let i = 0; i < key.length; i++) if (key[i]! >= 0) mask |= 1 << i;
  const facts: Fact[] = [];
  let total = 0;
  let looked = 0;
  for (const relation of relations) {
    const { data, stride } = relation;
    const index = mask === 0 ? undefined : relation.index(mask);
    let row = index === undefined ? relation.rows - 1 : relation.first(index, key);
    for (; row >= 0 && looked < MOST_COUNTED; row = index === undefined ? row - 1 : index.next[row]!) {
      looked++;
      if (!relation.matches(mask, row, key)) continue;
      const base = row * stride;
      if (!key.every((code, i) => code >= 0 || types.has(setOf(code), values.typeOf(data[base + i]!)))) continue;
      if (total >= from && facts.length < count)
        facts.push({ predicate, arguments: key.map((_, i) => values.value(data[base + i]!)) });
      total++;
    }
  }
  return { total, facts };
}
