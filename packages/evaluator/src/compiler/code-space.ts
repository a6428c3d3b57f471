import type { Node } from '@polar-tools/language';
import { type Box, type Fields, instancePattern, type Term } from '../terms/term.ts';
import type { Piece, Value, Variable } from './goal.ts';

/** A variable that a debugger shows, and where its frame has it. */
export interface FrameSlot {
  readonly name: string;
  readonly slot: number;
}

/** A goal as code knows it. `clause`: the index of the clause that it stands in. */
export interface Site {
  readonly node: Node;
  readonly clause: number;
  readonly piece: Piece | undefined;
  /** What is passed to a predicate; undefined for goals of other kinds. */
  readonly args: readonly Value[] | undefined;
}

const NONE: readonly number[] = [];

/**
 * Code and what it refers to. A program has two: for running, and for debugging (all variables kept in frames, an event at
 * every port). One source makes both and one machine runs both, as instructions that the other one lacks cost it nothing;
 * only ever grows, so addresses stay valid.
 */
export class CodeSpace {
  readonly debug: boolean;
  /** Frames begin with the caller's frame and the address to return to; when debugging, with the activation too. */
  readonly firstSlot: number;
  code = new Int32Array(4096);
  length = 0;
  readonly constants: Term[] = [];
  readonly keyLists: string[][] = [];
  /** One past the highest register in use. */
  registers = 16;
  readonly sites: Site[] = [];
  readonly #constantIndex = new Map<Term, number>();
  readonly #instances = new Map<string, Box>();
  readonly #keyIndex = new Map<string, number>();
  readonly #sitePcs: number[] = [];
  readonly #siteAt: Site[] = [];
  readonly #frames = new Map<number, ReadonlyMap<Variable, number>>();
  readonly #negations = new Map<number, readonly number[]>();
  #barriers = 0;
  readonly #predicateIndex: (name: string, arity: number) => number;

  constructor(debug: boolean, predicateIndex: (name: string, arity: number) => number) {
    this.debug = debug;
    this.firstSlot = debug ? 3 : 2;
    this.#predicateIndex = predicateIndex;
  }

  emit(words: readonly number[]): void {
    if (this.length + words.length > this.code.length) {
      const grown = new Int32Array(this.code.length * 2 + words.length);
      grown.set(this.code);
      this.code = grown;
    }
    for (const word of words) this.code[this.length++] = word;
  }

  patch(at: number, word: number): void {
    this.code[at] = word;
  }

  constant(term: Term): number {
    const known = this.#constantIndex.get(term);
    if (known !== undefined && !Object.is(term, -0)) return known;
    const index = this.constants.push(term) - 1;
    this.#constantIndex.set(term, index);
    return index;
  }

  /** The pattern of a class without fields. */
  instance(name: string): Box {
    const known = this.#instances.get(name);
    if (known !== undefined) return known;
    const made = instancePattern(name, new Map() as Fields);
    this.#instances.set(name, made);
    return made;
  }

  keys(fields: readonly (readonly [string, unknown])[]): number {
    const keys = fields.map(([key]) => key);
    const text = JSON.stringify(keys);
    const known = this.#keyIndex.get(text);
    if (known !== undefined) return known;
    const index = this.keyLists.push(keys) - 1;
    this.#keyIndex.set(text, index);
    return index;
  }

  useRegister(register: number): void {
    if (register >= this.registers) this.registers = register + 1;
  }

  predicate(name: string, arity: number): number {
    this.useRegister(arity);
    return this.#predicateIndex(name, arity);
  }

  newBarrier(): number {
    return this.#barriers++;
  }

  /** What is assembled from here on comes from this goal. */
  markSite(node: Node, clause: number): void {
    this.#sitePcs.push(this.length);
    this.#siteAt.push({ node, clause, piece: undefined, args: undefined });
  }

  /** The goal that an instruction belongs to. */
  siteOf(pc: number): Site | undefined {
    let low = 0;
    let high = this.#sitePcs.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (this.#sitePcs[middle]! <= pc) low = middle + 1;
      else high = middle - 1;
    }
    return this.#siteAt[high];
  }

  /** A goal's number, for events. */
  site(node: Node, clause: number, piece: Piece | undefined, args: readonly Value[] | undefined): number {
    return this.sites.push({ node, clause, piece, args }) - 1;
  }

  /** Where the frame of a clause has its variables, for debuggers and for the answers of a query. */
  describeFrame(clause: number, slots: ReadonlyMap<Variable, number>): void {
    this.#frames.set(clause, slots);
  }

  /** Says which slots have the variables of a negation's own, by the address after it. */
  describeNegation(end: number, own: readonly number[]): void {
    if (own.length > 0) this.#negations.set(end, own);
  }

  /**
   * Where the frame has the variables that occur in a negation alone, by the address after it. When debugging these are there
   * from the beginning of the clause, although they are none from outside to the negation.
   */
  ownOf(end: number): readonly number[] {
    return this.#negations.get(end) ?? NONE;
  }

  slotOf(clause: number, variable: Variable): number | undefined {
    return this.#frames.get(clause)?.get(variable);
  }

  /** The variables that the text of a clause names. */
  frameSlots(clause: number): readonly FrameSlot[] {
    const slots = this.#frames.get(clause) ?? new Map<Variable, number>();
    return [...slots].filter(([{ written }]) => written).map(([{ name }, slot]) => ({ name, slot }));
  }
}
