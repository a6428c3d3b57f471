import type { Term } from '@polar-tools/evaluator';

/** The scopes of a frame. */
export type ScopeName = 'arguments' | 'variables' | 'goal' | 'facts' | 'choicePoints' | 'results';

/** What a client can open: a scope of a frame, the inside of a value, or rows that were made already. */
export type Expandable =
  | { readonly kind: 'scope'; readonly scope: ScopeName /** Index in the runtime's frames. */; readonly frame: number }
  | {
      readonly kind: 'term';
      readonly term: Term /** What to evaluate to get it. */;
      readonly name?: string | undefined;
    }
  | { readonly kind: 'rows'; readonly rows: () => readonly Row[] };

/** One line of a tree of variables. */
export interface Row {
  readonly name: string;
  readonly value: string;
  readonly type?: string | undefined;
  /** What is inside. */
  readonly inside?: Expandable | undefined;
  /** What to evaluate to get this again. */
  readonly evaluateName?: string | undefined;
  /** Its value can be set, in this frame. */
  readonly settable?: boolean;
}

/** What a client sees where it opens something: all of it, or a page. */
export interface Contents {
  readonly total: number;
  /** Known by number, as the elements of a list are; else by name. */
  readonly indexed: boolean;
  readonly rows: (from: number, count?: number) => readonly Row[];
}

/**
 * References that a client holds until the run goes on (DAP, "Lifetime of Objects References"): frames by number, expandable
 * things by number. Numbers of an earlier stop stand for nothing.
 */
export class Handles {
  #things = new Map<number, Expandable>();
  #frames = new Map<number, number>();
  #numbers = new Map<number, number>();
  readonly #last: { thing: number; frame: number };

  /** @param beside whose numbers are others: those of another thread of the same session */
  constructor(beside?: Handles) {
    this.#last = beside === undefined ? { thing: 0, frame: 0 } : beside.#last;
  }

  /** The run goes on: everything that was handed out is void. Numbers are not used again. */
  clear(): void {
    this.#things = new Map();
    this.#frames = new Map();
    this.#numbers = new Map();
  }

  add(thing: Expandable): number {
    this.#things.set(++this.#last.thing, thing);
    return this.#last.thing;
  }

  get(reference: number): Expandable | undefined {
    return this.#things.get(reference);
  }

  /** A number for a frame, by its index in the runtime's frames; the same one until the run goes on. */
  addFrame(index: number): number {
    const known = this.#numbers.get(index);
    if (known !== undefined) return known;
    this.#frames.set(++this.#last.frame, index);
    this.#numbers.set(index, this.#last.frame);
    return this.#last.frame;
  }

  frame(id: number): number | undefined {
    return this.#frames.get(id);
  }
}
