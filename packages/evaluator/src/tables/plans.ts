import { CloudPredicate, type CompiledCloud } from '../dialect/cloud/program.ts';
import { type Argument, constant, constantOf, type Goal, isConstant, type Rule } from '../dialect/cloud/rule.ts';
import type { FactStore } from '../facts/fact-store.ts';
import { type Code, free, setOf } from './codes.ts';
import { Decider } from './decider.ts';
import { FactRelations } from './fact-relations.ts';
import { orderGoals } from './order-goals.ts';
import { CALL, COMPARE, FACTS, MEMBER, type Plan, PROBLEM, type Step } from './plan.ts';
import { Procedure } from './procedure.ts';
import { compileWays } from './procedure-goals.ts';
import { ANY, NO_TYPE } from './type-sets.ts';

type Call = Goal & { readonly kind: 'call' };

/** What is kept with a predicate: the plans for a call, by what of the call tells rules apart. */
interface Kept {
  readonly dispatch: Map<number | string, readonly Plan[]>;
  readonly procedures: Map<number | string, Procedure>;
  readonly plans: Map<Rule, Map<number, Plan>>;
  facts: Plan | undefined;
}

/** Parts of the key of a call are below this, or the key is a string. The key of three arguments is a small integer. */
const PART = 1024;

/** The plans of a program, made when they are first needed. */
export class Plans {
  readonly #program: CompiledCloud;
  /** By their numbers. */
  readonly procedures: Procedure[] = [];
  readonly #all: Plan[] = [];
  readonly #parts = new WeakMap<readonly Rule[], CloudPredicate>();
  readonly #ruled = new WeakMap<Call, boolean>();

  /** Those that the last run was over: the next one is often over the same. */
  #relations: FactRelations | undefined = undefined;

  /** One that no run uses. */
  #decider: Decider | undefined = undefined;

  constructor(program: CompiledCloud) {
    this.#program = program;
  }

  /** Lends what decides calls to a run, which gives it back at its end. */
  lend(): Decider {
    const decider = this.#decider ?? new Decider(this);
    this.#decider = undefined;
    return decider;
  }

  /** The facts of the program's predicates in a store. */
  relationsIn(facts: FactStore): FactRelations {
    if (this.#relations?.isOf(facts) !== true) this.#relations = new FactRelations(facts);
    return this.#relations;
  }

  giveBack(decider: Decider): void {
    this.#decider = decider;
  }

  /** All plans that were made, by their numbers. */
  get all(): readonly Plan[] {
    return this.#all;
  }

  static of(program: CompiledCloud): Plans {
    program.kept ??= new Plans(program);
    return program.kept as Plans;
  }

  /** What decides a call whose arguments all have values. */
  procedure(predicate: CloudPredicate, codes: ArrayLike<Code>): Procedure {
    const { procedures } = keptOf(predicate);
    const key = this.key(predicate, codes);
    let procedure = procedures.get(key);
    if (procedure === undefined) {
      const like = Array.from({ length: predicate.arity }, (_, at) => codes[at]!);
      procedure = new Procedure(this.procedures.length, predicate, (made) =>
        compileWays(made, like, this.rulesFor(predicate, like), this.#program, this),
      );
      this.procedures.push(procedure);
      procedures.set(key, procedure);
    }
    return procedure;
  }

  /** The plans of the rules whose heads fit a call. */
  rulesFor(predicate: CloudPredicate, codes: readonly Code[]): readonly Plan[] {
    if (predicate.rules.length === 0) return none;
    const { dispatch } = keptOf(predicate);
    const key = this.key(predicate, codes);
    let plans = dispatch.get(key);
    if (plans === undefined) {
      plans = predicate.rules.filter((rule) => this.fits(rule, codes)).map((rule) => this.plan(predicate, rule, codes));
      dispatch.set(key, plans);
    }
    return plans;
  }

  /** What of a call tells rules apart. Of each argument: a value that some head asks for, else its type, or the types that it may be of. */
  key({ constants }: CloudPredicate, codes: ArrayLike<Code>): number | string {
    const { values } = this.#program;
    let key = 0;
    for (let i = 0; i < constants.length; i++) {
      const code = codes[i]!;
      let part: number;
      if (code < 0) part = setOf(code) * 3;
      else {
        // Few arguments of heads are values.
        const known = constants[i]!;
        const asked = known.size === 0 ? undefined : known.get(code);
        part = asked === undefined ? values.typeOf(code) * 3 + 2 : asked * 3 + 1;
      }
      if (part >= PART || i > 3) return this.#longKey(constants, codes);
      key = key * PART + part;
    }
    return key;
  }

  #longKey(constants: readonly ReadonlyMap<number, number>[], codes: ArrayLike<Code>): string {
    const { values } = this.#program;
    return Array.from(codes)
      .slice(0, constants.length)
      .map((code, i) =>
        code < 0 ? `?${setOf(code)}` : constants[i]!.has(code) ? `=${code}` : `:${values.typeOf(code)}`,
      )
      .join('');
  }

  /** A plan for a call of a rule. */
  plan(predicate: CloudPredicate, rule: Rule, codes: readonly Code[]): Plan {
    let mask = 0;
    for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) mask |= 1 << i;
    const { plans } = keptOf(predicate);
    const ofRule = plans.get(rule) ?? new Map<number, Plan>();
    plans.set(rule, ofRule);
    let plan = ofRule.get(mask);
    if (plan === undefined) {
      plan = this.#made(rule, mask);
      ofRule.set(mask, plan);
    }
    return plan;
  }

  /** The plan that answers a call by the facts of its predicate, which has rules, too. */
  facts(predicate: CloudPredicate): Plan {
    const kept = keptOf(predicate);
    if (kept.facts === undefined) {
      const slots = Array.from({ length: predicate.arity }, (_, slot) => slot);
      const step: Step = { ...noStep, kind: FACTS, arguments: slots, scans: true, predicate };
      const initial = slots.map(() => free(ANY));
      kept.facts = this.#numbered({
        rule: undefined,
        head: slots,
        steps: [step],
        initial,
        now: -1,
        forward: undefined,
      });
    }
    return kept.facts;
  }

  /** Whether a rule's head fits a call. */
  fits(rule: Rule, codes: readonly Code[]): boolean {
    const { types, values } = this.#program;
    return rule.head.every((argument, at) => {
      const code = codes[at]!;
      if (isConstant(argument)) {
        const value = constantOf(argument);
        return code >= 0 ? value === code : types.has(setOf(code), values.typeOf(value));
      }
      const set = rule.types[argument]!;
      return code >= 0 ? types.has(set, values.typeOf(code)) : types.meet(set, setOf(code)) !== NO_TYPE;
    });
  }

  #numbered(plan: Omit<Plan, 'id'>): Plan {
    const made: Plan = { id: this.#all.length, ...plan };
    this.#all.push(made);
    return made;
  }

  #made(rule: Rule, mask: number): Plan {
    const { values, types } = this.#program;
    const isObject = (type: string): boolean => !words.has(type);
    const goals = orderGoals(rule, mask, {
      hasRules: (goal) => this.#hasRules(rule, goal),
      isObject: (value) => isObject(values.value(value).type),
      isOfWords: (set) => types.types(set).every((type) => type !== undefined && !isObject(type)),
    });
    const steps = goals.map((goal) => this.#step(rule, goal));
    return this.#numbered({
      rule,
      head: rule.head,
      steps,
      initial: rule.types.map((set) => free(set)),
      now: rule.now,
      forward: forwardOf(rule, mask, steps),
    });
  }

  #predicate({ part, predicate, arguments: all }: Call): CloudPredicate {
    if (part === undefined) return this.#program.predicate(predicate, all.length);
    let made = this.#parts.get(part);
    if (made === undefined) {
      made = new CloudPredicate(-1, predicate, all.length, part);
      this.#parts.set(part, made);
    }
    return made;
  }

  /** Whether some rule may answer a goal: asked again and again while goals are put in order. */
  #hasRules(rule: Rule, goal: Call): boolean {
    let has = this.#ruled.get(goal);
    if (has === undefined) {
      has = this.#someRuleFits(rule, goal);
      this.#ruled.set(goal, has);
    }
    return has;
  }

  #someRuleFits({ types }: Rule, goal: Call): boolean {
    const codes = goal.arguments.map((argument) =>
      isConstant(argument) ? constantOf(argument) : free(types[argument]!),
    );
    return this.#predicate(goal).rules.some((rule) => this.fits(rule, codes));
  }

  #step(rule: Rule, goal: Goal): Step {
    switch (goal.kind) {
      case 'call': {
        const { arguments: all, negated, local } = goal;
        const kind = this.#hasRules(rule, goal) ? CALL : FACTS;
        const scans = kind === FACTS && !negated;
        return { ...noStep, kind, goal, arguments: all, negated, scans, local, predicate: this.#predicate(goal) };
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

const none: readonly Plan[] = [];
const words: ReadonlySet<string> = new Set(['String', 'Integer', 'Boolean', 'Float']);

function keptOf(predicate: CloudPredicate): Kept {
  predicate.kept ??= { dispatch: new Map(), procedures: new Map(), plans: new Map(), facts: undefined } satisfies Kept;
  return predicate.kept as Kept;
}

/** See `Plan.forward`. */
function forwardOf({ head, now }: Rule, mask: number, steps: readonly Step[]): readonly number[] | undefined {
  const [step, ...others] = steps;
  if (step === undefined || others.length > 0 || step.kind !== CALL || step.negated || now >= 0) return undefined;
  const forward: number[] = [];
  for (const argument of step.arguments) {
    if (isConstant(argument)) {
      forward.push(constant(constantOf(argument)));
      continue;
    }
    const at = head.indexOf(argument);
    if (at === -1) return undefined;
    forward.push(at);
  }
  // What the head leaves open must come from one place, and go to one.
  for (let at = 0; at < head.length; at++) {
    if ((mask & (1 << at)) !== 0) {
      if (isRepeated(head, head[at]!)) return undefined;
      continue;
    }
    const argument = head[at]!;
    if (isConstant(argument) || isRepeated(head, argument)) return undefined;
    if (step.arguments.filter((each) => each === argument).length !== 1) return undefined;
  }
  return forward;
}

const isRepeated = (head: readonly Argument[], argument: Argument): boolean =>
  argument >= 0 && head.indexOf(argument) !== head.lastIndexOf(argument);

const noStep: Step = {
  kind: FACTS,
  goal: undefined,
  arguments: [],
  negated: false,
  scans: false,
  predicate: undefined,
  local: new Set(),
  operator: undefined,
  values: [],
  message: '',
};
