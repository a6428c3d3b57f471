import type { CompiledCloud } from '../dialect/cloud/program.ts';
import type { Grouping } from '../facts/grouping.ts';
import type { FactScan } from './fact-scan.ts';
import type { Join } from './join.ts';
import type { Consumer, Subgoal } from './subgoal.ts';
import type { Tables } from './tables.ts';
import { ANY } from './type-sets.ts';

/** Gives joins the answers that they wait for, many in one go. */
export class Joins {
  readonly #program: CompiledCloud;
  readonly #tables: Tables;
  readonly #scan: FactScan;
  /** How many facts were found since somebody asked. */
  #steps = 0;
  #isNew = false;

  constructor(tables: Tables, scan: FactScan) {
    this.#program = tables.program;
    this.#tables = tables;
    this.#scan = scan;
  }

  takeSteps(): number {
    const steps = this.#steps;
    this.#steps = 0;
    return steps;
  }

  /** Gives a rule answers of a call from one on; whether what it belongs to has new ones then. */
  give(consumer: Consumer, join: Join, from: Subgoal, first: number): boolean {
    // Where most of many are still to be given, all are, in the order of their numbers: so memory is read from one end to the other.
    const isMost = first - from.first < (from.last - from.first) / 2;
    if (consumer.sweep < 0 && from.values !== undefined && isMost && !from.isWide) {
      consumer.sweep = 0;
      consumer.last = from.last;
    }
    const given = consumer.sweep < 0 ? this.#read(consumer, join, first) : this.#sweep(consumer, join, from.values!);
    this.#isNew = false;
    const relations = this.#tables.relations(join.step.predicate!);
    const groupings: Grouping[] = [];
    for (let i = 0; i < relations.length; i++) {
      const grouping = relations[i]!.grouping(join.mask);
      if (grouping?.at === join.from && grouping.width === 2) groupings.push(grouping);
    }
    if (groupings.length < relations.length) this.#throughFacts(consumer.owner, join, given);
    else for (const grouping of groupings) this.#throughGroups(grouping, consumer.owner, join, given);
    return this.#isNew;
  }

  #read(consumer: Consumer, { set }: Join, first: number): number {
    const { types, values } = this.#program;
    const { answers } = this.#tables;
    let given = 0;
    for (let place = first; place !== -1 && given < input.length; place = answers.next(place)) {
      const code = answers.code(place, 0);
      if (code < 0) break;
      consumer.last = place;
      if (set === ANY || types.has(set, values.typeOf(code))) input[given++] = code;
    }
    return given;
  }

  /** Reads some of all values that are answers, from where it left off. */
  #sweep(consumer: Consumer, { set }: Join, bits: Uint32Array): number {
    const { types, values } = this.#program;
    let given = 0;
    let at = consumer.sweep;
    for (; at < bits.length && given + 32 <= input.length; at++) {
      for (let word = bits[at]!; word !== 0; word &= word - 1) {
        const code = (at << 5) | (31 - Math.clz32(word & -word));
        if (set === ANY || types.has(set, values.typeOf(code))) input[given++] = code;
      }
    }
    consumer.sweep = at < bits.length ? at : -1;
    return given;
  }

  /** Facts of three arguments, which stand together by the one that answers give. */
  #throughGroups(grouping: Grouping, owner: Subgoal, { key, from, to, allowed, type }: Join, given: number): void {
    const { entries } = grouping;
    const { types, values } = this.#program;
    const column = to > from ? to - 1 : to;
    const other = key[3 - from - to]!;
    let count = 0;
    for (let i = 0; i < given; i++) {
      if (i % AHEAD === 0) this.#scan.ahead = grouping.readAhead(input, i, Math.min(i + AHEAD, given));
      const end = grouping.end(input[i]!);
      for (let entry = grouping.start(input[i]!); entry < end; entry += 2) {
        if (entries[entry + 1 - column] !== other) continue;
        const value = entries[entry + column]!;
        if (type >= 0 ? values.typeOf(value) !== type : !types.has(allowed, values.typeOf(value))) continue;
        found[count++] = value;
        if (count < found.length) continue;
        this.#add(owner, count);
        count = 0;
      }
    }
    this.#add(owner, count);
  }

  #throughFacts(owner: Subgoal, { step, at, key, from, to, mask }: Join, given: number): void {
    this.#scan.readAhead(step, mask, from, input, given);
    for (let i = 0; i < given; i++) {
      this.#scan.openFor(step, at, key, from, input[i]!);
      for (let count = found.length; count === found.length; ) {
        count = this.#scan.nextValues(step, at, to, found, found.length);
        this.#add(owner, count);
      }
    }
  }

  #add(owner: Subgoal, count: number): void {
    this.#steps += count;
    if (this.#tables.addValues(owner, found, count)) this.#isNew = true;
  }
}

/** The answers that a join is given. */
const input = new Int32Array(2048);
/** What was found for them. */
const found = new Int32Array(512);

/** So many values are looked up ahead: as many as memory brings side by side, and more. */
const AHEAD = 64;
