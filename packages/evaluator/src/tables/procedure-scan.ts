import type { CloudPredicate, CompiledCloud } from '../dialect/cloud/program.ts';
import { LONG, type Relation } from '../facts/relation.ts';
import type { Attempt, CallSite, Deciding, LeadingScan } from './procedure.ts';
import { ANY } from './type-sets.ts';

/** An argument is a value, or what a register has. */
export const VALUE = 0;
export const REGISTER = 1;
/** It is open, and goes to a register. */
export const OPEN = 2;
/** It is what an open argument before it went to. */
export const SAME = 3;

/** What an argument of facts is compared with, or where it goes. */
export interface Place {
  readonly kind: typeof VALUE | typeof REGISTER | typeof OPEN | typeof SAME;
  /** The value, or the register. */
  readonly of: number;
  /** The types that an open argument may be of. */
  readonly set?: number;
}

/** Goes through facts of which some arguments are known, and writes the others to registers. */
export class ProcedureScan {
  readonly #predicate: CloudPredicate;
  readonly #program: CompiledCloud;
  readonly #kinds: Int32Array;
  readonly #of: Int32Array;
  readonly #sets: Int32Array;
  readonly #mask: number;

  constructor(predicate: CloudPredicate, program: CompiledCloud, places: readonly Place[]) {
    this.#predicate = predicate;
    this.#program = program;
    this.#kinds = Int32Array.from(places, ({ kind }) => kind);
    this.#of = Int32Array.from(places, ({ of }) => of);
    this.#sets = Int32Array.from(places, ({ set = ANY }) => set);
    let mask = 0;
    for (const [i, { kind }] of places.entries()) if (kind === VALUE || kind === REGISTER) mask |= 1 << i;
    this.#mask = mask;
  }

  /** Whether some fact fits, and all that follows holds with its values. */
  run(run: Deciding, base: number, next: Attempt): boolean {
    const relations = run.relations(this.#predicate);
    for (let i = 0; i < relations.length; i++) if (this.through(relations[i]!, run, base, next)) return true;
    return false;
  }

  /** The same of one relation. */
  through(relation: Relation, run: Deciding, base: number, next: Attempt): boolean {
    const mask = this.#mask;
    const grouping = relation.grouping(mask);
    if (grouping !== undefined) {
      const { at, width, entries } = grouping;
      const value = this.#value(run, base, at);
      const end = grouping.end(value);
      let entry = grouping.start(value);
      if (end - entry <= LONG * width || (mask & (mask - 1)) === 0) {
        for (; entry < end; entry += width)
          if (this.#takes(run, base, entries, entry, at) && next(run, base)) return true;
        return false;
      }
    }
    const { data, stride } = relation;
    if (mask === 0) {
      for (let row = relation.rows - 1; row >= 0; row--)
        if (data[row * stride]! >= 0 && this.#takes(run, base, data, row * stride, NO_ARGUMENT) && next(run, base))
          return true;
      return false;
    }
    const { call } = run;
    for (let i = 0; i < this.#kinds.length; i++) if ((mask & (1 << i)) !== 0) call[i] = this.#value(run, base, i);
    const index = relation.index(mask);
    for (let row = relation.first(index, call); row >= 0; row = index.next[row]!)
      if (data[row * stride]! >= 0 && this.#takes(run, base, data, row * stride, NO_ARGUMENT) && next(run, base))
        return true;
    return false;
  }

  #value({ registers }: Deciding, base: number, argument: number): number {
    const of = this.#of[argument]!;
    return this.#kinds[argument] === VALUE ? of : registers[base + of]!;
  }

  /** Whether a fact has the known values, and others that fit; writes these. */
  #takes({ registers }: Deciding, base: number, data: Int32Array, from: number, absent: number): boolean {
    const kinds = this.#kinds;
    let at = from;
    for (let i = 0; i < kinds.length; i++) {
      if (i === absent) continue;
      const value = data[at++]!;
      const of = this.#of[i]!;
      const kind = kinds[i]!;
      if (kind === OPEN) {
        const set = this.#sets[i]!;
        if (set !== ANY && !this.#program.types.has(set, this.#program.values.typeOf(value))) return false;
        registers[base + of] = value;
      } else if (value !== (kind === VALUE ? of : registers[base + of])) return false;
    }
    return true;
  }
}

/** Facts of three arguments of which two are known, as most are that rules go through, where the rule then only calls its last goal. */
export class PairScan implements LeadingScan {
  readonly #predicate: CloudPredicate;
  readonly #program: CompiledCloud;
  readonly #scan: ProcedureScan;
  readonly #mask: number;
  /** The open argument, where its value goes, and what it may be: values of one type, or -1; else those of a set. */
  readonly #open: number;
  readonly #to: number;
  readonly #type: number;
  readonly #set: number;
  /** By argument: a register, or -1 less a value. */
  readonly #from: Int32Array;

  /** @param places one of them open, the others known */
  constructor(predicate: CloudPredicate, program: CompiledCloud, places: readonly Place[]) {
    this.#predicate = predicate;
    this.#program = program;
    this.#scan = new ProcedureScan(predicate, program, places);
    this.#open = places.findIndex(({ kind }) => kind === OPEN);
    const { of, set = ANY } = places[this.#open]!;
    this.#mask = 7 & ~(1 << this.#open);
    this.#to = of;
    this.#set = set;
    this.#type = program.types.only(set) ?? -1;
    this.#from = Int32Array.from(places, ({ kind, of }) => (kind === VALUE ? -1 - of : of));
  }

  lead(run: Deciding, base: number, site: CallSite): boolean {
    const relations = run.relations(this.#predicate);
    for (let i = 0; i < relations.length; i++) if (this.#through(relations[i]!, run, base, site)) return true;
    return false;
  }

  #through(relation: Relation, run: Deciding, base: number, site: CallSite): boolean {
    const grouping = relation.grouping(this.#mask);
    if (grouping === undefined) return this.#scan.through(relation, run, base, leadTo(site));
    const { at, entries } = grouping;
    const value = this.#known(run, base, at);
    const start = grouping.start(value);
    const end = grouping.end(value);
    if (end - start > LONG * 2) return this.#scan.through(relation, run, base, leadTo(site));
    const open = this.#open;
    const other = this.#known(run, base, 3 - open - at);
    const column = open > at ? open - 1 : open;
    for (let entry = start; entry < end; entry += 2) {
      if (entries[entry + 1 - column] !== other) continue;
      const found = entries[entry + column]!;
      if (!this.#may(found)) continue;
      run.registers[base + this.#to] = found;
      if (run.lead(site.call(run, base))) return true;
    }
    return false;
  }

  #known({ registers }: Deciding, base: number, argument: number): number {
    const of = this.#from[argument]!;
    return of < 0 ? -1 - of : registers[base + of]!;
  }

  #may(value: number): boolean {
    const type = this.#program.values.typeOf(value);
    return this.#type >= 0 ? type === this.#type : this.#program.types.has(this.#set, type);
  }
}

const leadTo =
  (site: CallSite): Attempt =>
  (run, base) =>
    run.lead(site.call(run, base));

/** Greater than any argument's number. */
const NO_ARGUMENT = 99;
