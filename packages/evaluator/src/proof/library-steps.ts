import { type Call, type Forall, type Node, type Not, rangeOf } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import type { Debuggee } from '../debug/debuggee.ts';
import { constraintsOn } from '../debug/known.ts';
import type { Candidate, GoalSite, WhyFailed } from '../debug/view.ts';
import type { Term } from '../terms/term.ts';
import { headRange, headText } from './clause-head.ts';
import { type CutAt, type CutOff, cutOff, cutsBefore } from './cuts.ts';
import {
  byNearness,
  type CutBeforeStep,
  type Nearness,
  nearestOf,
  type RuleStep,
  type Seen,
  type Step,
} from './explanation.ts';
import { goalHere, goalReason, kept } from './goal-reason.ts';
import { goalText, writeGoal } from './goal-text.ts';
import { type Entry, goalsAround, type Happened, type HappenedCall, leastGoals } from './happened.ts';
import { mismatchText, noRulesText, reasonText } from './reason-text.ts';
import type { Told } from './told.ts';
import { type Place, shortGoal, writeCall } from './why-not-lines.ts';

/** Tries of the goals of one rule whose values are looked at. */
const MOST_LOOKED_AT = 24;

/** Tells what happened in a run as steps, with the values of then. The debuggee has a recording, and stands anywhere afterwards. */
export class LibrarySteps {
  readonly #debuggee: Debuggee;
  readonly #happened: Happened;
  readonly #told: Told;
  readonly #write: (term: Term) => string;
  readonly #isSeen: boolean;
  /** Calls that failed and were told with their rules. */
  readonly #known = new Map<string, Nearness>();

  /** @param isSeen tell events and bindings, too */
  constructor(debuggee: Debuggee, happened: Happened, told: Told, write: (term: Term) => string, isSeen = false) {
    this.#isSeen = isSeen;
    this.#debuggee = debuggee;
    this.#happened = happened;
    this.#told = told;
    this.#write = write;
  }

  /** The goals of the query that made its answer at an event. */
  proof(event: number): readonly Step[] {
    return this.#held(this.#debuggee.query.expression, 0, 0, event, 0);
  }

  /** The goals of the query that kept it from being true, up to an event. */
  failure(event: number): readonly Step[] {
    return this.#failed(this.#debuggee.query.expression, 0, 0, event, 0);
  }

  /** What became of a rule wherever it could have answered, the nearest first. */
  byRule(clause: Clause): readonly Step[] {
    const steps: Step[] = [];
    const met = new Set<string>();
    for (const call of this.#happened.calls) {
      const { node } = call.goal;
      if (node.$type !== 'Call' || (node as Call).name.text !== clause.predicate) continue;
      if ((node as Call).arguments.length !== clause.arity) continue;
      this.#debuggee.jump(call.event);
      const why = this.#debuggee.whyFailed();
      if (why === undefined) continue;
      const goal = this.#callText(node as Call, why);
      if (met.has(goal)) continue;
      met.add(goal);
      if (!this.#told.mayTell()) break;
      const rules = this.#rules(call, why, 0, (one) => one === clause);
      const held = rules.some(({ outcome }) => outcome === 'held');
      steps.push({ ...this.#step('call', held, call.goal, goal), rules, nearness: nearestOf(rules) });
    }
    return steps.sort(byNearness);
  }

  // ---- What held -----------------------------------------------------------------------------------------------------

  #held(body: Node, call: number, from: number, to: number, depth: number): readonly Step[] {
    return this.#happened.held(body, call, from, to).flatMap((one) => {
      const exit = one.exits.findLast((event) => event <= to);
      return exit === undefined ? [] : [this.#heldStep(one, exit, depth)];
    });
  }

  #heldStep(call: HappenedCall, exit: number, depth: number): Step {
    const { goal } = call;
    const { node } = goal;
    if (!this.#told.mayTell() || depth > this.#told.limits.depth)
      return this.#step(kindOf(node), true, goal, goalText(node));
    this.#debuggee.jump(exit);
    const text = node.$type === 'Call' ? this.#callText(node as Call) : this.#goalHere(node);
    const step = { ...this.#step(kindOf(node), true, goal, text), ...written(node, text), ...this.#seen(call) };
    if (node.$type === 'Not') {
      const { operand } = node as Not;
      const within = this.#failed(operand, call.event, call.event, exit, depth + 1);
      return { ...step, within, reason: `${goalText(operand)} has no solution.` };
    }
    if (node.$type === 'Forall') {
      const { condition, action } = node as Forall;
      const solutions = this.#happened.members(node as Forall, call.event, exit);
      const members = solutions.length;
      const within = this.#told
        .some(solutions)
        .flatMap(({ from, to, solvedAt }) => [
          ...this.#held(condition, call.event, call.event, from, depth + 1),
          ...this.#held(action, call.event, from - 1, solvedAt ?? to, depth + 1),
        ]);
      const each = members === 1 ? 'the only solution' : `each of the ${members} solutions`;
      const reason =
        members === 0
          ? `${goalText(condition)} has no solution, so nothing has to hold.`
          : `it holds for ${each} of its first goal.`;
      const { thorough } = this.#told.limits;
      return { ...step, reason, within: thorough ? this.#whatHappened(call, exit, depth + 1) : within };
    }
    const entry = call.entries.findLast(({ event }) => event < exit);
    if (entry === undefined) return step;
    const { body } = entry.clause.rule;
    const goals = body === undefined ? [] : this.#held(body, call.event, entry.event, exit, depth + 1);
    return { ...step, rules: [{ outcome: 'gave', ...this.#head(entry.clause), ...this.#seenRule(entry), goals }] };
  }

  // ---- What failed ---------------------------------------------------------------------------------------------------

  /** Of the goals of a body those that failed between two events, in any of its tries. */
  #failed(body: Node, call: number, from: number, to: number, depth: number): readonly Step[] {
    const all = leastGoals(body);
    const tries = this.#happened
      .below(call, from, to)
      .filter(({ exits, failedAt }) => exits.length === 0 && failedAt !== undefined && failedAt < to)
      .map((one) => ({ one, around: goalsAround(body, one.goal.node) ?? { before: 0, from: all } }));
    // Of goals that are the same but for their values, those looked at are the last ones.
    const nearest = tries.reverse().sort((a, b) => a.around.from - b.around.from);
    const steps = new Map<string, Step>();
    for (const { one, around } of nearest.slice(0, MOST_LOOKED_AT)) {
      if (steps.size >= this.#told.limits.tries || !this.#told.mayTell()) break;
      const step = this.#failedStep(one, depth, around.from - 1);
      const key = `${step.place?.start} ${step.goal} ${step.reason}`;
      if (steps.has(key)) continue;
      const cuts = this.#cutsBefore(body, call, from, one);
      steps.set(key, cuts.length === 0 ? step : { ...step, cutsBefore: cuts });
    }
    const told = [...steps.values()].sort(byNearness);
    const others = nearest.length - steps.size;
    const last = told.pop();
    if (last === undefined) return [];
    if (nearest.length > MOST_LOOKED_AT || steps.size >= this.#told.limits.tries)
      this.#told.leaveOut({ kind: 'steps', steps: this.#told.limits.steps });
    return [...told, others === 0 ? last : { ...last, others }];
  }

  #cutsBefore(
    body: Node,
    call: number,
    from: number,
    { event, goal: { node } }: HappenedCall,
  ): readonly CutBeforeStep[] {
    const found = cutsBefore(this.#debuggee, this.#happened, { body, call, from }, { event, node });
    return found.map(({ held, cut, clauses, goals }) => {
      const told = {
        dropped: clauses.map((clause) => this.#head(clause).head),
        ...furtherOf(goals),
        cut: placeOf(cut),
      };
      if (held === undefined) return told;
      this.#debuggee.jump(held.exit);
      return { goal: this.#callText(this.#happened.goalOf(held.event) as Call), ...told };
    });
  }

  /** @param after goals of the same body that would have to hold after it, at least */
  #failedStep(call: HappenedCall, depth: number, after: number): Step {
    const { goal } = call;
    const { node } = goal;
    this.#debuggee.jump(call.failedAt!);
    const why = this.#debuggee.whyFailed()!;
    const with_ = (nearness: Nearness): Nearness => ({ ...nearness, missing: nearness.missing + after });
    if (why.predicate === undefined) return this.#failedTest(call, why, depth, with_);
    const text = this.#callText(node as Call, why);
    const step = { ...this.#step('call', false, goal, text), ...this.#seen(call) };
    if (why.candidates.length === 0) {
      const reason = noRulesText(why.reason, why.predicate, this.#arities(why.predicate));
      return { ...step, reason, nearness: with_({ missing: 1, fits: 0, depth: 0 }) };
    }
    const known = this.#known.get(text);
    if (known !== undefined) return { ...step, again: true, nearness: with_(known) };
    // A call within itself is told by the outer one.
    this.#known.set(text, { missing: 1, fits: 0, depth: 0 });
    if (depth >= this.#told.limits.depth) {
      this.#told.leaveOut({ kind: 'steps', steps: this.#told.limits.steps });
      return {
        ...step,
        reason: 'What lies further in is not told.',
        nearness: with_({ missing: 1, fits: 1, depth: 0 }),
      };
    }
    const rules = this.#rules(call, why, depth);
    const nearness = nearestOf(rules);
    this.#known.set(text, nearness);
    const misfits = why.candidates.filter(({ mismatch }) => mismatch !== undefined).length;
    return { ...step, rules, nearness: with_(nearness), ...(misfits > 0 && { misfits }) };
  }

  #failedTest(call: HappenedCall, why: WhyFailed, depth: number, with_: (nearness: Nearness) => Nearness): Step {
    const { goal, event } = call;
    const { node } = goal;
    const at = call.failedAt!;
    const reason = reasonText(goalReason(this.#debuggee, why), this.#write);
    const text = this.#goalHere(node);
    const step = {
      ...this.#step(kindOf(node), false, goal, text),
      ...written(node, text),
      ...this.#seen(call),
      reason,
      nearness: with_({ missing: 1, fits: 1, depth: 0 }),
    };
    if (node.$type === 'Not') {
      const { operand } = node as Not;
      // It looks for all solutions; the first one is enough for it to fail.
      const solvedAt = this.#happened.solvedAt(operand, event, at) ?? at;
      return { ...step, within: this.#held(operand, event, event, solvedAt, depth + 1) };
    }
    if (node.$type === 'Forall') {
      const { condition, action } = node as Forall;
      const member = this.#happened.members(node as Forall, event, at).find(({ solvedAt }) => solvedAt === undefined);
      if (member === undefined) return step;
      const { from, to } = member;
      return {
        ...step,
        within: [
          ...this.#held(condition, event, event, from, depth + 1),
          ...this.#failed(action, event, from - 1, to, depth + 1),
        ],
      };
    }
    return step;
  }

  // ---- Rules that could have answered --------------------------------------------------------------------------------

  #rules(
    call: HappenedCall,
    { candidates, arguments: args }: WhyFailed,
    depth: number,
    chosen: (clause: Clause) => boolean = () => true,
  ): readonly RuleStep[] {
    const entered = new Map(call.entries.map(({ clause, event }, at) => [clause, { event, at }]));
    const cut = this.#cutIn(call);
    const fitting = candidates.filter(({ mismatch, clause }) => mismatch === undefined || entered.has(clause));
    const misfits = candidates.filter((candidate) => !fitting.includes(candidate));
    const told: RuleStep[] = [];
    for (const { clause } of fitting.filter((one) => chosen(one.clause))) {
      const entry = entered.get(clause);
      if (entry !== undefined) told.push(this.#tried(call, clause, entry, depth));
      else if (cut?.clauses.includes(clause) === true)
        told.push({
          outcome: 'dropped',
          ...this.#head(clause),
          goals: [],
          cut: placeOf(cut.cut),
          nearness: { missing: 1, fits: 1, depth: 0 },
        });
      else if (call.exits.length > 0) told.push({ outcome: 'left', ...this.#head(clause), goals: [] });
      else
        told.push({
          outcome: 'misfit',
          ...this.#head(clause),
          goals: [],
          ...this.#ruledOut(args),
          nearness: { missing: 1, fits: 0, depth: 0 },
        });
    }
    const asked = misfits.filter((one) => chosen(one.clause));
    const rest = asked.map((candidate) => this.#misfit(candidate, args.length, leastGoals_(candidate.clause)));
    const { tries } = this.#told.limits;
    return [...this.#told.some(told.sort(byNearness)), ...rest.sort(byNearness).slice(0, tries)];
  }

  #tried(call: HappenedCall, clause: Clause, { event, at }: { event: number; at: number }, depth: number): RuleStep {
    const head = { ...this.#head(clause), ...this.#seenRule({ event, clause }) };
    const to = call.entries[at + 1]?.event ?? call.failedAt ?? this.#debuggee.lastEvent;
    const { body } = clause.rule;
    const { thorough } = this.#told.limits;
    const hasHeld = call.exits.some((exit) => exit > event && exit <= to);
    if (hasHeld && !thorough) return { outcome: 'held', ...head, goals: [] };
    const goals = body === undefined ? [] : this.#failed(body, call.event, event, to, depth + 1);
    const cut = this.#cutBetween(call, event, to);
    const off = cut && cutOff(this.#debuggee, this.#happened, cut);
    const before = thorough ? this.#onTheWay(call, event, to, cut?.event ?? -1, depth + 1) : [];
    if (hasHeld) return { outcome: 'held', ...head, goals, before };
    const [nearest] = goals;
    if (nearest === undefined)
      return {
        outcome: 'left',
        ...head,
        goals: [],
        ...(thorough && { before }),
        nearness: { missing: 1, fits: 1, depth: 0 },
      };
    return {
      outcome: 'needs',
      ...head,
      goals,
      ...(thorough && { before }),
      ...(off !== undefined && { cut: placeOf(off.cut), ...furtherOf(off.goals) }),
      nearness: { ...nearest.nearness!, fits: 1 },
    };
  }

  /**
   * Of the goals of a rule that failed those that held and may be why: before a `cut`, what let it be reached; elsewhere goals with
   * variables, of which another solution might have done.
   */
  #onTheWay(call: HappenedCall, from: number, to: number, cut: number, depth: number): readonly Step[] {
    const steps = new Map<string, Step>();
    for (const one of this.#happened.below(call.event, from, to)) {
      const { node } = one.goal;
      const [first] = one.exits;
      if (first === undefined || steps.size >= this.#told.limits.tries) continue;
      if (one.event < cut && first < cut) {
        const step = this.#heldStep(one, first, depth);
        if (step.kind !== 'test') steps.set(step.goal, step);
        continue;
      }
      if (node.$type !== 'Call' || one.failedAt === undefined) continue;
      this.#debuggee.jump(one.event);
      const goal = this.#callText(node as Call);
      const found = one.exits.map((exit) => {
        this.#debuggee.jump(exit);
        return this.#callText(node as Call);
      });
      if (found.every((text) => text === goal) || steps.has(goal) || !this.#told.mayTell()) continue;
      this.#debuggee.jump(one.failedAt);
      const why = this.#debuggee.whyFailed();
      const rules = why === undefined || depth > this.#told.limits.depth ? [] : this.#rules(one, why, depth);
      steps.set(goal, { ...this.#step('call', false, one.goal, goal), rules, found: [...new Set(found)] });
    }
    return [...steps.values()];
  }

  /** All calls within a goal until an event, whatever became of them. */
  #whatHappened({ event }: HappenedCall, to: number, depth: number): readonly Step[] {
    return this.#happened.below(event, event, to).flatMap((one) => {
      const [exit] = one.exits;
      if (exit !== undefined) return exit < to ? [this.#heldStep(one, exit, depth)] : [];
      return one.failedAt === undefined || one.failedAt > to ? [] : [this.#failedStep(one, depth, 0)];
    });
  }

  #misfit({ clause, mismatch }: Candidate, arity: number, goals: number): RuleStep {
    const head = this.#head(clause);
    const fits = mismatch === undefined || arity === 0 ? 0 : mismatch.parameter / arity;
    const nearness = { missing: 1 + goals, fits, depth: 0 };
    const reason = mismatch === undefined ? {} : { reason: mismatchText(mismatch) };
    return { outcome: 'misfit', ...head, goals: [], nearness, ...reason };
  }

  /** Where each parameter by itself fits: what is known of arguments without a value. */
  #ruledOut(args: readonly Term[]): { readonly reason?: string } {
    const known = args.flatMap((arg, at) =>
      constraintsOn(arg) === undefined ? [] : [`parameter ${at + 1} is ${this.#write(arg)}`],
    );
    return known.length === 0 ? {} : { reason: `${known.join(', ')}.` };
  }

  /** The `cut` that kept the rest of the rules of a call from being tried. */
  #cutIn(call: HappenedCall): CutOff | undefined {
    const last = call.entries.at(-1);
    if (last === undefined) return undefined;
    const cut = this.#cutBetween(call, last.event, call.failedAt ?? this.#debuggee.lastEvent + 1);
    return cut && cutOff(this.#debuggee, this.#happened, cut);
  }

  #cutBetween({ event }: HappenedCall, from: number, to: number): CutAt | undefined {
    return this.#happened.below(event, from, to).find(isCut);
  }

  // ---- Texts ---------------------------------------------------------------------------------------------------------

  #step(kind: Step['kind'], held: boolean, site: GoalSite, goal: string): Step {
    return { kind, held, goal, place: placeOf(site), rules: [], within: [] };
  }

  /** What a debugger shows of a goal; the run stands where it was over. */
  #seen({ event, goal }: HappenedCall): { readonly seen?: Seen } {
    if (!this.#isSeen) return {};
    const { variables } = goalHere(this.#debuggee, goal.node);
    return { seen: { event, bindings: this.#bindings(variables) } };
  }

  /** What it shows of a rule whose head has matched. The run stands there afterwards. */
  #seenRule({ event }: Pick<Entry, 'event' | 'clause'>): { readonly seen?: Seen } {
    if (!this.#isSeen) return {};
    this.#debuggee.jump(event);
    const [frame] = this.#debuggee.frames(0, 1);
    const bound = (frame?.variables ?? []).filter((one) => one.bound);
    return { seen: { event, bindings: this.#bindings(bound.map(({ name, value }) => [name, value])) } };
  }

  #bindings(variables: Iterable<readonly [string, Term]>): Readonly<Record<string, string>> {
    return Object.fromEntries([...variables].map(([name, value]) => [name, this.#write(value)]));
  }

  #goalHere(node: Node): string {
    return writeGoal(goalHere(this.#debuggee, node), this.#write);
  }

  #callText(node: Call, why: WhyFailed | undefined = this.#debuggee.whyFailed()): string {
    if (why?.predicate === undefined) return this.#goalHere(node);
    const args = why.arguments.map(kept);
    return writeCall({ node, predicate: why.predicate, arguments: args }, this.#write);
  }

  #head(clause: Clause): { readonly head: string; readonly place: Place } {
    const text = this.#debuggee.policy.files.get(clause.uri)?.text ?? '';
    return { head: headText(clause, text), place: { uri: clause.uri, ...headRange(clause, text) } };
  }

  #arities(predicate: string): readonly number[] {
    const clauses = this.#debuggee.policy.predicates.get(predicate)?.clauses ?? [];
    return [...new Set(clauses.map(({ arity }) => arity))].sort((a, b) => a - b);
  }
}

function written(node: Node, text: string): { readonly written?: string } {
  const own = goalText(node);
  return own === text ? {} : { written: own };
}

const placeOf = ({ uri, node }: GoalSite): Place => ({ uri, ...rangeOf(node) });

const isCut = ({ goal: { node }, exits }: HappenedCall): boolean => node.$type === 'Cut' && exits.length > 0;

const leastGoals_ = ({ rule: { body } }: Clause): number => (body === undefined ? 0 : leastGoals(body));

function kindOf({ $type }: Node): Step['kind'] {
  return $type === 'Call' ? 'call' : $type === 'Not' ? 'negation' : $type === 'Forall' ? 'forall' : 'test';
}

const furtherOf = (goals: readonly Node[]): { readonly further?: readonly string[] } =>
  goals.length === 0 ? {} : { further: goals.map(shortGoal) };
