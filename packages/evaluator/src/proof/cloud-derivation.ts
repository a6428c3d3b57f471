import type { Node } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import type { AnswerValue, FactPattern } from '../facts/value.ts';
import { type Code, free, setOf } from '../tables/codes.ts';
import { comparisonHolds } from '../tables/comparison.ts';
import type { TableMachine } from '../tables/machine.ts';
import { CALL, COMPARE, FACTS, MEMBER, type Plan, type Step } from '../tables/plan.ts';
import { Plans } from '../tables/plans.ts';
import type { Subgoal } from '../tables/subgoal.ts';
import { NO_TYPE } from '../tables/type-sets.ts';

/** Why something holds: one way of several there may be. */
export interface Derivation {
  readonly fact: FactPattern;
  /** The rule that gives it, or the policy's own statement of it. Undefined for a fact that was told, and for what no clause says. */
  readonly clause: Clause | undefined;
  /** It is a fact. */
  readonly told: boolean;
  /** What the rule's body asks for, in the order of the text; made when it is first asked for. */
  readonly goals: readonly DerivedGoal[];
}

export interface DerivedGoal {
  /** The goal as it is written; the longhand's, of a shorthand. */
  readonly node: Node | undefined;
  /** `absent`: a call under `not`. `test`: a comparison or a membership. */
  readonly kind: 'call' | 'absent' | 'test';
  /** Of a call: what was asked, with the values that hold. */
  readonly fact: FactPattern | undefined;
  readonly derivation: Derivation | undefined;
}

/**
 * Why a machine's answer holds, found afterwards in its tables. An answer was derived from earlier ones, so whatever is looked for
 * before its place is no circle.
 */
export function deriveAnswer(machine: TableMachine, place: number): Derivation {
  return new Derived(new Explainer(machine), machine.asked, place);
}

/** A call that was made, and the place of its answer. */
interface Found {
  readonly step: Step;
  readonly codes: readonly Code[];
  readonly subgoal: Subgoal | undefined;
  readonly place: number;
}

class Derived implements Derivation {
  readonly fact: FactPattern;
  readonly told: boolean;
  readonly #explainer: Explainer;
  readonly #subgoal: Subgoal;
  readonly #place: number;
  readonly #codes: readonly Code[];
  #way: Way | undefined;

  constructor(explainer: Explainer, subgoal: Subgoal, place: number) {
    this.#explainer = explainer;
    this.#subgoal = subgoal;
    this.#place = place;
    this.#codes = explainer.answerOf(subgoal, place);
    this.fact = explainer.shown(subgoal.predicate.name, this.#codes);
    this.told = explainer.isTold(subgoal, this.#codes);
  }

  get clause(): Clause | undefined {
    if (this.told) return this.#explainer.statedBy(this.#subgoal, this.#codes);
    return this.#found?.plan.rule?.clause;
  }

  get goals(): readonly DerivedGoal[] {
    if (this.told) return [];
    const goals = (this.#found?.found ?? []).map((found) => this.#explainer.goal(found));
    return goals.sort((a, b) => (a.node?.$start ?? 0) - (b.node?.$start ?? 0));
  }

  get #found(): Way | undefined {
    this.#way ??= this.#explainer.shortestWay(this.#subgoal, this.#place, this.#codes);
    return this.#way;
  }
}

/** A fact that was told. */
class Told implements Derivation {
  readonly fact: FactPattern;
  readonly clause: Clause | undefined;
  readonly told = true;
  readonly goals = [];
  constructor(fact: FactPattern, clause: Clause | undefined) {
    this.fact = fact;
    this.clause = clause;
  }
}

interface Way {
  readonly plan: Plan;
  readonly found: readonly Found[];
}

const abstract = ['Actor', 'Resource'];

/** How many steps of a derivation are looked through for what it derives. */
const MOST_SEARCHED = 2000;

class Explainer {
  readonly #machine: TableMachine;
  readonly #plans: Plans;

  constructor(machine: TableMachine) {
    this.#machine = machine;
    this.#plans = Plans.of(machine.program);
  }

  /** A call's arguments with an answer's values. */
  answerOf({ codes, places }: Subgoal, place: number): readonly Code[] {
    const values = [...codes];
    places.forEach((at, i) => {
      values[at] = this.#machine.answers.code(place, i);
    });
    return values;
  }

  shown(predicate: string, codes: readonly Code[]): FactPattern {
    const { values, types } = this.#machine.program;
    return {
      predicate,
      arguments: codes.map((code): AnswerValue => {
        if (code >= 0) return values.value(code);
        const of = types.types(setOf(code));
        if (of.length === 1) return { type: of[0] };
        // In a derivation, what holds for several types is said at once.
        return { type: abstract.find((name) => types.satisfying(name) === setOf(code)) };
      }),
    };
  }

  isTold({ predicate }: Subgoal, codes: readonly Code[]): boolean {
    return (
      codes.every((code) => code >= 0) &&
      this.#machine.relations(predicate).some((relation) => relation.find(codes) >= 0)
    );
  }

  statedBy({ predicate }: Subgoal, codes: readonly Code[]): Clause | undefined {
    return predicate.statedBy[predicate.stated.find(codes)];
  }

  goal({ step, codes, subgoal, place }: Found): DerivedGoal {
    const node = step.goal?.kind === 'problem' ? undefined : step.goal?.node;
    if (step.predicate === undefined) return { node, kind: 'test', fact: undefined, derivation: undefined };
    const fact = this.shown(step.predicate.name, codes);
    if (step.negated) return { node, kind: 'absent', fact, derivation: undefined };
    const derivation =
      subgoal === undefined
        ? new Told(fact, step.predicate.statedBy[step.predicate.stated.find(codes)])
        : new Derived(this, subgoal, place);
    return { node, kind: 'call', fact, derivation };
  }

  /**
   * The way of an answer. One fact may be an answer of several calls, of a more general one, say: where its own way leads to the fact again,
   * the way from there is taken, so that no derivation goes through what it derives.
   */
  shortestWay(subgoal: Subgoal, place: number, codes: readonly Code[]): Way | undefined {
    const way = this.#wayOf(subgoal, place, codes);
    if (way === undefined || !this.#isAskedOpenly(subgoal)) return way;
    const seen = new Set<string>();
    const waiting = [...way.found];
    for (let next = waiting.pop(); next !== undefined && seen.size < MOST_SEARCHED; next = waiting.pop()) {
      const { subgoal: called, place: at } = next;
      const key = `${called?.id} ${at}`;
      if (called === undefined || seen.has(key)) continue;
      seen.add(key);
      if (called.predicate === subgoal.predicate && next.codes.every((code, i) => sameCode(code, codes[i]!)))
        return this.shortestWay(called, at, codes);
      if (!this.isTold(called, next.codes)) waiting.push(...(this.#wayOf(called, at, next.codes)?.found ?? []));
    }
    return way;
  }

  #isAskedOpenly({ predicate }: Subgoal): boolean {
    return this.#machine.subgoals.all.some((other) => other.predicate === predicate && other.open.length > 0);
  }

  /** A rule that gives an answer, and the answers of its calls, each of them earlier. */
  #wayOf(subgoal: Subgoal, place: number, codes: readonly Code[]): Way | undefined {
    const isTable = subgoal.target === undefined || subgoal.target === subgoal;
    const plans = this.#plans.rulesFor(subgoal.predicate, subgoal.codes);
    // Of two rules the machine may not have asked for what the second denies, as the first had given the answer.
    for (const isSure of [true, false])
      for (const plan of plans) {
        const body = new Body(this.#machine, plan, subgoal, codes, isTable ? place : place + 1, isSure);
        const found = body.first();
        if (found !== undefined) return { plan, found };
      }
    return undefined;
  }
}

/** Goes through a rule's body as the machine did, with the answer's values in mind. */
class Body {
  readonly #machine: TableMachine;
  readonly #plan: Plan;
  readonly #codes: readonly Code[];
  readonly #before: number;
  /** What it denies was asked for by the machine, and not found. */
  readonly #isSure: boolean;
  /** The slots as the machine had them, which say what it called. */
  readonly #asked: Code[];
  /** The same with what the answer says. */
  readonly #known: Code[];
  readonly #fits: boolean;

  constructor(
    machine: TableMachine,
    plan: Plan,
    subgoal: Subgoal,
    codes: readonly Code[],
    before: number,
    isSure: boolean,
  ) {
    this.#isSure = isSure;
    this.#machine = machine;
    this.#plan = plan;
    this.#codes = codes;
    this.#before = before;
    this.#asked = [...plan.initial];
    if (plan.now >= 0) this.#asked[plan.now] = machine.now;
    let fits = plan.head.every((slot, at) => slot < 0 || this.#unify(this.#asked, slot, subgoal.codes[at]!));
    this.#known = [...this.#asked];
    fits &&= plan.head.every((argument, at) => {
      const code = codes[at]!;
      if (argument < 0) return code === -1 - argument;
      return this.#unify(this.#known, argument, code < 0 ? free(setOf(code)) : code);
    });
    this.#fits = fits;
  }

  first(): readonly Found[] | undefined {
    if (!this.#fits) return undefined;
    for (const found of this.#from(0, [])) return found;
    return undefined;
  }

  *#from(at: number, found: readonly Found[]): Generator<readonly Found[]> {
    const step = this.#plan.steps[at];
    if (step === undefined) {
      const same = this.#plan.head.every((argument, i) => sameCode(read(this.#known, argument), this.#codes[i]!));
      if (same) yield found;
      return;
    }
    const asked = [...this.#asked];
    const known = [...this.#known];
    for (const one of this.#ways(step)) {
      yield* this.#from(at + 1, [...found, one]);
      restore(this.#asked, asked);
      restore(this.#known, known);
    }
  }

  *#ways(step: Step): Generator<Found> {
    const none = { step, subgoal: undefined, place: -1 };
    switch (step.kind) {
      case COMPARE: {
        const [left, right] = step.arguments.map((argument) => read(this.#known, argument));
        if (left! < 0 || right! < 0) return;
        if (comparisonHolds(step.operator!, left!, right!, this.#machine.program.values) !== step.negated)
          yield { ...none, codes: [] };
        return;
      }
      case MEMBER: {
        const code = read(this.#known, step.arguments[0]!);
        if (code >= 0) {
          if (step.values.includes(code) !== step.negated && this.#set(step.arguments, [code]))
            yield { ...none, codes: [] };
          return;
        }
        for (const value of step.values) if (this.#set(step.arguments, [value])) yield { ...none, codes: [] };
        return;
      }
      case FACTS:
      case CALL: {
        if (step.negated) {
          if (this.#isAbsent(step))
            yield { ...none, codes: step.arguments.map((argument) => read(this.#known, argument)) };
          return;
        }
        yield* step.kind === FACTS ? this.#facts(step) : this.#answers(step);
        return;
      }
      default:
        return;
    }
  }

  #isAbsent(step: Step): boolean {
    if (step.kind === FACTS) return this.#facts({ ...step, negated: false }).next().done === true;
    const codes = step.arguments.map((argument) => read(this.#known, argument));
    const called = this.#machine.subgoals.find(step.predicate!, codes);
    const { count, complete } = called.target ?? called;
    return count === 0 && (complete || !this.#isSure);
  }

  *#facts(step: Step): Generator<Found> {
    const asked = [...this.#asked];
    const known = [...this.#known];
    const codes = step.arguments.map((argument) => read(this.#known, argument));
    let mask = 0;
    codes.forEach((code, i) => {
      if (code >= 0) mask |= 1 << i;
    });
    for (const relation of this.#machine.relations(step.predicate!)) {
      const index = mask === 0 ? undefined : relation.index(mask);
      let row = index === undefined ? relation.rows - 1 : relation.first(index, codes);
      for (; row >= 0; row = index === undefined ? row - 1 : index.next[row]!) {
        if (!relation.matches(mask, row, codes)) continue;
        const base = row * relation.stride;
        const values = step.arguments.map((_, i) => relation.data[base + i]!);
        if (this.#set(step.arguments, values)) yield { step, codes: values, subgoal: undefined, place: -1 };
        restore(this.#asked, asked);
        restore(this.#known, known);
      }
    }
  }

  *#answers(step: Step): Generator<Found> {
    const { subgoals, answers } = this.#machine;
    const asked = [...this.#asked];
    const known = [...this.#known];
    const called = subgoals.find(
      step.predicate!,
      step.arguments.map((argument) => read(this.#asked, argument)),
    );
    const table = called.target ?? called;
    for (let place = table.first; place !== -1 && place < this.#before; place = answers.next(place)) {
      const values = [...called.codes];
      called.places.forEach((at, i) => {
        values[at] = answers.code(place, i);
      });
      if (this.#set(step.arguments, values)) yield { step, codes: values, subgoal: called, place };
      restore(this.#asked, asked);
      restore(this.#known, known);
    }
  }

  #set(all: readonly number[], codes: readonly Code[]): boolean {
    return all.every((argument, i) => {
      const code = codes[i]! < 0 ? free(setOf(codes[i]!)) : codes[i]!;
      if (argument < 0) return sameCode(-1 - argument, code) || code < 0;
      return this.#unify(this.#asked, argument, code) && this.#unify(this.#known, argument, code);
    });
  }

  #unify(slots: Code[], slot: number, code: Code): boolean {
    const { types, values } = this.#machine.program;
    const known = slots[slot]!;
    if (code >= 0) {
      if (known >= 0) return known === code;
      slots[slot] = code;
      return types.has(setOf(known), values.typeOf(code));
    }
    if (known >= 0) return types.has(setOf(code), values.typeOf(known));
    const meet = types.meet(setOf(known), setOf(code));
    slots[slot] = free(meet);
    return meet !== NO_TYPE;
  }
}

const read = (slots: readonly Code[], argument: number): Code => (argument < 0 ? -1 - argument : slots[argument]!);

const sameCode = (a: Code, b: Code): boolean => (a >= 0 ? a === b : b < 0 && setOf(a) === setOf(b));

function restore(slots: Code[], before: readonly Code[]): void {
  for (let i = 0; i < before.length; i++) slots[i] = before[i]!;
}
