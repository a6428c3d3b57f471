import type { Fact as FactNode } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import type { FactSite } from '../debug/view.ts';
import type { CloudPredicate } from '../dialect/cloud/program.ts';
import type { Relation } from '../facts/relation.ts';
import type { Values } from '../facts/values.ts';
import { factOf } from '../tests/setup.ts';

/** Where a fact is written: in the policy as a clause, or in a test. */
export type FactPlace = { readonly clause: Clause } | { readonly site: FactSite };

/** Where the facts of a run are written. Those that come from elsewhere, such as a file of facts, have no place. */
export class FactPlaces {
  readonly #told = new Map<string, FactSite>();

  /** @param told the facts that are written in the test and its fixtures */
  constructor(told: readonly { readonly uri: string; readonly fact: FactNode }[], values: Values) {
    for (const { uri, fact: node } of told) {
      const fact = factOf(node);
      if (fact === undefined) continue;
      const key = keyOf(
        fact.predicate,
        fact.arguments.map((value) => values.number(value)),
      );
      if (!this.#told.has(key)) this.#told.set(key, { node, uri });
    }
  }

  /** Whether some facts of a relation may have a place. */
  has(predicate: CloudPredicate, relation: Relation): boolean {
    return this.#told.size > 0 || relation === predicate.stated;
  }

  /** The place of a fact. */
  of(predicate: CloudPredicate, relation: Relation, row: number): FactPlace | undefined {
    if (relation === predicate.stated) {
      const clause = predicate.statedBy[row];
      return clause && { clause };
    }
    if (this.#told.size === 0) return undefined;
    const { data, stride, arity } = relation;
    const site = this.#told.get(keyOf(predicate.name, data.subarray(row * stride, row * stride + arity)));
    return site && { site };
  }
}

const keyOf = (predicate: string, values: ArrayLike<number>): string => `${predicate}(${Array.from(values).join()})`;
