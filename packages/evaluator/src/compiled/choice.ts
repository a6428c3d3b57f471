import type { Term } from '../terms/term.ts';
import type { Activation, Frame } from './frame.ts';

/** Clauses left of a predicate. `list`, `index`: the next one. */
export const CLAUSES = 0;
/** An alternative of an `or`: `address`. */
export const ALTERNATIVE = 1;
/** Members left of a list for `in`: `list` is what is left, `item` what to unify them with, `address` where to go on. */
export const MEMBERS = 2;
/** A negation in progress: `address` is what follows it. */
export const NEGATION = 3;
/** Where a cut that does not reach the clause's alternatives stops: `index` is its number. */
export const BARRIER = 4;
/** Heads being tried for filtering: `list`, `index`: the one in progress; `item`: those that fit so far. */
export const FILTER = 5;
/** Goal lists left of a choice that terms make: `item`. */
export const GOALS = 6;
/** Members left of an application's iterable: `index` is the next one, `item` the goal. */
export const ITERATION = 7;
/** A goal being debugged, `item`, is entered again when this is reached: choice points are left in it. */
export const REDONE = 8;

/** A choice point. Never changes: going on to the next alternative makes another one. */
export class Choice {
  readonly kind: number;
  readonly previous: Choice | null;
  readonly frame: Frame | null;
  /** Where the clause returns to. */
  readonly returnTo: number;
  /** Length of the trail. */
  readonly top: number;
  readonly generation: number;
  readonly args: readonly Term[] | null;
  readonly address: number;
  readonly index: number;
  readonly list: unknown;
  readonly item: unknown;
  readonly activation: Activation | null;
  constructor(
    kind: number,
    previous: Choice | null,
    frame: Frame | null,
    returnTo: number,
    top: number,
    generation: number,
    args: readonly Term[] | null,
    address: number,
    index: number,
    list: unknown,
    item: unknown,
    activation: Activation | null,
  ) {
    this.kind = kind;
    this.previous = previous;
    this.frame = frame;
    this.returnTo = returnTo;
    this.top = top;
    this.generation = generation;
    this.args = args;
    this.address = address;
    this.index = index;
    this.list = list;
    this.item = item;
    this.activation = activation;
  }
}
