import type { CompiledCloud } from '../dialect/cloud/program.ts';
import type { Agenda } from './agenda.ts';
import type { Caller, Calls } from './calls.ts';
import { setOf } from './codes.ts';
import { comparisonHolds } from './comparison.ts';
import type { FactScan } from './fact-scan.ts';
import { type Stuck, TableFailure } from './failure.ts';
import { CALL, COMPARE, FACTS, MEMBER, type Plan, PROBLEM, type Step } from './plan.ts';
import type { Reach } from './reach.ts';
import type { Slots } from './slots.ts';
import type { Consumer, Subgoal } from './subgoal.ts';
import type { Tables } from './tables.ts';

/**
 * The rule that runs: through its goals, and back to those that may hold in another way. What it comes to is an answer of the subgoal that it runs for. There is
 * one at a time; a call of rules ends it there, and it is taken up again with each answer.
 */
export class RuleRun implements Caller {
  /** The first goal that lacks a value. */
  stuck: Stuck | undefined = undefined;
  readonly #program: CompiledCloud;
  readonly #tables: Tables;
  readonly #agenda: Agenda;
  readonly #calls: Calls;
  readonly #slots: Slots;
  readonly #scan: FactScan;
  readonly #reach: Reach | undefined;
  /** The value that is the time. */
  readonly #now: number;
  #plan: Plan | undefined = undefined;
  #owner: Subgoal;
  /** The step that it began at: going back from it ends it. */
  #base = 0;
  #at = 0;
  #forward = true;
  /** By step: whether it may hold in another way; of a membership, how many values were tried. */
  readonly #tried: number[] = [];
  #tuple = noNumbers;

  /** @param owner any subgoal, until a rule begins */
  constructor(
    tables: Tables,
    agenda: Agenda,
    calls: Calls,
    slots: Slots,
    scan: FactScan,
    reach: Reach | undefined,
    now: number,
    owner: Subgoal,
  ) {
    this.#program = tables.program;
    this.#tables = tables;
    this.#agenda = agenda;
    this.#calls = calls;
    this.#slots = slots;
    this.#scan = scan;
    this.#reach = reach;
    this.#now = now;
    this.#owner = owner;
  }

  /** Something of a rule is left to be done. */
  get isGoing(): boolean {
    return this.#plan !== undefined;
  }

  get plan(): Plan {
    return this.#plan!;
  }

  get owner(): Subgoal {
    return this.#owner;
  }

  get at(): number {
    return this.#at;
  }

  /** Begins a rule for a subgoal, if its head fits. */
  begin(plan: Plan, owner: Subgoal): void {
    this.#slots.begin(plan, this.#now);
    const { head } = plan;
    const { codes } = owner;
    for (let i = 0; i < codes.length; i++) {
      // The constants of heads fit: `rulesFor` has seen to that.
      if (head[i]! >= 0 && !this.#slots.unify(head[i]!, codes[i]!)) return;
    }
    this.#enter(plan, owner, 0);
  }

  /** Goes on with a rule that waits for a call's answer; false where the answer does not fit it. */
  resume({ plan, step, places, frame, owner }: Consumer, place: number): boolean {
    this.#slots.thaw(plan, frame);
    if (!this.#slots.take(plan.steps[step]!.arguments, places, this.#tables.answers, place)) return false;
    this.#enter(plan, owner, step + 1);
    return true;
  }

  /** Goes on with a rule that waited for the absence of something. */
  resumeAbsent({ plan, step, frame, owner }: Consumer): void {
    this.#slots.thaw(plan, frame);
    this.#enter(plan, owner, step + 1);
  }

  #enter(plan: Plan, owner: Subgoal, at: number): void {
    this.#plan = plan;
    this.#owner = owner;
    this.#base = at;
    this.#at = at;
    this.#forward = true;
  }

  /** Runs the rule until nothing of it is left, or the budget is. Gives what is left of it. */
  run(budget: number): number {
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
      left = this.#calls.pay(left);
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
      if (this.#tables.addValues(owner, found, count)) this.#agenda.queue(owner);
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
    return this.#calls.call(step, mask, this.#scan.key(this.#at), this);
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
    return comparisonHolds(step.operator!, a, b, this.#program.values) !== step.negated;
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
    const { types, values } = this.#program;
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

  /** The rule holds with the values that its variables have. */
  #answer({ head }: Plan): void {
    const owner = this.#owner;
    const { open } = owner;
    if (open.length === 0) {
      this.#agenda.prove(owner);
      return;
    }
    if (open.length > this.#tuple.length) this.#tuple = new Int32Array(32);
    this.#slots.tell(head, open, this.#tuple);
    if (this.#tables.add(owner, this.#tuple)) this.#agenda.queue(owner);
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

/** The step holds in one way only. */
const ONCE = -2;
/** It may hold in another way. */
const AGAIN = -1;
