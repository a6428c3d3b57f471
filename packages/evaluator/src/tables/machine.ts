import type { CloudPredicate, CompiledCloud } from '../dialect/cloud/program.ts';
import type { FactStore } from '../facts/fact-store.ts';
import type { Relation } from '../facts/relation.ts';
import { Agenda } from './agenda.ts';
import type { Answers } from './answers.ts';
import { Calls } from './calls.ts';
import type { Code } from './codes.ts';
import type { Decider } from './decider.ts';
import { FactScan } from './fact-scan.ts';
import type { Stuck } from './failure.ts';
import { joinOf } from './join.ts';
import { Joins } from './joins.ts';
import type { Reach } from './reach.ts';
import { RuleRun } from './rule-run.ts';
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
  readonly #tables: Tables;
  readonly #agenda: Agenda;
  readonly #calls: Calls;
  readonly #rule: RuleRun;
  readonly #slots: Slots;
  readonly #joins: Joins;
  readonly #reach: Reach | undefined;
  /** What goes on because something is absent. */
  readonly #absent: Consumer[] = [];
  #root: Subgoal;
  #begun = false;

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
    const isNoted = reach !== undefined;
    const tables = new Tables(program, facts, mostAnswers, isNoted);
    const agenda = new Agenda(tables);
    const slots = new Slots(program.types, program.values);
    const scan = new FactScan(tables, slots);
    let decider: Decider | undefined;
    if (!isTabled) {
      decider = tables.plans.lend();
      decider.begin(now, facts);
    }
    const calls = new Calls(tables, agenda, slots, isNoted, decider);
    this.program = program;
    this.now = now;
    this.asked = tables.subgoals.find(predicate, codes);
    this.#root = this.asked;
    this.#tables = tables;
    this.#agenda = agenda;
    this.#calls = calls;
    this.#rule = new RuleRun(tables, agenda, calls, slots, scan, reach, now, this.asked);
    this.#slots = slots;
    this.#joins = new Joins(tables, scan);
    this.#reach = reach;
  }

  /** The first goal that lacks a value. */
  get stuck(): Stuck | undefined {
    return this.#rule.stuck;
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
    return !this.#calls.hasDecided;
  }

  /** Runs for at most so many steps. The root's answers are in its table as they come. */
  run(budget: number): TableOutcome {
    if (!this.#begun) this.#start();
    // Whoever runs this may stop it after so many steps: what was decided in one go counts, and is made up for.
    const left = this.#calls.pay(budget);
    if (left <= 0) return 'paused';
    const outcome = this.#go(left);
    if (outcome === 'done') this.#calls.end();
    return outcome;
  }

  #start(): void {
    this.#begun = true;
    const { asked } = this;
    const { predicate, codes, open } = asked;
    const holds = open.length === 0 && predicate.id >= 0 ? this.#calls.decide(predicate, codes) : undefined;
    if (holds === undefined) {
      this.#root = this.#tables.targetOf(asked);
      this.#agenda.queue(this.#root);
    } else if (holds) this.#tables.prove(asked);
    else asked.complete = true;
  }

  #go(budget: number): TableOutcome {
    const rule = this.#rule;
    const { negations } = this.#calls;
    let left = budget;
    for (;;) {
      if (rule.isGoing) {
        left = rule.run(left);
        if (left <= 0) return 'paused';
        continue;
      }
      if (this.root.settled) return 'done';
      const consumer = this.#absent.pop();
      if (consumer !== undefined) {
        rule.resumeAbsent(consumer);
        continue;
      }
      const task = this.#agenda.latest;
      if (task === undefined) {
        if (negations.size === 0) {
          this.root.complete = true;
          return 'done';
        }
        this.#absent.push(...negations.resolve(this.stuck !== undefined));
        continue;
      }
      left--;
      this.#take(task);
      left = this.#calls.pay(left);
      if (left <= 0) return 'paused';
    }
  }

  /** Goes on with a subgoal: an answer to those who wait for it, or else its next rule. */
  #take(subgoal: Subgoal): void {
    if (this.#deliver(subgoal)) return;
    if (!subgoal.settled && this.#isWanted(subgoal)) {
      if (subgoal.tried < 0) {
        this.#tables.prepare(subgoal);
        if (this.relations(subgoal.predicate).length > 0) {
          this.#rule.begin(this.#tables.plans.facts(subgoal.predicate), subgoal);
          return;
        }
      }
      if (subgoal.tried < subgoal.rules.length) {
        this.#rule.begin(subgoal.rules[subgoal.tried++]!, subgoal);
        return;
      }
    }
    this.#agenda.drop();
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
        if (this.#joins.give(consumer, join, subgoal, place)) this.#agenda.queue(consumer.owner);
        this.#calls.owe(this.#joins.takeSteps());
        return true;
      }
      consumer.last = place;
      if (this.#rule.resume(consumer, place)) return true;
    }
    return false;
  }
}

/** A table with so many answers has many. */
const MANY = 1024;
