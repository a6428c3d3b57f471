import type { CloudPredicate, CompiledCloud } from '../dialect/cloud/program.ts';
import type { Relation } from '../facts/relation.ts';
import { Answers } from '../tables/answers.ts';
import type { Code } from '../tables/codes.ts';
import { comparisonHolds } from '../tables/comparison.ts';
import { CALL, COMPARE, FACTS, MEMBER, type Plan, PROBLEM, type Step } from '../tables/plan.ts';
import { Plans } from '../tables/plans.ts';
import { Subgoals } from '../tables/subgoals.ts';
import { abandon, type Item } from './abandon.ts';
import { Absences } from './absences.ts';
import { readSlot, unifyHead } from './bindings.ts';
import { Changes } from './changes.ts';
import { isComplete } from './completion.ts';
import { CALLED, CIRCLED, ENTERED, EXITED, FAILED, REDONE, REMEMBERED } from './happening.ts';
import { takeAnswer, tellAnswer } from './rule-answers.ts';
import type { Scan } from './scan.ts';
import { Scans } from './scans.ts';
import { SearchFailure } from './search-failure.ts';
import type { SearchSetting } from './search-setting.ts';
import { PendingGoal, RuleRun, Table } from './table.ts';

/**
 * Answers a call as the table machine does (`tables/machine.ts`), from the same plans, and records each step. It goes depth first, so that
 * it reads as a person would try the rules: a call's rules are tried at once, each answer goes at once to the goal that called, and
 * where that fails the search comes back for another. A call that was met before is answered from its table.
 */
export class Search {
  readonly program: CompiledCloud;
  readonly answers = new Answers();
  readonly root: Table;
  readonly #setting: SearchSetting;
  readonly #recording: SearchSetting['recording'];
  readonly #plans: Plans;
  readonly #tables = new Subgoals<Table>((id, predicate, codes, open) => new Table(id, predicate, codes, open));
  readonly #scans: Scans;
  readonly #agenda: Item[] = [];
  #run: RuleRun | undefined = undefined;
  /** One that is over. */
  #spare: RuleRun | undefined = undefined;
  readonly #absences = new Absences();
  /** Undefined where a person has changed nothing. */
  readonly #changes: Changes | undefined;
  #stuck: SearchFailure | undefined = undefined;
  #isStopped = false;

  constructor(setting: SearchSetting) {
    const { program, facts, places, recording } = setting;
    this.#setting = setting;
    this.#recording = recording;
    this.program = program;
    const { changes } = setting;
    this.#changes = changes.length === 0 ? undefined : new Changes(changes, recording.last);
    this.#plans = Plans.of(program);
    this.#scans = new Scans(program, facts, places, recording);
    this.root = this.#tables.find(setting.predicate, setting.codes);
    this.root.depth = setting.depth;
    this.root.inProgress = true;
    this.#agenda.push(this.root);
  }

  /**
   * Takes so many steps at most, or until something has happened after an event. Gives how many are left; -1 where nothing is left to do.
   * Throws a `SearchFailure`.
   */
  run(steps: number, past: number): number {
    const recording = this.#recording;
    let left = steps;
    if (this.#isStopped) return -1;
    for (; left > 0 && recording.last <= past && !this.#isStopped; left--) {
      if (this.#run !== undefined) this.#advance(this.#run);
      else if (!this.#next()) return -1;
    }
    return left;
  }

  /** Ends it after the current step. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Takes up what is to be done next; false where there is nothing. */
  #next(): boolean {
    if (this.root.settled) return false;
    const top = this.#agenda.at(-1);
    if (top === undefined) {
      if (this.#absences.size > 0) {
        this.#agenda.push(...this.#absences.resolve(this.#stuck));
        return true;
      }
      if (this.#stuck !== undefined) throw this.#stuck;
      return false;
    }
    if (top instanceof Table) this.#evaluate(top);
    else if (top instanceof PendingGoal) this.#pull(top);
    else {
      this.#agenda.pop();
      if (top.owner.settled) top.owner.pending--;
      else this.#run = top;
    }
    return true;
  }

  /** All plans, by their numbers. */
  get plans(): readonly Plan[] {
    return this.#plans.all;
  }

  /** The calls that were met, by their numbers. */
  get tables(): readonly Table[] {
    return this.#tables.all;
  }

  /** The facts of a predicate, in all stores and in the policy. */
  relations(predicate: CloudPredicate): readonly Relation[] {
    return this.#scans.relations(predicate);
  }

  /** The table of a call that was met. */
  tableFor(predicate: CloudPredicate, codes: readonly Code[]): Table | undefined {
    return this.tables.find(
      (table) => table.predicate === predicate && table.codes.every((code, i) => code === codes[i]),
    );
  }

  /** What is still to be done, the latest last; for who looks at alternatives. */
  get agenda(): readonly Item[] {
    return this.#agenda;
  }

  #record(port: number, run: RuleRun, at: number, activation: number): number {
    const { plan, owner, slots } = run;
    this.#changes?.setVariables(this.#recording.last + 1, run);
    return this.#recording.add(port, plan.id, at, owner.id, activation, slots);
  }

  /** The same where the rule has done nothing but what was recorded last. */
  #recordNext(port: number, run: RuleRun, at: number, activation: number): number {
    const { plan, owner, slots } = run;
    if (this.#changes?.setVariables(this.#recording.last + 1, run) === true)
      return this.#recording.add(port, plan.id, at, owner.id, activation, slots);
    return this.#recording.addSame(port, plan.id, at, owner.id, activation, slots);
  }

  #recordOf(port: number, goal: PendingGoal): void {
    const { plan, step, owner, activation, slots } = goal;
    this.#changes?.setVariables(this.#recording.last + 1, goal);
    this.#recording.add(port, plan.id, step, owner.id, activation, slots);
  }

  // ---- A rule --------------------------------------------------------------------------------------------------------

  /** The event at which a call's rules were called. */
  #activationOf({ caller }: Table): number {
    return caller?.activation ?? this.#setting.activation;
  }

  /** Begins a rule for a call, if its head fits. */
  #begin(plan: Plan, owner: Table): boolean {
    const { initial, head, now, rule } = plan;
    const slots = initial.slice();
    if (now >= 0) slots[now] = this.#setting.now;
    const run = this.#ruleRun(plan, owner, slots, false, 0);
    if (!unifyHead(run, head, owner, this.program)) {
      this.#spare = run;
      return false;
    }
    owner.pending++;
    if (rule?.clause !== undefined) this.#record(ENTERED, run, -1, this.#activationOf(owner));
    this.#run = run;
    return true;
  }

  #advance(run: RuleRun): void {
    const { steps, rule } = run.plan;
    if (run.isBack) {
      this.#goBack(run);
      return;
    }
    if (run.at === steps.length) {
      run.isBack = true;
      this.#answer(run);
      return;
    }
    const step = steps[run.at]!;
    if (rule === undefined) {
      this.#move(run, this.#scans.firstFact(run, step, this.#activationOf(run.owner)));
      return;
    }
    // What comes before was recorded: the goal before it, or that the rule was entered.
    const isNext = run.at > 0 || rule.clause !== undefined;
    const activation = isNext ? this.#recordNext(CALLED, run, run.at, -1) : this.#record(CALLED, run, run.at, -1);
    if (this.#changes?.fails(activation) === true) this.#settle(run, false, activation);
    else if (step.kind === CALL) this.#call(run, step, activation);
    else if (this.#holds(run, step, activation)) {
      this.#record(EXITED, run, run.at, activation);
      run.at++;
    } else this.#settle(run, false, activation);
  }

  #move(run: RuleRun, holds: boolean): void {
    if (holds) run.at++;
    else this.#goBack(run);
  }

  /** Goes back to the latest goal that may hold in another way, and on from there. */
  #goBack(run: RuleRun): void {
    const { scan, plan } = run;
    if (scan === undefined) {
      run.owner.pending--;
      this.#run = undefined;
      this.#spare = run;
      return;
    }
    run.at = scan.at;
    run.isBack = !this.#again(run, plan.steps[scan.at]!, scan);
    if (!run.isBack) run.at++;
  }

  /** Ends a goal that has given no variable a value. */
  #settle(run: RuleRun, holds: boolean, activation: number): void {
    this.#recordNext(holds ? EXITED : FAILED, run, run.at, activation);
    this.#move(run, holds);
  }

  /** Enters a goal that calls no rule. */
  #holds(run: RuleRun, step: Step, activation: number): boolean {
    switch (step.kind) {
      case FACTS:
        if (step.negated && !this.#isReady(run, step)) return false;
        return this.#scans.firstFact(run, step, activation);
      case COMPARE: {
        const [left, right] = step.arguments as readonly [number, number];
        const a = readSlot(run, left);
        const b = readSlot(run, right);
        if (a < 0) return this.#isStuck(run, step, left);
        if (b < 0) return this.#isStuck(run, step, right);
        return comparisonHolds(step.operator!, a, b, this.program.values) !== step.negated;
      }
      case MEMBER: {
        const [left] = step.arguments as readonly [number];
        if (step.negated && readSlot(run, left) < 0) return this.#isStuck(run, step, left);
        return this.#scans.firstMember(run, step, activation);
      }
      case PROBLEM:
        throw new SearchFailure('problem', step.message, { plan: run.plan, step });
      default:
        return false;
    }
  }

  /** Goes back to a goal; true where it holds in another way. */
  #again(run: RuleRun, step: Step, scan: Scan): boolean {
    if (scan.row === -1) {
      this.#scans.end(run, step, scan);
      return false;
    }
    const isTold = run.plan.rule !== undefined;
    if (isTold) this.#record(REDONE, run, run.at, scan.activation);
    if (step.kind === FACTS) this.#scans.nextFact(run, step, scan);
    else this.#scans.nextMember(run, step, scan);
    if (isTold) this.#record(EXITED, run, run.at, scan.activation);
    return true;
  }

  // ---- Calls of rules ------------------------------------------------------------------------------------------------

  #call(run: RuleRun, step: Step, activation: number): void {
    const { at, owner } = run;
    const { negated, arguments: all } = step;
    if (negated && !this.#isReady(run, step)) {
      this.#settle(run, false, activation);
      return;
    }
    const key = tuple;
    for (let i = 0; i < all.length; i++) key[i] = readSlot(run, all[i]!);
    const on = this.#tables.find(step.predicate!, key);
    const isAnswered = on.count > 0;
    if (on.settled || (on.complete && (negated || !isAnswered)) || (negated && isAnswered)) {
      this.#recordNext(REMEMBERED, run, at, activation);
      this.#settle(run, isAnswered !== negated, activation);
      return;
    }
    // A rule that nobody comes back to leaves its variables to the goal that waits, and its place.
    const isOver = run.scan === undefined;
    const goal = this.#pending(run, on, activation, isOver ? run.slots : run.slots.slice());
    this.#run = undefined;
    if (isOver) this.#spare = run;
    else {
      run.isBack = true;
      this.#agenda.push(run);
      owner.pending++;
    }
    this.#agenda.push(goal);
    this.#pull(goal);
  }

  #pending(run: RuleRun, on: Table, activation: number, slots: number[]): PendingGoal {
    const goal = new PendingGoal(run, run.at, on, activation, slots);
    if (on.depth === -1) on.depth = run.owner.depth + 1;
    if (on.firstGoal === undefined && on !== this.root) on.caller = goal;
    on.calledBy(goal);
    run.owner.lastCall = goal;
    return goal;
  }

  /** Goes on with a goal that wants answers. */
  #pull(goal: PendingGoal): void {
    const { on: table, owner } = goal;
    if (!goal.wanted) {
      this.#leave(goal);
      return;
    }
    if (goal.negated) {
      this.#pullNegated(goal);
      return;
    }
    const place = goal.last === -1 ? table.first : this.answers.next(goal.last);
    if (place !== -1) {
      if (goal.last !== -1) this.#recordOf(REDONE, goal);
      goal.last = place;
      this.#resume(goal, place, true);
      return;
    }
    if (!table.settled && !table.inProgress && table.unfinished) {
      this.#start(table, goal);
      this.#evaluate(table);
      return;
    }
    this.#agenda.pop();
    owner.pending--;
    goal.idle = true;
    if (table.settled) return;
    // One that is asked in a circle waits for answers that others find.
    if (!table.inProgress && !goal.hasTried && goal.last === -1) this.#recordOf(REMEMBERED, goal);
    this.#recordOf(table.inProgress ? CIRCLED : FAILED, goal);
  }

  #pullNegated(goal: PendingGoal): void {
    const { on: table } = goal;
    if (table.count > 0) {
      this.#recordOf(FAILED, goal);
      goal.over = true;
      this.#leave(goal);
      return;
    }
    if (!table.inProgress && table.unfinished) {
      this.#start(table, goal);
      this.#evaluate(table);
      return;
    }
    if (!isComplete(table)) {
      this.#agenda.pop();
      this.#absences.wait(goal);
      return;
    }
    if (this.#stuck !== undefined) throw this.#stuck;
    this.#agenda.pop();
    goal.over = true;
    this.#recordOf(EXITED, goal);
    this.#run = this.#after(goal);
  }

  /** The rule of a goal, to go on with what follows it. */
  #after({ plan, owner, slots, links, step, on }: PendingGoal): RuleRun {
    // Nothing more gets a value where the goal is the last one and has given none.
    const isOver = step + 1 === plan.steps.length && on.open.length === 0;
    return this.#ruleRun(plan, owner, isOver ? slots : slots.slice(), links, step + 1);
  }

  #ruleRun(plan: Plan, owner: Table, slots: number[], links: boolean, at: number): RuleRun {
    const spare = this.#spare;
    if (spare === undefined) return new RuleRun(plan, owner, slots, links, at);
    this.#spare = undefined;
    return spare.become(plan, owner, slots, links, at);
  }

  #leave({ owner }: PendingGoal): void {
    this.#agenda.pop();
    owner.pending--;
  }

  #start(table: Table, driver: PendingGoal | undefined): void {
    if (driver !== undefined) driver.hasTried = true;
    table.inProgress = true;
    table.driver = driver;
    this.#agenda.push(table);
  }

  /** Goes on with a rule that waits for a call's answer, unless that does not fit it. */
  #resume(goal: PendingGoal, place: number, isRemembered: boolean): void {
    const { plan, owner, step, on } = goal;
    const run = this.#after(goal);
    if (!takeAnswer(run, plan.steps[step]!.arguments, on.open, this.answers, place, this.program)) return;
    owner.pending++;
    if (isRemembered) {
      this.#record(REMEMBERED, run, step, goal.activation);
      this.#recordNext(EXITED, run, step, goal.activation);
    } else this.#record(EXITED, run, step, goal.activation);
    this.#run = run;
  }

  /** Goes on with a call's rules; when all were tried, with the goals that have not had all answers. */
  #evaluate(table: Table): void {
    if (!table.settled) {
      if (table.tried < 0 && this.#tryFacts(table)) return;
      while (table.tried < table.plans.length) if (this.#begin(table.plans[table.tried++]!, table)) return;
    }
    for (; table.unserved !== undefined; table.unserved = table.unserved.after) {
      const goal: PendingGoal = table.unserved;
      if (!goal.idle || !goal.wanted || goal.last === table.last) continue;
      goal.idle = false;
      goal.owner.pending++;
      this.#agenda.push(goal);
      return;
    }
    this.#agenda.pop();
    table.inProgress = false;
    table.driver = undefined;
  }

  /** Looks for a call among the facts, before its rules are tried; true where that goes on. */
  #tryFacts(table: Table): boolean {
    const { predicate, codes, open } = table;
    table.plans = this.#plans.rulesFor(predicate, codes);
    table.tried = 0;
    const isFact = open.length === 0 ? this.#scans.isFact(table) : undefined;
    if (isFact === true) this.#found(table, this.answers.append(table.id, -1, tuple, 0), undefined);
    else if (isFact === undefined && this.relations(predicate).length > 0)
      return this.#begin(this.#plans.facts(predicate), table);
    return isFact === true;
  }

  // ---- Answers -------------------------------------------------------------------------------------------------------

  #answer(run: RuleRun): void {
    const place = this.#placeFor(run);
    if (place === -1) return;
    this.#run = undefined;
    this.#found(run.owner, place, run);
  }

  /** Gives an answer to who called; a rule that it comes from may have more. */
  #found(owner: Table, place: number, run: RuleRun | undefined): void {
    if (owner.first === -1) owner.first = place;
    owner.last = place;
    owner.count++;
    owner.settled = owner.open.length === 0;
    owner.unserved = owner.firstGoal;
    if (this.answers.count > this.#setting.mostAnswers)
      throw new SearchFailure(
        'fact-limit',
        `The query derives more than ${this.#setting.mostAnswers} facts, and is given up there. Name a user, an action or a resource in place of a variable, or ask over fewer facts.`,
      );
    if (run !== undefined) {
      if (run.scan === undefined) {
        owner.pending--;
        this.#spare = run;
      } else this.#agenda.push(run);
    }
    if (!owner.inProgress) this.#start(owner, undefined);
    if (owner === this.root) this.#setting.answered(place);
    const { driver } = owner;
    if (driver === undefined) return;
    if (driver.negated) abandon(this.#agenda, this.#agenda.lastIndexOf(driver) + 1, driver);
    else {
      if (owner.settled) abandon(this.#agenda, this.#agenda.lastIndexOf(owner) + 1);
      driver.last = place;
      if (driver.wanted) this.#resume(driver, place, false);
    }
  }

  /** Keeps what a rule has come to as an answer; its place, or -1 where it is none that is new. */
  #placeFor(run: RuleRun): number {
    const { owner, plan } = run;
    const { open } = owner;
    if (open.length === 0) return owner.settled ? -1 : this.answers.append(owner.id, -1, tuple, 0);
    tellAnswer(run, plan.head, open, tuple);
    return this.answers.add(owner.id, owner.last, tuple, open.length);
  }

  // ---- What is stuck -------------------------------------------------------------------------------------

  /** Whether all variables under `not` that stand elsewhere have values. */
  #isReady(run: RuleRun, step: Step): boolean {
    for (const argument of step.arguments)
      if (readSlot(run, argument) < 0 && !step.local.has(argument)) return this.#isStuck(run, step, argument);
    return true;
  }

  #isStuck(run: RuleRun, step: Step, slot: number): false {
    this.#stuck ??= new SearchFailure('stuck', '', { plan: run.plan, step, slot });
    return false;
  }
}

/** The arguments of the call that is made, or of the answer that was found. */
const tuple = new Int32Array(32);
