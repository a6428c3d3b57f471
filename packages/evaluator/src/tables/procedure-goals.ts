import type { CloudPredicate, CompiledCloud } from '../dialect/cloud/program.ts';
import { constantOf, isConstant } from '../dialect/cloud/rule.ts';
import { type Code, setOf } from './codes.ts';
import { comparisonHolds } from './comparison.ts';
import { CALL, COMPARE, FACTS, MEMBER, type Plan, PROBLEM, type Step } from './plan.ts';
import type { Plans } from './plans.ts';
import {
  ATTEMPT,
  type Attempt,
  type CallSite,
  type Deciding,
  LEAD,
  LEAD_EACH,
  type Procedure,
  type Way,
} from './procedure.ts';
import { OPEN, PairScan, type Place, ProcedureScan, REGISTER, SAME, VALUE } from './procedure-scan.ts';

/** What an argument is when a goal is tried: a value, or a register that has one. */
interface Known {
  /** A value, or -1. */
  readonly value: number;
  readonly register: number;
  /** Its type, where all that it may be is of one. */
  readonly type: number | undefined;
  /** Values that it is not: those that heads ask for where the rule's own call has it. */
  readonly not?: ReadonlyMap<number, number>;
}

/**
 * The rules of a procedure as closures.
 *
 * @param like arguments of a call that it is for: they stand for all others
 */
export function compileWays(
  procedure: Procedure,
  like: readonly Code[],
  plans: readonly Plan[],
  program: CompiledCloud,
  all: Plans,
): readonly Way[] {
  const ways: Way[] = [];
  for (const plan of plans) {
    const way = new RuleInProgress(procedure, like, plan, program, all).compile();
    if (way !== undefined) ways.push(way);
    else if (plan.steps.some(({ kind }) => kind === PROBLEM)) procedure.decidable = false;
    else procedure.isPartial = true;
  }
  return ways;
}

/** A rule of a procedure while it is compiled. */
class RuleInProgress {
  readonly #procedure: Procedure;
  readonly #plan: Plan;
  readonly #program: CompiledCloud;
  readonly #plans: Plans;
  /** By slot. */
  readonly #known: (Known | undefined)[] = [];
  /** Arguments of the head that are one variable. */
  readonly #equal: (readonly [number, number])[] = [];
  #registers: number;

  constructor(procedure: Procedure, like: readonly Code[], plan: Plan, program: CompiledCloud, plans: Plans) {
    this.#procedure = procedure;
    this.#plan = plan;
    this.#program = program;
    this.#plans = plans;
    this.#registers = procedure.arity;
    const { constants } = procedure.predicate;
    plan.head.forEach((argument, at) => {
      if (isConstant(argument)) return;
      const before = this.#known[argument];
      const isAsked = constants[at]!.has(like[at]!);
      const type = program.values.typeOf(like[at]!);
      if (before !== undefined) this.#equal.push([plan.head.indexOf(argument), at]);
      if (before === undefined || isAsked)
        this.#known[argument] = { value: isAsked ? like[at]! : -1, register: at, type, not: constants[at]! };
    });
    if (plan.now >= 0) this.#known[plan.now] ??= this.#register(undefined);
  }

  /** Undefined where something in it is not for a procedure. */
  compile(): Way | undefined {
    const { steps } = this.#plan;
    if (steps.length <= 2 && this.#equal.length === 0 && this.#plan.now < 0) {
      const leading = this.#leading(steps);
      if (leading !== undefined) return leading;
    }
    const attempt = this.#attempt(steps);
    return attempt && { kind: ATTEMPT, attempt };
  }

  /** A rule that only calls, for facts that fit or without any; undefined where it is another one. */
  #leading(steps: readonly Step[]): Way | undefined {
    const last = steps.at(-1);
    if (last?.kind !== CALL || last.negated) return undefined;
    const [first] = steps;
    if (steps.length === 1) {
      const site = this.#site(last);
      return site && { kind: LEAD, site };
    }
    if (first!.kind !== FACTS || first!.negated) return undefined;
    const all = first!.arguments.map((argument) => this.#argument(argument));
    if (all.length !== 3 || all.filter((argument) => argument === undefined).length !== 1) return undefined;
    const scan = new PairScan(first!.predicate!, this.#program, this.#places(first!, all));
    const site = this.#site(last);
    if (site === undefined) return undefined;
    this.#procedure.registers = Math.max(this.#procedure.registers, this.#registers);
    return { kind: LEAD_EACH, site, scan };
  }

  #site({ predicate, arguments: all }: Step): CallSite | undefined {
    const known = all.map((argument) => this.#argument(argument));
    if (!known.every((argument) => argument !== undefined)) return undefined;
    return new Site(predicate!, known as readonly Known[], this.#program, this.#plans);
  }

  #attempt(steps: readonly Step[]): Attempt | undefined {
    const makers: ((next: Attempt | undefined) => Attempt)[] = [];
    for (const step of steps) {
      const made = this.#step(step);
      if (made === undefined) return undefined;
      makers.push(made);
    }
    let way: Attempt | undefined;
    for (const make of makers.reverse()) way = make(way);
    way ??= holds;
    for (const [one, other] of this.#equal) way = whereEqual(one, other, way);
    const { now } = this.#plan;
    if (now >= 0) way = withTime(this.#known[now]!.register, way);
    this.#procedure.registers = Math.max(this.#procedure.registers, this.#registers);
    return way;
  }

  /** A goal, given what follows; undefined where that is nothing. */
  #step(step: Step): ((next: Attempt | undefined) => Attempt) | undefined {
    const { values } = this.#program;
    switch (step.kind) {
      case FACTS:
        return this.#facts(step);
      case CALL:
        return this.#call(step);
      case COMPARE: {
        const [left, right] = step.arguments.map((argument) => this.#argument(argument));
        if (left === undefined || right === undefined) return undefined;
        const { operator, negated } = step;
        return (next = holds) =>
          (run, base) =>
            comparisonHolds(operator!, read(run, base, left), read(run, base, right), values) !== negated &&
            next(run, base);
      }
      case MEMBER:
        return this.#member(step);
      default:
        return undefined;
    }
  }

  #member(step: Step): ((next: Attempt | undefined) => Attempt) | undefined {
    const { negated, values: among } = step;
    const [slot] = step.arguments as readonly [number];
    const left = this.#argument(slot);
    if (left !== undefined)
      return (next = holds) =>
        (run, base) =>
          among.includes(read(run, base, left)) !== negated && next(run, base);
    if (negated) return undefined;
    const { types, values } = this.#program;
    const set = setOf(this.#plan.initial[slot]!);
    const fitting = among.filter((value) => types.has(set, values.typeOf(value)));
    const { register } = this.#bind(slot);
    return (next = holds) =>
      (run, base) =>
        fitting.some((value) => {
          run.registers[base + register] = value;
          return next(run, base);
        });
  }

  #facts(step: Step): ((next: Attempt | undefined) => Attempt) | undefined {
    const { negated, local } = step;
    const predicate = step.predicate!;
    const all = step.arguments.map((argument) => this.#argument(argument));
    if (all.every((argument) => argument !== undefined)) {
      const known = all as readonly Known[];
      return (next = holds) =>
        (run, base) =>
          isFact(run, base, predicate, known) !== negated && next(run, base);
    }
    if (negated && step.arguments.some((argument, i) => all[i] === undefined && !local.has(argument))) return undefined;
    const scan = new ProcedureScan(predicate, this.#program, this.#places(step, all));
    if (negated)
      return (next = holds) =>
        (run, base) =>
          !scan.run(run, base, holds) && next(run, base);
    return (next = holds) =>
      (run, base) =>
        scan.run(run, base, next);
  }

  /** What the arguments of facts are compared with, or where they go. */
  #places(step: Step, all: readonly (Known | undefined)[]): readonly Place[] {
    return step.arguments.map((slot, i): Place => {
      const known = all[i];
      if (known !== undefined)
        return known.value >= 0 ? { kind: VALUE, of: known.value } : { kind: REGISTER, of: known.register };
      const before = this.#known[slot];
      if (before !== undefined) return { kind: SAME, of: before.register };
      return { kind: OPEN, of: this.#bind(slot).register, set: setOf(this.#plan.initial[slot]!) };
    });
  }

  #call(step: Step): ((next: Attempt | undefined) => Attempt) | undefined {
    const site = this.#site(step);
    if (site === undefined) return undefined;
    if (step.negated)
      return (next = holds) =>
        (run, base) =>
          run.isAbsent(site.call(run, base)) && next(run, base);
    return (next) =>
      next === undefined
        ? (run, base) => run.lead(site.call(run, base))
        : (run, base) => run.decide(site.call(run, base)) && next(run, base);
  }

  #argument(argument: number): Known | undefined {
    if (!isConstant(argument)) return this.#known[argument];
    const value = constantOf(argument);
    return { value, register: -1, type: this.#program.values.typeOf(value) };
  }

  #bind(slot: number): Known {
    const known = this.#register(this.#program.types.only(setOf(this.#plan.initial[slot]!)));
    this.#known[slot] = known;
    return known;
  }

  #register(type: number | undefined): Known {
    return { value: -1, register: this.#registers++, type };
  }
}

const holds: Attempt = () => true;

const whereEqual =
  (one: number, other: number, next: Attempt): Attempt =>
  (run, base) =>
    run.registers[base + one] === run.registers[base + other] && next(run, base);

const withTime =
  (register: number, next: Attempt): Attempt =>
  (run, base) => {
    run.registers[base + register] = run.now;
    return next(run, base);
  };

function read({ registers }: Deciding, base: number, { value, register }: Known): number {
  return value >= 0 ? value : registers[base + register]!;
}

function isFact(run: Deciding, base: number, predicate: CloudPredicate, all: readonly Known[]): boolean {
  const { call } = run;
  for (let i = 0; i < all.length; i++) call[i] = read(run, base, all[i]!);
  const relations = run.relations(predicate);
  for (let i = 0; i < relations.length; i++) if (relations[i]!.has(call)) return true;
  return false;
}

/** A call in a rule: which procedure it is of depends on values only where their types are not known beforehand. */
class Site implements CallSite {
  readonly #predicate: CloudPredicate;
  /** By argument: a register, or -1 less a value. */
  readonly #from: Int32Array;
  readonly #plans: Plans;
  readonly #isFixed: boolean;
  #key: number | string = -1;
  #procedure: Procedure | undefined = undefined;

  constructor(predicate: CloudPredicate, all: readonly Known[], { values }: CompiledCloud, plans: Plans) {
    this.#predicate = predicate;
    this.#from = Int32Array.from(all, ({ value, register }) => (value >= 0 ? -1 - value : register));
    this.#plans = plans;
    this.#isFixed = all.every(({ value, type, not }, at) => {
      if (value >= 0) return true;
      // The values that heads ask for are others.
      const asked = [...predicate.constants[at]!.keys()];
      return type !== undefined && asked.every((one) => values.typeOf(one) !== type || not?.has(one) === true);
    });
  }

  /** Writes the call's arguments; gives its procedure. */
  call(run: Deciding, base: number): Procedure {
    const { call, registers } = run;
    const from = this.#from;
    for (let i = 0; i < from.length; i++) {
      const of = from[i]!;
      call[i] = of < 0 ? -1 - of : registers[base + of]!;
    }
    if (this.#procedure !== undefined) {
      if (this.#isFixed) return this.#procedure;
      const key = this.#plans.key(this.#predicate, call);
      if (key === this.#key) return this.#procedure;
    }
    this.#key = this.#plans.key(this.#predicate, call);
    this.#procedure = this.#plans.procedure(this.#predicate, call);
    return this.#procedure;
  }
}
