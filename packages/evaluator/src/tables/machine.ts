import type { CloudPredicate, CompiledCloud } from '../dialect/cloud/program.ts';
import type { FactStore } from '../facts/fact-store.ts';
import type { Relation } from '../facts/relation.ts';
import type { Answers } from './answers.ts';
import { type Code, setOf } from './codes.ts';
import { comparisonHolds } from './comparison.ts';
import type { Decider } from './decider.ts';
import { FactScan } from './fact-scan.ts';
import { type Stuck, TableFailure } from './failure.ts';
import { joinOf } from './join.ts';
import { Joins } from './joins.ts';
import { Negations } from './negations.ts';
import { CALL, COMPARE, FACTS, MEMBER, type Plan, PROBLEM, type Step } from './plan.ts';
import type { Reach } from './reach.ts';
import { Slots } from './slots.ts';
import type { Consumer, Consumers, Subgoal } from './subgoal.ts';
import type { Subgoals } from './subgoals.ts';
import { Tables } from './tables.ts';

/** Why a machine stopped running. */
export type TableOutcome = 'done' | 'paused';

/**
 * Answers a call from its rules and facts: only what the call needs is looked at, and every call that is met on the way has a table of
 * its answers, so that recursion ends (docs/language/rules.md). It runs one rule at a time, through its goals and back; a call of rules
 * leaves the rest of the rule with the table of the call, to go on there with each answer.
 */
export class TableMachine {
  readonly program: CompiledCloud;
  /** The value that is the time. */
  readonly now: number;
  /** The call that is asked. */
  readonly asked: Subgoal;
  /** The first goal that lacks a value. */
  stuck: Stuck | undefined = undefined;
  readonly #tables: Tables;
  readonly #reach: Reach | undefined;
  readonly #tasks: Subgoal[] = [];
  readonly #negations = new Negations();
  /** What goes on because something is absent. */
  readonly #absent: Consumer[] = [];

  #root: Subgoal;
  /** Decides calls whose arguments have values, where it can. */
  #decider: Decider | undefined = undefined;
  #begun = false;
  #hasDecided = false;
  /** Steps that were made beyond a budget. */
  #owed = 0;

  // The rule that runs.
  #plan: Plan | undefined = undefined;
  #owner: Subgoal;
  readonly #slots: Slots;
  readonly #scan: FactScan;
  readonly #joins: Joins;
  /** The step that it began at: going back from it ends it. */
  #base = 0;
  #at = 0;
  #forward = true;
  /** By step: whether it may hold in another way; of a membership, how many values were tried. */
  readonly #tried: number[] = [];
  #tuple = noNumbers;

  /**
   * @param codes the call's arguments: values, or variables with the types that they may be of
   * @param now the value that is the time
   * @param mostAnswers how many answers may be kept in all tables together
   * @param reach where to note how far rules come
   * @param isTabled whether every call that is met has a table of its answers, from which they can be explained
   */
  constructor(
    program: CompiledCloud,
    predicate: CloudPredicate,
    codes: readonly Code[],
    facts: FactStore,
    now: number,
    mostAnswers: number,
    reach?: Reach,
    isTabled = reach !== undefined,
  ) {
    this.#reach = reach;
    this.program = program;
    this.now = now;
    this.#tables = new Tables(program, facts, mostAnswers, reach !== undefined);
    this.#slots = new Slots(program.types, program.values);
    this.#scan = new FactScan(this.#tables, this.#slots);
    this.#joins = new Joins(this.#tables, this.#scan);
    this.asked = this.subgoals.find(predicate, codes);
    this.#root = this.asked;
    this.#owner = this.asked;
    if (!isTabled) {
      this.#decider = this.#tables.plans.lend();
      this.#decider.begin(now, facts);
    }
  }

  /** The call whose answers are those of what was asked, with `places` of its arguments for their codes. */
  get root(): Subgoal {
    return this.#root;
  }

  get places(): readonly number[] {
    return this.asked.places;
  }

  get answers(): Answers {
    return this.#tables.answers;
  }

  get subgoals(): Subgoals<Subgoal> {
    return this.#tables.subgoals;
  }

  /** The place here of an answer that another machine found to the same question; -1 where it is none. */
  placeOf(other: TableMachine, place: number): number {
    for (let own = this.root.first; own !== -1; own = this.answers.next(own)) {
      if (this.asked.open.every((at) => this.#codeOf(own, at) === other.#codeOf(place, at))) return own;
    }
    return -1;
  }

  /** What an answer says of an argument of what was asked. */
  #codeOf(place: number, at: number): Code {
    return this.answers.code(place, this.places.indexOf(at));
  }

  /** The facts of a predicate, in all stores and in the policy. */
  relations(predicate: CloudPredicate): readonly Relation[] {
    return this.#tables.relations(predicate);
  }

  /** Every call that was met has a table of its answers, from which they can be explained. */
  get isTabled(): boolean {
    return !this.#hasDecided;
  }

  /** Runs for at most so many steps. The root's answers are in its table as they come. */
  run(budget: number): TableOutcome {
    if (!this.#begun) this.#start();
    // Whoever runs this may stop it after so many steps: what was decided in one go counts, and is made up for.
    if (this.#owed > budget) {
      this.#owed -= budget;
      return 'paused';
    }
    const left = budget - this.#owed;
    this.#owed = 0;
    const outcome = this.#go(left);
    if (outcome === 'done' && this.#decider !== undefined) {
      this.#tables.plans.giveBack(this.#decider);
      this.#decider = undefined;
    }
    return outcome;
  }

  #start(): void {
    this.#begun = true;
    const { asked } = this;
    const { predicate, codes, open } = asked;
    const holds = open.length === 0 && predicate.id >= 0 ? this.#decide(predicate, codes) : undefined;
    if (holds === undefined) {
      this.#root = this.#tables.targetOf(asked);
      this.#owner = this.#root;
      this.#queue(this.#root);
    } else if (holds) this.#tables.prove(asked);
    else asked.complete = true;
  }

  /** Whether a call without variables holds; undefined where its table must say. */
  #decide(predicate: CloudPredicate, codes: ArrayLike<Code>): boolean | undefined {
    const holds = this.#decider?.holds(predicate, codes, false);
    if (holds === undefined) return undefined;
    this.#hasDecided = true;
    this.#owed += this.#decider!.takeSteps();
    return holds;
  }

  #go(budget: number): TableOutcome {
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
        this.#slots.thaw(consumer.plan, consumer.frame);
        this.#enter(consumer.plan, consumer.owner, consumer.step + 1);
        continue;
      }
      const task = this.#tasks.at(-1);
      if (task === undefined) {
        if (this.#negations.size === 0) {
          this.root.complete = true;
          return 'done';
        }
        this.#absent.push(...this.#negations.resolve(this.stuck !== undefined));
        continue;
      }
      left--;
      this.#take(task);
      left = this.#pay(left);
      if (left <= 0) return 'paused';
    }
  }

  /** Takes off a budget what was done in one go. */
  #pay(left: number): number {
    if (this.#owed === 0 || left <= 0) return left;
    const paid = Math.min(this.#owed, left);
    this.#owed -= paid;
    return left - paid;
  }

  // ---- Subgoals ------------------------------------------------------------------------------------------------------

  /** Goes on with a subgoal: an answer to those who wait for it, or else its next rule. */
  #take(subgoal: Subgoal): void {
    if (this.#deliver(subgoal)) return;
    if (!subgoal.settled && this.#isWanted(subgoal)) {
      if (subgoal.tried < 0) {
        this.#tables.prepare(subgoal);
        if (this.relations(subgoal.predicate).length > 0) {
          this.#begin(this.#tables.plans.facts(subgoal.predicate), subgoal);
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

  /** Whether anybody still waits for an answer of it. Where nobody does, it rests until somebody asks again. */
  #isWanted(subgoal: Subgoal): boolean {
    if (subgoal === this.root || subgoal.awaited) return true;
    const { dependents } = subgoal;
    for (let i = 0; i < dependents.length; i++) if (!dependents[i]!.settled) return true;
    const { all } = subgoal.others;
    for (let i = 0; i < all.length; i++) if (!all[i]!.owner.settled) return true;
    return false;
  }

  /** Gives answers to one consumer that has not had them. */
  #deliver(subgoal: Subgoal): boolean {
    // Where there are many, it finds all that follow from its own first: others are then given more of them in one go.
    if (subgoal.count < MANY) return this.#deliverTo(subgoal.others, subgoal) || this.#deliverTo(subgoal.own, subgoal);
    return this.#deliverTo(subgoal.own, subgoal) || this.#deliverTo(subgoal.others, subgoal);
  }

  #deliverTo(consumers: Consumers, subgoal: Subgoal): boolean {
    while (consumers.served < consumers.all.length) {
      const consumer = consumers.all[consumers.served]!;
      if (consumer.owner.settled) {
        consumers.served++;
        continue;
      }
      const place = consumer.last === -1 ? subgoal.first : this.answers.next(consumer.last);
      if (place === -1 && consumer.sweep < 0) {
        consumers.served++;
        continue;
      }
      const { join } = consumer;
      if (join === undefined)
        consumer.join = this.#reach === undefined ? (joinOf(consumer, this.#slots, this.program.types) ?? null) : null;
      else if (join !== null && !this.#slots.hasLinks && (consumer.sweep >= 0 || this.answers.code(place, 0) >= 0)) {
        if (this.#joins.give(consumer, join, subgoal, place)) this.#queue(consumer.owner);
        this.#owed += this.#joins.takeSteps();
        return true;
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

  /** A call without variables holds, and with it those that only needed it. */
  #prove(subgoal: Subgoal): void {
    const proven = [subgoal];
    for (let next = proven.pop(); next !== undefined; next = proven.pop()) {
      if (next.count > 0) continue;
      this.#tables.prove(next);
      // It goes to those who wait for it at once: it may end their search.
      if (next.others.all.length > 0) {
        next.queued = true;
        this.#tasks.push(next);
      }
      for (const dependent of next.dependents) proven.push(dependent);
    }
  }

  // ---- A rule --------------------------------------------------------------------------------------------------------

  /** Begins a rule for a subgoal, if its head fits. */
  #begin(plan: Plan, owner: Subgoal): void {
    this.#slots.begin(plan, this.now);
    const { head } = plan;
    const { codes } = owner;
    for (let i = 0; i < codes.length; i++) {
      // The constants of heads fit: `rulesFor` has seen to that.
      if (head[i]! >= 0 && !this.#slots.unify(head[i]!, codes[i]!)) return;
    }
    this.#enter(plan, owner, 0);
  }

  #enter(plan: Plan, owner: Subgoal, at: number): void {
    this.#plan = plan;
    this.#owner = owner;
    this.#base = at;
    this.#at = at;
    this.#forward = true;
  }

  /** Goes on with a rule that waits for a call's answer; false where the answer does not fit it. */
  #resume(consumer: Consumer, place: number): boolean {
    const { plan, step, places } = consumer;
    this.#slots.thaw(plan, consumer.frame);
    if (!this.#slots.take(plan.steps[step]!.arguments, places, this.answers, place)) return false;
    this.#enter(plan, consumer.owner, step + 1);
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
      if (this.#at === steps.length - 1 && step.scans && this.#reach === undefined && !this.#slots.hasLinks) {
        const place = onlyOpen(this.#scan.read(step, this.#at), step.arguments.length);
        if (place >= 0) {
          left = this.#scanLast(step, place, left);
          if (this.#plan === undefined) return left;
          continue;
        }
      }
      this.#forward = this.#first(step);
      left = this.#pay(left);
      this.#at += this.#forward ? 1 : -1;
    }
    return left;
  }

  /** Goes through the facts of a rule's last goal that give one variable its value: each is an answer. Gives what is left of the budget. */
  #scanLast(step: Step, place: number, budget: number): number {
    const plan = this.#plan!;
    const owner = this.#owner;
    const at = this.#at;
    const slot = step.arguments[place]!;
    let left = budget;
    this.#scan.open(step, at);
    if (owner.open.length === 1 && plan.head[owner.open[0]!] === slot) return this.#collect(step, place, budget);
    for (;;) {
      const value = this.#scan.nextValue(step, at, place);
      if (value < 0) break;
      this.#slots.set(slot, value);
      this.#answer(plan);
      if (owner.settled) {
        this.#plan = undefined;
        return left;
      }
      if (--left > 0) continue;
      // Goes on from here, a fact at a time.
      this.#tried[at] = AGAIN;
      this.#forward = false;
      return left;
    }
    this.#slots.set(slot, this.#scan.key(at)[place]!);
    this.#forward = false;
    this.#at--;
    return left;
  }

  /** The same where these values are the answers themselves: many are taken at once. */
  #collect(step: Step, place: number, budget: number): number {
    const owner = this.#owner;
    const at = this.#at;
    let left = budget;
    this.#forward = false;
    for (;;) {
      const most = Math.min(left, found.length);
      const count = this.#scan.nextValues(step, at, place, found, most);
      if (this.#tables.addValues(owner, found, count)) this.#queue(owner);
      left -= count;
      if (count < most) break;
      if (left > 0) continue;
      this.#tried[at] = AGAIN;
      return left;
    }
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
    if (this.#tried[this.#at] === ONCE) return false;
    if (step.kind === FACTS) return this.#scan.next(step, this.#at);
    return step.kind === MEMBER && this.#nextMember(step);
  }

  // ---- Goals ---------------------------------------------------------------------------------------------------------

  #firstFact(step: Step): boolean {
    const at = this.#at;
    const mask = this.#scan.read(step, at);
    this.#tried[at] = ONCE;
    if (step.negated) return this.#isReady(step, mask) && !this.#scan.exists(step, at);
    if (mask === (1 << step.arguments.length) - 1) return this.#scan.holds(step, at);
    this.#tried[at] = AGAIN;
    this.#scan.open(step, at);
    return this.#scan.next(step, at);
  }

  #call(step: Step): boolean {
    const mask = this.#scan.read(step, this.#at);
    this.#tried[this.#at] = ONCE;
    if (step.negated && !this.#isReady(step, mask)) return false;
    if (mask === (1 << step.arguments.length) - 1) {
      const holds = this.#decide(step.predicate!, this.#scan.key(this.#at));
      if (holds !== undefined) return holds !== step.negated;
    }
    const called = this.subgoals.find(step.predicate!, this.#scan.key(this.#at));
    const subgoal = this.#tables.targetOf(called);
    if (subgoal.tried < 0 && subgoal.open.length === 0) this.#tables.lookUp(subgoal);
    if (step.negated) {
      if (subgoal.count > 0) return false;
      if (subgoal.complete) return true;
      subgoal.awaited = true;
      if (subgoal.unfinished) this.#queue(subgoal);
      this.#negations.wait(this.#consumer(subgoal.open), subgoal);
      return false;
    }
    if (subgoal.open.length === 0) {
      if (subgoal.count > 0) return true;
      if (subgoal.complete) return false;
      // The rule's last goal, of a call that it answers without a value: nothing of the rule is left but to hold.
      if (this.#owner.open.length === 0 && this.#at === this.#plan!.steps.length - 1 && this.#reach === undefined) {
        subgoal.leadTo(this.#owner);
        if (subgoal.unfinished) this.#queue(subgoal);
        return false;
      }
    }
    subgoal.wait(this.#consumer(called.places));
    if (subgoal.count > 0 || subgoal.unfinished) this.#queue(subgoal);
    return false;
  }

  #consumer(places: readonly number[]): Consumer {
    const plan = this.#plan!;
    return {
      plan,
      step: this.#at,
      owner: this.#owner,
      frame: this.#slots.freeze(plan),
      places,
      last: -1,
      sweep: -1,
      join: undefined,
    };
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

  #compare(step: Step): boolean {
    const [left, right] = step.arguments as readonly [number, number];
    const a = this.#slots.read(left);
    const b = this.#slots.read(right);
    this.#tried[this.#at] = ONCE;
    if (a < 0) return this.#isStuck(step, left);
    if (b < 0) return this.#isStuck(step, right);
    return comparisonHolds(step.operator!, a, b, this.program.values) !== step.negated;
  }

  #firstMember(step: Step): boolean {
    const [left] = step.arguments as readonly [number];
    const code = this.#slots.read(left);
    this.#tried[this.#at] = ONCE;
    if (code >= 0) return step.values.includes(code) !== step.negated;
    if (step.negated) return this.#isStuck(step, left);
    this.#scan.read(step, this.#at);
    this.#tried[this.#at] = 0;
    return this.#nextMember(step);
  }

  #nextMember(step: Step): boolean {
    const { types, values } = this.program;
    const code = this.#scan.key(this.#at)[0]!;
    for (let i = this.#tried[this.#at]!; i < step.values.length; i++) {
      const value = step.values[i]!;
      if (!types.has(setOf(code), values.typeOf(value))) continue;
      this.#slots.set(step.arguments[0]!, value);
      this.#tried[this.#at] = i + 1;
      return true;
    }
    this.#slots.set(step.arguments[0]!, code);
    return false;
  }

  // ---- Answers -------------------------------------------------------------------------------------------------------

  /** The rule holds with the values that its variables have. */
  #answer({ head }: Plan): void {
    const owner = this.#owner;
    const { open } = owner;
    if (open.length === 0) {
      this.#prove(owner);
      return;
    }
    if (open.length > this.#tuple.length) this.#tuple = new Int32Array(32);
    this.#slots.tell(head, open, this.#tuple);
    if (this.#tables.add(owner, this.#tuple)) this.#queue(owner);
  }
}

/** The place of the only argument of a call that has no value, or -1 where that is not one. */
function onlyOpen(mask: number, length: number): number {
  const open = ~mask & ((1 << length) - 1);
  return open !== 0 && (open & (open - 1)) === 0 ? 31 - Math.clz32(open) : -1;
}

const noNumbers = new Int32Array(0);

/** What a goal has found, while it is made answers. */
const found = new Int32Array(256);
/** A table with so many answers has many. */
const MANY = 1024;

/** The step holds in one way only. */
const ONCE = -2;
/** It may hold in another way. */
const AGAIN = -1;
