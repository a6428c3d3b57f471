import type { CloudPredicate } from '../dialect/cloud/program.ts';
import type { Agenda } from './agenda.ts';
import type { Code } from './codes.ts';
import type { Decider } from './decider.ts';
import { Negations } from './negations.ts';
import type { Plan, Step } from './plan.ts';
import type { Slots } from './slots.ts';
import type { Consumer, Subgoal } from './subgoal.ts';
import type { Tables } from './tables.ts';

/** The rule that makes a call, and the place of the call in it. */
export interface Caller {
  readonly plan: Plan;
  readonly owner: Subgoal;
  readonly at: number;
}

/** Answers the calls of rules: decides those whose arguments have values where that can be, and lets the rules of others wait for their tables. */
export class Calls {
  /** What waits for the absence of something. */
  readonly negations = new Negations();
  readonly #tables: Tables;
  readonly #agenda: Agenda;
  readonly #slots: Slots;
  /** How far rules come is noted: each call is answered by rules that run. */
  readonly #isNoted: boolean;
  #decider: Decider | undefined;
  #hasDecided = false;
  /** Steps that were made beyond a budget. */
  #owed = 0;

  /** @param decider for calls whose arguments have values; undefined where each of them is to have a table */
  constructor(tables: Tables, agenda: Agenda, slots: Slots, isNoted: boolean, decider: Decider | undefined) {
    this.#tables = tables;
    this.#agenda = agenda;
    this.#slots = slots;
    this.#isNoted = isNoted;
    this.#decider = decider;
  }

  /** Some call has no table. */
  get hasDecided(): boolean {
    return this.#hasDecided;
  }

  /** No call will be made any more. */
  end(): void {
    if (this.#decider !== undefined) this.#tables.plans.giveBack(this.#decider);
    this.#decider = undefined;
  }

  // ---- What is done in one go -------------------------------------------------------------------------------------------

  owe(steps: number): void {
    this.#owed += steps;
  }

  /** Takes off a budget what was done in one go. */
  pay(left: number): number {
    if (this.#owed === 0 || left <= 0) return left;
    const paid = Math.min(this.#owed, left);
    this.#owed -= paid;
    return left - paid;
  }

  // ---- Calls ------------------------------------------------------------------------------------------------------------

  /** Whether a call without variables holds; undefined where its table must say. */
  decide(predicate: CloudPredicate, codes: ArrayLike<Code>): boolean | undefined {
    const holds = this.#decider?.holds(predicate, codes, false);
    if (holds === undefined) return undefined;
    this.#hasDecided = true;
    this.#owed += this.#decider!.takeSteps();
    return holds;
  }

  /**
   * Makes a call; true where it is known to hold, so that its rule may go on at once. Else the rule goes on, if at all, with the answers that it waits for then.
   *
   * @param mask a bit for each of the arguments that has a value
   * @param codes the arguments
   */
  call(step: Step, mask: number, codes: ArrayLike<Code>, caller: Caller): boolean {
    const { plan, owner, at } = caller;
    if (mask === (1 << step.arguments.length) - 1) {
      const holds = this.decide(step.predicate!, codes);
      if (holds !== undefined) return holds !== step.negated;
    }
    const called = this.#tables.subgoals.find(step.predicate!, codes);
    const subgoal = this.#tables.targetOf(called);
    if (subgoal.tried < 0 && subgoal.open.length === 0) this.#tables.lookUp(subgoal);
    if (step.negated) return this.#callAbsent(subgoal, caller);
    if (subgoal.open.length === 0) {
      if (subgoal.count > 0) return true;
      if (subgoal.complete) return false;
      // The rule's last goal, of a call that it answers without a value: nothing of the rule is left but to hold.
      if (owner.open.length === 0 && at === plan.steps.length - 1 && !this.#isNoted) {
        subgoal.leadTo(owner);
        if (subgoal.unfinished) this.#agenda.queue(subgoal);
        return false;
      }
    }
    subgoal.wait(this.#consumer(caller, called.places));
    if (subgoal.count > 0 || subgoal.unfinished) this.#agenda.queue(subgoal);
    return false;
  }

  /** The same of a call that must not hold. */
  #callAbsent(subgoal: Subgoal, caller: Caller): boolean {
    if (subgoal.count > 0) return false;
    if (subgoal.complete) return true;
    subgoal.awaited = true;
    if (subgoal.unfinished) this.#agenda.queue(subgoal);
    this.negations.wait(this.#consumer(caller, subgoal.open), subgoal);
    return false;
  }

  #consumer({ plan, owner, at }: Caller, places: readonly number[]): Consumer {
    return { plan, step: at, owner, frame: this.#slots.freeze(plan), places, last: -1, sweep: -1, join: undefined };
  }
}
