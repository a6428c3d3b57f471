import type { CloudPredicate, CompiledCloud } from '../dialect/cloud/program.ts';
import type { FactStore } from '../facts/fact-store.ts';
import { LONG, type Relation } from '../facts/relation.ts';
import { setOf } from '../tables/codes.ts';
import type { FactRelations } from '../tables/fact-relations.ts';
import type { Step } from '../tables/plan.ts';
import { Plans } from '../tables/plans.ts';
import { ANY } from '../tables/type-sets.ts';
import { bind, isSame, readSlot } from './bindings.ts';
import type { FactPlaces } from './fact-places.ts';
import type { Recording } from './recording.ts';
import { Scan } from './scan.ts';
import type { RuleRun, Table } from './table.ts';

/** Goes through the facts and the lists that goals ask, one that fits at a time, and records each fact that is written somewhere. */
export class Scans {
  readonly #program: CompiledCloud;
  readonly #places: FactPlaces;
  readonly #recording: Recording;
  readonly #relations: FactRelations;
  /** One that no rule uses. */
  #spare: Scan | undefined = undefined;

  constructor(program: CompiledCloud, facts: FactStore, places: FactPlaces, recording: Recording) {
    this.#program = program;
    this.#relations = Plans.of(program).relationsIn(facts);
    this.#places = places;
    this.#recording = recording;
  }

  /** The facts of a predicate, in all stores and in the policy. */
  relations(predicate: CloudPredicate): readonly Relation[] {
    return this.#relations.of(predicate);
  }

  /** Asks facts: true where one fits, which the rule's variables have then; under `not`, where none does. */
  firstFact(run: RuleRun, step: Step, activation: number): boolean {
    const { arguments: all, negated } = step;
    let mask = 0;
    for (let i = 0; i < all.length; i++) {
      const code = readSlot(run, all[i]!);
      asked[i] = code;
      if (code >= 0) mask |= 1 << i;
    }
    const open = ~mask & ((1 << all.length) - 1);
    if (open === 0) return this.#has(run, step, activation) !== negated;
    // What has one open argument and no goal before it to come back to is nearly always answered once, or not at all.
    if ((open & (open - 1)) === 0 && run.scan === undefined) {
      const at = 31 - Math.clz32(open);
      const value = this.#only(step.predicate!, mask, at);
      if (value !== SEVERAL) {
        if (value >= 0 && !negated) bind(run, all[at]!, value);
        return value >= 0 !== negated;
      }
    }
    const scan = this.#spare ?? new Scan();
    this.#spare = scan;
    scan.begin(run.at, activation);
    scan.mask = mask;
    scan.arity = all.length;
    for (let i = 0; i < all.length; i++) scan.key[i] = asked[i]!;
    this.#seek(run, step, scan);
    if (scan.row < 0 || negated) return scan.row < 0 && negated;
    this.#keep(run, scan);
    this.nextFact(run, step, scan);
    return true;
  }

  /**
   * What one open argument is in the only fact that has the values that are asked; `NONE`, or `SEVERAL`, also where that is not found out at once or a fact may
   * have to be recorded.
   */
  #only(predicate: CloudPredicate, mask: number, open: number): number {
    const relations = this.relations(predicate);
    const { types, values } = this.#program;
    const set = setOf(asked[open]!);
    let only = NONE;
    for (let layer = 0; layer < relations.length; layer++) {
      const relation = relations[layer]!;
      const grouping = this.#places.has(predicate, relation) ? undefined : relation.grouping(mask);
      if (grouping === undefined) return SEVERAL;
      const { at, width, entries } = grouping;
      const end = grouping.end(asked[at]!);
      let entry = grouping.start(asked[at]!);
      if (end - entry > LONG * width) return SEVERAL;
      const column = open < at ? open : open - 1;
      for (; entry < end; entry += width) {
        let i = 0;
        while (i < width && (i === column || entries[entry + i] === asked[i < at ? i : i + 1])) i++;
        if (i < width) continue;
        const value = entries[entry + column]!;
        if (set !== ANY && !types.has(set, values.typeOf(value))) continue;
        if (only !== NONE) return SEVERAL;
        only = value;
      }
    }
    return only;
  }

  #keep(run: RuleRun, scan: Scan): void {
    this.#spare = undefined;
    scan.below = run.scan;
    run.scan = scan;
  }

  #has(run: RuleRun, step: Step, activation: number): boolean {
    const predicate = step.predicate!;
    const relations = this.relations(predicate);
    for (let layer = 0; layer < relations.length; layer++) {
      const relation = relations[layer]!;
      if (this.#places.has(predicate, relation)) {
        const row = relation.find(asked);
        if (row < 0) continue;
        if (!step.negated) this.#record(run, predicate, relation, activation, row, layer);
        return true;
      }
      if (relation.has(asked)) return true;
    }
    return false;
  }

  /** Whether a call without variables is a fact; undefined where that may have to be recorded. */
  isFact({ predicate, codes }: Table): boolean | undefined {
    const relations = this.relations(predicate);
    for (let layer = 0; layer < relations.length; layer++) {
      if (this.#places.has(predicate, relations[layer]!)) return undefined;
      if (relations[layer]!.has(codes)) return true;
    }
    return false;
  }

  /** Takes the fact that was found, and looks for the one after it. */
  nextFact(run: RuleRun, step: Step, scan: Scan): void {
    const { key, arity, row, grouping } = scan;
    const relation = scan.relation!;
    const data = grouping === undefined ? relation.data : grouping.entries;
    const base = grouping === undefined ? row * relation.stride : row;
    const absent = grouping === undefined ? NO_ARGUMENT : grouping.at;
    for (let i = 0; i < arity; i++)
      if (key[i]! < 0) bind(run, step.arguments[i]!, data[base + (i < absent ? i : i - 1)]!);
    if (grouping === undefined) this.#record(run, step.predicate!, relation, scan.activation, row, scan.layer);
    this.#seek(run, step, scan);
    this.#endLast(run, scan);
  }

  /** Where nothing can hold in another way, no goal needs its variables back. */
  #endLast(run: RuleRun, scan: Scan): void {
    if (scan.row >= 0 || scan.below !== undefined) return;
    run.scan = undefined;
    this.#spare = scan;
  }

  #record(
    run: RuleRun,
    predicate: CloudPredicate,
    relation: Relation,
    activation: number,
    row: number,
    layer: number,
  ): void {
    if (this.#places.has(predicate, relation) && this.#places.of(predicate, relation, row) !== undefined)
      this.#recording.addFact(run.plan.id, run.at, run.owner.id, activation, run.slots, row, layer);
  }

  /** The next fact that fits, after the one that a scan stands at: the latest of each relation first. */
  #seek(run: RuleRun, step: Step, scan: Scan): void {
    const predicate = step.predicate!;
    const relations = this.relations(predicate);
    for (;;) {
      const { relation } = scan;
      if (relation !== undefined && this.#through(run, step, scan, relation)) return;
      const next = relations[++scan.layer];
      scan.relation = next;
      if (next === undefined) return;
      this.#enter(predicate, scan, next);
    }
  }

  /** Where to look first in a relation. */
  #enter(predicate: CloudPredicate, scan: Scan, relation: Relation): void {
    const { mask, key, arity } = scan;
    scan.grouping = undefined;
    if (mask === 0) {
      scan.ahead = relation.rows - 1;
      return;
    }
    // Rows have places; entries of a grouping have none.
    const grouping = this.#places.has(predicate, relation) ? undefined : relation.grouping(mask);
    if (grouping !== undefined) {
      const start = grouping.start(key[grouping.at]!);
      const end = grouping.end(key[grouping.at]!);
      if (end - start <= LONG * grouping.width || (mask & (mask - 1)) === 0) {
        scan.grouping = grouping;
        scan.start = start;
        scan.ahead = end - grouping.width;
        return;
      }
    }
    for (let i = 0; i < arity; i++) asked[i] = key[i]!;
    scan.ahead = relation.first(relation.index(mask), asked);
  }

  #through(run: RuleRun, step: Step, scan: Scan, relation: Relation): boolean {
    const { mask, grouping } = scan;
    if (grouping !== undefined) {
      const { entries, width, at } = grouping;
      for (let entry = scan.ahead; entry >= scan.start; entry -= width) {
        if (!this.#fits(run, step, scan, entries, entry, at)) continue;
        scan.row = entry;
        scan.ahead = entry - width;
        return true;
      }
    } else {
      const { data, stride } = relation;
      const next = mask === 0 ? undefined : relation.index(mask).next;
      for (let row = scan.ahead; row >= 0; ) {
        const after = next === undefined ? row - 1 : next[row]!;
        if (data[row * stride]! >= 0 && this.#fits(run, step, scan, data, row * stride, NO_ARGUMENT)) {
          scan.row = row;
          scan.ahead = after;
          return true;
        }
        row = after;
      }
    }
    scan.row = -1;
    return false;
  }

  /** Whether a fact has the values that the goal had when it was called, and others that its variables may have. */
  #fits(run: RuleRun, step: Step, { key, arity }: Scan, data: Int32Array, from: number, absent: number): boolean {
    for (let i = 0, at = from; i < arity; i++) {
      if (i === absent) continue;
      const value = data[at++]!;
      const code = key[i]!;
      if (code >= 0) {
        if (code !== value) return false;
        continue;
      }
      const set = setOf(code);
      const { types, values } = this.#program;
      if (set !== ANY && !types.has(set, values.typeOf(value))) return false;
      for (let j = 0; j < i; j++) {
        if (key[j]! >= 0 || data[from + (j < absent ? j : j - 1)] === value) continue;
        if (isSame(run, step.arguments[i]!, step.arguments[j]!)) return false;
      }
    }
    return true;
  }

  /** Asks whether something is in a list: true where it is, or a variable may be one of its values, which it has then. */
  firstMember(run: RuleRun, step: Step, activation: number): boolean {
    const code = readSlot(run, step.arguments[0]!);
    if (code >= 0) return step.values.includes(code) !== step.negated;
    const scan = this.#spare ?? new Scan();
    this.#spare = scan;
    scan.begin(run.at, activation);
    scan.arity = 1;
    scan.key[0] = code;
    scan.row = this.#memberFrom(step, scan, 0);
    if (scan.row < 0) return false;
    this.#keep(run, scan);
    this.nextMember(run, step, scan);
    return true;
  }

  /** Takes the value that was found, and looks for the one after it. */
  nextMember(run: RuleRun, step: Step, scan: Scan): void {
    bind(run, step.arguments[0]!, step.values[scan.row]!);
    scan.row = this.#memberFrom(step, scan, scan.row + 1);
    this.#endLast(run, scan);
  }

  /** The first value of a list, from one on, that may be a variable's; -1 for none. */
  #memberFrom(step: Step, { key }: Scan, from: number): number {
    const { types, values } = this.#program;
    for (let i = from; i < step.values.length; i++)
      if (types.has(setOf(key[0]!), values.typeOf(step.values[i]!))) return i;
    return -1;
  }

  /** Ends a scan: its variables are as they were. */
  end(run: RuleRun, step: Step, scan: Scan): void {
    const { key, arity } = scan;
    if (scan.slot >= 0) bind(run, scan.slot, key[0]!);
    for (let i = 0; i < arity; i++) if (key[i]! < 0) bind(run, step.arguments[i]!, key[i]!);
    run.scan = scan.below;
  }
}

/** The arguments of the goal that is looked at. */
const asked = new Int32Array(32);

/** No value. */
const NONE = -1;
/** More than one, perhaps. */
const SEVERAL = -2;

/** Greater than any argument's number. */
const NO_ARGUMENT = 99;
