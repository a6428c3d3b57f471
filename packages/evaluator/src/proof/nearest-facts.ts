import type { CloudProgram, CompiledCloud } from '../dialect/cloud/program.ts';
import { CloudPredicate } from '../dialect/cloud/program.ts';
import type { CallGoal, Goal, Rule } from '../dialect/cloud/rule.ts';
import type { FactStore } from '../facts/fact-store.ts';
import { factChecker } from '../facts/reading/check-facts.ts';
import { type Fact, type FactPattern, writeFact } from '../facts/value.ts';
import { type Code, free, setOf } from '../tables/codes.ts';
import { TableFailure } from '../tables/failure.ts';
import { TableMachine } from '../tables/machine.ts';
import { Plans } from '../tables/plans.ts';
import { NO_TYPE } from '../tables/type-sets.ts';

/** What keeps something from holding. */
export interface Nearest {
  /** Facts that may make it hold, fewest first; whoever shows them tries them. */
  readonly facts: readonly (readonly Fact[])[];
  /** What stands in its way: conditions that do not hold where all else of their rule does, as they are written. */
  readonly obstacles: readonly Obstacle[];
}

export interface Obstacle {
  readonly goal: Goal;
  /** Of a call under `not`: what holds. */
  readonly holds: FactPattern | undefined;
}

/** How far the search goes: rules inside one another, goals looked at, ways in which the rest of a rule holds, steps for each. */
const DEEPEST = 8;
const MOST_GOALS = 300;
const MOST_WAYS = 6;
const MOST_STEPS = 20_000;
const MOST_FACTS = 12;
/** More facts than these that are missing at once are no near miss. */
const MOST_TOGETHER = 3;

/**
 * The facts nearest to making a call hold that does not: in each rule that could give it, one goal (or else two) is taken for missing,
 * where the facts there are make the others hold; and that one in turn is a fact, or is given by a rule.
 */
export function nearestFacts(
  program: CloudProgram,
  { predicate, arguments: values }: FactPattern,
  facts: FactStore,
  now: number,
): Nearest {
  const compiled = program as CompiledCloud;
  const codes = values.map(({ type, id }) => {
    if (type === undefined) return free(0);
    return id === undefined ? free(compiled.types.exactly(type)) : compiled.values.number({ type, id });
  });
  return new Search(compiled, facts, now).nearest(compiled.predicate(predicate, codes.length), codes);
}

class Search {
  readonly #program: CompiledCloud;
  readonly #facts: FactStore;
  readonly #now: number;
  readonly #plans: Plans;
  readonly #faultOf: (fact: Fact) => string | undefined;
  readonly #obstacles = new Map<string, Obstacle>();
  #looked = 0;

  constructor(program: CompiledCloud, facts: FactStore, now: number) {
    this.#program = program;
    this.#facts = facts;
    this.#now = program.values.number({ type: 'Integer', id: String(Math.trunc(now)) });
    this.#plans = Plans.of(program);
    this.#faultOf = factChecker(program.policy);
  }

  nearest(predicate: CloudPredicate, codes: readonly Code[]): Nearest {
    for (const most of [1, 2, MOST_TOGETHER]) {
      const found = new Map<string, readonly Fact[]>();
      let before = -1;
      // Nearer ones first.
      for (let depth = 0; depth <= DEEPEST && found.size < MOST_FACTS; depth++) {
        this.#looked = 0;
        for (const facts of this.#missing(predicate, codes, depth, most, new Set())) {
          const key = facts.map(writeFact).sort().join();
          if (!found.has(key)) found.set(key, facts);
        }
        // No rule is farther away than those that were looked at.
        if (this.#looked >= MOST_GOALS || this.#looked === before) break;
        before = this.#looked;
      }
      if (found.size > 0 || most === MOST_TOGETHER)
        return { facts: [...found.values()].slice(0, MOST_FACTS), obstacles: [...this.#obstacles.values()] };
    }
    return { facts: [], obstacles: [] };
  }

  /** Sets of at most so many facts that would give a call, by so many rules inside one another. */
  #missing(
    predicate: CloudPredicate,
    codes: readonly Code[],
    depth: number,
    most: number,
    above: ReadonlySet<string>,
  ): readonly (readonly Fact[])[] {
    const key = `${predicate.name}/${codes.join()}`;
    if (above.has(key) || this.#looked >= MOST_GOALS) return [];
    const found: (readonly Fact[])[] = [];
    const fact = this.#factOf(predicate, codes);
    if (fact !== undefined) found.push([fact]);
    if (depth === 0) return found;
    const below = new Set([...above, key]);
    for (const rule of predicate.rules) {
      const slots = this.#enter(rule, codes);
      if (slots === undefined) continue;
      this.#looked++;
      rule.goals.forEach((goal, i) => {
        const others = rule.goals.filter((_, j) => j !== i);
        if (goal.kind !== 'call' || goal.negated) {
          this.#obstacle(rule, slots, goal, others);
          return;
        }
        for (const way of this.#ways(rule, slots, others))
          found.push(...this.#missing(this.#predicateOf(goal), argumentsOf(goal, way), depth - 1, most, below));
        if (most > 1) found.push(...this.#pairs(rule, slots, i, depth, most, below));
      });
      if (found.length > MOST_FACTS * 4) break;
    }
    return found;
  }

  /** A goal and a later one that are both missing. */
  #pairs(
    rule: Rule,
    slots: readonly Code[],
    i: number,
    depth: number,
    most: number,
    above: ReadonlySet<string>,
  ): (readonly Fact[])[] {
    const found: (readonly Fact[])[] = [];
    const one = rule.goals[i] as CallGoal;
    rule.goals.forEach((other, j) => {
      if (j <= i || other.kind !== 'call' || other.negated) return;
      const others = rule.goals.filter((_, k) => k !== i && k !== j);
      for (const way of this.#ways(rule, slots, others)) {
        const whole = way.map((code, slot) => (code < 0 ? this.#someone(code, slot) : code));
        const first = this.#missing(this.#predicateOf(one), argumentsOf(one, whole), depth - 1, most - 1, above);
        const second = this.#missing(this.#predicateOf(other), argumentsOf(other, whole), depth - 1, most - 1, above);
        for (const a of first.slice(0, 3))
          for (const b of second.slice(0, 3)) if (a.length + b.length <= most) found.push([...a, ...b]);
      }
    });
    return found;
  }

  /** A value for a variable that only missing goals would give one. */
  #someone(code: Code, slot: number): Code {
    const [type] = this.#program.types.types(setOf(code));
    if (type === undefined || type === 'String' || type === 'Integer' || type === 'Boolean') return code;
    return this.#program.values.number({ type, id: `${type.toLowerCase()}${slot + 1}` });
  }

  /** The fact that a call is, if it may be told. */
  #factOf(predicate: CloudPredicate, codes: readonly Code[]): Fact | undefined {
    if (predicate.id < 0 || codes.some((code) => code < 0)) return undefined;
    const { name } = predicate;
    const signatures = this.#program.policy.factSignatures.get(name) ?? [];
    if (!signatures.some(({ types }) => types.length === codes.length)) return undefined;
    const fact = { predicate: name, arguments: codes.map((code) => this.#program.values.value(code)) };
    return this.#faultOf(fact) === undefined && !this.#facts.has(fact) ? fact : undefined;
  }

  /** The slots of a rule for a call; undefined where its head does not fit. */
  #enter(rule: Rule, codes: readonly Code[]): readonly Code[] | undefined {
    if (!this.#plans.fits(rule, codes)) return undefined;
    const { types } = this.#program;
    const slots = rule.types.map((set) => free(set));
    if (rule.now >= 0) slots[rule.now] = this.#now;
    for (const [at, argument] of rule.head.entries()) {
      if (argument < 0) continue;
      const known = slots[argument]!;
      const code = codes[at]!;
      if (code >= 0 && known >= 0 && code !== known) return undefined;
      if (code >= 0) slots[argument] = code;
      else if (known < 0) slots[argument] = free(types.meet(setOf(known), setOf(code)));
      if (slots[argument]! < 0 && setOf(slots[argument]!) === NO_TYPE) return undefined;
    }
    return slots;
  }

  /** The ways in which goals of a rule hold, as slots; at most some. */
  #ways(rule: Rule, slots: readonly Code[], goals: readonly Goal[]): readonly (readonly Code[])[] {
    if (goals.length === 0) return [slots];
    const head = slots.map((_, slot) => slot);
    if (head.length > 30) return [];
    const whole: Rule = { ...rule, clause: undefined, head, goals };
    const machine = this.#machine(whole, slots);
    if (machine === undefined) return [];
    const ways: (readonly Code[])[] = [];
    for (let place = machine.root.first; place !== -1 && ways.length < MOST_WAYS; place = machine.answers.next(place)) {
      const way = [...slots];
      machine.places.forEach((at, i) => {
        const code = machine.answers.code(place, i);
        way[at] = code < 0 ? free(setOf(code)) : code;
      });
      ways.push(way);
    }
    if (ways.length === 0 && machine.root.count > 0) ways.push(slots);
    return ways;
  }

  #machine(rule: Rule, slots: readonly Code[]): TableMachine | undefined {
    const asked = new CloudPredicate(-1, '@rest', slots.length, [rule]);
    const machine = new TableMachine(this.#program, asked, slots, this.#facts, this.#now, MOST_STEPS);
    try {
      machine.run(MOST_STEPS);
    } catch (error) {
      if (!(error instanceof TableFailure)) throw error;
      return undefined;
    }
    return machine;
  }

  /** A condition that does not hold where all else of its rule does. */
  #obstacle(rule: Rule, slots: readonly Code[], goal: Goal, others: readonly Goal[]): void {
    if (goal.kind === 'problem') return;
    const [way] = this.#ways(rule, slots, others);
    if (way === undefined || this.#ways(rule, way, [goal]).length > 0) return;
    const holds = goal.kind === 'call' ? this.#held(rule, way, goal) : undefined;
    const key = holds === undefined ? `${rule.uri} ${goal.node?.$start}` : writeFact(holds);
    if (!this.#obstacles.has(key)) this.#obstacles.set(key, { goal, holds });
  }

  #held(rule: Rule, slots: readonly Code[], goal: CallGoal): FactPattern | undefined {
    const positive: CallGoal = { ...goal, negated: false };
    const [way] = this.#ways(rule, slots, [positive]);
    if (way === undefined || goal.part !== undefined) return undefined;
    const codes = argumentsOf(goal, way);
    return {
      predicate: goal.predicate,
      arguments: codes.map((code) => (code < 0 ? { type: undefined } : this.#program.values.value(code))),
    };
  }

  #predicateOf({ part, predicate, arguments: all }: CallGoal): CloudPredicate {
    if (part !== undefined) return new CloudPredicate(-1, predicate, all.length, part);
    return this.#program.predicate(predicate, all.length);
  }
}

const argumentsOf = ({ arguments: all }: CallGoal, slots: readonly Code[]): readonly Code[] =>
  all.map((argument) => (argument < 0 ? -1 - argument : slots[argument]!));
