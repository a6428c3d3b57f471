import type { Policy } from '@polar-tools/policy';
import { supertypesOf } from '@polar-tools/policy';
import type { Values } from '../facts/values.ts';

/** A set of types: what a variable without a value may still be. Types that nobody has declared are only in complements. */
interface TypeSet {
  readonly members: ReadonlySet<number>;
  /** It has all types but its members. */
  readonly complement: boolean;
  /** By type: 1 where it is in the set. Grows with the types. */
  bits: Uint8Array;
}

/** Every type. */
export const ANY = 0;
/** No type at all. */
export const NO_TYPE = 1;

/** The types of a policy, and sets of them as small integers, so that what a variable may be is one. */
export class TypeSets {
  readonly #values: Values;
  readonly #sets: TypeSet[] = [];
  readonly #byKey = new Map<string, number>();
  readonly #meets = new Map<number, number>();
  readonly #byName = new Map<string, number>();
  /** Every type that satisfies a name: itself and its subtypes; for `Actor` and `Resource`, the types with such a block. */
  readonly #satisfying = new Map<string, Set<string>>();

  constructor(policy: Policy, values: Values) {
    this.#values = values;
    this.#made(new Set(), true);
    this.#made(new Set(), false);
    for (const builtIn of ['String', 'Integer', 'Boolean']) values.typeNumber(builtIn);
    for (const [name, { keyword }] of policy.blocks) {
      if (keyword === 'global') continue;
      values.typeNumber(name);
      const all = [name, ...supertypesOf(policy.blocks, name)];
      // An Actor is a Resource (docs/language/facts-and-tests.md#subtypes).
      const abstract = ['Resource'];
      if (all.some((type) => policy.blocks.get(type)?.keyword === 'actor')) abstract.push('Actor');
      for (const satisfied of [...all, ...abstract]) {
        const types = this.#satisfying.get(satisfied);
        if (types === undefined) this.#satisfying.set(satisfied, new Set([name]));
        else types.add(name);
      }
    }
  }

  /** The types that satisfy a name in a rule. */
  satisfying(name: string): number {
    let set = this.#byName.get(name);
    if (set === undefined) {
      const types = new Set(this.#satisfying.get(name));
      if (name !== 'Actor' && name !== 'Resource') types.add(name);
      set = this.#made(new Set([...types].map((type) => this.#values.typeNumber(type))), false);
      this.#byName.set(name, set);
    }
    return set;
  }

  /** One type alone; for `Actor` and `Resource`, of which nothing is one alone, all that satisfy them. */
  exactly(name: string): number {
    if (name === 'Actor' || name === 'Resource') return this.satisfying(name);
    return this.#made(new Set([this.#values.typeNumber(name)]), false);
  }

  complement(set: number): number {
    const { members, complement } = this.#sets[set]!;
    return this.#made(members, !complement);
  }

  /** The types that are in both sets. */
  meet(a: number, b: number): number {
    if (a === b || b === ANY) return a;
    if (a === ANY) return b;
    const key = a < b ? a * 0x100000 + b : b * 0x100000 + a;
    let meet = this.#meets.get(key);
    if (meet === undefined) {
      const one = this.#sets[a]!;
      const other = this.#sets[b]!;
      if (one.complement && other.complement) meet = this.#made(new Set([...one.members, ...other.members]), true);
      else {
        const [least, most] = one.complement ? [other, one] : [one, other];
        meet = this.#made(
          new Set([...least.members].filter((type) => most.members.has(type) !== most.complement)),
          false,
        );
      }
      this.#meets.set(key, meet);
    }
    return meet;
  }

  /** Whether a type is in a set. */
  has(set: number, type: number): boolean {
    if (set === ANY) return true;
    const it = this.#sets[set]!;
    return type < it.bits.length ? it.bits[type] === 1 : it.members.has(type) !== it.complement;
  }

  /** The types of a set, each to be answered as a wildcard of its own; undefined for every type. */
  types(set: number): readonly (string | undefined)[] {
    if (set === ANY) return [undefined];
    return this.#values.types.filter((_, type) => this.has(set, type));
  }

  /** The type that all values of a set are of; undefined where there may be others. */
  only(set: number): number | undefined {
    const { members, complement } = this.#sets[set]!;
    const [type] = members;
    return !complement && members.size === 1 ? type : undefined;
  }

  #made(members: ReadonlySet<number>, complement: boolean): number {
    const key = `${complement ? '!' : ''}${[...members].sort((a, b) => a - b).join()}`;
    let set = this.#byKey.get(key);
    if (set === undefined) {
      set = this.#sets.length;
      const bits = new Uint8Array(this.#values.types.length);
      for (let type = 0; type < bits.length; type++) bits[type] = members.has(type) !== complement ? 1 : 0;
      this.#sets.push({ members, complement, bits });
      this.#byKey.set(key, set);
    }
    return set;
  }
}
