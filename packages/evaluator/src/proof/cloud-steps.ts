import { type Call, type Node, rangeOf } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import type { CloudPredicate, CompiledCloud } from '../dialect/cloud/program.ts';
import type { CallGoal, Goal, Rule } from '../dialect/cloud/rule.ts';
import { type AnswerValue, type FactPattern, writeFact, writeValue } from '../facts/value.ts';
import { type Code, free, setOf } from '../tables/codes.ts';
import { ANY } from '../tables/type-sets.ts';
import { headRange, headText } from './clause-head.ts';
import type { Derivation, DerivedGoal } from './cloud-derivation.ts';
import { byNearness, type Nearness, nearestOf, type RuleStep, type Seen, type Step } from './explanation.ts';
import { goalText, renamed } from './goal-text.ts';
import { argumentsOf, type PartialRules } from './partial-rules.ts';
import type { Told } from './told.ts';
import type { Place } from './why-not-lines.ts';

/** A call in the numbers of a program. */
export interface AskedCall {
  readonly predicate: CloudPredicate;
  readonly codes: readonly Code[];
}

/** What a negation denies is told to so many calls further in. */
const DEEPEST_ABSENCE = 1;

/** Tells why calls hold over facts, or do not. */
export class CloudSteps {
  readonly #program: CompiledCloud;
  readonly #rules: PartialRules;
  readonly #told: Told;
  readonly #isSeen: boolean;
  readonly #known = new Map<string, Nearness>();
  /** Whether the call that is told leaves an argument open itself. */
  #isOpen = false;
  /** Who hears of each call that is told. */
  #asked: ((step: Step, predicate: CloudPredicate, codes: readonly Code[]) => void) | undefined;

  /** @param isSeen tell bindings, too */
  constructor(program: CompiledCloud, rules: PartialRules, told: Told, isSeen = false) {
    this.#isSeen = isSeen;
    this.#program = program;
    this.#rules = rules;
    this.#told = told;
  }

  // ---- What held -----------------------------------------------------------------------------------------------------

  /** Why something holds: a call, or what of a condition's goals does. */
  proof(derivation: Derivation, isCall: boolean): readonly Step[] {
    if (isCall) return [this.#holds(derivation, undefined, undefined, 0)];
    return derivation.goals.map((goal) => this.#held(goal, undefined, 0));
  }

  #held(goal: DerivedGoal, uri: string | undefined, depth: number): Step {
    const { kind, fact, node, derivation } = goal;
    const place = node === undefined ? undefined : placeOf(node, uri);
    if (derivation !== undefined) return this.#holds(derivation, node, place, depth);
    const text = node === undefined ? '' : goalText(node);
    const step: Step = { kind: 'test', held: true, goal: text, place, rules: [], within: [] };
    if (kind !== 'absent' || fact === undefined) return step;
    const isPart = fact.predicate.startsWith('@');
    const goalsText = isPart ? text : `not ${writeFact(fact)}`;
    const within = isPart || depth > this.#told.limits.depth ? [] : this.#absence(fact);
    const reason = isPart ? 'it is not so.' : `nothing gives ${writeFact(fact)}.`;
    return { ...step, kind: 'negation', goal: goalsText, reason, within };
  }

  #holds(derivation: Derivation, node: Node | undefined, place: Place | undefined, depth: number): Step {
    const { fact, told, clause } = derivation;
    const isPart = fact.predicate.startsWith('@');
    const goal = isPart ? (node === undefined ? '' : goalText(node)) : writeFact(fact);
    const step: Step = { kind: told ? 'fact' : 'call', held: true, goal, place, rules: [], within: [] };
    const head = clause === undefined ? undefined : this.#head(clause);
    if (told) return head === undefined ? step : { ...step, rules: [{ outcome: 'gave', ...head, goals: [] }] };
    if (!this.#told.mayTell() || depth > this.#told.limits.depth) return step;
    const goals = derivation.goals.map((one) => this.#held(one, clause?.uri, depth + 1));
    // What a rule says in parentheses has no head.
    if (head === undefined) return { ...step, within: goals };
    return { ...step, rules: [{ outcome: 'gave', ...head, ...this.#seenIn(derivation), goals }] };
  }

  /** Why nothing gives a fact. */
  #absence({ predicate, arguments: values }: FactPattern): readonly Step[] {
    const codes = values.map(({ type, id }) =>
      type === undefined || id === undefined ? -1 : this.#program.values.number({ type, id }),
    );
    const { depth, thorough } = this.#told.limits;
    const asked = this.#program.predicate(predicate, codes.length);
    if (thorough)
      return [
        this.#failing(
          asked,
          codes.map((code) => (code < 0 ? free(ANY) : code)),
          undefined,
          1,
        ),
      ];
    if (codes.some((code) => code < 0)) return [];
    return this.#failing(asked, codes, undefined, depth - DEEPEST_ABSENCE).rules.flatMap((rule) =>
      rule.outcome === 'misfit' ? [] : rule.goals,
    );
  }

  // ---- What failed ---------------------------------------------------------------------------------------------------

  /** Why a call does not hold: the call, or where it stands for a condition the goals of that. */
  failure({ predicate, codes }: AskedCall, isCall: boolean): readonly Step[] {
    this.#isOpen = codes.some((code) => code < 0);
    const step = this.#failing(predicate, codes, undefined, 0);
    this.#isOpen = false;
    return isCall ? [step] : step.rules.flatMap(({ goals }) => goals).sort(byNearness);
  }

  /** What became of a rule wherever it could have answered, the nearest first. */
  byRule(call: AskedCall, clause: Clause): readonly Step[] {
    const steps: Step[] = [];
    this.#asked = (step, predicate, codes) => {
      const own = predicate.rules.filter((rule) => rule.clause === clause);
      if (own.length === 0) return;
      const rules = own.map((rule) => {
        const slots = this.#rules.enter(rule, codes);
        if (slots === undefined) return this.#misfit(rule, codes);
        const holds = this.#rules.ways(rule, slots, rule.goals).length > 0;
        return holds
          ? ({ outcome: 'held', ...this.#ruleHead(rule), goals: [] } satisfies RuleStep)
          : this.#needs(rule, slots, this.#told.limits.depth - 2);
      });
      steps.push({ ...step, held: rules.some(({ outcome }) => outcome === 'held'), rules, nearness: nearestOf(rules) });
    };
    this.failure(call, true);
    this.#asked = undefined;
    return steps.sort(byNearness);
  }

  /**
   * A call that does not hold, with the rules that could give it.
   *
   * @param looksIn although it leaves arguments open
   */
  #failing(
    predicate: CloudPredicate,
    codes: readonly Code[],
    place: Place | undefined,
    depth: number,
    looksIn = false,
  ): Step {
    const goal = writeFact(this.#shown(predicate.name, codes));
    const step: Step = { kind: 'call', held: false, goal, place, rules: [], within: [] };
    const missing: Nearness = { missing: 1, fits: 0, depth: 0 };
    // What gives a value that nothing else does is missing itself: further in there is nothing to hold on to.
    if (depth > 0 && !looksIn && !this.#told.limits.thorough && codes.some((code) => code < 0))
      return { ...step, reason: 'nothing gives it.', nearness: missing };
    const key = `${predicate.id < 0 ? `${predicate.name} in ${place?.start}` : predicate.name}/${codes.join()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return { ...step, again: true, nearness: known };
    // A call within itself is told by the outer one.
    this.#known.set(key, missing);
    this.#asked?.(step, predicate, codes);
    if (depth >= this.#told.limits.depth) {
      this.#told.leaveOut({ kind: 'steps', steps: this.#told.limits.steps });
      this.#known.delete(key);
      return { ...step, reason: 'What lies further in is not told.', nearness: { ...missing, fits: 1 } };
    }
    const tried: RuleStep[] = [];
    const misfits: RuleStep[] = [];
    for (const rule of predicate.rules) {
      const slots = this.#rules.enter(rule, codes);
      if (slots === undefined) misfits.push(this.#misfit(rule, codes));
      else if (this.#told.isLate) break;
      else tried.push(this.#needs(rule, slots, depth));
    }
    const { tries, thorough } = this.#told.limits;
    if (thorough && predicate.id >= 0) misfits.push(...this.#neverFitting(predicate));
    const rules = [...this.#told.some(tried.sort(byNearness)), ...misfits.sort(byNearness).slice(0, tries)];
    // The fact itself may be told, whatever its rules miss.
    const nearness = predicate.id >= 0 && tried.length === 0 ? missing : nearestOf(rules);
    this.#known.set(key, nearness);
    return {
      ...step,
      rules,
      nearness,
      ...(tried.length === 0 && {
        reason: predicate.rules.length === 0 ? 'no fact gives it.' : 'no fact gives it, and no rule fits it.',
      }),
      ...(misfits.length > 0 && { misfits: misfits.length }),
    };
  }

  /** What is written for a predicate and is no rule of it: facts that the policy states, and rules that can never hold. */
  #neverFitting({ name, arity, rules, statedBy }: CloudPredicate): readonly RuleStep[] {
    const clauses = new Set(rules.map(({ clause }) => clause));
    return (this.#program.policy.predicates.get(name)?.clauses ?? [])
      .filter((clause) => clause.arity === arity && !clauses.has(clause))
      .map((clause) => ({
        outcome: 'misfit' as const,
        ...this.#head(clause),
        goals: [],
        reason: statedBy.includes(clause) ? 'it states another fact.' : 'it can never hold.',
        nearness: { missing: 1 + (clause.rule.body === undefined ? 0 : 1), fits: 0, depth: 0 },
      }));
  }

  #misfit(rule: Rule, codes: readonly Code[]): RuleStep {
    const { values, types } = this.#program;
    const fitting = rule.head.filter((argument, at) => {
      const code = codes[at]!;
      if (argument < 0) return code < 0 || code === -1 - argument;
      const set = rule.types[argument]!;
      return code >= 0 ? types.has(set, values.typeOf(code)) : true;
    }).length;
    const at = rule.head.findIndex((argument, i) => {
      const code = codes[i]!;
      return (
        code >= 0 && (argument < 0 ? code !== -1 - argument : !types.has(rule.types[argument]!, values.typeOf(code)))
      );
    });
    const nearness = { missing: 1 + rule.goals.length, fits: fitting / Math.max(1, codes.length), depth: 0 };
    const step: RuleStep = { outcome: 'misfit', ...this.#ruleHead(rule), goals: [], nearness };
    if (at < 0) return step;
    const expected = rule.head[at]!;
    const is = writeValue(values.value(codes[at]!));
    const wanted =
      expected < 0
        ? writeValue(values.value(-1 - expected))
        : types
            .types(rule.types[expected]!)
            .filter((type) => type !== undefined)
            .slice(0, 3)
            .join(' or ');
    return { ...step, reason: `parameter ${at + 1} is ${is}, and ${wanted || 'another type'} is expected.` };
  }

  /** A rule whose head fits, and the goals that it lacks. */
  #needs(rule: Rule, slots: readonly Code[], depth: number): RuleStep {
    const head = { ...this.#ruleHead(rule), ...this.#seen(rule, slots) };
    const { goals } = rule;
    const steps = new Map<string, Step>();
    const tell = (goal: Goal, way: readonly Code[], after: number): void => {
      if (steps.size >= this.#told.limits.tries || !this.#told.mayTell()) return;
      const step = this.#lacks(rule, goal, way, depth + 1);
      const nearness = step.nearness ?? { missing: 1, fits: 1, depth: 0 };
      const key = `${step.place?.start} ${step.goal}`;
      if (!steps.has(key)) steps.set(key, { ...step, nearness: { ...nearness, missing: nearness.missing + after } });
    };
    for (const goal of goals) {
      const others = goals.filter((other) => other !== goal);
      for (const way of this.#rules.ways(rule, slots, others).slice(0, 3)) tell(goal, way, 0);
    }
    const isTogether = steps.size === 0;
    if (isTogether) {
      // Several are missing at once: those that hold together are taken for given.
      const [kept, lacking] = this.#together(rule, slots);
      const [way] = this.#rules.ways(rule, slots, kept);
      for (const goal of lacking) tell(goal, way ?? slots, lacking.length - 1);
    }
    const told = [...steps.values()].sort(byNearness);
    const [nearest] = told;
    if (nearest === undefined)
      return { outcome: 'left', ...head, goals: [], nearness: { missing: 1, fits: 1, depth: 0 } };
    const together = isTogether && told.length > 1;
    return {
      outcome: 'needs',
      ...head,
      goals: told,
      nearness: { ...nearest.nearness!, fits: 1 },
      ...(together && { together }),
    };
  }

  /** Goals that hold together, and the others. What gives values comes first, conditions on them after it. */
  #together(rule: Rule, slots: readonly Code[]): readonly [readonly Goal[], readonly Goal[]] {
    const isGiving = (goal: Goal): boolean => goal.kind === 'call' && !goal.negated;
    const kept: Goal[] = [];
    const lacking: Goal[] = [];
    for (const goal of [...rule.goals.filter(isGiving), ...rule.goals.filter((one) => !isGiving(one))]) {
      if (this.#rules.ways(rule, slots, [...kept, goal]).length > 0) kept.push(goal);
      else lacking.push(goal);
    }
    // A condition on a value that nothing gives says nothing.
    const [way = slots] = this.#rules.ways(rule, slots, kept);
    const told = lacking.filter((goal) => isGiving(goal) || !hasOpenArgument(goal, way));
    return [kept, told.length === 0 ? lacking : rule.goals.filter((goal) => told.includes(goal))];
  }

  /** A goal that does not hold with the values of a rule. */
  #lacks(rule: Rule, goal: Goal, way: readonly Code[], depth: number): Step {
    const { node } = goal;
    const place = node === undefined ? undefined : placeOf(node, rule.uri);
    const step: Step = {
      kind: 'test',
      held: false,
      goal: node === undefined ? 'a condition' : this.#written(rule, node, way),
      place,
      rules: [],
      within: [],
      ...this.#seen(rule, way),
      nearness: { missing: 1, fits: 1, depth: 0 },
    };
    if (goal.kind === 'problem') return { ...step, reason: goal.message };
    if (goal.kind !== 'call') {
      const text = node === undefined ? step.goal : goalText(node);
      if (text === step.goal) return { ...step, reason: 'it is not so.' };
      return { ...step, written: text, reason: `${step.goal} is not so.` };
    }
    const predicate = this.#rules.predicateOf(goal);
    if (!goal.negated) {
      // What a rule says in parentheses has no name; of what is one and the same, or of several types, the variable says more.
      const isPlain = goal.part === undefined && !this.#isNarrow(goal, way);
      const failing = this.#failing(predicate, argumentsOf(goal, way), place, depth, isPlain && this.#isOpen);
      return isPlain ? failing : { ...failing, goal: step.goal };
    }
    const held = this.#denied(rule, goal, predicate, way);
    const what = held === undefined || goal.part !== undefined ? 'What it denies' : writeFact(held.fact);
    const within = held === undefined ? [] : this.proof(held, goal.part === undefined);
    const denied = goal.part === undefined ? step.goal : `(${step.goal})`;
    return { ...step, kind: 'negation', goal: `not ${denied}`, reason: `${what} holds.`, within };
  }

  /** Whether a call is about less than what wildcards would say. */
  #isNarrow({ arguments: all }: CallGoal, way: readonly Code[]): boolean {
    const open = all.filter((argument) => argument >= 0 && way[argument]! < 0);
    if (new Set(open).size < open.length) return true;
    return open.some((slot) => setOf(way[slot]!) !== ANY && this.#program.types.types(setOf(way[slot]!)).length > 1);
  }

  #denied(rule: Rule, goal: CallGoal, predicate: CloudPredicate, way: readonly Code[]): Derivation | undefined {
    const [holds] = this.#rules.ways(rule, way, [{ ...goal, negated: false }]);
    return this.#rules.derive(predicate, argumentsOf(goal, holds ?? way));
  }

  // ---- Texts ---------------------------------------------------------------------------------------------------------

  #shown(predicate: string, codes: readonly Code[]): FactPattern {
    return { predicate, arguments: codes.map((code) => this.#value(code)) };
  }

  #value(code: Code): AnswerValue {
    if (code >= 0) return this.#program.values.value(code);
    const of = this.#program.types.types(setOf(code));
    return { type: of.length === 1 ? of[0] : undefined };
  }

  /** The variables of a rule that have a value. */
  #seen(rule: Rule, way: readonly Code[]): { readonly seen?: Seen } {
    if (!this.#isSeen) return {};
    const known = [...rule.variables].flatMap(([name, argument]) => {
      const code = argument < 0 ? -1 - argument : way[argument]!;
      return code < 0 ? [] : [[name, writeValue(this.#program.values.value(code))] as const];
    });
    return { seen: { bindings: Object.fromEntries(known) } };
  }

  /** The same of a rule that gave an answer: what it was called with, and what its goals say. */
  #seenIn({ clause, fact, goals }: Derivation): { readonly seen?: Seen } {
    if (!this.#isSeen) return {};
    const bindings: Record<string, string> = {};
    const note = (variable: Node | undefined, value: AnswerValue | undefined): void => {
      const { $type, name } = (variable ?? {}) as { readonly $type?: string; readonly name?: unknown };
      if ($type === 'Variable' && typeof name === 'string' && value !== undefined) bindings[name] = writeValue(value);
    };
    for (const [at, { value }] of (clause?.rule.parameters ?? []).entries()) note(value, fact.arguments[at]);
    for (const { node, fact: asked } of goals)
      if (node?.$type === 'Call')
        for (const [at, argument] of (node as Call).arguments.entries()) note(argument, asked?.arguments[at]);
    return { seen: { bindings } };
  }

  /** A goal with the values of a rule. */
  #written(rule: Rule, node: Node, way: readonly Code[]): string {
    return goalText(
      renamed(node, (name) => {
        const argument = rule.variables.get(name);
        if (argument === undefined) return undefined;
        const code = argument < 0 ? -1 - argument : way[argument]!;
        return code < 0 ? undefined : writeValue(this.#program.values.value(code));
      }),
    );
  }

  #ruleHead({ clause }: Rule): { readonly head: string; readonly place: Place | undefined } {
    return clause === undefined ? { head: 'it', place: undefined } : this.#head(clause);
  }

  #head(clause: Clause): { readonly head: string; readonly place: Place | undefined } {
    const text = this.#program.policy.files.get(clause.uri)?.text;
    // What the language has by itself stands in no file.
    if (text === undefined) return { head: goalText(clause.rule).replace(/ if .*$/s, ''), place: undefined };
    return { head: headText(clause, text), place: { uri: clause.uri, ...headRange(clause, text) } };
  }
}

function hasOpenArgument(goal: Goal, slots: readonly Code[]): boolean {
  if (goal.kind === 'problem') return false;
  const all = goal.kind === 'call' ? goal.arguments : goal.kind === 'member' ? [goal.left] : [goal.left, goal.right];
  return all.some((argument) => argument >= 0 && slots[argument]! < 0);
}

const placeOf = (node: Node, uri: string | undefined): Place => ({ uri, ...rangeOf(node) });
