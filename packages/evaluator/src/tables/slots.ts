import type { Values } from '../facts/values.ts';
import type { Answers } from './answers.ts';
import { type Code, free, isLink, link, linked, markOf, setOf } from './codes.ts';
import type { Plan } from './plan.ts';
import { NO_TYPE, type TypeSets } from './type-sets.ts';

const noCodes = new Int32Array(0);

/** The variables of the rule that runs, a code each, and those of rules that wait for answers. */
export class Slots {
  readonly #types: TypeSets;
  readonly #values: Values;
  #codes = noCodes;
  /** Some slots are links to others. */
  #links = false;
  /** The slots of rules that wait, one after another. */
  #frames = noCodes;
  #framesTop = 0;

  constructor(types: TypeSets, values: Values) {
    this.#types = types;
    this.#values = values;
  }

  /** Whether some variables were made one. */
  get hasLinks(): boolean {
    return this.#links;
  }

  /** The variables of a rule before anything has a value, but for the time. */
  begin({ initial, now }: Plan, time: number): void {
    if (initial.length > this.#codes.length) this.#codes = new Int32Array(initial.length * 2);
    const codes = this.#codes;
    for (let slot = 0; slot < initial.length; slot++) codes[slot] = initial[slot]!;
    if (now >= 0) codes[now] = time;
  }

  /** What an argument is. */
  read(argument: number): Code {
    if (argument < 0) return -1 - argument;
    return this.#codes[this.#links ? this.#root(argument) : argument]!;
  }

  /** Gives a variable its code, whatever it was. */
  set(slot: number, code: Code): void {
    this.#codes[this.#links ? this.#root(slot) : slot] = code;
  }

  /** Makes a slot what a code says; false where it cannot be. */
  unify(slot: number, code: Code): boolean {
    const root = this.#links ? this.#root(slot) : slot;
    const known = this.#codes[root]!;
    if (code >= 0) {
      if (known >= 0) return known === code;
      if (!this.#types.has(setOf(known), this.#values.typeOf(code))) return false;
      this.#codes[root] = code;
      return true;
    }
    if (known >= 0) return this.#types.has(setOf(code), this.#values.typeOf(known));
    const meet = this.#types.meet(setOf(known), setOf(code));
    this.#codes[root] = free(meet);
    return meet !== NO_TYPE;
  }

  /** Makes two slots one; false where they cannot be. */
  alias(one: number, other: number): boolean {
    const a = this.#root(one);
    const b = this.#root(other);
    if (a === b) return true;
    if (!this.unify(a, this.#codes[b]!)) return false;
    this.#codes[b] = link(a);
    this.#links = true;
    return true;
  }

  /** Whether two slots are one variable. */
  isSame(one: number, other: number): boolean {
    // Different slots are one variable only where they are linked.
    return one === other || (this.#links && this.#root(one) === this.#root(other));
  }

  /** Gives the arguments of a call what an answer says of those at these places; false where it does not fit. */
  take(call: readonly number[], places: readonly number[], answers: Answers, place: number): boolean {
    let marks: Map<number, number> | undefined;
    for (let i = 0; i < places.length; i++) {
      const slot = call[places[i]!]!;
      const code = answers.code(place, i);
      if (code >= 0) {
        if (!this.unify(slot, code)) return false;
        continue;
      }
      if (!this.unify(slot, free(setOf(code)))) return false;
      const mark = markOf(code);
      if (mark === 0) continue;
      marks ??= new Map();
      const other = marks.get(mark);
      if (other === undefined) marks.set(mark, slot);
      else if (!this.alias(other, slot)) return false;
    }
    return true;
  }

  /** Tells what a rule's head says of the arguments at these places, the answer to its call. */
  tell(head: readonly number[], places: readonly number[], tuple: Int32Array): void {
    let marks = 0;
    for (let i = 0; i < places.length; i++) {
      const argument = head[places[i]!]!;
      const code = this.read(argument);
      tuple[i] = code;
      if (code >= 0) continue;
      // Variables without a value that are one and the same are marked alike.
      for (let j = 0; j < i; j++) {
        if (tuple[j]! >= 0 || !this.isSame(argument, head[places[j]!]!)) continue;
        if (markOf(tuple[j]!) === 0) tuple[j] = free(setOf(tuple[j]!), ++marks);
        tuple[i] = tuple[j]!;
        break;
      }
    }
  }

  /** Puts the slots of a rule aside; says where. */
  freeze({ initial }: Plan): number {
    const { length } = initial;
    const frame = this.#framesTop;
    this.#framesTop += length;
    if (this.#framesTop > this.#frames.length) {
      const larger = new Int32Array(Math.max(this.#framesTop * 2, 64));
      larger.set(this.#frames);
      this.#frames = larger;
    }
    for (let i = 0; i < length; i++) this.#frames[frame + i] = this.#codes[i]!;
    return frame;
  }

  /** What an argument is for a rule whose slots were put aside, where none is a link. */
  frozen(frame: number, argument: number): Code {
    return argument < 0 ? -1 - argument : this.#frames[frame + argument]!;
  }

  /** Takes up the slots that were put aside. */
  thaw({ initial }: Plan, frame: number): void {
    const { length } = initial;
    if (length > this.#codes.length) this.#codes = new Int32Array(length * 2);
    for (let i = 0; i < length; i++) this.#codes[i] = this.#frames[frame + i]!;
  }

  #root(slot: number): number {
    let at = slot;
    for (let code = this.#codes[at]!; isLink(code); code = this.#codes[at]!) at = linked(code);
    return at;
  }
}
