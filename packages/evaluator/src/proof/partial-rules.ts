import { CloudPredicate, type CompiledCloud } from '../dialect/cloud/program.ts';
import type { CallGoal, Goal, Rule } from '../dialect/cloud/rule.ts';
import type { FactStore } from '../facts/fact-store.ts';
import { type Code, free, setOf } from '../tables/codes.ts';
import { TableFailure } from '../tables/failure.ts';
import { TableMachine } from '../tables/machine.ts';
import { Plans } from '../tables/plans.ts';
import { NO_TYPE } from '../tables/type-sets.ts';
import { type Derivation, deriveAnswer } from './cloud-derivation.ts';

/** Ways in which some goals of a rule hold that are looked at, and steps to find them. */
const MOST_WAYS = 6;
const MOST_STEPS = 20_000;

/** Rules of which only some goals are asked for, over facts. */
export class PartialRules {
  readonly #program: CompiledCloud;
  readonly #facts: FactStore;
  readonly #now: number;
  readonly #plans: Plans;

  /** @param now seconds since 1970 */
  constructor(program: CompiledCloud, facts: FactStore, now: number) {
    this.#program = program;
    this.#facts = facts;
    this.#now = program.values.number({ type: 'Integer', id: String(Math.trunc(now)) });
    this.#plans = Plans.of(program);
  }

  /** The slots of a rule for a call; undefined where its head does not fit. */
  enter(rule: Rule, codes: readonly Code[]): readonly Code[] | undefined {
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
  ways(rule: Rule, slots: readonly Code[], goals: readonly Goal[]): readonly (readonly Code[])[] {
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

  /** Why a call holds; undefined where it does not, or where that takes too long. */
  derive(predicate: CloudPredicate, codes: readonly Code[]): Derivation | undefined {
    const machine = this.#run(predicate, codes, true);
    return machine === undefined || machine.root.first === -1 ? undefined : deriveAnswer(machine, machine.root.first);
  }

  #machine(rule: Rule, slots: readonly Code[]): TableMachine | undefined {
    return this.#run(new CloudPredicate(-1, '@rest', slots.length, [rule]), slots);
  }

  /** @param isExplained whether every call needs a table, from which it can be explained */
  #run(asked: CloudPredicate, codes: readonly Code[], isExplained = false): TableMachine | undefined {
    const machine = new TableMachine(
      this.#program,
      asked,
      codes,
      this.#facts,
      this.#now,
      MOST_STEPS,
      undefined,
      isExplained,
    );
    try {
      machine.run(MOST_STEPS);
    } catch (error) {
      if (!(error instanceof TableFailure)) throw error;
      return undefined;
    }
    return machine;
  }

  /** What a call calls: a predicate, or a part of its rule. */
  predicateOf({ part, predicate, arguments: all }: CallGoal): CloudPredicate {
    if (part !== undefined) return new CloudPredicate(-1, predicate, all.length, part);
    return this.#program.predicate(predicate, all.length);
  }
}

/** The arguments of a call, by the slots of its rule. */
export const argumentsOf = ({ arguments: all }: CallGoal, slots: readonly Code[]): readonly Code[] =>
  all.map((argument) => (argument < 0 ? -1 - argument : slots[argument]!));
