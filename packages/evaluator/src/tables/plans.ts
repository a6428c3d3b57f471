import type { CloudPredicate, CompiledCloud } from '../dialect/cloud/program.ts';
import { type Argument, type Comparison, constantOf, type Goal, isConstant, type Rule } from '../dialect/cloud/rule.ts';
import { type Code, free, setOf } from './codes.ts';
import { orderGoals } from './plan.ts';
import { ANY, NO_TYPE } from './type-sets.ts';

/** The kinds of steps. */
export const FACTS = 0;
export const CALL = 1;
export const COMPARE = 2;
export const MEMBER = 3;
export const PROBLEM = 4;

/** A goal as it is tried. */
export interface Step {
  readonly kind: typeof FACTS | typeof CALL | typeof COMPARE | typeof MEMBER | typeof PROBLEM;
  readonly goal: Goal;
  readonly arguments: readonly Argument[];
  readonly negated: boolean;
  readonly predicate: CloudPredicate | undefined;
  readonly local: ReadonlySet<number>;
  readonly operator: Comparison | undefined;
  readonly values: readonly number[];
  readonly message: string;
}

/** A rule, with its goals in the order in which they are tried for calls of one binding pattern. */
export interface Plan {
  readonly rule: Rule;
  readonly head: readonly Argument[];
  readonly steps: readonly Step[];
  /** What each slot is before anything has a value. */
  readonly initial: readonly Code[];
}

const noSlots: ReadonlySet<number> = new Set();
const programs = new WeakMap<CompiledCloud, Plans>();

/** The plans of a program, made when they are first needed. */
export class Plans {
  readonly #program: CompiledCloud;
  readonly #plans = new Map<Rule, Map<number, Plan>>();
  /** By predicate: the plans for a call, by what of the call tells rules apart. */
  readonly #dispatch: Map<number | string, readonly Plan[]>[] = [];
  readonly #facts: Plan[] = [];

  constructor(program: CompiledCloud) {
    this.#program = program;
  }

  static of(program: CompiledCloud): Plans {
    let plans = programs.get(program);
    if (plans === undefined) {
      plans = new Plans(program);
      programs.set(program, plans);
    }
    return plans;
  }

  /** The plans of the rules whose heads fit a call. */
  rulesFor(predicate: CloudPredicate, codes: readonly Code[]): readonly Plan[] {
    const { constants, id, rules } = predicate;
    if (rules.length === 0) return [];
    const typeOf = this.#program.values.typeOfAll;
    let key: number | string = 0;
    for (let i = 0; i < codes.length; i++) {
      const code = codes[i]!;
      // A value that some head asks for, else its type, or the types that it may be of.
      const part = code < 0 ? setOf(code) * 3 : constants[i]!.has(code) ? code * 3 + 1 : typeOf[code]! * 3 + 2;
      key = i < 2 && typeof key === 'number' ? key * 0x2000000 + part : `${key},${part}`;
    }
    const dispatch = this.#dispatch[id] ?? new Map<number | string, readonly Plan[]>();
    this.#dispatch[id] = dispatch;
    let plans = dispatch.get(key);
    if (plans === undefined) {
      plans = rules.filter((rule) => this.#fits(rule, codes)).map((rule) => this.plan(rule, codes));
      dispatch.set(key, plans);
    }
    return plans;
  }

  /** A plan for a call of a rule. */
  plan(rule: Rule, codes: readonly Code[]): Plan {
    let mask = 0;
    for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) mask |= 1 << i;
    let plans = this.#plans.get(rule);
    if (plans === undefined) {
      plans = new Map();
      this.#plans.set(rule, plans);
    }
    let plan = plans.get(mask);
    if (plan === undefined) {
      const program = this.#program;
      const goals = orderGoals(rule, mask, {
        values: program.values,
        hasRules: (name, arity) => program.predicate(name, arity).rules.length > 0,
      });
      plan = {
        rule,
        head: rule.head,
        steps: goals.map((goal) => this.#step(goal)),
        initial: rule.types.map((set) => free(set)),
      };
      plans.set(mask, plan);
    }
    return plan;
  }

  /** The plan that answers a call by the facts of its predicate, which has rules, too. */
  facts(predicate: CloudPredicate): Plan {
    let plan = this.#facts[predicate.id];
    if (plan === undefined) {
      const slots = Array.from({ length: predicate.arity }, (_, slot) => slot);
      const rule: Rule = {
        clause: undefined,
        uri: undefined,
        head: slots,
        goals: [],
        names: slots.map((slot) => `@${slot}`),
        types: slots.map(() => ANY),
        now: -1,
      };
      const step: Step = { ...noStep, kind: FACTS, arguments: slots, predicate };
      plan = { rule, head: slots, steps: [step], initial: slots.map(() => free(ANY)) };
      this.#facts[predicate.id] = plan;
    }
    return plan;
  }

  #fits(rule: Rule, codes: readonly Code[]): boolean {
    const { types, values } = this.#program;
    return rule.head.every((argument, at) => {
      const code = codes[at]!;
      if (isConstant(argument)) {
        const value = constantOf(argument);
        return code >= 0 ? value === code : types.has(setOf(code), values.typeOfAll[value]!);
      }
      const set = rule.types[argument]!;
      return code >= 0 ? types.has(set, values.typeOfAll[code]!) : types.meet(set, setOf(code)) !== NO_TYPE;
    });
  }

  #step(goal: Goal): Step {
    switch (goal.kind) {
      case 'call': {
        const { arguments: all, negated, local } = goal;
        const predicate = this.#program.predicate(goal.predicate, all.length);
        const kind = predicate.rules.length > 0 ? CALL : FACTS;
        return { ...noStep, kind, goal, arguments: all, negated, local, predicate };
      }
      case 'compare': {
        const { operator, negated, left, right } = goal;
        return { ...noStep, kind: COMPARE, goal, arguments: [left, right], negated, operator };
      }
      case 'member':
        return { ...noStep, kind: MEMBER, goal, arguments: [goal.left], negated: goal.negated, values: goal.values };
      case 'problem':
        return { ...noStep, kind: PROBLEM, goal, message: goal.message };
    }
  }
}

const noStep: Step = {
  kind: FACTS,
  goal: { kind: 'problem', message: '', node: undefined },
  arguments: [],
  negated: false,
  predicate: undefined,
  local: noSlots,
  operator: undefined,
  values: [],
  message: '',
};
