import type { CloudPredicate } from '../dialect/cloud/program.ts';
import type { FactStore } from '../facts/fact-store.ts';
import type { Relation } from '../facts/relation.ts';

/** The facts of each predicate of a program: those of all stores that lie on one another, and those that the policy states. */
export class FactRelations {
  readonly facts: FactStore;
  readonly #version: number;
  /** By predicate; made when first asked for. */
  readonly #byPredicate: (readonly Relation[] | undefined)[] = [];

  constructor(facts: FactStore) {
    this.facts = facts;
    this.#version = facts.version;
  }

  /** Whether it is still what a store has: facts may have come to a relation, but no relation to the store. */
  isOf(facts: FactStore): boolean {
    return this.facts === facts && this.#version === facts.version;
  }

  /** Those of a predicate, the topmost store's first, the policy's last. */
  of(predicate: CloudPredicate): readonly Relation[] {
    const { id } = predicate;
    if (id < 0) return none;
    return this.#byPredicate[id] ?? this.#find(predicate);
  }

  #find({ id, name, arity, stated }: CloudPredicate): readonly Relation[] {
    const found = this.facts.relations(name, arity);
    if (stated.size > 0) found.push(stated);
    while (this.#byPredicate.length <= id) this.#byPredicate.push(undefined);
    this.#byPredicate[id] = found;
    return found;
  }
}

const none: readonly Relation[] = [];
