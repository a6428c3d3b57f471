import { Relation } from './relation.ts';
import type { CloudValue, Fact } from './value.ts';
import { Values } from './values.ts';

/**
 * Facts, for queries to be asked over. A store may lie on another one, whose facts are then also its own, without a copy: the facts of
 * a test on those of a file, the context of one request on what is known. Do not change one while a query over it runs.
 */
export class FactStore {
  /** The numbers of its values, which the store below has, too. */
  readonly values: Values;
  readonly base: FactStore | undefined;
  /** By predicate, then by arity. */
  readonly #relations = new Map<string, (Relation | undefined)[]>();
  /** The relation that was last added to: most facts are of the same as the one before. */
  #last: { readonly predicate: string; readonly relation: Relation } | undefined;
  readonly #numbers: number[] = [];
  #made = 0;

  constructor(on: FactStore | Values = new Values()) {
    this.base = on instanceof FactStore ? on : undefined;
    this.values = on instanceof FactStore ? on.values : on;
  }

  /** A store that lies on this one. */
  layer(facts: Iterable<Fact> = []): FactStore {
    const layer = new FactStore(this);
    for (const fact of facts) layer.add(fact);
    return layer;
  }

  /** The same facts, which change apart from these; what lies below is the same. */
  copy(): FactStore {
    const copy = new FactStore(this.base ?? this.values);
    for (const [predicate, byArity] of this.#relations)
      copy.#relations.set(
        predicate,
        byArity.map((relation) => relation?.copy()),
      );
    return copy;
  }

  /** Adds a fact; false where it is there already, here or below. */
  add({ predicate, arguments: values }: Fact): boolean {
    const row = this.#numbers;
    // A relation takes of it what it needs, and copies that.
    for (let i = 0; i < values.length; i++) row[i] = this.values.number(values[i]!);
    const to = this.#relationFor(predicate, values.length);
    if (this.base?.hasNumbers(predicate, row, values.length)) return false;
    return to.add(row);
  }

  /** Adds a fact by the numbers of its values. */
  addRow(predicate: string, row: readonly number[]): boolean {
    if (this.base?.hasRow(predicate, row)) return false;
    return this.#relationFor(predicate, row.length).add(row);
  }

  /** Takes a fact away; false where it is not there. What lies below stays. */
  remove({ predicate, arguments: values }: Fact): boolean {
    const row = this.#row(values);
    return row !== undefined && this.relation(predicate, row.length)?.remove(row) === true;
  }

  has({ predicate, arguments: values }: Fact): boolean {
    const row = this.#row(values);
    return row !== undefined && this.hasRow(predicate, row);
  }

  hasRow(predicate: string, row: readonly number[]): boolean {
    return this.hasNumbers(predicate, row, row.length);
  }

  /** Whether it has the fact with the first numbers of a list. */
  hasNumbers(predicate: string, row: readonly number[], arity: number): boolean {
    const relation = this.relation(predicate, arity);
    if (relation !== undefined && relation.find(row) >= 0) return true;
    return this.base?.hasNumbers(predicate, row, arity) === true;
  }

  /** How many facts there are, those below included. */
  get size(): number {
    let size = this.base?.size ?? 0;
    for (const byArity of this.#relations.values()) for (const relation of byArity) size += relation?.size ?? 0;
    return size;
  }

  /** Every fact, those below first, else in the order in which they were added by predicate. */
  *facts(predicate?: string): Generator<Fact> {
    if (this.base !== undefined) yield* this.base.facts(predicate);
    for (const [name, byArity] of this.#relations) {
      if (predicate !== undefined && predicate !== name) continue;
      for (const relation of byArity) {
        if (relation === undefined) continue;
        for (let row = 0; row < relation.rows; row++) if (!relation.isGone(row)) yield this.#fact(name, relation, row);
      }
    }
  }

  /** This store's own facts of a predicate, without those below. */
  relation(predicate: string, arity: number): Relation | undefined {
    return this.#relations.get(predicate)?.[arity];
  }

  /** Grows with each relation that this store or one below comes to have. */
  get version(): number {
    return this.base === undefined ? this.#made : this.#made + this.base.version;
  }

  /** The relations of a predicate, of this store and of those below, this one's first. */
  relations(predicate: string, arity: number): Relation[] {
    const found: Relation[] = [];
    for (let store: FactStore | undefined = this; store !== undefined; store = store.base) {
      const relation = store.relation(predicate, arity);
      if (relation !== undefined) found.push(relation);
    }
    return found;
  }

  #fact(predicate: string, { data, stride, arity }: Relation, row: number): Fact {
    const all: CloudValue[] = [];
    for (let i = 0; i < arity; i++) all.push(this.values.value(data[row * stride + i]!));
    return { predicate, arguments: all };
  }

  #row(values: readonly CloudValue[]): number[] | undefined {
    const row: number[] = [];
    for (const value of values) {
      const number = this.values.known(value);
      if (number === undefined) return undefined;
      row.push(number);
    }
    return row;
  }

  #relationFor(predicate: string, arity: number): Relation {
    if (this.#last?.predicate === predicate && this.#last.relation.arity === arity) return this.#last.relation;
    let byArity = this.#relations.get(predicate);
    if (byArity === undefined) {
      byArity = [];
      this.#relations.set(predicate, byArity);
    }
    while (byArity.length <= arity) byArity.push(undefined);
    let relation = byArity[arity];
    if (relation === undefined) {
      relation = new Relation(arity);
      byArity[arity] = relation;
      this.#made++;
    }
    this.#last = { predicate, relation };
    return relation;
  }
}
