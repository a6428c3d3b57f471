import type { Values } from '../../facts/values.ts';
import { ANY, NO_TYPE, type TypeSets } from '../../tables/type-sets.ts';
import { type Argument, constant } from './rule.ts';
import { NOW, type Term } from './term.ts';

/** The slots of a rule's variables. */
export class RuleVariables {
  readonly #values: Values;
  readonly #types: TypeSets;
  /** By name: a slot, or a constant. */
  readonly #arguments = new Map<string, Argument>();
  readonly #names: string[] = [];
  readonly #sets: number[] = [];
  /** What the time of the query must be equal to. */
  readonly tests: Argument[] = [];

  constructor(values: Values, types: TypeSets) {
    this.#values = values;
    this.#types = types;
  }

  /** By slot; slots of variables that turned out to be another one are not used. */
  get names(): readonly string[] {
    return this.#names;
  }

  /** By name: what each is; one that must be equal to something is that. */
  get all(): ReadonlyMap<string, Argument> {
    return this.#arguments;
  }

  get types(): readonly number[] {
    return this.#sets;
  }

  get now(): number {
    return this.#arguments.get(NOW) ?? -1;
  }

  argument(term: Term): Argument {
    if (term.kind === 'value') return constant(this.#values.number(term.value));
    const known = this.#arguments.get(term.name);
    if (known !== undefined) return known;
    const slot = this.#names.length;
    this.#names.push(term.name);
    this.#sets.push(term.name === NOW ? this.#types.exactly('Integer') : ANY);
    this.#arguments.set(term.name, slot);
    return slot;
  }

  /** False where they are never equal. */
  equate(one: Term, other: Term): boolean {
    const a = this.argument(one);
    const b = this.argument(other);
    if (a === b) return true;
    if (a < 0 && b < 0) return false;
    // The time stays a variable: its value is not known yet.
    const [kept, gone] = a < 0 || (b >= 0 && (a === this.now || (b !== this.now && a < b))) ? [a, b] : [b, a];
    if (gone === this.now) {
      this.tests.push(kept);
      return true;
    }
    if (kept < 0) {
      if (!this.#types.has(this.#sets[gone]!, this.#typeOf(kept))) return false;
    } else {
      this.#sets[kept] = this.#types.meet(this.#sets[kept]!, this.#sets[gone]!);
      if (this.#sets[kept] === NO_TYPE) return false;
    }
    for (const [name, argument] of this.#arguments) if (argument === gone) this.#arguments.set(name, kept);
    return true;
  }

  narrow(term: Term, set: number): boolean {
    const argument = this.argument(term);
    if (argument < 0) return this.#types.has(set, this.#typeOf(argument));
    this.#sets[argument] = this.#types.meet(this.#sets[argument]!, set);
    return this.#sets[argument] !== NO_TYPE;
  }

  #typeOf(argument: Argument): number {
    return this.#values.typeOf(-1 - argument);
  }
}
