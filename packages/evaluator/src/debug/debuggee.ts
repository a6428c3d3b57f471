import type { Clause } from '@polar-tools/policy';
import type { PreparedQuery } from '../compiler/prepare.ts';
import { hasVariables } from '../constraints/resolve.ts';
import type { Reply } from '../host/host.ts';
import type { Activation } from '../machine/frame.ts';
import { Machine } from '../machine/machine.ts';
import type { Answer, Outcome } from '../machine/outcome.ts';
import { CALL_PORT } from '../machine/ports.ts';
import type { RuntimeError } from '../machine/runtime-error.ts';
import { deref, isUnbound, type Term } from '../terms/term.ts';
import { choicePointOf, choicePointsFrom, countChoicePoints } from './choice-points.ts';
import { evaluateIn, readTyped, type TypedText } from './evaluate.ts';
import { EventLog } from './event-log.ts';
import { ANSWER_PORT, CurrentEvent, END_PORT, EXCEPTION_PORT } from './event-view.ts';
import { CallStack } from './frames.ts';
import { Recording } from './recording.ts';
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

const DEFAULT_CHECKPOINT_EVERY = 100_000;

/**
 * Events that are looked at in any case. A loop that was compiled before it has met such a look is thrown away when it does, and
 * it is long in compiling.
 */
const FIRST_EVENTS = 200;

/** Calls that are made at once for a text that a person typed, before it takes too long: some tenths of a second. */
const MOST_CALLS_AT_ONCE = 2_000_000;
/** Texts that are kept compiled. A condition is one; what is typed once in a console is soon forgotten. */
const MOST_COMPILED = 200;

/** A variable that a person gave a value. */
interface Binding {
  readonly frame: number;
  readonly variable: string;
  readonly value: Term;
}

/** What a person did to the run at an event, to be done again whenever it passes there. */
interface Intervention {
  readonly bindings: readonly Binding[];
  /** The goal fails, whatever it would have done. */
  readonly fails: boolean;
}

/** Ports after which the search goes back, or is over. */
const UNDOING: ReadonlySet<string> = new Set(['fail', 'answer', 'end', 'exception']);

/** Errors that depend on the clock or the machine's memory: going back to one shows it, as it may not happen again. */
const LIMITS: ReadonlySet<string> = new Set(['query-timeout', 'stack-overflow', 'memory-limit']);

/**
 * A query under a debugger: run to an event, look, go on, go back.
 *
 * Events are numbered from 1; 0 is the start. Everything that is shown at event n is the same however n was reached.
 * Moving never calls the application: it stops with a question (going back, the recorded replies are used).
 */
export class Debuggee {
  readonly #machine: Machine;
  readonly #current: CurrentEvent;
  readonly #stack: CallStack;
  readonly #recording: Recording | undefined;
  readonly #log: EventLog | undefined;
  readonly #options: DebugOptions;
  readonly #interventions = new Map<number, Intervention>();
  readonly #typed = new Map<string, TypedText>();
  #answers: { readonly event: number; readonly answer: Answer }[] = [];
  #last = 0;
  /** The event whose intervention was done last, as a run may stop and go on without reaching another event. */
  #applied = -1;
  /** What was done while standing still: goals that bindings woke, or a failure, come as soon as it goes on. */
  #unsettled: 'fits' | 'fails' | undefined;
  /** How the history ends, once it does. */
  #end: { readonly event: number; readonly outcome: Outcome } | undefined;

  constructor(query: PreparedQuery, options: DebugOptions = {}) {
    this.#options = options;
    const { print } = options;
    const heard =
      print === undefined ? {} : { print: (text: string) => this.#machine.event >= this.#last && print(text) };
    // Looking at a stopped run takes as long as it takes: no clock by default.
    this.#machine = new Machine(query, { ...options, ...heard, limits: { time: 0, ...options.limits } }, true);
    this.#machine.keepsReplies = true;
    this.#current = new CurrentEvent(this.#machine.space, this.#machine.query.uri);
    this.#stack = new CallStack(this.#machine, this.#current);
    if (options.listen !== undefined) this.#log = new EventLog(options.listen, this.#machine);
    if (options.record !== false)
      this.#recording = new Recording(this.#machine, options.checkpointEvery ?? DEFAULT_CHECKPOINT_EVERY);
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

  /** Replies of the application so far, in order: with the query they are the whole recording. */
  get replies(): readonly Reply[] {
    return this.#machine.replies;
  }

  /**
   * Runs to the next event after this one where the condition holds, but at most `budget` events. Stops at answers, the end
   * and errors too. Without a condition only those are stops, and no event costs a look.
   */
  forward(condition?: StopCondition, budget: number = Number.POSITIVE_INFINITY): DebugOutcome {
    const outcome = this.#run(condition, this.event + budget);
    if (outcome === 'chosen') return this.#stop();
    return outcome === 'limit' ? { kind: 'paused', event: this.event } : outcome;
  }

  /**
   * Goes to the last event before this one where the condition holds, or to the start. Asks no questions. Having looked at
   * about `budget` events it pauses, where it has come to.
   */
  backward(condition: StopCondition, budget: number = Number.POSITIVE_INFINITY): DebugOutcome {
    const recording = this.#recording;
    const until = this.event - budget;
    let last = this.event - 1;
    while (recording !== undefined && last > 0) {
      const from = recording.before(last);
      this.#restore(recording, from);
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
    const recording = this.#recording;
    if (recording !== undefined) {
      // What an event is shows only when it is run into: from the checkpoint before it.
      const from = target === 0 ? 0 : recording.before(target);
      if (target < this.event || from > this.event) this.#restore(recording, from);
    }
    this.#runTo(target);
    return this.#stop();
  }

  /** The reply to the question that a move stopped with. */
  answer(reply: Reply): void {
    this.#machine.answer(reply);
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
    if (this.event === 0 || this.#machine.state === 'done' || this.#machine.state === 'failed') return this.#stop();
    this.#intervene({ bindings: this.#interventions.get(this.event)?.bindings ?? [], fails: true });
    return this.forward(() => true);
  }

  /** Binds an unbound variable of a frame from here on: a what-if. Says what is wrong, if anything. */
  bind(frame: number, variable: string, value: Term): { readonly error: string } | undefined {
    const live = this.#stack.at(frame);
    const found = live?.variables.find(({ name }) => name === variable);
    if (live === undefined || found === undefined) return { error: `There is no variable ${variable} here.` };
    if (UNDOING.has(this.#current.port))
      return {
        error: 'What is set here is undone at once: the search goes back from here. Go back to a goal that is tried.',
      };
    if (found.bound) return { error: `${variable} has a value already. Go back to before it got one.` };
    if (live.machineFrame === null) return { error: `${variable} can be bound once the query has begun. Step first.` };
    if (hasVariables(value)) return { error: 'Write a value in which everything is known: no unbound variables.' };
    const binding = { frame, variable, value };
    this.#intervene({ bindings: [...(this.#interventions.get(this.event)?.bindings ?? []), binding], fails: false });
    this.#bind([binding]);
    return undefined;
  }

  /** How many rules are in progress, the query included: there may be a million. */
  get depth(): number {
    return this.#stack.depth;
  }

  /** At most `count` of the rules in progress from index `start` on, the innermost first; the last one of all is the query. */
  frames(start = 0, count: number = Number.POSITIVE_INFINITY): readonly Frame[] {
    return this.#stack.slice(start, count);
  }

  /** The index of the rule in progress with an `id`; undefined where it is not in progress. */
  frameIndex(id: number): number | undefined {
    return this.#stack.indexOf(id);
  }

  /** How many alternatives are left: there may be a million. */
  get choicePointCount(): number {
    return countChoicePoints(this.#machine);
  }

  /** At most `count` of the alternatives left, the newest first, without the newest `start` ones. */
  choicePoints(start = 0, count: number = Number.POSITIVE_INFINITY): readonly ChoicePointView[] {
    return choicePointsFrom(this.#machine, start, count);
  }

  /** The newest alternative that is left of the goal called at an event. */
  choicePointOf(activation: number): ChoicePointView | undefined {
    return choicePointOf(this.#machine, activation);
  }

  /**
   * Begins to evaluate a value or to run a goal with the bindings of frame `frame` (its index), apart: nothing of the
   * debuggee changes, whatever becomes of it.
   */
  evaluating(text: string, frame: number, solutions = 10): OngoingEvaluation {
    const live = this.#stack.at(frame) ?? this.#stack.at(this.#stack.depth - 1)!;
    let typed = this.#typed.get(text);
    if (typed === undefined) {
      if (this.#typed.size >= MOST_COMPILED) this.#typed.clear();
      typed = readTyped(this.#machine.program, text);
      this.#typed.set(text, typed);
    }
    return evaluateIn(typed, live.variables, solutions, this.#options);
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
    const { current } = this.#current;
    return current === null ? undefined : explainFailure(this.#machine, current, this.#current.goal!);
  }

  /** Clauses that the current goal may call, in the order in which they are written: for choosing which one to step into. */
  candidates(): readonly Clause[] {
    const { predicate, arity } = this.#current;
    if (predicate === undefined) return [];
    return (
      this.#machine.program.policy.predicates.get(predicate)?.clauses.filter((clause) => clause.arity === arity) ?? []
    );
  }

  // ---- Running ------------------------------------------------------------------------------------------------------

  #stop(): DebugOutcome {
    this.#applyIntervention();
    return { kind: 'stop', event: this.event, port: this.#current.port };
  }

  #restore(recording: Recording, event: number): void {
    recording.restore(event);
    this.#current.event = this.#machine.event;
    this.#current.portNumber = 0;
    this.#current.current = null;
    this.#current.clauseIndex = -1;
    this.#applied = -1;
    this.#unsettled = undefined;
  }

  /** Runs into an event that was run into before, telling of each on the way. */
  #runTo(target: number, tell?: StopCondition): void {
    while (this.event < target) {
      const { event } = this;
      this.#run(tell, target);
      if (this.event === event) return;
    }
  }

  /**
   * Runs until the condition holds, or to event `limit`; else gives why it stopped before. The condition is asked at every
   * event; without one, most events are passed without a look.
   */
  #run(condition: StopCondition | undefined, limit: number): DebugOutcome | 'chosen' | 'limit' {
    const stopped = this.#goOn(condition, limit);
    this.#log?.flush(this.#machine.event);
    return stopped;
  }

  #goOn(condition: StopCondition | undefined, limit: number): DebugOutcome | 'chosen' | 'limit' {
    const machine = this.#machine;
    const current = this.#current;
    // A question stops it at the event before, which must be known then.
    const attendsAll = condition !== undefined || this.#options.host === undefined;
    let wakeAt = 0;
    let chosen = false;
    const log = this.#log;
    const prepare = (): void => {
      wakeAt = this.#nextDuty(limit);
      machine.hearUntil = 0;
      machine.attendAt = 0;
      if (attendsAll || machine.event < FIRST_EVENTS) return;
      machine.attendAt = Math.min(wakeAt, log?.nextAfter(machine.event) ?? wakeAt);
      log?.lend(machine, wakeAt);
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
        if (!attendsAll && event >= FIRST_EVENTS && event >= machine.hearUntil) prepare();
        return chosen;
      }
      const intervened = this.#interventions.has(event);
      if (port === CALL_PORT && !intervened && this.#recording?.consider() === true) prepare();
      return chosen || event >= limit || intervened;
    };
    for (;;) {
      this.#applyIntervention();
      this.#settle();
      prepare();
      const end = this.#end;
      if (end?.outcome.kind === 'error' && LIMITS.has(end.outcome.error.code) && machine.event === end.event - 1) {
        machine.event = end.event;
        machine.state = 'failed';
        machine.outcome = end.outcome;
        this.#meet(EXCEPTION_PORT, machine.activation, -1);
        condition?.(current);
        return { kind: 'error', event: end.event, error: end.outcome.error };
      }
      const outcome = machine.run();
      if (current.event > this.#last) this.#last = current.event;
      switch (outcome.kind) {
        case 'paused':
          if (chosen) return 'chosen';
          if (current.event >= limit) return 'limit';
          continue;
        case 'question':
          return { kind: 'question', event: this.event, question: outcome.question };
        case 'answer':
          machine.event++;
          this.#meet(ANSWER_PORT, null, -1);
          if ((this.#answers.at(-1)?.event ?? 0) < machine.event)
            this.#answers.push({ event: machine.event, answer: outcome.answer });
          condition?.(current);
          return { kind: 'answer', event: this.event, answer: outcome.answer };
        case 'done':
          this.#finish(END_PORT, outcome, condition);
          return { kind: 'done', event: this.event };
        case 'error':
          this.#finish(EXCEPTION_PORT, outcome, condition);
          return { kind: 'error', event: this.event, error: outcome.error };
      }
    }
  }

  /** The next event at which there is something to do: a checkpoint, an intervention, a stop. */
  #nextDuty(limit: number): number {
    let at = Math.min(limit, this.#recording?.due ?? Number.POSITIVE_INFINITY);
    for (const event of this.#interventions.keys()) if (event > this.#machine.event) at = Math.min(at, event);
    return at;
  }

  #meet(port: number, activation: Activation | null, clause: number): void {
    const current = this.#current;
    current.event = this.#machine.event;
    current.portNumber = port;
    current.current = activation;
    current.clauseIndex = clause;
    this.#log?.hear(current.event, port, activation, clause);
    if (current.event > this.#last) this.#last = current.event;
  }

  #finish(port: number, outcome: Outcome, condition: StopCondition | undefined): void {
    const machine = this.#machine;
    if (this.#current.portNumber === port) return;
    machine.event++;
    this.#meet(port, port === EXCEPTION_PORT ? machine.activation : null, -1);
    this.#end ??= { event: machine.event, outcome };
    condition?.(this.#current);
  }

  // ---- Other histories ----------------------------------------------------------------------------------------------

  #intervene(intervention: Intervention): void {
    const { event } = this;
    this.#last = event;
    this.#log?.forget(event);
    // What was done at an event is done again when it is run into: so no run begins there.
    this.#recording?.truncate(event - 1);
    this.#machine.replies.length = this.#machine.replied;
    this.#machine.question = undefined;
    this.#answers = this.#answers.filter((answer) => answer.event <= event);
    this.#end = undefined;
    for (const at of [...this.#interventions.keys()]) if (at > event) this.#interventions.delete(at);
    this.#interventions.set(event, intervention);
    this.#applied = -1;
  }

  #applyIntervention(): void {
    const { event } = this.#machine;
    const intervention = this.#interventions.get(event);
    if (intervention === undefined || this.#applied === event) return;
    this.#bind(intervention.bindings);
    if (intervention.fails) this.#unsettled = 'fails';
  }

  /** Binds variables at once, so that one sees it; the run notices when it goes on. */
  #bind(bindings: readonly Binding[]): void {
    const { space, store } = this.#machine;
    this.#applied = this.#machine.event;
    for (const { frame, variable: name, value } of bindings) {
      const live = this.#stack.at(frame);
      const slot = space.code.frameSlots(live?.clauseIndex ?? -1).find((one) => one.name === name)?.slot;
      if (live?.machineFrame == null || slot === undefined) continue;
      const variable = deref(live.machineFrame[slot] as Term);
      if (!isUnbound(variable)) continue;
      this.#unsettled = store.unify(variable, value) && this.#unsettled !== 'fails' ? 'fits' : 'fails';
    }
  }

  #settle(): void {
    const machine = this.#machine;
    if (this.#unsettled === 'fails') machine.pc = machine.space.stubs.fail;
    else if (this.#unsettled === 'fits' && machine.store.woken.length > 0)
      machine.solveThen(machine.takeWoken(), machine.pc);
    this.#unsettled = undefined;
  }
}
