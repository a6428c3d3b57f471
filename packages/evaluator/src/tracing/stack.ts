import type { Node } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import type { FactSite, Frame, GoalSite, VariableView } from '../debug/view.ts';
import type { CloudPredicate } from '../dialect/cloud/program.ts';
import { type CloudQuery, QUERY } from '../dialect/cloud/query.ts';
import { constantOf, isConstant } from '../dialect/cloud/rule.ts';
import { PART } from '../dialect/cloud/ways.ts';
import { writeValue } from '../facts/value.ts';
import { renamed } from '../proof/goal-text.ts';
import type { Code } from '../tables/codes.ts';
import { FACTS, type Plan, type Step } from '../tables/plan.ts';
import { isUnbound, type Term } from '../terms/term.ts';
import { rootOf } from './bindings.ts';
import { cloudTerm, unboundTerm } from './cloud-terms.ts';
import { ANSWERED, type Asked, BROKEN, type Course, isOneGoal } from './course.ts';
import { ENTERED, FOUND, REMEMBERED } from './happening.ts';
import type { Recorded } from './recording.ts';
import type { Table } from './table.ts';

/** A rule in progress: which goal it stands at, and what its variables stand for. */
export interface Level {
  readonly plan: Plan;
  /** -1 before its first goal. */
  readonly at: number;
  readonly owner: Table;
  readonly slots: readonly number[];
}

/** What a course's events show: rules in progress, goals, facts. */
export class Stack {
  readonly #course: Course;
  readonly #title: string | undefined;
  readonly #sites = new Map<Plan, (GoalSite | undefined)[]>();
  readonly #askedSites: GoalSite[];

  /** @param title what was asked, for the frame of it */
  constructor(course: Course, title: string | undefined) {
    this.#course = course;
    this.#title = title;
    this.#askedSites = course.setting.asked.map(({ node, uri, query }) => ({
      ...whole(asTyped(node, query)),
      clause: undefined,
      uri,
    }));
  }

  /** The goal that an event is of. */
  siteAt(event: number): GoalSite | undefined {
    return this.siteOf(event, this.#course.recording.read(event));
  }

  /** The same of an event that was read. */
  siteOf(event: number, { port, plan, at, owner }: Recorded): GoalSite | undefined {
    const item = this.#course.itemAt(event);
    if (plan === -1) return port >= ANSWERED ? undefined : this.#askedSites[owner];
    const search = this.#course.searches[item]!;
    const table = search.tables[owner]!;
    const of = search.plans[plan]!;
    if (at < 0 || of.rule === undefined) return this.#callerSite(table, item);
    return this.site(of, at, table);
  }

  /** The goal that has called a rule. */
  #callerSite(table: Table, item: number): GoalSite | undefined {
    const { caller } = table;
    if (caller === undefined) return this.#askedSites[item];
    return this.site(caller.plan, caller.step, caller.owner);
  }

  /** A goal of a rule, where it is written. */
  site(plan: Plan, at: number, owner: Table): GoalSite | undefined {
    let sites = this.#sites.get(plan);
    if (sites === undefined) {
      sites = [];
      this.#sites.set(plan, sites);
    }
    const known = sites[at];
    if (known !== undefined) return known;
    const step = plan.steps[at];
    const node = step?.goal?.node;
    if (step === undefined || node === undefined) return undefined;
    const clause = clauseOf(plan, owner);
    const { asked: questions } = this.#course.setting;
    const asked = questions.find((one) => one.node === node);
    const uri = clause?.uri ?? plan.rule?.uri ?? questions[0]?.uri;
    // What an assertion asks is called already where its rule begins.
    const goal = step.negated ? negationOf(node) : node;
    const made: GoalSite = {
      ...whole(uri === undefined && questions[0] !== undefined ? asTyped(goal, questions[0].query) : goal),
      clause,
      uri,
      ...(asked?.assertion && { first: false, last: false }),
    };
    sites[at] = made;
    return made;
  }

  /** The rule that an event is in; undefined where it is what was asked itself. */
  levelAt(event: number): Level | undefined {
    const { recording, searches } = this.#course;
    const { plan, at, owner } = recording.read(event);
    if (plan === -1) return undefined;
    const search = searches[this.#course.itemAt(event)]!;
    return { plan: search.plans[plan]!, at, owner: search.tables[owner]!, slots: recording.slots(event) };
  }

  /** The rules in progress at an event, the innermost first. */
  frames(event: number, start: number, count: number): Frame[] {
    const found: Frame[] = [];
    let index = 0;
    for (const frame of this.#all(event)) {
      if (index >= start + count) break;
      if (index >= start) found.push(frame());
      index++;
    }
    return found;
  }

  /** How many there are. */
  depth(event: number): number {
    let depth = 0;
    for (const _ of this.#all(event)) depth++;
    return depth;
  }

  /** Made one by one: a stack may be deep. */
  *#all(event: number): Generator<() => Frame> {
    const { recording, searches } = this.#course;
    if (event === 0) {
      yield () => this.#askedFrame(0, undefined, event);
      return;
    }
    const { port, plan: number, at, activation, row, layer } = recording.read(event);
    const item = this.#course.itemAt(event);
    let level = this.levelAt(event);
    if (level !== undefined && port === FOUND) {
      const place = this.#course.factPlace(searches[item]!, number, at, row, layer)!;
      const values = this.#rowOf(searches[item]!.relations(level.plan.steps[at]!.predicate!)[layer]!, row);
      const { predicate } = level.plan.steps[at]!;
      yield () => factFrame(activation, predicate!, values, place);
    }
    if (level !== undefined && port === REMEMBERED) {
      const of = level;
      yield () => this.#rememberedFrame(activation, of);
    }
    // What answers a call from facts is no rule.
    if (level !== undefined && level.plan.rule === undefined) level = callerOf(level.owner);
    while (level !== undefined && !isQuery(level)) {
      // A part of a rule is shown as the rule itself.
      const parts: Level[] = [level];
      while (isPart(parts.at(-1)!)) {
        const outer = callerOf(parts.at(-1)!.owner);
        if (outer === undefined) break;
        parts.push(outer);
      }
      const last = parts.at(-1)!;
      if (isQuery(last)) {
        level = last;
        const inner = parts[0]!;
        yield () => this.#askedFrame(item, inner, event);
        return;
      }
      yield () => this.#ruleFrame(parts);
      level = callerOf(last.owner);
    }
    yield () => this.#askedFrame(item, level, event);
  }

  #ruleFrame(levels: readonly Level[]): Frame {
    const [inner] = levels;
    const outer = levels.at(-1)!;
    const { plan, owner } = outer;
    const clause = plan.rule!.clause;
    const { predicate } = owner;
    return {
      id: owner.caller?.activation ?? this.#startOf(owner),
      clause,
      rule: clause?.rule,
      uri: clause?.uri,
      predicate: predicate.name,
      arity: predicate.arity,
      arguments: plan.head.map((argument) => this.term(outer, argument)),
      goal: inner!.at < 0 ? undefined : this.site(inner!.plan, inner!.at, inner!.owner),
      variables: this.variables(levels),
    };
  }

  #startOf(owner: Table): number {
    const item = this.#course.searches.findIndex(({ root }) => root === owner);
    return this.#course.starts[Math.max(item, 0)] ?? 0;
  }

  /** What was asked: with its own variables where it is a body of its own, or has an answer here. */
  #askedFrame(item: number, level: Level | undefined, event: number): Frame {
    const asked = this.#course.setting.asked[item] as Asked | undefined;
    const own = level !== undefined && !isOneGoal(asked!);
    const answer = this.#course.answers.findLast((one) => one.event <= event + 1 && one.item === item);
    const isAtAnswer = answer !== undefined && event > 0 && this.#course.recording.read(event).plan === -1;
    const bindings = isAtAnswer ? answer.answer.bindings : new Map();
    const names = asked?.query.variables ?? [];
    const variables = own
      ? this.variables([level])
      : names.map((name) => variableOf(name, bindings.has(name) ? cloudTerm(bindings.get(name)!) : unboundTerm()));
    const isOver = event > 0 && this.#course.recording.read(event).port >= ANSWERED;
    const site = own
      ? level.at < 0
        ? undefined
        : this.site(level.plan, level.at, level.owner)
      : this.#askedSites[item];
    const isAsked =
      event > 0 && !(isOver && this.#course.recording.read(event).port !== BROKEN) && (own || isOneGoal(asked!));
    return {
      id: 0,
      clause: undefined,
      rule: undefined,
      uri: asked?.uri,
      predicate: undefined,
      arity: 0,
      arguments: [],
      goal: isAsked ? site : undefined,
      variables,
      ...(this.#title !== undefined && { title: this.#title }),
    };
  }

  #rememberedFrame(activation: number, level: Level): Frame {
    const step = level.plan.steps[level.at]!;
    const site = this.site(level.plan, level.at, level.owner);
    return {
      id: activation,
      clause: undefined,
      rule: undefined,
      uri: site?.uri,
      predicate: step.predicate!.name,
      arity: step.predicate!.arity,
      arguments: step.arguments.map((argument) => this.term(level, argument)),
      goal: undefined,
      variables: [],
      remembered: site,
    };
  }

  /** What an argument stands for in a rule in progress. */
  term({ plan, slots }: Level, argument: number): Term {
    if (isConstant(argument)) return cloudTerm(this.#course.setting.program.values.value(constantOf(argument)));
    return this.#termOf(slots[rootOf({ slots, links: plan.rule !== undefined }, argument)]!);
  }

  #termOf(code: Code): Term {
    return code >= 0 ? cloudTerm(this.#course.setting.program.values.value(code)) : unboundTerm();
  }

  #rowOf(
    relation: { readonly data: Int32Array; readonly stride: number; readonly arity: number },
    row: number,
  ): Term[] {
    const { data, stride, arity } = relation;
    return Array.from({ length: arity }, (_, i) => this.#termOf(data[row * stride + i]!));
  }

  /** The variables of a rule in progress; what a part of it knows of them goes first. */
  variables(levels: readonly Level[]): VariableView[] {
    const found = new Map<string, VariableView>();
    for (const level of levels) {
      for (const [name, argument] of level.plan.rule!.variables) {
        // What was written as `User:bob` in a query has a name that nobody gave.
        if (/^_?@/.test(name) || (isQuery(level) && name.startsWith('_'))) continue;
        const value = this.term(level, argument);
        if (!found.has(name) || (!found.get(name)!.bound && !isUnbound(value)))
          found.set(name, variableOf(name, value));
      }
    }
    return [...found.values()];
  }
}

const variableOf = (name: string, value: Term): VariableView => ({ name, value, bound: !isUnbound(value) });

const whole = (node: Node) => ({ node, part: node, first: true, last: true });

/** A goal of a query in which no name stands that the person who typed it has not given: `User:bob` reads as a value. */
function asTyped(node: Node, { standIns }: CloudQuery): Node {
  if (standIns.size === 0) return node;
  return renamed(node, (name) => {
    const value = standIns.get(name);
    return value && writeValue(value);
  });
}

const isPart = ({ owner }: Pick<Level, 'owner'>): boolean => owner.predicate.name === PART;

/** The body of a query that is more than a call. */
const isQuery = ({ owner }: Pick<Level, 'owner'>): boolean => owner.predicate.name === QUERY;

/** The `not` around a goal. */
function negationOf(node: Node): Node {
  for (let it: Node | undefined = node.$container; it !== undefined; it = it.$container) {
    if (it.$type === 'Not') return it;
    if (it.$type !== 'Parentheses') break;
  }
  return node;
}

function clauseOf(plan: Plan, owner: Table): Clause | undefined {
  let level: Pick<Level, 'plan' | 'owner'> | undefined = { plan, owner };
  while (level !== undefined && isPart(level)) level = callerOf(level.owner);
  return level?.plan.rule?.clause;
}

/** Where a call's rules were called first. */
export function callerOf({ caller }: Table): Level | undefined {
  return caller && { plan: caller.plan, at: caller.step, owner: caller.owner, slots: caller.slots };
}

function factFrame(
  id: number,
  { name, arity }: CloudPredicate,
  values: readonly Term[],
  place: { readonly clause: Clause } | { readonly site: FactSite },
): Frame {
  const clause = 'clause' in place ? place.clause : undefined;
  const fact = 'site' in place ? place.site : undefined;
  return {
    id,
    clause,
    rule: clause?.rule,
    uri: clause?.uri ?? fact?.uri,
    predicate: name,
    arity,
    arguments: values,
    goal: undefined,
    variables: [],
    ...(fact !== undefined && { fact }),
  };
}

/** Whether an event is shown one level deeper than its goal. */
export const isEntry = (port: number): boolean => port === ENTERED || port === FOUND || port === REMEMBERED;

/** Whether a goal asks facts alone. */
export const asksFacts = ({ kind }: Step): boolean => kind === FACTS;
