import { takesFact } from '@polar-tools/policy';
import type { CloudPredicate, CloudProgram, CompiledCloud } from '../dialect/cloud/program.ts';
import type { CallGoal, Goal, Rule } from '../dialect/cloud/rule.ts';
import type { FactStore } from '../facts/fact-store.ts';
import { factChecker } from '../facts/reading/check-facts.ts';
import { type Fact, type FactPattern, writeFact } from '../facts/value.ts';
import { type Code, free, setOf } from '../tables/codes.ts';
import type { Derivation } from './cloud-derivation.ts';
import { filled, namedIn, onOpenValues } from './open-arguments.ts';
import { argumentsOf, PartialRules } from './partial-rules.ts';

/** What keeps something from holding. */
export interface Nearest {
  /**
   * Facts that may make it hold, fewest first, and after them such as do so only where what a rule denies goes, too; whoever shows them
   * tries them.
   */
  readonly facts: readonly (readonly Fact[])[];
  /** Of a fact with values that are as good as others: what it is but for these, by its text. */
  readonly kinds: ReadonlyMap<string, string>;
  /** What stands in its way: conditions that do not hold where all else of their rule does, as they are written. */
  readonly obstacles: readonly Obstacle[];
}

export interface Obstacle {
  readonly goal: Goal;
  /** Of a call under `not`: what holds. */
  readonly holds: FactPattern | undefined;
  /** Why it holds. */
  readonly derivation: Derivation | undefined;
}

/** How far the search goes: rules inside one another, goals looked at. */
const DEEPEST = 8;
const MOST_GOALS = 300;
const MOST_FACTS = 12;
/** More facts than these that are missing at once are no near miss. */
const MOST_TOGETHER = 3;

/**
 * The facts nearest to making a call hold that does not: in each rule that could give it, one goal (or else two) is taken for missing,
 * where the facts there are make the others hold; and that one in turn is a fact, or is given by a rule.
 *
 * @param fillsOpen give what a rule leaves open values that may do; else such a fact is none to tell of
 */
export function nearestFacts(
  program: CloudProgram,
  { predicate, arguments: values }: FactPattern,
  facts: FactStore,
  now: number,
  fillsOpen = false,
): Nearest {
  const compiled = program as CompiledCloud;
  const codes = values.map(({ type, id }) => {
    if (type === undefined) return free(0);
    return id === undefined ? free(compiled.types.exactly(type)) : compiled.values.number({ type, id });
  });
  return nearestTo(compiled, compiled.predicate(predicate, codes.length), codes, facts, now, fillsOpen);
}

/** The same for a call in the numbers of the program. */
export function nearestTo(
  program: CompiledCloud,
  predicate: CloudPredicate,
  codes: readonly Code[],
  facts: FactStore,
  now: number,
  fillsOpen: boolean,
): Nearest {
  return new Search(program, facts, now, fillsOpen).nearest(predicate, codes);
}

const keyOf = (facts: readonly Fact[]): string => facts.map(writeFact).sort().join();

class Search {
  readonly #program: CompiledCloud;
  readonly #facts: FactStore;
  readonly #rules: PartialRules;
  readonly #faultOf: (fact: Fact) => string | undefined;
  readonly #obstacles = new Map<string, Obstacle>();
  /** Facts that are missing where something stands in the way as well. */
  readonly #notAlone = new Map<string, readonly Fact[]>();
  readonly #kinds = new Map<string, string>();
  #looked = 0;

  readonly #fillsOpen: boolean;

  constructor(program: CompiledCloud, facts: FactStore, now: number, fillsOpen: boolean) {
    this.#fillsOpen = fillsOpen;
    this.#program = program;
    this.#facts = facts;
    this.#rules = new PartialRules(program, facts, now);
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
          const key = keyOf(facts);
          if (!found.has(key)) found.set(key, facts);
        }
        // No rule is farther away than those that were looked at.
        if (this.#looked >= MOST_GOALS || this.#looked === before) break;
        before = this.#looked;
      }
      if (found.size === 0 && most < MOST_TOGETHER) continue;
      const notAlone = [...this.#notAlone].filter(([key]) => !found.has(key)).map(([, facts]) => facts);
      const facts = [...[...found.values()].slice(0, MOST_FACTS), ...notAlone.slice(0, MOST_FACTS)];
      return { facts, kinds: this.#kinds, obstacles: [...this.#obstacles.values()] };
    }
    return { facts: [], kinds: this.#kinds, obstacles: [...this.#obstacles.values()] };
  }

  /**
   * Sets of at most so many facts that would give a call, by so many rules inside one another.
   *
   * @param near values that stand beside the call
   */
  #missing(
    predicate: CloudPredicate,
    codes: readonly Code[],
    depth: number,
    most: number,
    above: ReadonlySet<string>,
    near: readonly number[] = [],
  ): readonly (readonly Fact[])[] {
    const key = `${predicate.name}/${codes.join()}`;
    if (above.has(key) || this.#looked >= MOST_GOALS) return [];
    const found: (readonly Fact[])[] = [];
    for (const fact of this.#factsOf(predicate, codes, near)) found.push([fact]);
    if (depth === 0) return found;
    const below = new Set([...above, key]);
    for (const rule of predicate.rules) {
      const slots = this.#rules.enter(rule, codes);
      if (slots === undefined) continue;
      this.#looked++;
      rule.goals.forEach((goal, i) => {
        const others = rule.goals.filter((_, j) => j !== i);
        if (goal.kind !== 'call' || goal.negated) {
          this.#obstacle(rule, slots, goal, others);
          return;
        }
        const open = this.#fillsOpen ? onOpenValues(others, slots, givenBy(others)) : [];
        const named = namedIn(open);
        const missing = (way: readonly Code[]): readonly (readonly Fact[])[] =>
          this.#missing(this.#rules.predicateOf(goal), argumentsOf(goal, way), depth - 1, most, below, [
            ...way.filter((code) => code >= 0),
            ...named,
          ]);
        const ways = this.#rules.ways(rule, slots, without(others, open));
        for (const way of ways) found.push(...missing(way));
        if (ways.length === 0 && most === 1) {
          const demanded = without(others, open).filter((other) => other.kind !== 'call' || !other.negated);
          if (demanded.length < others.length - open.length)
            for (const way of this.#rules.ways(rule, slots, demanded))
              for (const facts of missing(way)) this.#notAlone.set(keyOf(facts), facts);
        }
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
      const open = this.#fillsOpen ? onOpenValues(others, slots, givenBy(others)) : [];
      const named = namedIn(open);
      for (const way of this.#rules.ways(rule, slots, without(others, open))) {
        const whole = way.map((code, slot) => (code < 0 ? this.#someone(code, slot) : code));
        const near = [...whole.filter((code) => code >= 0), ...named];
        const first = this.#missing(
          this.#rules.predicateOf(one),
          argumentsOf(one, whole),
          depth - 1,
          most - 1,
          above,
          near,
        );
        const second = this.#missing(
          this.#rules.predicateOf(other),
          argumentsOf(other, whole),
          depth - 1,
          most - 1,
          above,
          near,
        );
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

  /** The facts that a call is, with values for what it leaves open, if they may be told. */
  #factsOf(predicate: CloudPredicate, codes: readonly Code[], near: readonly number[]): readonly Fact[] {
    if (predicate.id < 0 || (!this.#fillsOpen && codes.some((code) => code < 0))) return [];
    const { name } = predicate;
    const signatures = this.#program.policy.factSignatures.get(name) ?? [];
    if (!signatures.some(({ types }) => types.length === codes.length)) return [];
    const { values } = this.#program;
    return filled(this.#program, predicate, codes, this.#facts, near).flatMap((numbers) => {
      const fact = { predicate: name, arguments: numbers.map((number) => values.value(number)) };
      if (this.#faultOf(fact) !== undefined || this.#facts.has(fact)) return [];
      // What a rule asks of its own rules by mistake is no fact to be told.
      const types = fact.arguments.map(({ type }) => type);
      if (!takesFact(this.#program.policy, name, types)) return [];
      const known = fact.arguments.map((value, at) => (codes[at]! < 0 ? { type: value.type } : value));
      this.#kinds.set(writeFact(fact), writeFact({ predicate: name, arguments: known }));
      return [fact];
    });
  }

  /** A condition that does not hold where all else of its rule does. */
  #obstacle(rule: Rule, slots: readonly Code[], goal: Goal, others: readonly Goal[]): void {
    if (goal.kind === 'problem') return;
    const [way] = this.#rules.ways(rule, slots, others);
    if (way === undefined || this.#rules.ways(rule, way, [goal]).length > 0) return;
    const held = goal.kind === 'call' ? this.#held(rule, way, goal) : undefined;
    const named = held === undefined || held.fact.predicate.startsWith('@') ? undefined : held.fact;
    const key = named === undefined ? `${rule.uri} ${goal.node?.$start}` : writeFact(named);
    if (!this.#obstacles.has(key)) this.#obstacles.set(key, { goal, holds: named, derivation: held });
  }

  #held(rule: Rule, slots: readonly Code[], goal: CallGoal): Derivation | undefined {
    const positive: CallGoal = { ...goal, negated: false };
    const [way] = this.#rules.ways(rule, slots, [positive]);
    if (way === undefined) return undefined;
    return this.#rules.derive(this.#rules.predicateOf(goal), argumentsOf(goal, way));
  }
}

/** The slots to which goals give values. */
const givenBy = (goals: readonly Goal[]): ReadonlySet<number> =>
  new Set(goals.flatMap((goal) => (goal.kind === 'call' && !goal.negated ? goal.arguments : [])));

const without = (goals: readonly Goal[], some: readonly Goal[]): readonly Goal[] =>
  some.length === 0 ? goals : goals.filter((goal) => !some.includes(goal));
