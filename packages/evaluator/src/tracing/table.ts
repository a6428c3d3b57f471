import type { CloudPredicate } from '../dialect/cloud/program.ts';
import type { Code } from '../tables/codes.ts';
import type { Plan } from '../tables/plan.ts';
import type { Call } from '../tables/subgoals.ts';
import type { Scan } from './scan.ts';

/** A call of rules with its answers, and how far the rules that may give them were tried. */
export class Table implements Call {
  readonly id: number;
  readonly predicate: CloudPredicate;
  readonly codes: readonly Code[];
  /** The arguments that are without a value: an answer says what they are. */
  readonly open: readonly number[];
  /** The places of its first and last answers; -1 for none. */
  first = -1;
  last = -1;
  count = 0;
  /** It can have one answer at most, and has it. */
  settled = false;
  /** The goal that called it first: whose rule it is shown in. Undefined for what was asked. */
  caller: PendingGoal | undefined = undefined;
  /** How many goals enclose its rules; -1 until it is called. */
  depth = -1;
  plans: readonly Plan[] = noPlans;
  /** How many of its plans were tried; -1: not even its facts. */
  tried = -1;
  /** Its rules and goals that are in progress: while there are any, they may give it further answers. */
  pending = 0;
  /** It is on the agenda. */
  inProgress = false;
  /** The goal that has begun it, and gets each answer at once. */
  driver: PendingGoal | undefined = undefined;
  /** The first and the last of the goals that call it; each knows the one after. */
  firstGoal: PendingGoal | undefined = undefined;
  lastGoal: PendingGoal | undefined = undefined;
  /** The first of them that may have an answer to be given. */
  unserved: PendingGoal | undefined = undefined;
  /** The last of the goals by which its rules call others; each knows the one before. */
  lastCall: PendingGoal | undefined = undefined;
  /** No further answer can come. */
  complete = false;

  constructor(id: number, predicate: CloudPredicate, codes: readonly Code[], open: readonly number[]) {
    this.id = id;
    this.predicate = predicate;
    this.codes = codes;
    this.open = open;
  }

  get unfinished(): boolean {
    return !this.complete && !this.settled && (this.tried < 0 || this.tried < this.plans.length);
  }

  /** Another goal calls it. */
  calledBy(goal: PendingGoal): void {
    if (this.lastGoal === undefined) this.firstGoal = goal;
    else this.lastGoal.after = goal;
    this.lastGoal = goal;
    this.unserved ??= goal;
  }

  /** Whether something is so of all goals that call it. */
  everyGoal(is: (goal: PendingGoal) => boolean): boolean {
    for (let goal = this.firstGoal; goal !== undefined; goal = goal.after) if (!is(goal)) return false;
    return true;
  }
}

const noPlans: readonly Plan[] = [];

/** What a variable stands for, by slot (tables/codes.ts). Some may be links to others. */
export interface Bindings {
  readonly slots: number[];
  links: boolean;
}

/** A call of rules that a rule waits for: where it goes on, and with which variables. Never changes but for what it was given. */
export class PendingGoal implements Bindings {
  readonly plan: Plan;
  /** The step that it stands at. */
  readonly step: number;
  readonly owner: Table;
  readonly on: Table;
  readonly slots: number[];
  readonly links: boolean;
  /** The event at which it was called. */
  readonly activation: number;
  readonly negated: boolean;
  /** The goal before it by which the same call's rules call something. */
  readonly before: PendingGoal | undefined;
  /** The goal after it that calls the same. */
  after: PendingGoal | undefined = undefined;
  /** The last answer that it was given, by place; -1 for none. */
  last = -1;
  /** It is not on the agenda, and wants answers that come later. */
  idle = false;
  /** It wants no more. */
  over = false;
  /** The call's rules were tried for it. */
  hasTried = false;

  /** @param slots the rule's variables, which nobody else may change */
  constructor({ plan, owner, links }: RuleRun, step: number, on: Table, activation: number, slots: number[]) {
    this.plan = plan;
    this.step = step;
    this.owner = owner;
    this.on = on;
    this.slots = slots;
    this.links = links;
    this.activation = activation;
    this.negated = plan.steps[step]!.negated;
    this.before = owner.lastCall;
  }

  get wanted(): boolean {
    return !this.over && !this.owner.settled;
  }
}

/** A rule that is tried, from one of its goals on. */
export class RuleRun implements Bindings {
  plan: Plan;
  owner: Table;
  slots: number[];
  links: boolean;
  /** The goal that comes next. */
  at: number;
  /** It goes back to where something may hold in another way. */
  isBack = false;
  /** How far its goals have gone through what may fit them: that of the latest goal, which has those of the goals before it. */
  scan: Scan | undefined = undefined;

  constructor(plan: Plan, owner: Table, slots: number[], links: boolean, at: number) {
    this.plan = plan;
    this.owner = owner;
    this.slots = slots;
    this.links = links;
    this.at = at;
  }

  /** Is another one from now on. */
  become(plan: Plan, owner: Table, slots: number[], links: boolean, at: number): this {
    this.plan = plan;
    this.owner = owner;
    this.slots = slots;
    this.links = links;
    this.at = at;
    this.isBack = false;
    this.scan = undefined;
    return this;
  }
}
