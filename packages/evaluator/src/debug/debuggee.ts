import type { Clause, Policy } from '@polar-tools/policy';
import type { CompiledQuery, PreparedQuery } from '../compiler/prepare.ts';
import type { Reply } from '../host/host.ts';
import type { Answer } from '../run/outcome.ts';
import type { RuntimeError } from '../run/runtime-error.ts';
import type { Surroundings } from '../run/surroundings.ts';
import { deref, isUnbound, type Term } from '../terms/term.ts';
import { choicePointOf, choicePointsFrom, countChoicePoints } from './choice-points.ts';
import { Course } from './course.ts';
import { evaluateIn, MOST_CALLS_AT_ONCE, TypedTexts, whyNotPossible } from './evaluate.ts';
import { History } from './history.ts';
import { bindIn, type Intervention, whyNotBound } from './interventions.ts';
import { constraintsOn } from './known.ts';
import type { SteppedRun } from './stepped-run.ts';
import type { Track } from './track.ts';
import { Tracks } from './tracks.ts';
import type {
  ChoicePointView,
  DebugOptions,
  DebugOutcome,
  Evaluation,
  EventView,
  Frame,
  OngoingEvaluation,
  StopCondition,
  VariableView,
  WhyFailed,
} from './view.ts';
import { explainFailure } from './why-failed.ts';

/** An event of the exact machine takes as long as so many of the compiled program. */
const EXACT_COSTS = 64;

/**
 * A query under a debugger: run to an event, look, go on, go back.
 *
 * Events are numbered from 1; 0 is the start. Everything that is shown at event n is the same however n was reached.
 * Moving never calls the application: it stops with a question (going back, the recorded replies are used).
 *
 * Two machines share the history. The first runs the compiled program, until a variable is constrained: then the second begins
 * the query anew, is brought to the same event, and goes on. It keeps constraints as a plain run does, so the answers are the same.
 */
export class Debuggee implements SteppedRun {
  readonly #options: DebugOptions;
  readonly #history = new History();
  readonly #tracks: Tracks;
  readonly #course: Course;
  readonly #typed = new TypedTexts();

  constructor(query: PreparedQuery, options: DebugOptions = {}) {
    this.#options = options;
    this.#tracks = new Tracks(query as CompiledQuery, options, this.#history);
    this.#course = new Course(this.#tracks, this.#history, options.host === undefined);
    if (options.listen !== undefined) this.#history.listen(options.listen, this.#tracks.compiled.machine);
  }

  get #shown(): Track {
    return this.#tracks.shown;
  }

  get #current(): Track['current'] {
    return this.#shown.current;
  }

  get query(): PreparedQuery {
    return this.#shown.machine.query;
  }

  get policy(): Policy {
    return this.query.program.policy;
  }

  /** The current event's number. */
  get event(): number {
    return this.#current.event;
  }

  /** How far it has ever run: events up to this one can be jumped to. */
  get lastEvent(): number {
    return Math.max(this.#history.last, this.event);
  }

  /** The current event. */
  get view(): EventView {
    return this.#current;
  }

  /** Answers found up to the current event. */
  get answers(): readonly { readonly event: number; readonly answer: Answer }[] {
    return this.#history.answersUntil(this.event);
  }

  /** The error, at an `exception` event. */
  get error(): RuntimeError | undefined {
    const outcome = this.#history.end?.outcome;
    return this.#current.port === 'exception' && outcome?.kind === 'error' ? outcome.error : undefined;
  }

  // ---- Moving in time -----------------------------------------------------------------------------------------------

  /**
   * Runs to the next event after this one where the condition holds, but at most `budget` events. Stops at answers, the end
   * and errors too. Without a condition only those are stops, and no event costs a look.
   */
  forward(condition?: StopCondition, budget: number = Number.POSITIVE_INFINITY): DebugOutcome {
    const events = Math.ceil(this.#tracks.isHandedOver ? budget / EXACT_COSTS : budget);
    const outcome = this.#course.run(condition, this.event + events);
    if (outcome === 'chosen') return this.#stop();
    if (outcome !== 'limit') return outcome;
    // One looks here, too.
    this.#history.interventions.apply(this.#shown);
    return { kind: 'paused', event: this.event };
  }

  /**
   * Goes to the last event before this one where the condition holds, or to the start. Asks no questions. Having looked at
   * about `budget` events it pauses, where it has come to.
   */
  backward(condition: StopCondition, budget: number = Number.POSITIVE_INFINITY): DebugOutcome {
    const until = this.event - budget;
    let last = this.event - 1;
    while (this.#tracks.compiled.recording !== undefined && last > 0) {
      const from = this.#tracks.restoreBefore(last);
      let found = 0;
      this.#course.runTo(last, (view) => {
        if (condition(view)) found = view.event;
        return false;
      });
      if (found > 0) return this.jump(found);
      last = from;
      if (from > 0 && from <= until) {
        // Looked at already, all but this one: the next move begins after it.
        this.jump(from + 1);
        return { kind: 'paused', event: this.event };
      }
    }
    return this.jump(0);
  }

  /**
   * Goes to the latest checkpoint before an event, from where that is gone to quickest, and says which event it is: what stands between
   * two checkpoints is gone through once, forward.
   */
  toCheckpointBefore(event: number): number {
    return this.#tracks.compiled.recording === undefined ? this.event : this.#tracks.restoreBefore(event);
  }

  /** Goes to event `event`, which is at most `lastEvent`. Without a recording, only forwards. */
  jump(event: number): DebugOutcome {
    const target = Math.max(0, Math.min(event, this.#history.last));
    const track = this.#tracks.of(target);
    const { recording } = track;
    if (recording !== undefined) {
      const from = target === 0 ? 0 : recording.before(target);
      if (track !== this.#tracks.moving || target < track.current.event || from > track.current.event)
        this.#tracks.restoreBefore(target);
    }
    this.#course.runTo(target);
    return this.#stop();
  }

  /** The reply to the question that a move stopped with. */
  answer(reply: Reply): void {
    this.#tracks.answer(reply);
  }

  /** Back to the call of a goal in progress: `id` of a frame or `activation` of a choice point. */
  retry(activation: number): DebugOutcome {
    return this.jump(activation);
  }

  /** Runs to the next `answer` event, from wherever it is. */
  nextSolution(budget?: number): DebugOutcome {
    return this.forward(undefined, budget);
  }

  // ---- Other histories ----------------------------------------------------------------------------------------------

  /**
   * Makes the current goal fail now: stops at the event that follows. What came after this event is another history from
   * here on.
   */
  forceFail(): DebugOutcome {
    const { state } = this.#shown.machine;
    if (this.event === 0 || state === 'done' || state === 'failed') return this.#stop();
    this.#intervene({ bindings: this.#history.interventions.bindingsAt(this.event), fails: true });
    return this.forward(() => true);
  }

  /** Binds an unbound variable of a frame from here on: a what-if. Says what is wrong, if anything. */
  bind(frame: number, variable: string, value: Term): { readonly error: string } | undefined {
    const error = whyNotBound(this.#shown, frame, variable, value);
    if (error !== undefined) return { error };
    const { machine, sight, stack } = this.#shown;
    const { inProgress, clauseIndex, variables } = stack.at(frame)!;
    const surroundings = sight.surroundings(inProgress, clauseIndex, new Set([variable]));
    const clash = whyNotPossible(machine.program, variable, value, surroundings, this.#options);
    if (clash !== undefined) {
      const known = constraintsOn(variables.find(({ name }) => name === variable)!.value);
      const said =
        known === undefined ? 'that contradicts another variable' : `what is known of it is ${machine.print(known)}`;
      const why = clash === 'contradiction' ? '' : ` ${clash.message}.`;
      return { error: `${variable} cannot be ${machine.print(value)}: ${said}.${why}` };
    }
    const binding = { frame, variable, value };
    this.#intervene({ bindings: [...this.#history.interventions.bindingsAt(this.event), binding], fails: false });
    bindIn(this.#tracks.moving, [binding]);
    return undefined;
  }

  // ---- Looking ------------------------------------------------------------------------------------------------------

  /** How many rules are in progress, the query included: there may be a million. */
  get depth(): number {
    return this.#shown.stack.depth;
  }

  /** At most `count` of the rules in progress from index `start` on, the innermost first; the last one of all is the query. */
  frames(start = 0, count: number = Number.POSITIVE_INFINITY): readonly Frame[] {
    return this.#shown.stack.slice(start, count);
  }

  /** The index of the rule in progress with an `id`; undefined where it is not in progress. */
  frameIndex(id: number): number | undefined {
    return this.#shown.stack.indexOf(id);
  }

  /** How many alternatives are left: there may be a million. */
  get choicePointCount(): number {
    return countChoicePoints(this.#shown.sight);
  }

  /** At most `count` of the alternatives left, the newest first, without the newest `start` ones. */
  choicePoints(start = 0, count: number = Number.POSITIVE_INFINITY): readonly ChoicePointView[] {
    const { machine, sight } = this.#shown;
    return choicePointsFrom(machine, sight, start, count);
  }

  /** The newest alternative that is left of the goal called at an event. */
  choicePointOf(activation: number): ChoicePointView | undefined {
    const { machine, sight } = this.#shown;
    return choicePointOf(machine, sight, activation);
  }

  /**
   * Begins to evaluate a value or to run a goal with the bindings of frame `frame` (its index), apart: nothing of the
   * debuggee changes, whatever becomes of it.
   */
  evaluating(text: string, frame: number, solutions = 10): OngoingEvaluation {
    const { machine, sight, stack } = this.#shown;
    const live = stack.at(frame) ?? stack.at(stack.depth - 1)!;
    const typed = this.#typed.read(machine.program, text, live.variables);
    const surroundings = (names: ReadonlySet<string>): Surroundings =>
      sight.surroundings(live.inProgress, live.clauseIndex, names);
    return evaluateIn(typed, live.variables, surroundings, solutions, this.#options);
  }

  /** What the goal in progress passes to its predicate. */
  get callArguments(): readonly Term[] {
    const goal = this.#current.current;
    return goal === null ? [] : this.#shown.sight.argumentsOf(goal);
  }

  /**
   * The same in the rule in which the goal in progress stands, and before its variables with what the goal passes to its predicate, under the
   * names that are given for the parameters.
   */
  evaluatingCall(text: string, parameters: ReadonlyMap<string, number>, solutions = 10): OngoingEvaluation {
    const goal = this.#current.current;
    if (goal === null) return this.evaluating(text, 0, solutions);
    const { machine, sight, stack } = this.#shown;
    const args = this.callArguments;
    const known = new Map([...parameters].filter(([, at]) => at < args.length));
    const passed = [...known].map(([name, at]): VariableView => {
      const value = args[at]!;
      return { name, value, bound: !isUnbound(deref(value)) };
    });
    const others = stack.at(0)!.variables.filter(({ name }) => !known.has(name));
    const { clause } = machine.space.code.sites[goal.site]!;
    const surroundings = (names: ReadonlySet<string>): Surroundings =>
      sight.surroundingsOfCall(goal, clause, known, names);
    const variables = [...passed, ...others];
    const typed = this.#typed.read(machine.program, text, variables);
    return evaluateIn(typed, variables, surroundings, solutions, this.#options);
  }

  /** The same at once, where that does not take long. */
  evaluate(text: string, frame: number, solutions = 10): Evaluation {
    const step = this.evaluating(text, frame, solutions).run(MOST_CALLS_AT_ONCE);
    if (step.kind === 'paused') return { kind: 'error', message: 'This takes too long. Ask for less.' };
    if (step.kind === 'question') return { kind: 'error', message: 'Only the application can answer this.' };
    return step;
  }

  /** At a `fail` event: why. */
  whyFailed(): WhyFailed | undefined {
    const { machine, sight } = this.#shown;
    const { current, goal } = this.#current;
    return current === null ? undefined : explainFailure(machine, current, sight.argumentsOf(current), goal!);
  }

  /** Whether a person let the goal in progress fail at an event (`forceFail`). */
  wasLetFail(event: number): boolean {
    return this.#history.interventions.failsAt(event);
  }

  /** Clauses that the current goal may enter, whose heads fit as far as that is known, in the order in which they are written. */
  candidates(): readonly Clause[] {
    const { current, goal } = this.#current;
    if (current === null || goal === undefined) return [];
    const { candidates } = explainFailure(this.#shown.machine, current, this.callArguments, goal);
    return candidates.flatMap(({ clause, mismatch }) => (mismatch === undefined ? [clause] : []));
  }

  #stop(): DebugOutcome {
    this.#history.interventions.apply(this.#shown);
    return { kind: 'stop', event: this.event, port: this.#current.port };
  }

  #intervene(intervention: Intervention): void {
    const { event } = this;
    this.#tracks.forgetFuture();
    this.#history.change(event, intervention);
  }
}
