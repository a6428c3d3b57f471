import type { Clause, Policy } from '@polar-tools/policy';
import type { SteppedRun } from '../debug/stepped-run.ts';
import type {
  ChoicePointView,
  DebugOutcome,
  Evaluation,
  EventView,
  Frame,
  GoalSite,
  OngoingEvaluation,
  StopCondition,
  VariableView,
  WhyFailed,
} from '../debug/view.ts';
import type { CloudAnswer } from '../dialect/cloud/answers.ts';
import type { CloudPredicate } from '../dialect/cloud/program.ts';
import type { Answer } from '../run/outcome.ts';
import type { RuntimeError } from '../run/runtime-error.ts';
import type { Code } from '../tables/codes.ts';
import { CALL } from '../tables/plan.ts';
import { Plans } from '../tables/plans.ts';
import type { Term } from '../terms/term.ts';
import { readSlot } from './bindings.ts';
import type { Change } from './changes.ts';
import { choicePointsAt } from './choice-points.ts';
import { cloudTerm, unboundTerm } from './cloud-terms.ts';
import { ANSWERED, BROKEN, Course, type CourseSetting, ENDED } from './course.ts';
import { CloudEvaluation } from './evaluation.ts';
import { viewOf } from './event-view.ts';
import { type FactsOfGoal, factsOfGoal } from './facts-of-goal.ts';
import { type FurthestFailure, furthestFailures } from './furthest-failures.ts';
import { settable, valueToSet } from './setting.ts';
import { type Level, Stack } from './stack.ts';
import { toldAnswer } from './told-answer.ts';
import { whyFailed } from './why-failed.ts';

/** What is debugged: questions, over facts. */
export interface CloudDebugSetup
  extends Omit<CourseSetting, 'now' | 'program' | 'mostFacts' | 'mostAnswers' | 'changes'> {
  readonly program: CourseSetting['program'];
  /** What stands for the name of what was asked: `test "admins write"`. */
  readonly title?: string;
  /** `@current_unix_time`: seconds since 1970. */
  readonly now?: number;
}

export interface CloudDebugOptions {
  /** Milliseconds of running; none where it is left out, or there is no clock. */
  readonly time?: number;
  /** Facts that may be derived. */
  readonly facts?: number;
  readonly answers?: number;
  /** Blocks of 2,048 events that are kept, two at least; what came before is recorded again where somebody goes back to it. */
  readonly blocks?: number;
  readonly clock?: () => number;
}

/** Facts that may be derived while somebody looks: everything on the way is kept. */
const MOST_FACTS = 2_000_000;

/** Steps between looks at what has happened. */
const STEPS = 256;

/**
 * A Cloud query, or the assertions of a test, under a debugger. A course is run and recorded as far as it is asked for; the debuggee is a
 * place in the recording. What is too long ago to be kept is recorded again, as a course does the same each time.
 */
export class CloudDebuggee implements SteppedRun {
  #setting: CourseSetting;
  #course: Course;
  #stack: Stack;
  readonly #title: string | undefined;
  readonly #options: CloudDebugOptions;
  readonly #startedAt: number;
  /** An earlier stretch of the run, recorded again. */
  #earlier: Course | undefined = undefined;
  #event = 0;
  /** The last event that anybody has seen: the course may be further on. */
  #furthest = 0;
  #view: EventView | undefined;

  constructor(setup: CloudDebugSetup, options: CloudDebugOptions = {}) {
    const { values } = setup.program;
    this.#options = options;
    this.#setting = {
      ...setup,
      now: values.number({ type: 'Integer', id: String(Math.trunc(setup.now ?? 0)) }),
      mostBlocks: options.blocks,
      mostFacts: options.facts ?? MOST_FACTS,
      mostAnswers: options.answers ?? Number.POSITIVE_INFINITY,
      changes: [],
    };
    this.#title = setup.title;
    this.#course = new Course(this.#setting);
    this.#stack = new Stack(this.#course, setup.title);
    this.#startedAt = options.clock?.() ?? 0;
  }

  get policy(): Policy {
    return this.#setting.program.policy;
  }

  /** What is run: for who asks more about it. */
  get setting(): CourseSetting {
    return this.#setting;
  }

  get event(): number {
    return this.#event;
  }

  get lastEvent(): number {
    return this.#furthest;
  }

  get view(): EventView {
    this.#view ??= viewOf(this.#courseOf(this.#event), this.#stackOf(this.#event), this.#event);
    return this.#view;
  }

  get answers(): readonly { readonly event: number; readonly answer: Answer }[] {
    return this.#course.answers
      .filter(({ event }) => event <= this.#event)
      .map(({ event, item, answer }) => ({ event, answer: this.#told(item, answer) }));
  }

  #told(item: number, answer: CloudAnswer): Answer {
    return toldAnswer(this.#setting.asked[item]!.query, answer);
  }

  /** The same, as a plain run gives them. */
  get rawAnswers(): readonly CloudAnswer[] {
    return this.#course.answers.flatMap(({ event, answer }) => (event <= this.#event ? [answer] : []));
  }

  get error(): RuntimeError | undefined {
    return this.view.port === 'exception' ? this.#course.error : undefined;
  }

  /** The assertions that were over up to the current event, in order: whether each holds. */
  get judged(): readonly { readonly event: number; readonly holds: boolean }[] | undefined {
    if (this.#setting.asked.every(({ assertion }) => assertion === undefined)) return undefined;
    return this.#course.ends.filter(({ event }) => event <= this.#event);
  }

  // ---- Moving in time -----------------------------------------------------------------------------------------------

  forward(condition?: StopCondition, budget: number = Number.POSITIVE_INFINITY): DebugOutcome {
    const course = this.#course;
    for (let left = budget; left > 0; ) {
      while (this.#event < course.recording.last && left > 0) {
        left--;
        this.#goTo(condition === undefined ? this.#nextStop() : this.#event + 1);
        const outcome = this.#outcome(condition);
        if (outcome !== undefined) return outcome;
      }
      if (course.ended && this.#event === course.recording.last) return this.#end();
      if (left <= 0) break;
      const before = course.recording.last;
      // Whoever looks at each event is not far ahead of it.
      const most = condition === undefined ? Math.min(left, 20_000) : STEPS;
      course.run(most, condition === undefined ? Number.POSITIVE_INFINITY : before);
      left -= most;
      this.#checkTime();
    }
    return { kind: 'paused', event: this.#event };
  }

  /** The first event after this one that is always a stop, or the last there is. */
  #nextStop(): number {
    const { answers, recording } = this.#course;
    return Math.min(answers[after(answers, this.#event)]?.event ?? recording.last, recording.last);
  }

  #checkTime(): void {
    const { clock, time = 0 } = this.#options;
    if (clock === undefined || time <= 0) return;
    const elapsed = Math.round(clock() - this.#startedAt);
    if (elapsed > time)
      this.#course.expired = `Query timeout: Query running for ${elapsed}ms, which exceeds the timeout of ${time}ms.`;
  }

  #outcome(condition: StopCondition | undefined): DebugOutcome | undefined {
    const event = this.#event;
    const port = this.#recordingOf(event).port(event);
    if (port === ANSWERED) {
      const { answers } = this.#course;
      const found = answers[after(answers, event - 1)]!;
      if (condition?.(this.view) === true) return this.#stop();
      return { kind: 'answer', event, answer: this.#told(found.item, found.answer) };
    }
    if (port === ENDED || port === BROKEN) return this.#end();
    return condition?.(this.view) === true ? this.#stop() : undefined;
  }

  #end(): DebugOutcome {
    const { error } = this.#course;
    const event = this.#event;
    return error === undefined ? { kind: 'done', event } : { kind: 'error', event, error };
  }

  backward(condition: StopCondition, budget: number = Number.POSITIVE_INFINITY): DebugOutcome {
    for (let left = budget; this.#event > 0; left--) {
      if (left <= 0) return { kind: 'paused', event: this.#event };
      this.#goTo(this.#event - 1);
      if (this.#event > 0 && condition(this.view)) return this.#stop();
    }
    return this.#stop();
  }

  toCheckpointBefore(event: number): number {
    const at = Math.max(event - 1, 0);
    const from = at === 0 ? 0 : this.#recordingOf(at).blockOf(at) - 1;
    this.#goTo(from);
    return from;
  }

  jump(event: number): DebugOutcome {
    this.#goTo(Math.max(0, Math.min(event, this.lastEvent)));
    return this.#stop();
  }

  answer(): void {
    // Nothing is asked of anybody.
  }

  retry(activation: number): DebugOutcome {
    return this.jump(activation);
  }

  /** Lets the goal in progress fail where it was called: what it has found since is taken back. */
  forceFail(): DebugOutcome {
    const { activation, goal } = this.view;
    if (goal !== undefined && activation > 0) this.#change({ kind: 'fail', event: activation });
    return this.forward(() => true);
  }

  /** Sets a variable of the innermost rule in progress, until the search goes back to before this event. */
  bind(frame: number, variable: string, value: Term): { readonly error: string } | undefined {
    const event = this.#event;
    const of = settable(this.frames(0, frame + 1), frame, variable, this.view.port);
    if (typeof of === 'string') return { error: of };
    const level = this.#stackOf(event).levelAt(event);
    const set = level && valueToSet(level, variable, value, this.#setting.program);
    if (set === undefined) return { error: `There is no variable ${variable} here.` };
    if (typeof set === 'string') return { error: set };
    this.#change({ kind: 'bind', event, ...set });
    return undefined;
  }

  /** What a person has changed up to the current event. */
  get changes(): readonly Change[] {
    return this.#setting.changes.filter(({ event }) => event <= this.#event);
  }

  wasLetFail(event: number): boolean {
    return this.#setting.changes.some((change) => change.kind === 'fail' && change.event === event);
  }

  /** Another history begins at an event, which then is the current one. */
  #change(change: Change): void {
    const changes = [...this.#setting.changes.filter(({ event }) => event <= change.event), change];
    this.#setting = { ...this.#setting, changes };
    this.#course = new Course(this.#setting);
    this.#stack = new Stack(this.#course, this.#title);
    this.#earlier = undefined;
    this.#alternatives = undefined;
    this.#course.run(Number.POSITIVE_INFINITY, change.event - 1);
    this.#event = change.event;
    this.#furthest = change.event;
    this.#view = undefined;
  }

  #goTo(event: number): void {
    if (event === this.#event) return;
    this.#event = event;
    this.#furthest = Math.max(this.#furthest, event);
    this.#view = undefined;
  }

  #stop(): DebugOutcome {
    return { kind: 'stop', event: this.#event, port: this.view.port };
  }

  /** The recording that has an event. */
  #recordingOf(event: number): Course['recording'] {
    return this.#courseOf(event).recording;
  }

  #courseOf(event: number): Course {
    const course = this.#course;
    if (event >= course.recording.earliest) return course;
    // As much as is kept before the event: one who goes back goes on going back. Who goes on from there lets it run on.
    if (this.#earlier === undefined || event < this.#earlier.recording.earliest)
      this.#earlier = new Course(this.#setting);
    this.#earlier.run(Number.POSITIVE_INFINITY, event);
    return this.#earlier;
  }

  // ---- Looking ------------------------------------------------------------------------------------------------------

  #stackOf(event: number): Stack {
    // An earlier stretch has the same rules and calls by the same numbers.
    if (this.#courseOf(event) === this.#course) return this.#stack;
    return new Stack(this.#earlier!, undefined);
  }

  get depth(): number {
    return this.#stackOf(this.#event).depth(this.#event);
  }

  frames(start = 0, count: number = Number.POSITIVE_INFINITY): readonly Frame[] {
    return this.#stackOf(this.#event).frames(this.#event, start, count);
  }

  frameIndex(id: number): number | undefined {
    const index = this.frames().findIndex((frame) => frame.id === id);
    return index === -1 ? undefined : index;
  }

  /** The goal of the rule in progress, where the event is of one. */
  get #level(): Level | undefined {
    const event = this.#event;
    if (event === 0) return undefined;
    const level = this.#stackOf(event).levelAt(event);
    return level === undefined || level.at < 0 || level.plan.rule === undefined ? undefined : level;
  }

  get callArguments(): readonly Term[] {
    const level = this.#level;
    if (level === undefined) return this.view.depth === 1 ? this.#askedArguments : [];
    return level.plan.steps[level.at]!.arguments.map((argument) => this.#stackOf(this.#event).term(level, argument));
  }

  /** Those of the one goal that was asked. */
  get #askedArguments(): readonly Term[] {
    const { asked } = this.#setting.asked[this.item]?.query ?? {};
    return (asked?.arguments ?? []).map((value) => (value.id === undefined ? unboundTerm() : cloudTerm(value)));
  }

  get choicePointCount(): number {
    return this.#choicePoints.length;
  }

  choicePoints(start = 0, count: number = Number.POSITIVE_INFINITY): readonly ChoicePointView[] {
    return this.#choicePoints.slice(start, start + count);
  }

  choicePointOf(activation: number): ChoicePointView | undefined {
    return this.#choicePoints.find((point) => point.activation === activation);
  }

  #alternatives: { readonly event: number; readonly points: readonly ChoicePointView[] } | undefined = undefined;

  get #choicePoints(): readonly ChoicePointView[] {
    const event = this.#event;
    if (this.#alternatives?.event !== event)
      this.#alternatives = { event, points: choicePointsAt(this.#course, this.#setting, event) };
    return this.#alternatives.points;
  }

  /** The facts that the goal of the innermost rule could use. */
  factsOfGoal(from: number, count: number): FactsOfGoal {
    const level = this.#level;
    const search =
      this.#event === 0
        ? undefined
        : this.#courseOf(this.#event).searches[this.#courseOf(this.#event).itemAt(this.#event)];
    const called = search === undefined ? undefined : this.calledAt(level);
    if (search === undefined || called === undefined) return { total: 0, facts: [] };
    const { predicate, codes } = called;
    return factsOfGoal(search.relations(predicate), codes, this.#setting.program, predicate.name, from, count);
  }

  /** What the goal of a rule calls, or the one goal that was asked where no rule is in progress; undefined where it calls nothing. */
  calledAt(
    level: Level | undefined,
  ): { readonly predicate: CloudPredicate; readonly codes: readonly Code[] } | undefined {
    if (level === undefined) {
      const root = this.#courseOf(this.#event).searches[this.item]?.root;
      return root && { predicate: root.predicate, codes: root.codes };
    }
    const step = level.plan.steps[level.at]!;
    if (step.predicate === undefined) return undefined;
    const bindings = { slots: [...level.slots], links: true };
    return { predicate: step.predicate, codes: step.arguments.map((argument) => readSlot(bindings, argument)) };
  }

  /** The question that the current event belongs to. */
  get item(): number {
    return this.#courseOf(Math.max(this.#event, 1)).itemAt(this.#event);
  }

  /** Whether the goal in progress is under a `not`. */
  get isNegated(): boolean {
    const level = this.#level;
    return level !== undefined && level.plan.steps[level.at]!.negated;
  }

  /** The call at whose failure it stands, by number; what was asked, at its end. */
  get failedTable(): number | undefined {
    const level = this.#level;
    const search = this.#course.searches[this.item];
    if (search === undefined) return undefined;
    return level === undefined ? search.root.id : this.#calleeOf(level);
  }

  #calleeOf(level: Level): number | undefined {
    const step = level.plan.steps[level.at];
    if (step?.kind !== CALL) return undefined;
    const bindings = { slots: [...level.slots], links: true };
    const key = step.arguments.map((argument) => readSlot(bindings, argument));
    return this.#course.searches[this.item]?.tableFor(step.predicate!, key)?.id;
  }

  /** Of the current question, until the current event; see `furthest-failures.ts`. */
  furthestFailures(): Generator<void, ReadonlyMap<number, readonly FurthestFailure[]>, void> {
    return furthestFailures(this.#course, this.item, this.#event);
  }

  /** The call that the goal of an event makes, by number. */
  calleeAt(event: number): number | undefined {
    const level = this.#stack.levelAt(event);
    return level && this.#calleeOf(level);
  }

  /** The goal of an event, and the variables of its rule. */
  lookAt(event: number): { readonly site: GoalSite | undefined; readonly variables: readonly VariableView[] } {
    const stack = this.#stackOf(event);
    return { site: stack.siteAt(event), variables: stack.frames(event, 0, 1)[0]?.variables ?? [] };
  }

  evaluating(text: string, frame: number, solutions = 10): OngoingEvaluation {
    const variables = this.frames(frame, 1)[0]?.variables ?? [];
    return new CloudEvaluation(this.#setting, text, variables, solutions);
  }

  evaluatingCall(text: string, parameters: ReadonlyMap<string, number>, solutions = 10): OngoingEvaluation {
    const passed = this.callArguments;
    const own = [...parameters].flatMap(([name, at]) => {
      const value = passed[at];
      return value === undefined ? [] : [{ name, value, bound: true }];
    });
    const others = (this.frames(0, 1)[0]?.variables ?? []).filter(({ name }) => !parameters.has(name));
    return new CloudEvaluation(this.#setting, text, [...own, ...others], solutions);
  }

  evaluate(text: string, frame: number, solutions = 10): Evaluation {
    const step = this.evaluating(text, frame, solutions).run(100_000);
    if (step.kind === 'paused' || step.kind === 'question')
      return { kind: 'error', message: 'This takes too long. Ask for less.' };
    return step;
  }

  whyFailed(): WhyFailed | undefined {
    if (this.view.port !== 'fail') return undefined;
    return whyFailed(this, this.#level);
  }

  candidates(): readonly Clause[] {
    const level = this.#level;
    const called = level === undefined && this.view.port !== 'call' ? undefined : this.calledAt(level);
    if (called === undefined) return [];
    return clausesOf(Plans.of(this.#setting.program).rulesFor(called.predicate, called.codes));
  }
}

const clausesOf = (
  plans: readonly { readonly rule: { readonly clause: Clause | undefined } | undefined }[],
): Clause[] => [...new Set(plans.flatMap(({ rule }) => rule?.clause ?? []))];

/** The place of the first of some events, in their order, that is after one. */
function after(events: readonly { readonly event: number }[], event: number): number {
  let from = 0;
  let to = events.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (events[middle]!.event > event) to = middle;
    else from = middle + 1;
  }
  return from;
}
