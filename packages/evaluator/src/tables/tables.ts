import type { CloudPredicate, CompiledCloud } from '../dialect/cloud/program.ts';
import type { FactStore } from '../facts/fact-store.ts';
import type { Relation } from '../facts/relation.ts';
import { Answers } from './answers.ts';
import { free, setOf } from './codes.ts';
import type { FactRelations } from './fact-relations.ts';
import { TableFailure } from './failure.ts';
import { Plans } from './plans.ts';
import { newSubgoal, type Subgoal } from './subgoal.ts';
import { Subgoals } from './subgoals.ts';

/** The calls of a run with what is known of each: its answers so far, its rules, and the facts that it may find. */
export class Tables {
  readonly program: CompiledCloud;
  readonly plans: Plans;
  readonly answers = new Answers();
  readonly subgoals = new Subgoals<Subgoal>(newSubgoal);
  readonly #mostAnswers: number;
  /** Each rule runs by itself, as it is noted how far it comes. */
  readonly #isNoted: boolean;
  readonly #relations: FactRelations;

  constructor(program: CompiledCloud, facts: FactStore, mostAnswers: number, isNoted: boolean) {
    this.program = program;
    this.plans = Plans.of(program);
    this.#relations = this.plans.relationsIn(facts);
    this.#mostAnswers = mostAnswers;
    this.#isNoted = isNoted;
  }

  /** The facts of a predicate, in all stores and in the policy. */
  relations(predicate: CloudPredicate): readonly Relation[] {
    return this.#relations.of(predicate);
  }

  /** The subgoal whose answers are those of a subgoal: another one where its only rule just calls that. */
  targetOf(subgoal: Subgoal): Subgoal {
    if (subgoal.target !== undefined) return subgoal.target;
    subgoal.target = subgoal;
    if (this.relations(subgoal.predicate).length > 0) return subgoal;
    const rules = this.plans.rulesFor(subgoal.predicate, subgoal.codes);
    const forward = rules.length === 1 && !this.#isNoted ? rules[0]!.forward : undefined;
    if (forward === undefined) return subgoal;
    const { rule, steps } = rules[0]!;
    const codes = forward.map((at) => {
      if (at < 0) return -1 - at;
      const code = subgoal.codes[at]!;
      if (code >= 0) return code;
      return free(this.program.types.meet(setOf(code), rule!.types[rule!.head[at]!]!));
    });
    const next = this.subgoals.find(steps[0]!.predicate!, codes);
    // In a circle of such rules the first one is itself the table, which stays empty.
    const target = this.targetOf(next);
    subgoal.places = target === subgoal ? subgoal.open : next.places.map((at) => forward[at]!);
    subgoal.target = target;
    return target;
  }

  /** Makes a subgoal ready for its rules to be tried. */
  prepare(subgoal: Subgoal): void {
    subgoal.rules = this.plans.rulesFor(subgoal.predicate, subgoal.codes);
    subgoal.tried = 0;
  }

  /** Looks for the fact that a call without variables is; without rules that is all there is to know. */
  lookUp(subgoal: Subgoal): void {
    this.prepare(subgoal);
    const relations = this.relations(subgoal.predicate);
    for (let i = 0; i < relations.length; i++) {
      if (!relations[i]!.has(subgoal.codes)) continue;
      this.prove(subgoal);
      return;
    }
    if (subgoal.rules.length === 0) subgoal.complete = true;
  }

  /** Gives a call without variables its only answer: it holds. */
  prove(subgoal: Subgoal): void {
    this.#keep(subgoal, this.answers.append(subgoal.id, -1, noNumbers, 0));
  }

  /** Adds an answer, a code for each open argument; false where it is there already. */
  add(owner: Subgoal, tuple: Int32Array): boolean {
    const { length } = owner.open;
    if (length === 1 && tuple[0]! >= 0) return this.#addOne(owner, tuple[0]!);
    const place = this.answers.add(owner.id, owner.last, tuple, length);
    if (place === -1) return false;
    for (let i = 0; i < length; i++) if (tuple[i]! < 0) owner.isWide = true;
    this.#keep(owner, place);
    return true;
  }

  /** Adds the first values of a list, which it may change, as answers of a call with one open argument; whether some were not there. */
  addValues(owner: Subgoal, values: Int32Array, count: number): boolean {
    if (owner.count >= MANY) return this.#addMany(owner, values, count);
    let isNew = false;
    for (let i = 0; i < count; i++) if (this.#addOne(owner, values[i]!)) isNew = true;
    return isNew;
  }

  #addMany(owner: Subgoal, values: Int32Array, count: number): boolean {
    let most = 0;
    for (let i = 0; i < count; i++) if (values[i]! > most) most = values[i]!;
    const bits = this.#bitsOf(owner, most);
    let fresh = 0;
    for (let i = 0; i < count; i++) {
      const value = values[i]!;
      const had = bits[value >>> 5]!;
      const bit = 1 << (value & 31);
      if ((had & bit) !== 0) continue;
      bits[value >>> 5] = had | bit;
      values[fresh++] = value;
    }
    if (fresh === 0) return false;
    // One more than may be is told.
    fresh = Math.min(fresh, this.#mostAnswers - this.answers.count + 1);
    const last = this.answers.appendAll(owner.id, owner.last, values, fresh);
    owner.count += fresh - 1;
    this.#keep(owner, last);
    return true;
  }

  #addOne(owner: Subgoal, value: number): boolean {
    one[0] = value;
    const place = owner.count >= MANY ? this.#addValue(owner, value) : this.answers.add(owner.id, owner.last, one, 1);
    if (place === -1) return false;
    this.#keep(owner, place);
    return true;
  }

  /** Adds a value to many: a bit says whether it is there, which is nearer than a hash. */
  #addValue(owner: Subgoal, value: number): number {
    const bits = this.#bitsOf(owner, value);
    const had = bits[value >>> 5]!;
    const bit = 1 << (value & 31);
    if ((had & bit) !== 0) return -1;
    bits[value >>> 5] = had | bit;
    return this.answers.append(owner.id, owner.last, one, 1);
  }

  /** A bit for each value that is an answer, and room for others up to one. */
  #bitsOf(owner: Subgoal, most: number): Uint32Array {
    let bits = owner.values;
    if (bits === undefined) {
      bits = new Uint32Array((this.program.values.numbers >>> 5) + 1);
      for (let place = owner.first; place !== -1; place = this.answers.next(place)) {
        const code = this.answers.code(place, 0);
        if (code >= 0) bits[code >>> 5]! |= 1 << (code & 31);
      }
      owner.values = bits;
    }
    if (most >>> 5 < bits.length) return bits;
    // A rule that was met since names a value that had no number before.
    const larger = new Uint32Array((this.program.values.numbers >>> 5) + 1);
    larger.set(bits);
    owner.values = larger;
    return larger;
  }

  #keep(owner: Subgoal, place: number): void {
    if (owner.first === -1) owner.first = place;
    owner.last = place;
    owner.count++;
    owner.own.served = 0;
    owner.others.served = 0;
    if (this.answers.count > this.#mostAnswers)
      throw new TableFailure(
        'fact-limit',
        `The query derives more than ${this.#mostAnswers} facts, and is given up there. Name a user, an action or a resource in place of a variable, or ask over fewer facts.`,
      );
  }
}

/** A call with so many answers has a bit for each value. */
const MANY = 256;

const noNumbers = new Int32Array(0);
/** An answer of one value, while it is added. */
const one = new Int32Array(1);
