import { CloudPredicate, type CompiledCloud } from '../../dialect/cloud/program.ts';
import {
  type Argument,
  type CallGoal,
  constantOf,
  type Goal,
  isConstant,
  type Rule,
} from '../../dialect/cloud/rule.ts';
import { factChecker } from '../../facts/reading/check-facts.ts';
import type { Fact } from '../../facts/value.ts';
import { comparisonHolds } from '../../tables/comparison.ts';
import type { Known } from '../reach-of-change.ts';
import type { ChangedClauses } from './changed-clauses.ts';
import type { Domain } from './domain.ts';
import { knownOf } from './reach-of-calls.ts';
import { addSupport, join, noSupport, type Support } from './support.ts';

/** How far the search for supports goes. */
export interface SupportLimits {
  /** Facts of one support. */
  readonly facts: number;
  /** Supports of one call. */
  readonly supports: number;
  /** Goals that are looked at, for one question. */
  readonly steps: number;
  /** What has a negation below it is gone through where it can be told as a fact, too: see `#isNeedless`. */
  readonly isThorough?: boolean;
}

/**
 * The numbers of facts and of what is denied. Searches in two policies that share them can tell where what one policy needs is enough for the
 * other one, too.
 */
export class SharedNumbers {
  readonly facts: Fact[] = [];
  readonly #facts = new Map<string, number>();
  readonly #denials = new Map<string, number>();

  /** @param key the same for the same fact */
  fact(key: string, make: () => Fact): number {
    let number = this.#facts.get(key);
    if (number === undefined) {
      number = this.facts.push(make()) - 1;
      this.#facts.set(key, number);
    }
    return number;
  }

  /** The number of a denial that means the same in both policies, if one of them has it. */
  denialOf(predicate: string, values: readonly number[]): number | undefined {
    return this.#denials.get(denialKey(predicate, values));
  }

  denial(key: string): number {
    let number = this.#denials.get(key);
    if (number === undefined) {
      number = this.#denials.size;
      this.#denials.set(key, number);
    }
    return number;
  }
}

const denialKey = (name: string, values: readonly number[]): string => `${name} ${values.join()}`;

/** What makes a call hold, and what keeps it from holding. */
export interface FoundSupports {
  /** All of them by their numbers. */
  readonly all: readonly Support[];
  /** Those of `supports`, by their numbers and in their order. */
  readonly wanted: readonly Support[];
  /** The smallest first. */
  readonly supports: readonly (readonly Fact[])[];
  /** Those that nothing else can take away: nothing is denied on the way. */
  readonly certain: readonly (readonly Fact[])[];
  /** The facts on which something depends that is denied on the way. */
  readonly denied: readonly Fact[];
  /** Of these, those that may make the call fail: what depends on them is denied, or in something that is denied twice over, … */
  readonly deniedOnce: readonly Fact[];
  /** And those that may keep what is denied from holding. */
  readonly deniedTwice: readonly Fact[];
}

/** A call with values, and what makes it hold. */
interface Row {
  readonly predicate: CloudPredicate;
  readonly values: readonly number[];
  readonly supports: Support[];
  /** Its number, where it can be told as a fact. */
  readonly fact: number | undefined;
  /** A changed clause may have something to do with it. */
  readonly isReached: boolean;
  /** A rule for it, or for what it calls, denies something. Found when it is asked for. */
  denies: boolean | undefined;
  /** Whose supports are made of this one's. */
  readonly users: Set<Row>;
  /** The calls under `not` in the rules for it, and for what they call. */
  readonly denials: Set<Row>;
  readonly below: Set<Row>;
}

const UNKNOWN = -1;
/** Steps between two looks at the clock. */
const STEPS_A_LOOK = 512;
/** The same for rules whose heads are looked at. */
const HEADS_A_LOOK = 4_096;
/** What rules alone say: a fact that tells it would go round the policy. */
const alwaysGiven = new Set(['allow', 'has_permission']);

/**
 * The smallest sets of facts that make calls hold, over the values of a domain: a policy's rules are gone through from the call down, with
 * everything that is denied taken for absent. Every proof of the call in any world of the domain has one of them among its facts, as long
 * as no limit was met.
 */
export class Supports {
  readonly #program: CompiledCloud;
  readonly #domain: Domain;
  readonly #limits: SupportLimits;
  readonly #now: number;
  readonly #changed: ChangedClauses | undefined;
  readonly #faultOf: (fact: Fact) => string | undefined;
  /** By predicate, then by values. */
  readonly #rows = new Map<CloudPredicate, Map<number | string, Row>>();
  readonly #parts = new Map<readonly Rule[], CloudPredicate>();
  readonly #factNumbers = new Map<string, number>();
  readonly #numbers: SharedNumbers;
  readonly #side: number;
  readonly #waiting = new Set<Row>();
  readonly #domains = new Map<number, readonly number[]>();
  #steps = 0;
  #heads = 0;
  #isOver: () => boolean = () => false;
  #isComplete = true;

  /**
   * @param now `@current_unix_time`, in seconds
   * @param changed only what may tell two policies apart is wanted: see `#isNeedless`
   * @param numbers shared with the search in the other policy, of which this one is told apart by `side`
   */
  constructor(
    program: CompiledCloud,
    domain: Domain,
    now: number,
    limits: SupportLimits,
    changed?: ChangedClauses,
    numbers: SharedNumbers = new SharedNumbers(),
    side = 0,
  ) {
    this.#numbers = numbers;
    this.#side = side;
    this.#program = program;
    this.#domain = domain;
    this.#changed = changed;
    this.#limits = limits;
    this.#now = program.time(now);
    this.#faultOf = factChecker(program.policy);
  }

  /** No limit was met so far. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /**
   * The sets of facts that make a call hold, the smallest first, and the facts on which something depends that is denied on the way.
   *
   * @param isOver whether the time for it is up, which is a limit as the others are
   */
  of({ predicate, arguments: values }: Fact, isOver: () => boolean = () => false): FoundSupports {
    this.#steps = 0;
    this.#isOver = isOver;
    const numbers = values.map((value) => this.#program.values.number(value));
    const row = this.#row(this.#program.predicate(predicate, numbers.length), numbers);
    this.#settle();
    const [twice, once] = denialsBelow(row).map((rows) => {
      const numbered = new Set<number>();
      for (const { supports } of rows) for (const one of supports) for (const fact of one.facts) numbered.add(fact);
      return numbered;
    }) as [Set<number>, Set<number>];
    const facts = (numbered: Iterable<number>): readonly Fact[] =>
      [...numbered].map((number) => this.#numbers.facts[number]!);
    const wanted = this.#changed === undefined ? row.supports : row.supports.filter(({ isSuspect }) => isSuspect);
    const sorted = wanted.toSorted((a, b) => a.facts.length - b.facts.length);
    return {
      all: row.supports,
      wanted: sorted,
      supports: sorted.map(({ facts: numbered }) => facts(numbered)),
      certain: row.supports.filter((one) => one.denied.length === 0).map((one) => facts(one.facts)),
      denied: facts(new Set([...once, ...twice])),
      deniedOnce: facts(once),
      deniedTwice: facts(twice),
    };
  }

  #row(predicate: CloudPredicate, values: readonly number[]): Row {
    let rows = this.#rows.get(predicate);
    if (rows === undefined) {
      rows = new Map();
      this.#rows.set(predicate, rows);
    }
    const key = rowKey(values);
    let row = rows.get(key);
    if (row === undefined) {
      const fact = predicate.id < 0 ? undefined : this.#fact(predicate.name, values);
      const isReached = this.#changed?.reaches(predicate, this.#known(values)) === true;
      const others = { users: new Set<Row>(), denials: new Set<Row>(), below: new Set<Row>() };
      row = { predicate, values, supports: [], fact, isReached, denies: undefined, ...others };
      rows.set(key, row);
      if (this.#isStated(row)) row.supports.push({ ...noSupport, isSuspect: isReached });
      else if (fact !== undefined) row.supports.push({ ...noSupport, facts: [fact] });
      this.#waiting.add(row);
    }
    return row;
  }

  #partNumber(predicate: CloudPredicate): number {
    return [...this.#parts.values()].indexOf(predicate);
  }

  #isStated({ predicate: { stated }, values }: Row): boolean {
    return stated.size > 0 && stated.find(values) >= 0;
  }

  /** The number of what can be told as a fact. */
  #fact(predicate: string, values: readonly number[]): number | undefined {
    const key = `${predicate} ${values.join()}`;
    const known = this.#factNumbers.get(key);
    if (known !== undefined) return known === UNKNOWN ? undefined : known;
    const fact: Fact = { predicate, arguments: values.map((value) => this.#program.values.value(value)) };
    const isFact =
      !alwaysGiven.has(predicate) &&
      this.#program.policy.factSignatures.has(predicate) &&
      this.#faultOf(fact) === undefined;
    const number = isFact ? this.#numbers.fact(key, () => fact) : UNKNOWN;
    this.#factNumbers.set(key, number);
    return isFact ? number : undefined;
  }

  /** Goes through the rules of what waits, until nothing more is found. */
  #settle(): void {
    for (const row of this.#waiting) {
      this.#waiting.delete(row);
      if (this.#isSpent()) {
        this.#isComplete = false;
        continue;
      }
      if (this.#isTold(row)) continue;
      let found = false;
      for (const rule of row.predicate.rules) {
        if (++this.#heads % HEADS_A_LOOK === 0) this.#look();
        this.#ofRule(rule, row, (support) => {
          if (this.#isNeedless(support, row)) return;
          if (support.facts.length > this.#limits.facts || row.supports.length >= this.#limits.supports)
            this.#isComplete = false;
          else if (addSupport(row.supports, support)) found = true;
        });
      }
      if (found) for (const user of row.users) this.#waiting.add(user);
    }
  }

  /** One more step, which no limit allows. The clock is looked at now and then. */
  #isSpent(): boolean {
    if (++this.#steps % STEPS_A_LOOK === 0) this.#look();
    return this.#steps > this.#limits.steps;
  }

  /** Where the time is up, no step is left. */
  #look(): void {
    if (this.#isOver()) this.#steps = this.#limits.steps + 1;
  }

  /** A fact that no changed clause has anything to do with. */
  #isTold(row: Row): boolean {
    return !row.isReached && this.#mayBeTold(row);
  }

  /**
   * What can be told as a fact is only looked at further where the policies may differ. Take a world in which they answer a question
   * differently, and a call that holds there in both, by clauses that both have. With the call told as a fact, in place of what it follows
   * from, they still differ: the one proof stands, and from less nothing more follows for the other. Where a negation is below the call more
   * may follow from less: there only a thorough search is complete.
   */
  #isNeedless({ isSuspect }: Support, row: Row): boolean {
    return !isSuspect && this.#mayBeTold(row);
  }

  #mayBeTold(row: Row): boolean {
    if (this.#changed === undefined || row.fact === undefined) return false;
    row.denies ??= this.#changed.denies(this.#side, row.predicate, this.#known(row.values));
    if (!row.denies) return true;
    if (this.#limits.isThorough === true) return false;
    this.#hasSkipped = true;
    return true;
  }

  /** Something was taken for told that has a negation below it: a thorough search may find more. */
  get hasSkipped(): boolean {
    return this.#hasSkipped;
  }

  #hasSkipped = false;

  /** What is known of values before anything runs. */
  #known(values: readonly number[]): readonly Known[] {
    return values.map((value) => (value === UNKNOWN ? undefined : knownOf(this.#program.values.value(value))));
  }

  /** What a rule makes hold by. */
  #ofRule(rule: Rule, row: Row, found: (support: Support) => void): void {
    const slots = new Array<number>(rule.names.length).fill(UNKNOWN);
    if (rule.now >= 0) slots[rule.now] = this.#now;
    for (const [at, argument] of rule.head.entries()) if (!this.#unify(rule, slots, argument, row.values[at]!)) return;
    const isSuspect = this.#changed?.isChanged(rule) === true;
    this.#goals(rule, slots, rule.goals, { ...noSupport, isSuspect }, row, found);
  }

  #unify({ types }: Rule, slots: number[], argument: Argument, value: number): boolean {
    if (isConstant(argument)) return constantOf(argument) === value;
    if (slots[argument] !== UNKNOWN) return slots[argument] === value;
    const { values, types: sets } = this.#program;
    if (!sets.has(types[argument]!, values.typeOf(value))) return false;
    slots[argument] = value;
    return true;
  }

  #goals(
    rule: Rule,
    slots: readonly number[],
    goals: readonly Goal[],
    support: Support,
    row: Row,
    found: (support: Support) => void,
  ): void {
    if (this.#isSpent()) {
      this.#isComplete = false;
      return;
    }
    if (goals.length === 0) {
      found(support);
      return;
    }
    const { next, left } = nextOf(goals, slots);
    switch (next.kind) {
      case 'problem':
        return;
      case 'compare': {
        const a = valueAt(next.left, slots);
        const b = valueAt(next.right, slots);
        if (a === UNKNOWN || b === UNKNOWN) return;
        if (comparisonHolds(next.operator, a, b, this.#program.values) !== next.negated)
          this.#goals(rule, slots, left, support, row, found);
        return;
      }
      case 'member': {
        const value = valueAt(next.left, slots);
        if (value !== UNKNOWN) {
          if (next.values.includes(value) !== next.negated) this.#goals(rule, slots, left, support, row, found);
        } else if (!next.negated)
          for (const member of next.values) {
            const more = [...slots];
            if (this.#unify(rule, more, next.left, member)) this.#goals(rule, more, left, support, row, found);
          }
        return;
      }
      case 'call':
        this.#calls(rule, slots, next, row, (bound, called) => {
          // What has no value is of the call alone: nothing that it may be must hold.
          if (next.negated) row.denials.add(called);
          else for (const one of [...called.supports]) this.#goals(rule, bound, left, join(support, one), row, found);
        });
        if (next.negated) this.#goals(rule, slots, left, join(support, this.#denied(next, slots)), row, found);
    }
  }

  /** The calls that a goal may be, with a value for each variable. */
  #calls(
    rule: Rule,
    slots: readonly number[],
    goal: CallGoal,
    row: Row,
    found: (bound: readonly number[], called: Row) => void,
  ): void {
    const open = goal.arguments.find((argument) => valueAt(argument, slots) === UNKNOWN);
    if (open !== undefined) {
      for (const value of this.#valuesOf(rule.types[open]!))
        this.#calls(rule, slots.with(open, value), goal, row, found);
      return;
    }
    if (this.#isSpent()) {
      this.#isComplete = false;
      return;
    }
    const called = this.#row(
      this.#predicateOf(goal),
      goal.arguments.map((argument) => valueAt(argument, slots)),
    );
    called.users.add(row);
    row.below.add(called);
    if (called.predicate.id >= 0 && called.predicate.rules.length === 0 && called.supports.length === 0) return;
    found(slots, called);
  }

  #predicateOf({ part, predicate, arguments: values }: CallGoal): CloudPredicate {
    if (part === undefined) return this.#program.predicate(predicate, values.length);
    let made = this.#parts.get(part);
    if (made === undefined) {
      made = new CloudPredicate(-1, predicate, values.length, part);
      this.#parts.set(part, made);
    }
    return made;
  }

  /** The values that a variable of some types may have. */
  #valuesOf(set: number): readonly number[] {
    let found = this.#domains.get(set);
    if (found === undefined) {
      const { types, values } = this.#program;
      found = [...this.#domain.types].flatMap((type) =>
        types.has(set, values.typeNumber(type)) ? this.#domain.of(type) : [],
      );
      this.#domains.set(set, found);
    }
    return found;
  }

  readonly #denials = new Map<string, Support>();

  /**
   * What asks for no more than that something is denied. What may hold in one policy and not in the other has a number of its own in each, and so has
   * what has open values, whose types are those of its rule.
   */
  #denied(goal: CallGoal, slots: readonly number[]): Support {
    const predicate = this.#predicateOf(goal);
    const values = goal.arguments.map((argument) => valueAt(argument, slots));
    const name = predicate.id < 0 ? `part ${this.#partNumber(predicate)}` : predicate.name;
    const key = denialKey(name, values);
    let denied = this.#denials.get(key);
    if (denied === undefined) {
      const isSuspect = this.#changed?.reaches(predicate, this.#known(values)) === true;
      const isAlike = predicate.id >= 0 && !values.includes(UNKNOWN) && this.#changed !== undefined && !isSuspect;
      const number = this.#numbers.denial(isAlike ? key : `${this.#side} ${key}`);
      denied = { facts: [], denied: [number], isSuspect };
      this.#denials.set(key, denied);
    }
    return denied;
  }
}

const valueAt = (argument: Argument, slots: readonly number[]): number =>
  isConstant(argument) ? constantOf(argument) : slots[argument]!;

/** A call's values as one number, where that is enough: most are of three small ones. */
function rowKey(values: readonly number[]): number | string {
  if (values.length > 3) return values.join();
  let key = 0;
  for (const value of values) {
    if (value >= KEY_BASE - 1) return values.join();
    key = key * KEY_BASE + value + 1;
  }
  return key;
}

const KEY_BASE = 1 << 17;

/** Which of some goals is next, by which variables have a value. */
interface Next {
  readonly next: Goal;
  readonly left: readonly Goal[];
}

const orders = new WeakMap<readonly Goal[], Map<number, Next>>();

function nextOf(goals: readonly Goal[], slots: readonly number[]): Next {
  // More variables than a number has bits are looked at each time.
  if (slots.length > 30) return chosen(goals, slots);
  let known = orders.get(goals);
  if (known === undefined) {
    known = new Map();
    orders.set(goals, known);
  }
  let bound = 0;
  for (let i = 0; i < slots.length; i++) if (slots[i] !== UNKNOWN) bound |= 1 << i;
  let next = known.get(bound);
  if (next === undefined) {
    next = chosen(goals, slots);
    known.set(bound, next);
  }
  return next;
}

function chosen(goals: readonly Goal[], slots: readonly number[]): Next {
  const next = goals.reduce((best, goal) => (cost(goal, slots) < cost(best, slots) ? goal : best));
  return { next, left: goals.filter((goal) => goal !== next) };
}

/** Tests first, then calls by how many values they lack; what is denied when all else has its values. */
function cost(goal: Goal, slots: readonly number[]): number {
  const open = (argument: Argument): number => (valueAt(argument, slots) === UNKNOWN ? 1 : 0);
  switch (goal.kind) {
    case 'problem':
      return -1;
    case 'compare':
      return open(goal.left) + open(goal.right) > 0 ? 200 : 0;
    case 'member':
      return open(goal.left) === 0 ? 0 : goal.negated ? 200 : 2;
    case 'call':
      if (goal.negated) return 100;
      return 1 + goal.arguments.reduce((sum, argument) => sum + open(argument) * 2, 0);
  }
}

/** What is denied for a call, and for all that is called for it: what an even number of negations stands before, and what an odd one does. */
function denialsBelow(row: Row): readonly [Set<Row>, Set<Row>] {
  const denials: readonly [Set<Row>, Set<Row>] = [new Set(), new Set()];
  const met: readonly [Set<Row>, Set<Row>] = [new Set(), new Set()];
  const waiting: [row: Row, isOdd: 0 | 1][] = [[row, 0]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [at, isOdd] = next;
    if (met[isOdd].has(at)) continue;
    met[isOdd].add(at);
    const other = isOdd === 0 ? 1 : 0;
    for (const denied of at.denials) {
      denials[other].add(denied);
      waiting.push([denied, other]);
    }
    for (const below of at.below) waiting.push([below, isOdd]);
  }
  return denials;
}
