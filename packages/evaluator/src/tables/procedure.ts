import type { CloudPredicate } from '../dialect/cloud/program.ts';
import type { Relation } from '../facts/relation.ts';

/** Tries a goal and what comes after it, in all ways; true as soon as all hold. Its variables are registers, from `base` on. */
export type Attempt = (run: Deciding, base: number) => boolean;

/** A rule of a procedure: nearly all are a call alone, or one for each fact that fits; others are a chain of closures. */
export type Way =
  | { readonly kind: typeof LEAD; readonly site: CallSite }
  | { readonly kind: typeof LEAD_EACH; readonly site: CallSite; readonly scan: LeadingScan }
  | { readonly kind: typeof ATTEMPT; readonly attempt: Attempt };
export const LEAD = 0;
export const LEAD_EACH = 1;
export const ATTEMPT = 2;

/** A call in a rule. */
export interface CallSite {
  /** Writes the call's arguments; gives its procedure. */
  call(run: Deciding, base: number): Procedure;
}

/** Facts for each of which a rule calls its last goal. */
export interface LeadingScan {
  /** Whether one of these calls is known to hold. */
  lead(run: Deciding, base: number, site: CallSite): boolean;
}

/** What attempts ask of the search that makes them. */
export interface Deciding {
  /** May be replaced by a longer one by any call. */
  readonly registers: Int32Array;
  /** The arguments of the call that is made next. */
  readonly call: Int32Array;
  readonly now: number;
  relations(predicate: CloudPredicate): readonly Relation[];
  /** Calls a rule's last goal: true where it is known to hold; else it is looked at later, and the rule holds where it does. */
  lead(procedure: Procedure): boolean;
  /** Calls a goal that more follows on. */
  decide(procedure: Procedure): boolean;
  /** Calls a goal that must not hold. */
  isAbsent(procedure: Procedure): boolean;
}

/** Thrown where a search cannot say whether a call holds: tables can. */
export class Undecided extends Error {}

/**
 * The rules for calls of a predicate whose arguments all have values, where these are alike as far as heads of rules tell: equal where a
 * head asks for the value, else of one type.
 */
export class Procedure {
  readonly id: number;
  readonly predicate: CloudPredicate;
  readonly arity: number;
  /** How many registers its rules take. */
  registers = 0;
  /** Some rule may not be called at all, or there are too many: such calls are answered by tables. */
  decidable = true;
  /** Some rule calls what has no value yet, and is left out. */
  isPartial = false;
  /** Of a call like these it could not be said whether it holds. */
  wasVague = false;
  readonly #make: (procedure: Procedure) => readonly Way[];
  #ways: readonly Way[] | undefined = undefined;

  constructor(id: number, predicate: CloudPredicate, make: (procedure: Procedure) => readonly Way[]) {
    this.id = id;
    this.predicate = predicate;
    this.arity = predicate.arity;
    this.#make = make;
  }

  /** Made when it is first called. */
  get ways(): readonly Way[] {
    this.#ways ??= this.#make(this);
    return this.#ways;
  }
}
