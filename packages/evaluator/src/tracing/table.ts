import type { Plan } from '../tables/plan.ts';
import type { Subgoal } from '../tables/subgoal.ts';

/** A call of rules with its answers, and how far the rules that may give them were tried. */
export class Table {
  readonly subgoal: Subgoal;
  /** The goal that called it first: whose rule it is shown in. Undefined for what was asked. */
  caller: PendingGoal | undefined = undefined;
  /** How many goals enclose its rules. */
  readonly depth: number;
  plans: readonly Plan[] = [];
  /** How many of its plans were tried; -1: not even its facts. */
  tried = -1;
  /** Its rules and goals that are in progress: while there are any, they may give it further answers. */
  pending = 0;
  /** It is on the agenda. */
  inProgress = false;
  /** The goal that has begun it, and gets each answer at once. */
  driver: PendingGoal | undefined = undefined;
  /** All goals that call it. */
  readonly goals: PendingGoal[] = [];
  /** So many of them, from the first on, have no answer to be given. */
  served = 0;
  /** What its rules call. */
  readonly callees: Table[] = [];
  /** No further answer can come. */
  complete = false;

  constructor(subgoal: Subgoal, depth: number) {
    this.subgoal = subgoal;
    this.depth = depth;
  }

  /** It can have one answer at most, and has it. */
  get settled(): boolean {
    return this.subgoal.count > 0 && this.subgoal.open.length === 0;
  }

  get unfinished(): boolean {
    return !this.complete && !this.settled && (this.tried < 0 || this.tried < this.plans.length);
  }
}

/** What a variable stands for, by slot (tables/codes.ts). Some may be links to others. */
export interface Bindings {
  readonly slots: number[];
  links: boolean;
}

/** A call of rules that a rule waits for: where it goes on, and with which variables. Never changes but for what it was given. */
export class PendingGoal implements Bindings {
  readonly plan: Plan;
  /** The number of its plan, and of the step that it stands at. */
  readonly planId: number;
  readonly step: number;
  readonly owner: Table;
  readonly on: Table;
  readonly slots: number[];
  readonly links: boolean;
  /** The event at which it was called. */
  readonly activation: number;
  /** The last answer that it was given, by place; -1 for none. */
  last = -1;
  /** It is not on the agenda, and wants answers that come later. */
  idle = false;
  /** It wants no more. */
  over = false;

  constructor(run: RuleRun, step: number, on: Table, activation: number) {
    this.plan = run.plan;
    this.planId = run.planId;
    this.step = step;
    this.owner = run.owner;
    this.on = on;
    this.slots = run.slots.slice();
    this.links = run.links;
    this.activation = activation;
  }

  get negated(): boolean {
    return this.plan.steps[this.step]!.negated;
  }

  get wanted(): boolean {
    return !this.over && !this.owner.settled;
  }
}

/** How far a goal has gone through what may fit it. */
export interface Scan {
  /** The goal's arguments when it was called. */
  readonly key: readonly number[];
  readonly mask: number;
  layer: number;
  /** The next one that fits; -1 for none. */
  row: number;
}

/** A rule that is tried: its goals from `base` on. */
export class RuleRun implements Bindings {
  readonly plan: Plan;
  readonly planId: number;
  readonly owner: Table;
  readonly slots: number[];
  links: boolean;
  readonly base: number;
  at: number;
  forward = true;
  /** By goal. */
  readonly scans: (Scan | undefined)[] = [];
  readonly activations: number[] = [];

  constructor(plan: Plan, planId: number, owner: Table, slots: number[], links: boolean, base: number) {
    this.plan = plan;
    this.planId = planId;
    this.owner = owner;
    this.slots = slots;
    this.links = links;
    this.base = base;
    this.at = base;
  }
}
