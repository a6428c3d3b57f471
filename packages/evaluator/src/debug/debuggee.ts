import type { Clause } from '@polar-tools/policy';
import type { CompiledQuery, PreparedQuery } from '../compiler/prepare.ts';
import type { Reply } from '../host/host.ts';
import { ConstraintMet } from '../machine/constraint-met.ts';
import type { CalledGoal } from '../machine/frame.ts';
import type { Machine, MachineOptions } from '../machine/machine.ts';
import type { Answer, Outcome } from '../machine/outcome.ts';
import { CALL_PORT } from '../machine/ports.ts';
import type { RuntimeError } from '../machine/runtime-error.ts';
import { hasVariables } from '../terms/copy.ts';
import type { Surroundings } from '../terms/surroundings.ts';
import type { Term } from '../terms/term.ts';
import { choicePointOf, choicePointsFrom, countChoicePoints } from './choice-points.ts';
import { evaluateIn, readTyped, type TypedText } from './evaluate.ts';
import { EventLog } from './event-log.ts';
import { ANSWER_PORT, END_PORT, EXCEPTION_PORT } from './event-view.ts';
import { bindIn, type Intervention, Interventions } from './interventions.ts';
import { Track } from './track.ts';
import type {
  ChoicePointView,
  DebugOptions,
  DebugOutcome,
  Evaluation,
  EventView,
  Frame,
  OngoingEvaluation,
  StopCondition,
  WhyFailed,
} from './view.ts';
import { explainFailure } from './why-failed.ts';

/**
 * Events that are looked at in any case. A loop that was compiled before it has met such a look is thrown away when it does, and
 * it is long in compiling.
 */
const FIRST_EVENTS = 200;

/** An event of the exact machine takes as long as so many of the compiled program. */
const EXACT_COSTS = 64;

/** Calls that are made at once for a text that a person typed, before it takes too long: some tenths of a second. */
const MOST_CALLS_AT_ONCE = 2_000_000;
/** Texts that are kept compiled. A condition is one; what is typed once in a console is soon forgotten. */
const MOST_COMPILED = 200;

/** Ports after which the search goes back, or is over. */
const UNDOING: ReadonlySet<string> = new Set(['fail', 'answer', 'end', 'exception']);

/** Errors that depend on the clock or the machine's memory: going back to one shows it, as it may not happen again. */
const LIMITS: ReadonlySet<string> = new Set(['query-timeout', 'stack-overflow', 'memory-limit']);

/**
 * A query under a debugger: run to an event, look, go on, go back.
 *
 * Events are numbered from 1; 0 is the start. Everything that is shown at event n is the same however n was reached.
 * Moving never calls the application: it stops with a question (going back, the recorded replies are used).
 *
 * Two machines share the history. The first runs the compiled program, until a variable is constrained: then the second begins
 * the query anew, is brought to the same event, and goes on. It keeps constraints as a plain run does, so the answers are the same.
 */
export class Debuggee {
  readonly #log: EventLog | undefined;
  readonly #options: DebugOptions;
  readonly #compiled: Track;
  /** Has the events after `#handedOver`, once it has come there. */
  #exact: Track | undefined;
  /** The event after which only the exact machine goes on. */
  #handedOver = Number.POSITIVE_INFINITY;
  /** The machine that has moved last. */
  #track: Track;
  readonly #interventions = new Interventions();
  readonly #typed = new Map<string, TypedText>();
  #answers: { readonly event: number; readonly answer: Answer }[] = [];
  #last = 0;
  /** How the history ends, once it does. */
  #end: { readonly event: number; readonly outcome: Outcome } | undefined;
  /** The machine whose question waits for a reply. */
  #asking: Machine | undefined;

  constructor(query: PreparedQuery, options: DebugOptions = {}) {
    this.#options = options;
    this.#compiled = Track.compiled(
      query as CompiledQuery,
      this.#machineOptions(() => this.#compiled.machine),
      options.checkpointEvery,
    );
    this.#track = this.#compiled;
    if (options.listen !== undefined) this.#log = new EventLog(options.listen, this.#compiled.machine);
    if (options.record !== false) this.#compiled.record();
  }

  /** Looking at a stopped run takes as long as it takes: no clock by default. What was printed is not printed again. */
  #machineOptions(machine: () => Machine): MachineOptions {
    const { print } = this.#options;
    const heard = print === undefined ? {} : { print: (text: string) => machine().event >= this.#last && print(text) };
    return { ...this.#options, ...heard, limits: { time: 0, ...this.#options.limits } };
  }

  /** The machine whose state is shown. While the exact one has not gone beyond the event that it was brought to, the other one. */
  get #shown(): Track {
    return this.#track.current.event > this.#handedOver ? this.#track : this.#compiled;
  }

  get #current(): Track['current'] {
    return this.#shown.current;
  }

  /** The current event's number. */
  get event(): number {
    return this.#current.event;
  }

  /** How far it has ever run: events up to this one can be jumped to. */
  get lastEvent(): number {
    return Math.max(this.#last, this.event);
  }

  /** The current event. */
  get view(): EventView {
    return this.#current;
  }

  /** Answers found up to the current event. */
  get answers(): readonly { readonly event: number; readonly answer: Answer }[] {
    return this.#answers.filter(({ event }) => event <= this.event);
  }

  /** The error, at an `exception` event. */
  get error(): RuntimeError | undefined {
    return this.#current.port === 'exception' && this.#end?.outcome.kind === 'error'
      ? this.#end.outcome.error
      : undefined;
  }

  /**
   * Runs to the next event after this one where the condition holds, but at most `budget` events. Stops at answers, the end
   * and errors too. Without a condition only those are stops, and no event costs a look.
   */
  forward(condition?: StopCondition, budget: number = Number.POSITIVE_INFINITY): DebugOutcome {
    const isSlow = this.#handedOver < Number.POSITIVE_INFINITY;
    const outcome = this.#run(condition, this.event + Math.ceil(isSlow ? budget / EXACT_COSTS : budget));
    if (outcome === 'chosen') return this.#stop();
    if (outcome !== 'limit') return outcome;
    // One looks here, too.
    this.#interventions.apply(this.#shown);
    return { kind: 'paused', event: this.event };
  }

  /**
   * Goes to the last event before this one where the condition holds, or to the start. Asks no questions. Having looked at
   * about `budget` events it pauses, where it has come to.
   */
  backward(condition: StopCondition, budget: number = Number.POSITIVE_INFINITY): DebugOutcome {
    const until = this.event - budget;
    let last = this.event - 1;
    while (this.#compiled.recording !== undefined && last > 0) {
      const from = this.#restoreBefore(last);
      let found = 0;
      this.#runTo(last, (view) => {
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

  /** Goes to event `event`, which is at most `lastEvent`. Without a recording, only forwards. */
  jump(event: number): DebugOutcome {
    const target = Math.max(0, Math.min(event, this.#last));
    const track = this.#trackOf(target);
    const { recording } = track;
    if (recording !== undefined) {
      const from = target === 0 ? 0 : recording.before(target);
      if (track !== this.#track || target < track.current.event || from > track.current.event)
        this.#restoreBefore(target);
    }
    this.#runTo(target);
    return this.#stop();
  }

  /** The reply to the question that a move stopped with. */
  answer(reply: Reply): void {
    (this.#asking ?? this.#track.machine).answer(reply);
    this.#asking = undefined;
  }

  /** Back to the call of a goal in progress: `id` of a frame or `activation` of a choice point. */
  retry(activation: number): DebugOutcome {
    return this.jump(activation);
  }

  /** Runs to the next `answer` event, from wherever it is. */
  nextSolution(budget?: number): DebugOutcome {
    return this.forward(undefined, budget);
  }

  /**
   * Makes the current goal fail now: stops at the event that follows. What came after this event is another history from
   * here on.
   */
  forceFail(): DebugOutcome {
    const { state } = this.#shown.machine;
    if (this.event === 0 || state === 'done' || state === 'failed') return this.#stop();
    this.#intervene({ bindings: this.#interventions.bindingsAt(this.event), fails: true });
    return this.forward(() => true);
  }

  /** Binds an unbound variable of a frame from here on: a what-if. Says what is wrong, if anything. */
  bind(frame: number, variable: string, value: Term): { readonly error: string } | undefined {
    const live = this.#shown.stack.at(frame);
    const found = live?.variables.find(({ name }) => name === variable);
    if (live === undefined || found === undefined) return { error: `There is no variable ${variable} here.` };
    if (UNDOING.has(this.#current.port))
      return {
        error: 'What is set here is undone at once: the search goes back from here. Go back to a goal that is tried.',
      };
    if (found.bound) return { error: `${variable} has a value already. Go back to before it got one.` };
    if (live.inProgress === null) return { error: `${variable} can be bound once the query has begun. Step first.` };
    if (hasVariables(value)) return { error: 'Write a value in which everything is known: no unbound variables.' };
    const binding = { frame, variable, value };
    this.#intervene({ bindings: [...this.#interventions.bindingsAt(this.event), binding], fails: false });
    bindIn(this.#track, [binding]);
    return undefined;
  }

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
    let typed = this.#typed.get(text);
    if (typed === undefined) {
      if (this.#typed.size >= MOST_COMPILED) this.#typed.clear();
      typed = readTyped(machine.program, text);
      this.#typed.set(text, typed);
    }
    const surroundings = (names: ReadonlySet<string>): Surroundings =>
      sight.surroundings(live.inProgress, live.clauseIndex, names);
    return evaluateIn(typed, live.variables, surroundings, solutions, this.#options);
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

  /** Clauses that the current goal may call, in the order in which they are written: for choosing which one to step into. */
  candidates(): readonly Clause[] {
    const { predicate, arity } = this.#current;
    if (predicate === undefined) return [];
    return (
      this.#shown.machine.program.policy.predicates
        .get(predicate)
        ?.clauses.filter((clause) => clause.arity === arity) ?? []
    );
  }

  // ---- Running ------------------------------------------------------------------------------------------------------

  #stop(): DebugOutcome {
    this.#interventions.apply(this.#shown);
    return { kind: 'stop', event: this.event, port: this.#current.port };
  }

  /** The machine that has an event. */
  #trackOf(event: number): Track {
    return event > this.#handedOver ? this.#exact! : this.#compiled;
  }

  /** Goes to the latest checkpoint before an event (to the start for 0); says which event that is. */
  #restoreBefore(event: number): number {
    this.#track = this.#trackOf(event);
    this.#track.restore(event === 0 ? 0 : this.#track.recording!.before(event));
    return this.#track.current.event;
  }

  /** Runs into an event that was run into before, telling of each on the way. */
  #runTo(target: number, tell?: StopCondition): void {
    while (this.#track.current.event < target) {
      const { event } = this.#track.current;
      this.#run(tell, target);
      if (this.#track.current.event === event) return;
    }
  }

  /**
   * Runs until the condition holds, or to event `limit`; else gives why it stopped before. The condition is asked at every
   * event; without one, most events are passed without a look.
   */
  #run(condition: StopCondition | undefined, limit: number): DebugOutcome | 'chosen' | 'limit' {
    const stopped = this.#goOn(condition, limit);
    this.#log?.flush(this.#track.machine.event);
    return stopped;
  }

  #goOn(condition: StopCondition | undefined, limit: number): DebugOutcome | 'chosen' | 'limit' {
    if (this.#track === this.#compiled && this.#compiled.machine.event >= this.#handedOver) {
      const stopped = this.#catchUp(limit);
      if (stopped !== undefined) return stopped;
    }
    const track = this.#track;
    const { machine, current, recording } = track;
    // A question stops it at the event before, which must be known then.
    const attendsAll = condition !== undefined || this.#options.host === undefined;
    let wakeAt = 0;
    let chosen = false;
    const log = this.#log;
    // Its loop writes down for a listener what nobody else wants to look at.
    const isCompiled = track === this.#compiled;
    const prepare = (): void => {
      wakeAt = this.#nextDuty(track, limit);
      machine.hearUntil = 0;
      machine.attendAt = 0;
      if (attendsAll || (isCompiled && machine.event < FIRST_EVENTS)) return;
      machine.attendAt = Math.min(wakeAt, log?.nextAfter(machine.event) ?? wakeAt);
      if (isCompiled) log?.lend(machine, wakeAt);
    };
    machine.attend = (port, activation, clause) => {
      const { event } = machine;
      current.event = event;
      current.portNumber = port;
      current.current = activation;
      current.clauseIndex = clause;
      log?.hear(event, port, activation, clause);
      chosen = condition?.(current) === true;
      if (event < wakeAt) {
        // The first events are over, the block is full, or what comes is new from here on.
        if (!attendsAll && isCompiled && event >= FIRST_EVENTS && event >= machine.hearUntil) prepare();
        return chosen;
      }
      const intervened = this.#interventions.has(event);
      if (port === CALL_PORT && !intervened && recording?.consider() === true) prepare();
      return chosen || event >= limit || intervened || event === this.#limitMetAfter;
    };
    // What is run again was within its limits, and comes to one where it did.
    machine.againUntil = this.#last;
    for (;;) {
      this.#interventions.apply(track);
      track.sight.settle();
      prepare();
      const end = this.#end;
      if (end?.outcome.kind === 'error' && machine.event === this.#limitMetAfter) {
        machine.event = end.event;
        machine.state = 'failed';
        machine.outcome = end.outcome;
        this.#meet(track, EXCEPTION_PORT, track.sight.activation, -1);
        condition?.(current);
        return { kind: 'error', event: end.event, error: end.outcome.error };
      }
      const outcome = runUnlessConstrained(machine);
      if (outcome === 'constrained') {
        this.#handOver();
        // It is far behind: whoever has a budget looks what time it is first.
        return limit < Number.POSITIVE_INFINITY ? 'limit' : this.#goOn(condition, limit);
      }
      if (current.event > this.#last) this.#last = current.event;
      switch (outcome.kind) {
        case 'paused':
          if (chosen) return 'chosen';
          if (current.event >= limit) return 'limit';
          continue;
        case 'question':
          this.#asking = machine;
          return { kind: 'question', event: this.event, question: outcome.question };
        case 'answer':
          machine.event++;
          this.#meet(track, ANSWER_PORT, null, -1);
          if ((this.#answers.at(-1)?.event ?? 0) < machine.event)
            this.#answers.push({ event: machine.event, answer: outcome.answer });
          condition?.(current);
          return { kind: 'answer', event: this.event, answer: outcome.answer };
        case 'done':
          this.#finish(track, END_PORT, outcome, condition);
          return { kind: 'done', event: this.event };
        case 'error':
          this.#finish(track, EXCEPTION_PORT, outcome, condition);
          return { kind: 'error', event: this.event, error: outcome.error };
      }
    }
  }

  /** The next event at which there is something to do: a checkpoint, an intervention, a stop. */
  #nextDuty({ machine, recording }: Track, limit: number): number {
    const at = Math.min(limit, recording?.due ?? Number.POSITIVE_INFINITY, this.#interventions.after(machine.event));
    return this.#limitMetAfter !== undefined && this.#limitMetAfter > machine.event
      ? Math.min(at, this.#limitMetAfter)
      : at;
  }

  /** The last event before the one at which a limit ends the history. */
  get #limitMetAfter(): number | undefined {
    const end = this.#end;
    return end?.outcome.kind === 'error' && LIMITS.has(end.outcome.error.code) ? end.event - 1 : undefined;
  }

  #meet({ machine, current }: Track, port: number, activation: CalledGoal | null, clause: number): void {
    current.event = machine.event;
    current.portNumber = port;
    current.current = activation;
    current.clauseIndex = clause;
    this.#log?.hear(current.event, port, activation, clause);
    if (current.event > this.#last) this.#last = current.event;
  }

  #finish(track: Track, port: number, outcome: Outcome, condition: StopCondition | undefined): void {
    const { machine, current, sight } = track;
    if (current.portNumber === port) return;
    machine.event++;
    this.#meet(track, port, port === EXCEPTION_PORT ? sight.activation : null, -1);
    this.#end ??= { event: machine.event, outcome };
    condition?.(current);
  }

  // ---- Two machines -------------------------------------------------------------------------------------------------

  /** From this event on only the exact machine can go on. The compiled program stands at the event as if nothing had followed. */
  #handOver(): void {
    const { machine, current, recording } = this.#compiled;
    const { event } = machine;
    if (event > this.#last) this.#last = event;
    this.#log?.flush(event);
    if (recording !== undefined) {
      this.#restoreBefore(event);
      this.#runTo(event);
    } else current.event = event;
    this.#handedOver = event;
    const exact = Track.exact(
      machine,
      this.#machineOptions(() => exact.machine),
      this.#options.checkpointEvery,
    );
    this.#exact = exact;
    this.#interventions.apply(this.#compiled);
  }

  /** Brings the exact machine to the event at which it takes over. Undefined: it is there; else why it could not go on, for now. */
  #catchUp(limit: number): DebugOutcome | 'limit' | undefined {
    const exact = this.#exact!;
    const at = this.#handedOver;
    const { machine, current } = exact;
    if (exact.recording !== undefined) {
      this.#track = exact;
      exact.restore(at);
      return undefined;
    }
    // As many events as it would have gone on.
    const until = Math.min(at, machine.event + limit - at);
    machine.againUntil = at;
    machine.attend = (port, activation, clause) => {
      current.event = machine.event;
      current.portNumber = port;
      current.current = activation;
      current.clauseIndex = clause;
      return true;
    };
    while (machine.event < at && machine.state !== 'done' && machine.state !== 'failed') {
      this.#interventions.apply(exact);
      machine.attendAt = Math.min(until, this.#interventions.after(machine.event));
      const outcome = machine.run();
      if (outcome.kind === 'question') {
        this.#asking = machine;
        return { kind: 'question', event: this.event, question: outcome.question };
      }
      if (outcome.kind !== 'paused') {
        machine.event++;
        this.#meet(
          exact,
          outcome.kind === 'answer' ? ANSWER_PORT : outcome.kind === 'done' ? END_PORT : EXCEPTION_PORT,
          null,
          -1,
        );
      }
      if (machine.event >= until && until < at) return 'limit';
    }
    this.#track = exact;
    if (this.#compiled.recording !== undefined) exact.record();
    return undefined;
  }

  // ---- Other histories ----------------------------------------------------------------------------------------------

  #intervene(intervention: Intervention): void {
    const { event } = this;
    const track = this.#shown;
    this.#track = track;
    if (track === this.#compiled) {
      // What follows is another history, and may constrain nothing.
      this.#exact = undefined;
      this.#handedOver = Number.POSITIVE_INFINITY;
    }
    this.#last = event;
    this.#log?.forget(event);
    // What was done at an event is done again when it is run into: so no run begins there.
    track.recording?.truncate(event - 1);
    track.machine.forgetFuture();
    this.#asking = undefined;
    this.#answers = this.#answers.filter((answer) => answer.event <= event);
    this.#end = undefined;
    this.#interventions.put(event, intervention);
    track.applied = -1;
  }
}

function runUnlessConstrained(machine: Machine): Outcome | 'constrained' {
  try {
    return machine.run();
  } catch (thrown) {
    if (thrown instanceof ConstraintMet) return 'constrained';
    throw thrown;
  }
}
