import type { CloudPredicate, CompiledCloud } from '../dialect/cloud/program.ts';
import type { FactStore } from '../facts/fact-store.ts';
import type { Relation } from '../facts/relation.ts';
import { Answers } from './answers.ts';
import { type Code, free, isLink, link, linked, markOf, setOf } from './codes.ts';
import { comparisonHolds } from './comparison.ts';
import { CALL, COMPARE, FACTS, MEMBER, type Plan, PROBLEM, type Step } from './plan.ts';
import { Plans } from './plans.ts';
import type { Reach } from './reach.ts';
import type { Consumer, Subgoal } from './subgoal.ts';
import { Subgoals } from './subgoals.ts';
import { ANY, NO_TYPE } from './type-sets.ts';

/** Why a machine stopped running. */
export type TableOutcome = 'done' | 'paused';

/** What cannot be answered: a goal needs a value for a variable that nothing gives one. */
export interface Stuck {
  readonly plan: Plan;
  readonly step: Step;
  readonly slot: number;
}

/** Thrown within a run to end it; `run` of the query's run makes an error of it. */
export class TableFailure extends Error {
  readonly code: 'time' | 'fact-limit' | 'unstratified' | 'problem' | 'stuck';
  readonly where: { readonly plan: Plan; readonly step: Step } | undefined;
  constructor(code: TableFailure['code'], message: string, where?: { readonly plan: Plan; readonly step: Step }) {
    super(message);
    this.code = code;
    this.where = where;
  }
}

/** A call under `not` that waits until it is certain that it has no answer. */
interface Waiting {
  readonly consumer: Consumer;
  readonly on: Subgoal;
}

/**
 * Answers a call from its rules and facts: only what the call needs is looked at, and every call that is met on the way has a table of
 * its answers, so that recursion ends (docs/language/rules.md). It runs one rule at a time, through its goals and back; a call of rules
 * leaves the rest of the rule with the table of the call, to go on there with each answer.
 */
export class TableMachine {
  readonly program: CompiledCloud;
  /** The value that is the time. */
  readonly now: number;
  readonly answers = new Answers();
  readonly subgoals = new Subgoals();
  /** The call that is asked; its answers are those of `root`, with `places` of the call's arguments for their codes. */
  readonly asked: Subgoal;
  readonly root: Subgoal;
  readonly places: readonly number[];
  /** The first goal that lacks a value. */
  stuck: Stuck | undefined = undefined;
  readonly #plans: Plans;
  readonly #facts: FactStore;
  readonly #reach: Reach | undefined;
  readonly #mostAnswers: number;
  readonly #relations: (readonly Relation[])[] = [];
  readonly #tasks: Subgoal[] = [];
  #waiting: Waiting[] = [];
  /** What goes on because something is absent. */
  readonly #absent: Consumer[] = [];

  // The rule that runs.
  #plan: Plan | undefined = undefined;
  #owner: Subgoal;
  #slots: Int32Array = new Int32Array(16);
  /** The step that it began at: going back from it ends it. */
  #base = 0;
  #at = 0;
  #forward = true;
  /** By step: its arguments when it was entered, which of them were bound, and how far it has looked. */
  readonly #keys: Int32Array[] = [];
  readonly #masks: number[] = [];
  readonly #layers: number[] = [];
  readonly #rows: number[] = [];
  readonly #scanned: Relation[] = [];
  readonly #nexts: (Int32Array | undefined)[] = [];
  /** Some slots are links to others. */
  #links = false;
  readonly #tuple = new Int32Array(32);
  /** The slots of rules that wait, one after another. */
  #frames = new Int32Array(64);
  #framesTop = 0;

  /**
   * @param codes the call's arguments: values, or variables with the types that they may be of
   * @param now the value that is the time
   * @param mostAnswers how many answers may be kept in all tables together
   * @param reach where to note how far rules come
   */
  constructor(
    program: CompiledCloud,
    predicate: CloudPredicate,
    codes: readonly Code[],
    facts: FactStore,
    now: number,
    mostAnswers: number,
    reach?: Reach,
  ) {
    this.#reach = reach;
    this.program = program;
    this.#plans = Plans.of(program);
    this.#facts = facts;
    this.now = now;
    this.#mostAnswers = mostAnswers;
    this.asked = this.subgoals.find(predicate, codes);
    this.root = this.#targetOf(this.asked);
    this.places = this.asked.places;
    this.#owner = this.root;
    this.#queue(this.root);
  }

  /** Runs for at most so many steps. The root's answers are in its table as they come. */
  run(budget: number): TableOutcome {
    let left = budget;
    for (;;) {
      if (this.#plan !== undefined) {
        left = this.#runRule(left);
        if (left <= 0) return 'paused';
        continue;
      }
      if (this.root.settled) return 'done';
      const consumer = this.#absent.pop();
      if (consumer !== undefined) {
        this.#thaw(consumer);
        this.#enter(consumer.plan, consumer.owner, consumer.step + 1);
        continue;
      }
      const task = this.#tasks.at(-1);
      if (task === undefined) {
        if (this.#waiting.length === 0) {
          this.root.complete = true;
          return 'done';
        }
        this.#resolveNegations();
        continue;
      }
      left--;
      this.#take(task);
      if (left <= 0) return 'paused';
    }
  }

  /** Goes on with a subgoal: an answer to those who wait for it, or else its next rule. */
  #take(subgoal: Subgoal): void {
    if (this.#deliver(subgoal)) return;
    if (!subgoal.settled && this.#isWanted(subgoal)) {
      if (subgoal.tried < 0) {
        this.#prepare(subgoal);
        if (this.relations(subgoal.predicate).length > 0) {
          this.#begin(this.#plans.facts(subgoal.predicate), subgoal);
          return;
        }
      }
      if (subgoal.tried < subgoal.rules.length) {
        this.#begin(subgoal.rules[subgoal.tried++]!, subgoal);
        return;
      }
    }
    this.#tasks.pop();
    subgoal.queued = false;
  }

  #prepare(subgoal: Subgoal): void {
    subgoal.rules = this.#plans.rulesFor(subgoal.predicate, subgoal.codes);
    subgoal.tried = 0;
  }

  /** The subgoal whose answers are those of a subgoal: another one where its only rule just calls that. */
  #targetOf(subgoal: Subgoal): Subgoal {
    if (subgoal.target !== undefined) return subgoal.target;
    subgoal.target = subgoal;
    if (this.relations(subgoal.predicate).length > 0) return subgoal;
    const rules = this.#plans.rulesFor(subgoal.predicate, subgoal.codes);
    // Where it is noted how far rules come, each runs by itself.
    const forward = rules.length === 1 && this.#reach === undefined ? rules[0]!.forward : undefined;
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
    const target = this.#targetOf(next);
    subgoal.places = target === subgoal ? subgoal.open : next.places.map((at) => forward[at]!);
    subgoal.target = target;
    return target;
  }

  /** Whether anybody still waits for an answer of it. Where nobody does, it rests until somebody asks again. */
  #isWanted(subgoal: Subgoal): boolean {
    if (subgoal === this.root || subgoal.awaited) return true;
    const { consumers } = subgoal;
    for (let i = 0; i < consumers.length; i++) if (!consumers[i]!.owner.settled) return true;
    return false;
  }

  /** Gives one answer to one consumer that has not had it. */
  #deliver(subgoal: Subgoal): boolean {
    const { consumers } = subgoal;
    while (subgoal.served < consumers.length) {
      const consumer = consumers[subgoal.served]!;
      if (consumer.owner.settled) {
        subgoal.served++;
        continue;
      }
      const place = consumer.last === -1 ? subgoal.first : this.answers.next(consumer.last);
      if (place === -1) {
        subgoal.served++;
        continue;
      }
      consumer.last = place;
      if (this.#resume(consumer, place)) return true;
    }
    return false;
  }

  #queue(subgoal: Subgoal): void {
    if (subgoal.queued) return;
    subgoal.queued = true;
    this.#tasks.push(subgoal);
  }

  /** The facts of a predicate, in all stores and in the policy. */
  relations(predicate: CloudPredicate): readonly Relation[] {
    const { id } = predicate;
    if (id < 0) return noRelations;
    let relations = this.#relations[id];
    if (relations === undefined) {
      const found = this.#facts.relations(predicate.name, predicate.arity);
      if (predicate.stated.size > 0) found.push(predicate.stated);
      relations = found;
      this.#relations[id] = relations;
    }
    return relations;
  }

  // ---- A rule --------------------------------------------------------------------------------------------------------

  /** Begins a rule for a subgoal, if its head fits. */
  #begin(plan: Plan, owner: Subgoal): void {
    const { initial, head, now } = plan;
    if (initial.length > this.#slots.length) this.#slots = new Int32Array(initial.length * 2);
    const slots = this.#slots;
    for (let slot = 0; slot < initial.length; slot++) slots[slot] = initial[slot]!;
    if (now >= 0) slots[now] = this.now;
    const { codes } = owner;
    for (let i = 0; i < codes.length; i++) {
      // The constants of heads fit: `rulesFor` has seen to that.
      if (head[i]! >= 0 && !this.#unify(head[i]!, codes[i]!)) return;
    }
    this.#enter(plan, owner, 0);
  }

  #enter(plan: Plan, owner: Subgoal, at: number): void {
    this.#plan = plan;
    this.#owner = owner;
    this.#base = at;
    this.#at = at;
    this.#forward = true;
    while (this.#keys.length < plan.steps.length) this.#keys.push(new Int32Array(32));
  }

  /** Goes on with a rule that waits for a call's answer; false where the answer does not fit it. */
  #resume(consumer: Consumer, place: number): boolean {
    this.#thaw(consumer);
    const { plan, step, places } = consumer;
    const all = plan.steps[step]!.arguments;
    let marks: Map<number, number> | undefined;
    for (let i = 0; i < places.length; i++) {
      const slot = all[places[i]!]!;
      const code = this.answers.code(place, i);
      if (code >= 0) {
        if (!this.#unify(slot, code)) return false;
        continue;
      }
      if (!this.#unify(slot, free(setOf(code)))) return false;
      const mark = markOf(code);
      if (mark === 0) continue;
      marks ??= new Map();
      const other = marks.get(mark);
      if (other === undefined) marks.set(mark, slot);
      else if (!this.#alias(other, slot)) return false;
    }
    this.#enter(plan, consumer.owner, step + 1);
    return true;
  }

  /** Puts the slots of the rule that runs aside. */
  #freeze(): number {
    const length = this.#plan!.initial.length;
    const frame = this.#framesTop;
    this.#framesTop += length;
    if (this.#framesTop > this.#frames.length) {
      const larger = new Int32Array(this.#framesTop * 2);
      larger.set(this.#frames);
      this.#frames = larger;
    }
    for (let i = 0; i < length; i++) this.#frames[frame + i] = this.#slots[i]!;
    return frame;
  }

  #thaw({ plan, frame }: Consumer): void {
    const { length } = plan.initial;
    if (length > this.#slots.length) this.#slots = new Int32Array(length * 2);
    for (let i = 0; i < length; i++) this.#slots[i] = this.#frames[frame + i]!;
  }

  #root(slot: number): number {
    if (!this.#links) return slot;
    let at = slot;
    for (let code = this.#slots[at]!; isLink(code); code = this.#slots[at]!) at = linked(code);
    return at;
  }

  #read(argument: number): Code {
    if (argument < 0) return -1 - argument;
    return this.#slots[this.#root(argument)]!;
  }

  /** Makes a slot what a code says; false where it cannot be. */
  #unify(slot: number, code: Code): boolean {
    const root = this.#root(slot);
    const known = this.#slots[root]!;
    const { types, values } = this.program;
    if (code >= 0) {
      if (known >= 0) return known === code;
      if (!types.has(setOf(known), values.typeOf(code))) return false;
      this.#slots[root] = code;
      return true;
    }
    if (known >= 0) return types.has(setOf(code), values.typeOf(known));
    const meet = types.meet(setOf(known), setOf(code));
    this.#slots[root] = free(meet);
    return meet !== NO_TYPE;
  }

  /** Makes two slots one. */
  #alias(one: number, other: number): boolean {
    const a = this.#root(one);
    const b = this.#root(other);
    if (a === b) return true;
    const code = this.#slots[b]!;
    if (!this.#unify(a, code)) return false;
    this.#slots[b] = link(a);
    this.#links = true;
    return true;
  }

  /** Runs the rule until nothing of it is left, or the budget is. Gives what is left of it. */
  #runRule(budget: number): number {
    const plan = this.#plan!;
    const { steps } = plan;
    let left = budget;
    while (left > 0) {
      left--;
      if (!this.#forward) {
        if (this.#at < this.#base) {
          this.#plan = undefined;
          return left;
        }
        this.#forward = this.#again(steps[this.#at]!);
        this.#at += this.#forward ? 1 : -1;
        continue;
      }
      this.#reach?.note(plan, this.#at);
      if (this.#at === steps.length) {
        this.#answer(plan);
        if (this.#owner.settled) {
          this.#plan = undefined;
          return left;
        }
        this.#forward = false;
        this.#at--;
        continue;
      }
      const step = steps[this.#at]!;
      if (this.#at === steps.length - 1 && step.scans && this.#reach === undefined && !this.#links) {
        const mask = this.#readArguments(step);
        const place = onlyOpen(mask, step.arguments.length);
        if (place >= 0) {
          left = this.#scanLast(step, mask, place, left);
          if (this.#plan === undefined) return left;
          continue;
        }
      }
      this.#forward = this.#first(step);
      this.#at += this.#forward ? 1 : -1;
    }
    return left;
  }

  /** Goes through the facts of a rule's last goal that give one variable its value: each is an answer. Gives what is left of the budget. */
  #scanLast(step: Step, mask: number, place: number, budget: number): number {
    const plan = this.#plan!;
    const owner = this.#owner;
    const at = this.#at;
    const key = this.#keys[at]!;
    const slot = step.arguments[place]!;
    const set = setOf(key[place]!);
    const { types, values } = this.program;
    const relations = this.relations(step.predicate!);
    let left = budget;
    for (let layer = 0; layer < relations.length; layer++) {
      const relation = relations[layer]!;
      const { data, stride } = relation;
      const index = mask === 0 ? undefined : relation.index(mask);
      const next = index?.next;
      let row = index === undefined ? relation.rows - 1 : relation.first(index, key);
      while (row >= 0) {
        const here = row;
        row = next === undefined ? row - 1 : next[row]!;
        if (!relation.matches(mask, here, key)) continue;
        const value = data[here * stride + place]!;
        if (set !== ANY && !types.has(set, values.typeOf(value))) continue;
        this.#slots[slot] = value;
        this.#answer(plan);
        if (owner.settled) {
          this.#plan = undefined;
          return left;
        }
        if (--left > 0) continue;
        // Goes on from here, a row at a time.
        this.#masks[at] = mask;
        this.#layers[at] = layer;
        this.#rows[at] = row;
        this.#scanned[at] = relation;
        this.#nexts[at] = next;
        this.#forward = false;
        return left;
      }
    }
    this.#slots[slot] = key[place]!;
    this.#forward = false;
    this.#at--;
    return left;
  }

  /** Enters a step; true where it holds, for the first time. */
  #first(step: Step): boolean {
    switch (step.kind) {
      case FACTS:
        return this.#firstFact(step);
      case CALL:
        return this.#call(step);
      case COMPARE:
        return this.#compare(step);
      case MEMBER:
        return this.#firstMember(step);
      case PROBLEM:
        throw new TableFailure('problem', step.message, { plan: this.#plan!, step });
    }
  }

  /** Goes back to a step; true where it holds in another way. */
  #again(step: Step): boolean {
    switch (step.kind) {
      case FACTS:
        return !step.negated && this.#rows[this.#at] !== ONCE && this.#nextFact(step);
      case MEMBER:
        return this.#rows[this.#at]! >= 0 && this.#nextMember(step);
      default:
        return false;
    }
  }

  // ---- Facts ---------------------------------------------------------------------------------------------------------

  /** Reads a step's arguments; the bits of those that have a value. */
  #readArguments(step: Step): number {
    const key = this.#keys[this.#at]!;
    let mask = 0;
    for (let i = 0; i < step.arguments.length; i++) {
      const code = this.#read(step.arguments[i]!);
      key[i] = code;
      if (code >= 0) mask |= 1 << i;
    }
    return mask;
  }

  #firstFact(step: Step): boolean {
    const mask = this.#readArguments(step);
    const key = this.#keys[this.#at]!;
    const relations = this.relations(step.predicate!);
    if (step.negated) return this.#isReady(step, mask) && !this.#isTold(step, mask, key, relations);
    if (mask === (1 << step.arguments.length) - 1) {
      // Wholly bound: it holds or not.
      this.#rows[this.#at] = ONCE;
      for (const relation of relations) if (relation.find(key) >= 0) return true;
      return false;
    }
    this.#masks[this.#at] = mask;
    this.#layers[this.#at] = -1;
    this.#rows[this.#at] = -1;
    return this.#nextFact(step);
  }

  /** Goes to the next row that fits, and gives its values to the variables that had none. */
  #nextFact(step: Step): boolean {
    const at = this.#at;
    const key = this.#keys[at]!;
    const mask = this.#masks[at]!;
    const all = step.arguments;
    let row = this.#rows[at]!;
    for (;;) {
      if (row < 0) {
        const relation = this.relations(step.predicate!)[++this.#layers[at]!];
        if (relation === undefined) break;
        this.#scanned[at] = relation;
        this.#nexts[at] = mask === 0 ? undefined : relation.index(mask).next;
        row = mask === 0 ? relation.rows - 1 : relation.first(relation.index(mask), key);
        continue;
      }
      const relation = this.#scanned[at]!;
      const here = row;
      const next = this.#nexts[at];
      row = next === undefined ? row - 1 : next[row]!;
      if (!relation.matches(mask, here, key) || !this.#fits(relation, here, mask, key, all)) continue;
      const base = here * relation.stride;
      for (let i = 0; i < all.length; i++) {
        if (key[i]! < 0) this.#slots[this.#root(all[i]!)] = relation.data[base + i]!;
      }
      this.#rows[at] = row;
      return true;
    }
    this.#restore(step);
    return false;
  }

  /** Whether some row fits. */
  #isTold(step: Step, mask: number, key: Int32Array, relations: readonly Relation[]): boolean {
    for (const relation of relations) {
      const index = mask === 0 ? undefined : relation.index(mask);
      let row = index === undefined ? relation.rows - 1 : relation.first(index, key);
      while (row >= 0) {
        if (relation.matches(mask, row, key) && this.#fits(relation, row, mask, key, step.arguments)) return true;
        row = index === undefined ? row - 1 : index.next[row]!;
      }
    }
    return false;
  }

  /** Whether a row's values fit the variables that have none yet. */
  #fits({ data, stride }: Relation, row: number, mask: number, key: Int32Array, all: readonly number[]): boolean {
    const base = row * stride;
    for (let i = 0; i < all.length; i++) {
      if ((mask & (1 << i)) !== 0) continue;
      const value = data[base + i]!;
      const set = setOf(key[i]!);
      if (set !== ANY && !this.program.types.has(set, this.program.values.typeOf(value))) return false;
      for (let j = 0; j < i; j++) {
        if (key[j]! < 0 && this.#isSame(all[i]!, all[j]!) && data[base + j] !== value) return false;
      }
    }
    return true;
  }

  #isSame(one: number, other: number): boolean {
    // Different slots are one variable only where they are linked.
    return one === other || (this.#links && this.#root(one) === this.#root(other));
  }

  /** Takes the values from the variables that had none when the step was entered. */
  #restore(step: Step): void {
    const key = this.#keys[this.#at]!;
    for (let i = 0; i < step.arguments.length; i++) {
      if (key[i]! < 0) this.#slots[this.#root(step.arguments[i]!)] = key[i]!;
    }
  }

  // ---- Calls of rules ------------------------------------------------------------------------------------------------

  #call(step: Step): boolean {
    const mask = this.#readArguments(step);
    if (step.negated && !this.#isReady(step, mask)) return false;
    const called = this.subgoals.find(step.predicate!, this.#keys[this.#at]!);
    const subgoal = this.#targetOf(called);
    if (subgoal.tried < 0 && subgoal.open.length === 0) this.#lookUp(subgoal);
    if (step.negated) {
      if (subgoal.count > 0) return false;
      if (subgoal.complete) return true;
      subgoal.awaited = true;
      if (subgoal.unfinished) this.#queue(subgoal);
      this.#waiting.push({ consumer: this.#consumer(subgoal.open), on: subgoal });
      return false;
    }
    if (subgoal.open.length === 0) {
      if (subgoal.count > 0) return true;
      if (subgoal.complete) return false;
    }
    subgoal.wait(this.#consumer(called.places));
    if (subgoal.count > 0 || subgoal.unfinished) this.#queue(subgoal);
    return false;
  }

  /** Looks for the fact that a call without variables is; without rules that is all there is to know. */
  #lookUp(subgoal: Subgoal): void {
    this.#prepare(subgoal);
    for (const relation of this.relations(subgoal.predicate)) {
      if (relation.find(subgoal.codes) < 0) continue;
      this.#keep(subgoal, this.answers.add(subgoal.id, -1, this.#tuple, 0));
      return;
    }
    if (subgoal.rules.length === 0) subgoal.complete = true;
  }

  #consumer(places: readonly number[]): Consumer {
    return { plan: this.#plan!, step: this.#at, owner: this.#owner, frame: this.#freeze(), places, last: -1 };
  }

  /** Whether all variables under `not` that stand elsewhere have values. */
  #isReady(step: Step, mask: number): boolean {
    for (let i = 0; i < step.arguments.length; i++) {
      const argument = step.arguments[i]!;
      if ((mask & (1 << i)) === 0 && !step.local.has(argument)) return this.#isStuck(step, argument);
    }
    return true;
  }

  #isStuck(step: Step, argument: number): false {
    this.stuck ??= { plan: this.#plan!, step, slot: argument };
    return false;
  }

  // ---- Tests ---------------------------------------------------------------------------------------------------------

  #compare(step: Step): boolean {
    const [left, right] = step.arguments as readonly [number, number];
    const a = this.#read(left);
    const b = this.#read(right);
    if (a < 0) return this.#isStuck(step, left);
    if (b < 0) return this.#isStuck(step, right);
    return comparisonHolds(step.operator!, a, b, this.program.values) !== step.negated;
  }

  #firstMember(step: Step): boolean {
    const [left] = step.arguments as readonly [number];
    const code = this.#read(left);
    this.#rows[this.#at] = -1;
    if (code >= 0) return step.values.includes(code) !== step.negated;
    if (step.negated) return this.#isStuck(step, left);
    this.#keys[this.#at]![0] = code;
    this.#rows[this.#at] = 0;
    return this.#nextMember(step);
  }

  #nextMember(step: Step): boolean {
    const { types, values } = this.program;
    const at = this.#at;
    const set = setOf(this.#keys[at]![0]!);
    const root = this.#root(step.arguments[0]!);
    for (let i = this.#rows[at]!; i < step.values.length; i++) {
      const value = step.values[i]!;
      if (!types.has(set, values.typeOf(value))) continue;
      this.#slots[root] = value;
      this.#rows[at] = i + 1;
      return true;
    }
    this.#slots[root] = this.#keys[at]![0]!;
    return false;
  }

  // ---- Answers -------------------------------------------------------------------------------------------------------

  #answer(plan: Plan): void {
    const owner = this.#owner;
    const { open } = owner;
    const tuple = this.#tuple;
    let marks = 0;
    for (let i = 0; i < open.length; i++) {
      const argument = plan.head[open[i]!]!;
      const code = this.#read(argument);
      tuple[i] = code;
      if (code >= 0) continue;
      // Variables without a value that are one and the same are marked alike.
      for (let j = 0; j < i; j++) {
        if (tuple[j]! >= 0 || !this.#isSame(argument, plan.head[open[j]!]!)) continue;
        if (markOf(tuple[j]!) === 0) tuple[j] = free(setOf(tuple[j]!), ++marks);
        tuple[i] = tuple[j]!;
        break;
      }
    }
    const place =
      owner.count >= MANY && open.length === 1 && tuple[0]! >= 0
        ? this.#addValue(owner, tuple[0]!)
        : this.answers.add(owner.id, owner.last, tuple, open.length);
    if (place === -1) return;
    this.#keep(owner, place);
    // An answer that is the only one goes to those who wait for it at once: it may end their search.
    if (open.length === 0) {
      owner.queued = true;
      this.#tasks.push(owner);
    } else this.#queue(owner);
  }

  /** Adds a value to many: a bit says whether it is there, which is nearer than a hash. */
  #addValue(owner: Subgoal, value: number): number {
    if (owner.values === undefined) {
      owner.values = new Uint32Array((this.program.values.numbers >>> 5) + 1);
      for (let place = owner.first; place !== -1; place = this.answers.next(place)) {
        const code = this.answers.code(place, 0);
        if (code >= 0) owner.values[code >>> 5]! |= 1 << (code & 31);
      }
    }
    if (value >>> 5 >= owner.values.length) {
      // A rule that was met since names a value that had no number before.
      const larger = new Uint32Array((this.program.values.numbers >>> 5) + 1);
      larger.set(owner.values);
      owner.values = larger;
    }
    const bits = owner.values[value >>> 5]!;
    const bit = 1 << (value & 31);
    if ((bits & bit) !== 0) return -1;
    owner.values[value >>> 5] = bits | bit;
    return this.answers.append(owner.id, owner.last, this.#tuple, 1);
  }

  #keep(owner: Subgoal, place: number): void {
    if (owner.first === -1) owner.first = place;
    owner.last = place;
    owner.count++;
    owner.served = 0;
    if (this.answers.count > this.#mostAnswers)
      throw new TableFailure(
        'fact-limit',
        `The query derives more than ${this.#mostAnswers} facts. Raise the limit on facts, or ask for less.`,
      );
  }

  // ---- Negation ------------------------------------------------------------------------------------------------------

  /**
   * Nothing can go on but what waits for the absence of something. A subgoal is complete unless it may still get an answer from one of
   * those that wait; what waits for a complete one goes on, or fails where that has an answer.
   */
  #resolveNegations(): void {
    const waiting = this.#waiting.filter(({ consumer, on }) => on.count === 0 && !consumer.owner.settled);
    const open = new Set<Subgoal>();
    const reached: Subgoal[] = [];
    const reach = (subgoal: Subgoal): void => {
      if (open.has(subgoal)) return;
      open.add(subgoal);
      reached.push(subgoal);
    };
    for (const { consumer } of waiting) reach(consumer.owner);
    for (let subgoal = reached.pop(); subgoal !== undefined; subgoal = reached.pop()) {
      for (const { owner } of subgoal.consumers) reach(owner);
    }
    const ready = waiting.filter(({ on }) => !open.has(on));
    if (waiting.length > 0 && ready.length === 0) {
      const { plan, step } = waiting[0]!.consumer;
      throw new TableFailure('unstratified', 'depends on its own absence', { plan, step: plan.steps[step]! });
    }
    if (this.stuck !== undefined && ready.length > 0) throw new TableFailure('stuck', '');
    this.#waiting = waiting.filter(({ on }) => open.has(on));
    for (const { consumer, on } of ready) {
      on.complete = true;
      this.#absent.push(consumer);
    }
  }
}

/** The place of the only argument of a call that has no value, or -1 where that is not one. */
function onlyOpen(mask: number, length: number): number {
  const open = ~mask & ((1 << length) - 1);
  return open !== 0 && (open & (open - 1)) === 0 ? 31 - Math.clz32(open) : -1;
}

/** A call with so many answers has a bit for each value. */
const MANY = 256;

/** Instead of a row: the step holds in one way only. */
const ONCE = -2;

const noRelations: readonly Relation[] = [];
