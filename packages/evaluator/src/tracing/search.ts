import type { CloudPredicate, CompiledCloud } from '../dialect/cloud/program.ts';
import type { FactStore } from '../facts/fact-store.ts';
import type { Relation } from '../facts/relation.ts';
import { Answers } from '../tables/answers.ts';
import { type Code, free, markOf, setOf } from '../tables/codes.ts';
import { comparisonHolds } from '../tables/comparison.ts';
import { CALL, COMPARE, FACTS, MEMBER, type Plan, PROBLEM, type Step } from '../tables/plan.ts';
import { Plans } from '../tables/plans.ts';
import { Subgoals } from '../tables/subgoals.ts';
import { ANY } from '../tables/type-sets.ts';
import { alias, isSame, readSlot, rootOf, unify, unifyHead } from './bindings.ts';
import { isComplete, openTables } from './completion.ts';
import { CALLED, ENTERED, EXITED, FAILED, FOUND, REDONE, REMEMBERED, type Tell } from './happening.ts';
import { PendingGoal, RuleRun, type Scan, Table } from './table.ts';

/** What ends a search early. */
export class SearchFailure extends Error {
  readonly code: 'fact-limit' | 'unstratified' | 'problem' | 'stuck';
  readonly where: { readonly plan: Plan; readonly step: Step; readonly slot?: number } | undefined;
  constructor(code: SearchFailure['code'], message: string, where?: SearchFailure['where']) {
    super(message);
    this.code = code;
    this.where = where;
  }
}

export interface SearchSetting {
  readonly program: CompiledCloud;
  readonly predicate: CloudPredicate;
  /** The call's arguments: values, or variables with the types that they may be of. */
  readonly codes: readonly Code[];
  readonly facts: FactStore;
  /** The value that is the time. */
  readonly now: number;
  /** How many answers may be kept in all tables together. */
  readonly mostAnswers: number;
  /** How many goals enclose the call's rules. */
  readonly depth: number;
  /** The event at which it was called. */
  readonly activation: number;
  readonly tell: Tell;
  /** What was asked has an answer. */
  readonly answered: (place: number) => void;
}

/** What is still to be done, the latest last: rules to go back to, goals that want answers, calls whose rules are to be tried. */
type Item = RuleRun | PendingGoal | Table;

/**
 * Answers a call as the table machine does (`tables/machine.ts`), from the same plans, and tells of each step. It goes depth first, so that
 * it reads as a person would try the rules: a call's rules are tried at once, each answer goes at once to the goal that called, and
 * where that fails the search comes back for another. A call that was met before is answered from its table.
 */
export class Search {
  readonly program: CompiledCloud;
  readonly answers = new Answers();
  readonly root: Table;
  readonly plans: Plan[] = [];
  /** By the number of their subgoal. */
  readonly tables: Table[] = [];
  readonly #setting: SearchSetting;
  readonly #plans: Plans;
  readonly #planIds = new Map<Plan, number>();
  readonly #subgoals = new Subgoals();
  readonly #relations = new Map<CloudPredicate, readonly Relation[]>();
  readonly #agenda: Item[] = [];
  #run: RuleRun | undefined = undefined;
  /** Goals under `not` that wait until it is certain that they have no answer. */
  #waiting: PendingGoal[] = [];
  #stuck: SearchFailure | undefined = undefined;
  readonly #tuple = new Int32Array(32);

  constructor(setting: SearchSetting) {
    this.#setting = setting;
    this.program = setting.program;
    this.#plans = Plans.of(setting.program);
    this.root = this.#tableOf(setting.predicate, setting.codes, setting.depth);
    this.root.inProgress = true;
    this.#agenda.push(this.root);
  }

  /** Takes one step; false where nothing is left to do. Throws a `SearchFailure`. */
  step(): boolean {
    if (this.#run !== undefined) {
      this.#advance(this.#run);
      return true;
    }
    if (this.root.settled) return false;
    const top = this.#agenda.at(-1);
    if (top === undefined) {
      if (this.#waiting.length > 0) {
        this.#resolveNegations();
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

  /** The facts of a predicate, in all stores and in the policy. */
  relations(predicate: CloudPredicate): readonly Relation[] {
    let found = this.#relations.get(predicate);
    if (found === undefined) {
      const all = predicate.id < 0 ? [] : this.#setting.facts.relations(predicate.name, predicate.arity);
      found = predicate.id >= 0 && predicate.stated.size > 0 ? [...all, predicate.stated] : all;
      this.#relations.set(predicate, found);
    }
    return found;
  }

  /** The table of a call that was met. */
  tableFor(predicate: CloudPredicate, codes: readonly Code[]): Table | undefined {
    return this.tables.find((table) => {
      const { subgoal } = table;
      return subgoal.predicate === predicate && subgoal.codes.every((code, i) => code === codes[i]);
    });
  }

  /** What is still to be done, the latest last; for who looks at alternatives. */
  get agenda(): readonly Item[] {
    return this.#agenda;
  }

  #tableOf(predicate: CloudPredicate, codes: ArrayLike<Code>, depth: number): Table {
    const subgoal = this.#subgoals.find(predicate, codes);
    const known = this.tables[subgoal.id];
    if (known !== undefined) return known;
    const made = new Table(subgoal, depth);
    this.tables[subgoal.id] = made;
    return made;
  }

  #tell(port: number, run: RuleRun, at: number, activation: number, row = 0, layer = 0): number {
    return this.#setting.tell(port, run.planId, at, run.owner.subgoal.id, activation, run.slots, row, layer);
  }

  #tellOf(port: number, goal: PendingGoal, row = 0): void {
    const { planId, step, owner, activation, slots } = goal;
    this.#setting.tell(port, planId, step, owner.subgoal.id, activation, slots, row, 0);
  }

  // ---- A rule --------------------------------------------------------------------------------------------------------

  #begin(plan: Plan, owner: Table): void {
    const { initial, head, now, rule } = plan;
    const slots = initial.slice();
    if (now >= 0) slots[now] = this.#setting.now;
    let planId = this.#planIds.get(plan);
    if (planId === undefined) {
      planId = this.plans.length;
      this.plans.push(plan);
      this.#planIds.set(plan, planId);
    }
    const run = new RuleRun(plan, planId, owner, slots, false, 0);
    if (!unifyHead(run, head, owner.subgoal.codes, this.program)) return;
    owner.pending++;
    if (rule?.clause !== undefined) this.#tell(ENTERED, run, -1, owner.caller?.activation ?? this.#setting.activation);
    this.#run = run;
  }

  #advance(run: RuleRun): void {
    const { steps } = run.plan;
    if (!run.forward) {
      if (run.at < run.base) {
        run.owner.pending--;
        this.#run = undefined;
      } else if (this.#again(run, steps[run.at]!)) {
        run.forward = true;
        run.at++;
      } else run.at--;
      return;
    }
    if (run.at === steps.length) {
      run.forward = false;
      run.at--;
      this.#answer(run);
      return;
    }
    const step = steps[run.at]!;
    if (run.plan.rule === undefined) {
      this.#move(run, this.#firstFact(run, step));
      return;
    }
    run.activations[run.at] = this.#tell(CALLED, run, run.at, -1);
    if (step.kind === CALL) {
      this.#call(run, step);
      return;
    }
    const holds = this.#holds(run, step);
    this.#tell(holds ? EXITED : FAILED, run, run.at, run.activations[run.at]!);
    this.#move(run, holds);
  }

  #move(run: RuleRun, holds: boolean): void {
    run.forward = holds;
    run.at += holds ? 1 : -1;
  }

  /** Enters a goal that calls no rule. */
  #holds(run: RuleRun, step: Step): boolean {
    switch (step.kind) {
      case FACTS:
        return this.#firstFact(run, step);
      case COMPARE: {
        const [left, right] = step.arguments as readonly [number, number];
        const a = readSlot(run, left);
        const b = readSlot(run, right);
        if (a < 0) return this.#isStuck(run, step, left);
        if (b < 0) return this.#isStuck(run, step, right);
        return comparisonHolds(step.operator!, a, b, this.program.values) !== step.negated;
      }
      case MEMBER:
        return this.#firstMember(run, step);
      case PROBLEM:
        throw new SearchFailure('problem', step.message, { plan: run.plan, step });
      default:
        return false;
    }
  }

  /** Goes back to a goal; true where it holds in another way. */
  #again(run: RuleRun, step: Step): boolean {
    const scan = run.scans[run.at];
    if (scan === undefined) return false;
    if (scan.row === -1) {
      step.arguments.forEach((argument, i) => {
        if (scan.key[i]! < 0) unbind(run, argument, scan.key[i]!);
      });
      run.scans[run.at] = undefined;
      return false;
    }
    const activation = run.activations[run.at]!;
    const told = run.plan.rule !== undefined;
    if (told) this.#tell(REDONE, run, run.at, activation);
    if (step.kind === FACTS) this.#nextFact(run, step, scan);
    else this.#nextMember(run, step, scan);
    if (told) this.#tell(EXITED, run, run.at, activation);
    return true;
  }

  // ---- Facts and lists -----------------------------------------------------------------------------------------------

  #read(run: RuleRun, step: Step): number[] {
    return step.arguments.map((argument) => readSlot(run, argument));
  }

  #firstFact(run: RuleRun, step: Step): boolean {
    const key = this.#read(run, step);
    let mask = 0;
    for (let i = 0; i < key.length; i++) if (key[i]! >= 0) mask |= 1 << i;
    run.scans[run.at] = undefined;
    if (step.negated && !this.#isReady(run, step, mask)) return false;
    if (mask === (1 << key.length) - 1) {
      const relations = this.relations(step.predicate!);
      for (let layer = 0; layer < relations.length; layer++) {
        const row = relations[layer]!.find(key);
        if (row < 0) continue;
        if (!step.negated) this.#tellFact(run, row, layer);
        return !step.negated;
      }
      return step.negated;
    }
    const scan: Scan = { key, mask, layer: -1, row: -1 };
    this.#seek(run, step, scan);
    if (step.negated) return scan.row < 0;
    if (scan.row < 0) return false;
    run.scans[run.at] = scan;
    this.#nextFact(run, step, scan);
    return true;
  }

  /** Takes the fact that was found, and looks for the one after it. */
  #nextFact(run: RuleRun, step: Step, scan: Scan): void {
    const { layer, row, key } = scan;
    const { data, stride } = this.relations(step.predicate!)[layer]!;
    for (let i = 0; i < key.length; i++) {
      if (key[i]! < 0) unbind(run, step.arguments[i]!, data[row * stride + i]!);
    }
    this.#tellFact(run, row, layer);
    this.#seek(run, step, scan);
  }

  #tellFact(run: RuleRun, row: number, layer: number): void {
    const isGoal = run.plan.rule !== undefined;
    const activation = isGoal ? run.activations[run.at]! : (run.owner.caller?.activation ?? this.#setting.activation);
    this.#tell(FOUND, run, run.at, activation, row, layer);
  }

  /** The next row that fits, after the one that a scan stands at. */
  #seek(run: RuleRun, step: Step, scan: Scan): void {
    const { key, mask } = scan;
    const relations = this.relations(step.predicate!);
    for (;;) {
      const relation = relations[scan.layer];
      if (scan.row >= 0) scan.row = mask === 0 ? scan.row - 1 : relation!.index(mask).next[scan.row]!;
      while (scan.row >= 0 && !(relation!.matches(mask, scan.row, key) && this.#fits(run, step, relation!, scan)))
        scan.row = mask === 0 ? scan.row - 1 : relation!.index(mask).next[scan.row]!;
      if (scan.row >= 0) return;
      const next = relations[++scan.layer];
      if (next === undefined) return;
      // One before the first row that the loop above looks at.
      const first = mask === 0 ? next.rows - 1 : next.first(next.index(mask), key);
      if (first < 0) continue;
      scan.row = first;
      if (next.matches(mask, first, key) && this.#fits(run, step, next, scan)) return;
    }
  }

  /** Whether a row's values fit the variables that had no value when the goal was called. */
  #fits(run: RuleRun, step: Step, { data, stride }: Relation, { key, row }: Scan): boolean {
    const { types, values } = this.program;
    const base = row * stride;
    for (let i = 0; i < key.length; i++) {
      const code = key[i]!;
      if (code >= 0) continue;
      const value = data[base + i]!;
      const set = setOf(code);
      if (set !== ANY && !types.has(set, values.typeOf(value))) return false;
      for (let j = 0; j < i; j++) {
        if (key[j]! >= 0 || data[base + j] === value) continue;
        if (isSame(run, step.arguments[i]!, step.arguments[j]!)) return false;
      }
    }
    return true;
  }

  #firstMember(run: RuleRun, step: Step): boolean {
    const [left] = step.arguments as readonly [number];
    const code = readSlot(run, left);
    run.scans[run.at] = undefined;
    if (code >= 0) return step.values.includes(code) !== step.negated;
    if (step.negated) return this.#isStuck(run, step, left);
    const scan: Scan = { key: [code], mask: 0, layer: 0, row: this.#memberFrom(step, code, 0) };
    if (scan.row < 0) return false;
    run.scans[run.at] = scan;
    this.#nextMember(run, step, scan);
    return true;
  }

  #nextMember(run: RuleRun, step: Step, scan: Scan): void {
    unbind(run, step.arguments[0]!, step.values[scan.row]!);
    scan.row = this.#memberFrom(step, scan.key[0]!, scan.row + 1);
  }

  /** The first value of a list, from one on, that may be a variable's; -1 for none. */
  #memberFrom(step: Step, code: Code, from: number): number {
    const { types, values } = this.program;
    for (let i = from; i < step.values.length; i++) {
      if (types.has(setOf(code), values.typeOf(step.values[i]!))) return i;
    }
    return -1;
  }

  // ---- Calls of rules ------------------------------------------------------------------------------------------------

  #call(run: RuleRun, step: Step): void {
    const { at, owner } = run;
    const key = this.#read(run, step);
    const activation = run.activations[at]!;
    if (step.negated) {
      let mask = 0;
      for (let i = 0; i < key.length; i++) if (key[i]! >= 0) mask |= 1 << i;
      if (!this.#isReady(run, step, mask)) {
        this.#settle(run, false, activation);
        return;
      }
    }
    const known = this.tables[this.#subgoals.find(step.predicate!, key).id];
    if (known !== undefined && (known.settled || known.complete || (step.negated && known.subgoal.count > 0))) {
      const holds = known.subgoal.count > 0;
      if (step.negated || !holds || known.settled) {
        this.#tell(REMEMBERED, run, at, activation);
        this.#settle(run, holds !== step.negated, activation);
        return;
      }
    }
    const goal = this.#pending(run, at, step, key, activation);
    run.forward = false;
    run.at--;
    if (run.at < run.base) owner.pending--;
    else this.#agenda.push(run);
    this.#run = undefined;
    owner.pending++;
    this.#agenda.push(goal);
  }

  #pending(run: RuleRun, at: number, step: Step, key: readonly Code[], activation: number): PendingGoal {
    const table = this.#tableOf(step.predicate!, key, run.owner.depth + 1);
    const goal = new PendingGoal(run, at, table, activation);
    if (table.goals.length === 0 && table !== this.root) table.caller = goal;
    table.goals.push(goal);
    run.owner.callees.push(table);
    return goal;
  }

  #settle(run: RuleRun, holds: boolean, activation: number): void {
    this.#tell(holds ? EXITED : FAILED, run, run.at, activation);
    this.#move(run, holds);
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
    const place = goal.last === -1 ? table.subgoal.first : this.answers.next(goal.last);
    if (place !== -1) {
      if (goal.last !== -1) this.#tellOf(REDONE, goal);
      goal.last = place;
      this.#resume(goal, place, true);
      return;
    }
    if (!table.settled && !table.inProgress && table.unfinished) {
      this.#start(table, goal);
      return;
    }
    this.#agenda.pop();
    owner.pending--;
    goal.idle = true;
    // One that is asked in a circle waits for answers that others find.
    if (!table.settled) this.#tellOf(FAILED, goal, table.inProgress ? 1 : 0);
  }

  #pullNegated(goal: PendingGoal): void {
    const { on: table, owner } = goal;
    if (table.subgoal.count > 0) {
      this.#tellOf(FAILED, goal);
      goal.over = true;
      this.#leave(goal);
      return;
    }
    if (!table.inProgress && table.unfinished) {
      this.#start(table, goal);
      return;
    }
    if (!isComplete(table)) {
      this.#agenda.pop();
      this.#waiting.push(goal);
      return;
    }
    if (this.#stuck !== undefined) throw this.#stuck;
    this.#agenda.pop();
    goal.over = true;
    const run = new RuleRun(goal.plan, goal.planId, owner, goal.slots.slice(), goal.links, goal.step + 1);
    this.#tellOf(EXITED, goal);
    this.#run = run;
  }

  #leave({ owner }: PendingGoal): void {
    this.#agenda.pop();
    owner.pending--;
  }

  #start(table: Table, driver: PendingGoal | undefined): void {
    table.inProgress = true;
    table.driver = driver;
    this.#agenda.push(table);
  }

  /** Goes on with a rule that waits for a call's answer, unless that does not fit it. */
  #resume(goal: PendingGoal, place: number, remembered: boolean): void {
    const { plan, planId, owner, step, on } = goal;
    const run = new RuleRun(plan, planId, owner, goal.slots.slice(), goal.links, step + 1);
    const all = plan.steps[step]!.arguments;
    const { open } = on.subgoal;
    let marks: Map<number, number> | undefined;
    for (let i = 0; i < open.length; i++) {
      const slot = all[open[i]!]!;
      const code = this.answers.code(place, i);
      if (!unify(run, slot, code >= 0 ? code : free(setOf(code)), this.program)) return;
      const mark = code >= 0 ? 0 : markOf(code);
      if (mark === 0) continue;
      marks ??= new Map();
      const other = marks.get(mark);
      if (other === undefined) marks.set(mark, slot);
      else if (!alias(run, other, slot, this.program)) return;
    }
    owner.pending++;
    if (remembered) this.#tell(REMEMBERED, run, step, goal.activation);
    this.#tell(EXITED, run, step, goal.activation);
    this.#run = run;
  }

  /** Goes on with a call's rules; when all were tried, with the goals that have not had all answers. */
  #evaluate(table: Table): void {
    const { subgoal } = table;
    if (!table.settled) {
      if (table.tried < 0) {
        table.plans = this.#plans.rulesFor(subgoal.predicate, subgoal.codes);
        table.tried = 0;
        if (this.relations(subgoal.predicate).length > 0) this.#begin(this.#plans.facts(subgoal.predicate), table);
        return;
      }
      if (table.tried < table.plans.length) {
        this.#begin(table.plans[table.tried++]!, table);
        return;
      }
    }
    for (; table.served < table.goals.length; table.served++) {
      const goal = table.goals[table.served]!;
      if (!goal.idle || !goal.wanted || goal.last === subgoal.last) continue;
      goal.idle = false;
      goal.owner.pending++;
      this.#agenda.push(goal);
      return;
    }
    this.#agenda.pop();
    table.inProgress = false;
    table.driver = undefined;
  }

  // ---- Answers -------------------------------------------------------------------------------------------------------

  #answer(run: RuleRun): void {
    const { owner, plan } = run;
    const { subgoal } = owner;
    const { open } = subgoal;
    const tuple = this.#tuple;
    let marks = 0;
    for (let i = 0; i < open.length; i++) {
      const argument = plan.head[open[i]!]!;
      const code = readSlot(run, argument);
      tuple[i] = code;
      if (code >= 0) continue;
      // Variables without a value that are one and the same are marked alike.
      for (let j = 0; j < i; j++) {
        if (tuple[j]! >= 0 || !isSame(run, argument, plan.head[open[j]!]!)) continue;
        if (markOf(tuple[j]!) === 0) tuple[j] = free(setOf(tuple[j]!), ++marks);
        tuple[i] = tuple[j]!;
        break;
      }
    }
    const place = this.answers.add(subgoal.id, subgoal.last, tuple, open.length);
    if (place === -1) return;
    if (subgoal.first === -1) subgoal.first = place;
    subgoal.last = place;
    subgoal.count++;
    owner.served = 0;
    if (this.answers.count > this.#setting.mostAnswers)
      throw new SearchFailure(
        'fact-limit',
        `The query derives more than ${this.#setting.mostAnswers} facts, and is given up there. Name a user, an action or a resource in place of a variable, or ask over fewer facts.`,
      );
    this.#run = undefined;
    if (run.at < run.base) owner.pending--;
    else this.#agenda.push(run);
    if (!owner.inProgress) this.#start(owner, undefined);
    if (owner === this.root) this.#setting.answered(place);
    const { driver } = owner;
    if (driver === undefined) return;
    if (driver.negated) this.#abandon(this.#agenda.lastIndexOf(driver) + 1, driver);
    else {
      if (owner.settled) this.#abandon(this.#agenda.lastIndexOf(owner) + 1);
      driver.last = place;
      if (driver.wanted) this.#resume(driver, place, false);
    }
  }

  /**
   * Gives up what the agenda has from a place on, as far as nobody else waits for it. A call that is given up is begun anew where it is
   * wanted again.
   * @param done a goal that needs no more
   */
  #abandon(from: number, done?: PendingGoal): void {
    const items = this.#agenda.splice(from);
    const dead = new Set(items.filter((item): item is Table => item instanceof Table));
    const isDead = (table: Table): boolean => table.settled || dead.has(table);
    for (let before = -1; before !== dead.size; ) {
      before = dead.size;
      for (const table of dead) {
        if (table.goals.some((goal) => goal !== done && !goal.over && !isDead(goal.owner))) dead.delete(table);
      }
    }
    for (const item of items) {
      if (item instanceof Table) {
        if (dead.has(item)) {
          item.tried = -1;
          item.inProgress = false;
          item.driver = undefined;
          continue;
        }
        if (item.driver !== undefined && isDead(item.driver.owner)) item.driver = undefined;
      } else if (isDead(item.owner)) {
        item.owner.pending--;
        if (item instanceof PendingGoal) item.over = true;
        continue;
      }
      this.#agenda.push(item);
    }
  }

  // ---- What is stuck, and negation -------------------------------------------------------------------------------------

  /** Whether all variables under `not` that stand elsewhere have values. */
  #isReady(run: RuleRun, step: Step, mask: number): boolean {
    for (let i = 0; i < step.arguments.length; i++) {
      const argument = step.arguments[i]!;
      if ((mask & (1 << i)) === 0 && !step.local.has(argument)) return this.#isStuck(run, step, argument);
    }
    return true;
  }

  #isStuck(run: RuleRun, step: Step, slot: number): false {
    this.#stuck ??= new SearchFailure('stuck', '', { plan: run.plan, step, slot });
    return false;
  }

  /** Nothing can go on but what waits for the absence of something: what has no answer and can get none from those that wait is absent. */
  #resolveNegations(): void {
    const waiting = this.#waiting.filter(({ on, owner }) => {
      const stays = on.subgoal.count === 0 && !owner.settled;
      if (!stays) owner.pending--;
      return stays;
    });
    const open = openTables(waiting);
    const ready = waiting.filter(({ on }) => !open.has(on));
    if (waiting.length > 0 && ready.length === 0) {
      const { plan, step } = waiting[0]!;
      throw new SearchFailure('unstratified', 'depends on its own absence', { plan, step: plan.steps[step]! });
    }
    if (this.#stuck !== undefined && ready.length > 0) throw this.#stuck;
    this.#waiting = waiting.filter(({ on }) => open.has(on));
    for (const goal of ready) {
      goal.on.complete = true;
      this.#agenda.push(goal);
    }
  }
}

/** Gives a variable another value than unification would let it have: one to try, or none again. */
function unbind(run: RuleRun, slot: number, code: Code): void {
  run.slots[rootOf(run, slot)] = code;
}
