import type {
  Answer,
  DebugOutcome,
  Evaluation,
  EventView,
  SteppedRun,
  StopCondition,
  Term,
} from '@polar-tools/evaluator';
import type { Clause } from '@polar-tools/policy';
import type { DebugDialect } from '../dialect/dialect.ts';
import type { IsWanted } from '../start-place.ts';
import { Replies } from './application.ts';
import { Breakpoints, type Filter, type VariableBreakpoint } from './breakpoints.ts';
import { Inspection } from './inspection.ts';
import { type KnownStop, KnownStops } from './known-stops.ts';
import { type Ending, type Listener, type RunSetup, type Stop, type StopReason, snapshot, type World } from './run.ts';
import * as steps from './steps.ts';
import { DEFAULT_STEP_PORTS, type Granularity, type StepFrom, type StepPort } from './steps.ts';
import { type Found, Triggers } from './triggers.ts';

/** Milliseconds that a run may take before others get their turn: short enough that "pause" works at once. */
const SLICE = 15;

/** Milliseconds after which a person is told that it still runs, and how often from then on. */
const WHILE = 1_000;

/** Milliseconds for one condition, or one expression of a log point. */
const CONDITION_TIME = 1_000;

const NEVER_CALLED = 'What the session was to start at did not happen: this is the end of the run.';
const NOT_CALLED =
  'The goal was not called: something before it failed, or its answer was known. This is what led to it.';

const PAUSED: Found = { reason: 'pause', breakpoints: [] };

/** A move: which events to stop at, and whether an answer is a stop too. */
interface Move {
  readonly back?: boolean;
  readonly stop: StopCondition | undefined;
  readonly atAnswers: boolean;
  readonly reason: StopReason;
  /** Breakpoints and filters are passed by. */
  readonly past?: boolean;
  /** Where to stop instead of at the end. */
  readonly instead?: () => number | undefined;
}

/**
 * Runs a query for a person who looks at it: on, back, in, out, to breakpoints. Knows the evaluator and no protocol. One move
 * at a time: while it runs, only `pause` and `dispose` do anything.
 */
export class Runtime extends Inspection {
  readonly breakpoints = new Breakpoints();
  /** The ports that steps stop at. */
  ports: ReadonlySet<StepPort> = DEFAULT_STEP_PORTS;
  /** The line of an event, for steps by line. */
  lineOf: (view: EventView) => string | undefined = () => undefined;
  state: 'new' | 'running' | 'stopped' | 'ended' = 'new';
  /** Where it stands, while it is stopped. */
  stop: Stop | undefined;

  readonly #setup: RunSetup;
  protected readonly world: World;
  readonly #listener: Listener;
  protected readonly dialect: DebugDialect;
  protected readonly debuggee: SteppedRun;
  protected readonly replies: Replies;
  #generation = 0;
  /** Ends what goes on while it runs, or while it stands still: a pause, or the next move. */
  #turn = new AbortController();
  #budget = 1_000;
  /** Up to which event answers, prints and logs have been told. */
  #told = 0;
  #finishedAt: number | undefined;
  /** The event of the last answer that was delivered. */
  #delivered = 0;
  /** A person has changed what happens: what follows is not what would have been. */
  #isChanged = false;
  /** Milliseconds spent standing still, which no limit counts. */
  #idle = 0;
  #idleSince: number;
  #lastBreath = 0;
  /** When a person is told next that it still runs. */
  #tellAt = 0;
  readonly #known = new KnownStops();
  readonly #triggers: Triggers;

  constructor(setup: RunSetup, world: World, listener: Listener) {
    super();
    this.#setup = setup;
    this.world = world;
    this.#listener = listener;
    this.#idleSince = world.now();
    this.replies = new Replies(setup.application);
    this.dialect = setup.dialect;
    this.debuggee = this.#begun();
    this.#triggers = new Triggers(this.breakpoints, {
      evaluate: (text, frame) =>
        this.evaluate(text, frame, {
          solutions: 1,
          time: CONDITION_TIME,
          signal: this.#turn.signal,
          goesOn: () => {},
        }),
      evaluateCall: (text, names) =>
        this.evaluateCall(text, names, {
          solutions: 1,
          time: CONDITION_TIME,
          signal: this.#turn.signal,
          goesOn: () => {},
        }),
      notice: (message, view) => {
        if (this.#turn.signal.aborted) return false;
        listener.noticed(message, view);
        return true;
      },
      hasVariable: (name, frame) => this.frame(frame)?.variables.some((one) => one.name === name) === true,
      frameById: (id) => this.frameById(id),
      lookAround: (look) => this.lookAround(look),
      log: (message, view) => {
        if (view.event > this.#told) listener.logged(message, view);
      },
    });
  }

  /** How an evaluation is written on one line, for log points and notes. */
  set shown(shown: (evaluation: Evaluation) => string) {
    this.#triggers.shown = shown;
  }

  #begun(): SteppedRun {
    return this.#setup.begin({
      record: this.recording,
      clock: () => this.world.now() - this.#idle,
      now: this.world.time?.(),
      print: (text) => {
        if (this.#isNew()) this.#listener.printed(text);
      },
    });
  }

  // ---- Moves --------------------------------------------------------------------------------------------------------

  /** Begins the run: to the first goal if asked, else to the first breakpoint or the end. */
  start(): void {
    if (this.state !== 'new') return;
    const { startAt, free } = this.#setup;
    if (startAt !== undefined && !free) this.#startAt(startAt);
    else if (this.#setup.stopOnEntry && !this.#setup.free) {
      this.#forward({ stop: (view) => view.port === 'call', atAnswers: true, reason: 'entry' });
    } else this.resume();
  }

  /** To the first event that is wanted most; where that does not come, back from the end to one that is wanted next. */
  #startAt(wanted: readonly IsWanted[]): void {
    let rank = wanted.length;
    let at: number | undefined;
    const stop: StopCondition = (view) => {
      const found = wanted.findIndex((isWanted, i) => i < rank && isWanted(view, this.debuggee));
      if (found >= 0) [rank, at] = [found, view.event];
      return rank === 0;
    };
    this.#forward({ stop, atAnswers: false, reason: 'entry', past: true, instead: () => at });
  }

  resume(): void {
    this.#forward({ stop: undefined, atAnswers: false, reason: 'step' });
  }

  stepOver(granularity: Granularity): void {
    this.#forward({ stop: steps.stepOver(this.#from(granularity)), atAnswers: true, reason: 'step' });
  }

  /** @param target the clause of the current goal to enter, past those that come before it; else the goal's last failure */
  stepIn(granularity: Granularity, target?: Clause): void {
    const from = this.#from(granularity);
    const { activation } = from.view;
    const intoTarget: StopCondition = (view) =>
      view.activation === activation && (view.port === 'unify' ? view.clause === target : view.port === 'fail');
    this.#forward({ stop: target === undefined ? steps.stepIn(from) : intoTarget, atAnswers: true, reason: 'step' });
  }

  stepOut(): void {
    this.#forward({ stop: steps.stepOut(this.#from('statement')), atAnswers: true, reason: 'step' });
  }

  /** To the next answer, past breakpoints. */
  nextSolution(): void {
    this.#forward({ stop: () => false, atAnswers: true, reason: 'step', past: true });
  }

  /** To the event before this one that a step could have stopped at. */
  stepBack(granularity: Granularity): void {
    this.#backward({ stop: steps.stepIn(this.#from(granularity)), atAnswers: true, reason: 'step' });
  }

  /** To the last breakpoint before this event, or to the start. */
  reverse(): void {
    this.#backward({ stop: undefined, atAnswers: this.#setup.stopOnResult, reason: 'step' });
  }

  /** Back to the call of a frame's goal (a frame's `id`, a choice point's `activation`). */
  retry(activation: number): void {
    this.#leap((debuggee) => debuggee.retry(activation), 'restart');
  }

  goTo(event: number): void {
    this.#leap((debuggee) => debuggee.jump(event), 'goto');
  }

  /** Lets the current goal fail, whatever it would have done. A new history begins. */
  forceFail(): void {
    const generation = this.#begin();
    if (generation === undefined) return;
    const outcome = this.debuggee.forceFail();
    this.#beginHistory();
    this.#run({ stop: () => true, atAnswers: true, reason: 'step', past: true }, generation, outcome);
  }

  /** Binds an unbound variable: a what-if, from which a new history begins. Gives what is wrong, if anything. */
  bind(frame: number, variable: string, value: Term): string | undefined {
    const fault = this.debuggee.bind(frame, variable, value);
    if (fault !== undefined) return fault.error;
    this.#beginHistory();
    return undefined;
  }

  pause(): void {
    if (this.state === 'running') this.#turn.abort();
  }

  /**
   * Runs the query once more from its beginning, with a recording and without a word, to be looked at where it has ended; undefined
   * where that takes long.
   */
  async again<Seen>(look: (run: Runtime) => Promise<Seen>): Promise<Seen | undefined> {
    const { world, standing } = this;
    const setup = this.#setup;
    const nothing = (): void => {};
    const silent = {
      stopped: nothing,
      answered: nothing,
      printed: nothing,
      logged: nothing,
      noticed: nothing,
      broke: nothing,
    };
    let seen: Seen | undefined;
    await new Promise<void>((resolve) => {
      const finished = async (): Promise<void> => {
        seen = await look(run);
      };
      const listener: Listener = { ...silent, finished, ended: () => resolve(), working: () => run.dispose() };
      const run: Runtime = new Runtime({ ...setup, record: true, free: true }, world, listener);
      standing.addEventListener('abort', () => run.dispose(), { once: true });
      run.start();
    });
    return seen;
  }

  /** What ends when it moves on: whatever is asked of it while it stands still. */
  get standing(): AbortSignal {
    return this.#turn.signal;
  }

  /** Ends it for another run to take its place: nobody is told. */
  abandon(): void {
    this.#generation++;
    this.state = 'ended';
    this.#turn.abort();
  }

  /** Ends it, wherever it is. */
  dispose(): void {
    if (this.state === 'ended') return;
    const wasRunning = this.state === 'running';
    this.abandon();
    this.#listener.ended(wasRunning);
  }

  /** Watches variables of rules in progress. */
  watch(variables: readonly VariableBreakpoint[]): void {
    this.#triggers.watched.set(variables);
  }

  /** Whether a person has let a goal fail, or given a variable a value. */
  get isChanged(): boolean {
    return this.#isChanged;
  }

  /** Whether one can go back. */
  get recording(): boolean {
    return this.#setup.record;
  }

  // ---- The run ------------------------------------------------------------------------------------------------------

  #from(granularity: Granularity): StepFrom {
    return { view: snapshot(this.debuggee.view), granularity, ports: this.ports, lineOf: this.lineOf };
  }

  #isNew(): boolean {
    return this.debuggee.event >= this.#told;
  }

  #begin(): number | undefined {
    if (this.state === 'running' || this.state === 'ended') return undefined;
    this.state = 'running';
    this.stop = undefined;
    this.#tellAt = this.world.now() + WHILE;
    this.#newTurn();
    this.#idle += this.world.now() - this.#idleSince;
    return this.#generation;
  }

  #halt(stop: Found): void {
    this.state = 'stopped';
    this.#newTurn();
    this.#idleSince = this.world.now();
    this.#triggers.watched.lookAgain();
    this.stop = { ...stop, view: snapshot(this.debuggee.view) };
    this.#listener.stopped(this.stop);
  }

  #newTurn(): void {
    this.#turn.abort();
    this.#turn = new AbortController();
  }

  /** From here on everything is new: it is told though other answers and logs came after this event once. */
  #beginHistory(): void {
    this.#told = Math.min(this.#told, this.debuggee.event);
    this.#finishedAt = undefined;
    this.#known.forget();
    this.#isChanged = true;
  }

  /** A defect of the evaluator or of ours must not take others with it: this run is over, and everybody is told why. */
  #collapse(fault: unknown): void {
    this.#listener.broke(fault);
    this.dispose();
  }

  #leap(jump: (debuggee: SteppedRun) => DebugOutcome, reason: StopReason): void {
    if (this.#begin() === undefined) return;
    jump(this.debuggee);
    this.#halt({ reason, breakpoints: [] });
  }

  #forward(move: Move): void {
    const atTheEnd = this.state === 'stopped' && isLast(this.debuggee.view);
    const generation = this.#begin();
    if (generation === undefined) return;
    if (atTheEnd) this.dispose();
    else this.#run(move, generation);
  }

  #backward(move: Move): void {
    const generation = this.#begin();
    if (generation === undefined) return;
    if (move.stop !== undefined) this.#run({ ...move, back: true }, generation);
    else this.#sweepBack({ ...move, back: true }, generation).catch((fault: unknown) => this.#collapse(fault));
  }

  /** @param outcome what the debuggee has come to already */
  #run(move: Move, generation: number, outcome?: DebugOutcome): void {
    this.#drive(move, generation, outcome).catch((fault: unknown) => this.#collapse(fault));
  }

  async #drive(move: Move, generation: number, first: DebugOutcome | undefined): Promise<void> {
    const { signal } = this.#turn;
    for (let known = first; this.#generation === generation; known = undefined) {
      if (known === undefined && move.back !== true && !(await this.#delivers())) {
        if (this.#generation === generation) this.dispose();
        return;
      }
      if (this.#generation !== generation) return;
      const began = this.world.now();
      const { event } = this.debuggee;
      const { version } = this.#triggers;
      const outcome = known ?? this.#advance(move);
      if (outcome.kind === 'paused') {
        this.#adapt(this.world.now() - began);
        this.#noteGoneOn(move, version, event, undefined);
      } else if (outcome.kind === 'question') {
        this.#noteGoneOn(move, version, event, undefined);
        const reply = await this.replies.to(outcome.question, signal);
        if (reply !== undefined) this.debuggee.answer(reply);
      } else {
        const stop = await this.#examine(move, outcome.kind === 'answer' ? outcome.answer : undefined);
        if (this.#generation !== generation) return;
        this.#told = Math.max(this.#told, this.debuggee.event);
        // A pause ends what a condition asks, and then that is why it stands here.
        if (!signal.aborted) this.#noteGoneOn(move, version, event, stop);
        if (stop !== undefined) return this.#halt(signal.aborted ? PAUSED : stop);
        // To go back to one candidate after another takes a replay for each.
        if (move.back === true && !signal.aborted) return this.#sweepBack(move, generation);
        if (outcome.kind === 'done' || outcome.kind === 'error') return this.dispose();
      }
      await this.#rest(move.back === true, outcome.kind === 'paused');
      if (signal.aborted && this.#generation === generation) return this.#halt(PAUSED);
    }
  }

  /**
   * Goes back to the last event before this one that is a stop: of each stretch between two checkpoints, the latest first, it goes through
   * all that may be one, forward. What it finds is kept for the next time.
   */
  async #sweepBack(move: Move, generation: number): Promise<void> {
    const { debuggee } = this;
    if (!move.atAnswers && this.#conditionOf(move) === undefined) return this.#leapBack();
    // Where a step stops hangs on where it began.
    const known = move.stop === undefined ? this.#known : new KnownStops();
    for (let end = debuggee.event - 1; end > 0; ) {
      const last = known.lastUntil(this.#triggers.version, end);
      if ('stop' in last) {
        debuggee.jump(last.event);
        return this.#halt(last.stop);
      }
      end = last.unknownFrom;
      if (end > 0 && !(await this.#sweep(move, end, generation, known))) return;
    }
    this.#leapBack();
  }

  #leapBack(): void {
    this.debuggee.jump(0);
    this.#halt({ reason: 'entry', breakpoints: [] });
  }

  /** Goes through the events from a checkpoint to `end` and notes the stops among them; false where it was paused or ended. */
  async #sweep(move: Move, end: number, generation: number, known: KnownStops): Promise<boolean> {
    const { debuggee, world } = this;
    const { signal } = this.#turn;
    const { version } = this.#triggers;
    const condition = this.#conditionOf(move);
    const from = debuggee.toCheckpointBefore(this.breakpoints.countsFromTheStart ? 1 : end);
    const stops: KnownStop[] = [];
    let candidate = -1;
    const stopsAt: StopCondition = (view) => {
      if ((move.atAnswers && view.port === 'answer') || condition?.(view) === true) candidate = view.event;
      return candidate === view.event || view.event >= end;
    };
    while (debuggee.event < end) {
      const began = world.now();
      const before = debuggee.event;
      const { kind } = debuggee.forward(stopsAt, this.#budget);
      // What was recorded goes on by itself; whatever else happens, it must end.
      if (debuggee.event === before) break;
      if (candidate === debuggee.event) {
        const stop = await this.#examine(move);
        if (this.#generation !== generation) return false;
        if (stop !== undefined) stops.push({ event: debuggee.event, stop });
      } else if (kind === 'paused') this.#adapt(world.now() - began);
      await this.#rest(true, kind === 'paused');
      if (this.#generation !== generation) return false;
      if (signal.aborted) {
        this.#halt(PAUSED);
        return false;
      }
    }
    known.note(version, from, end, stops);
    return true;
  }

  /** Keeps what going on has found out: events after one, up to where it stands, are stops for going back or not. */
  #noteGoneOn(move: Move, version: number, after: number, stop: Found | undefined): void {
    // What is watched is compared with what it was when it was last seen, which going back does not know.
    if (move.back === true || move.past === true || this.#setup.free || this.#triggers.watched.any) return;
    const { event, view } = this.debuggee;
    const stops: KnownStop[] = [];
    // Where it stops only because this move ends there, going back does not.
    if (view.port === 'answer') {
      if (this.#setup.stopOnResult) stops.push({ event, stop: { reason: 'step', breakpoints: [] } });
    } else if (stop !== undefined && stop.reason !== move.reason) stops.push({ event, stop });
    this.#known.note(version, after, event, stops);
  }

  /** Tells now and then that it still runs, and lets others have their turn. */
  async #rest(back: boolean, paused: boolean): Promise<void> {
    const now = this.world.now();
    if (now > this.#tellAt) {
      this.#tellAt = now + WHILE;
      this.#listener.working(this.debuggee.event, back);
    }
    if (!paused && now - this.#lastBreath < SLICE) return;
    await this.world.breathe();
    this.#lastBreath = this.world.now();
  }

  /** Delivers the answer that it stands at, if somebody waits for it. False where no other one is wanted. */
  async #delivers(): Promise<boolean> {
    const { deliver } = this.#setup;
    const { port, event } = this.debuggee.view;
    if (deliver === undefined || port !== 'answer' || event <= this.#delivered) return true;
    this.#delivered = event;
    const answer = this.answers.at(-1)?.answer;
    return answer === undefined || deliver(answer);
  }

  #advance(move: Move): DebugOutcome {
    const { back, atAnswers } = move;
    // Asked for each slice anew: breakpoints may be set while it runs.
    const condition = this.#conditionOf(move);
    if (back !== true) return this.debuggee.forward(condition, this.#budget);
    const stopsHere: StopCondition = (view) => (atAnswers && view.port === 'answer') || condition?.(view) === true;
    return this.debuggee.backward(stopsHere, this.#budget);
  }

  /** Larger slices while they are quick, smaller ones when they are not. */
  #adapt(took: number): void {
    if (took < SLICE / 2) this.#budget = Math.min(this.#budget * 2, 1_000_000);
    else if (took > SLICE * 2) this.#budget = Math.max(this.#budget >> 1, 100);
  }

  /** Without one no event needs to be looked at, which is much quicker. */
  #conditionOf({ stop, past, back }: Move): StopCondition | undefined {
    const wanted = this.#setup.free || past === true ? undefined : this.#triggers.wanted(back === true);
    if (stop === undefined || wanted === undefined) return stop ?? wanted;
    // Both are told of every event: what watches variables keeps what it has seen.
    return (view) => [wanted(view), stop(view)].includes(true);
  }

  /**
   * Whether to stop where it stands, and why. Writes log points; tells answers and the end.
   * @param answer the answer it stands at, where it is known: to ask for all of them at each one would take long
   */
  async #examine(move: Move, answer?: Answer): Promise<Found | undefined> {
    const view = this.debuggee.view;
    const here: Found = { reason: move.reason, breakpoints: [] };
    switch (view.port) {
      case 'start':
        return { reason: 'entry', breakpoints: [] };
      case 'answer': {
        const found = answer ?? this.answers.at(-1)?.answer;
        if (found !== undefined && view.event > this.#told) this.#listener.answered(found);
        return move.atAnswers || this.#setup.stopOnResult ? here : undefined;
      }
      case 'end':
        return this.#atEnd(
          { kind: 'done', answers: this.answers.length, judged: this.judged },
          this.judged === undefined && this.answers.length === 0 ? 'none' : undefined,
          move,
        );
      case 'exception':
        return this.error === undefined ? undefined : this.#atEnd({ kind: 'error', error: this.error }, 'error', move);
      default: {
        const found =
          this.#setup.free || move.past === true ? undefined : await this.#triggers.at(view, move.back === true);
        return found ?? (move.stop?.(view) === true ? here : undefined);
      }
    }
  }

  /** The end is a stop for a step and for whoever asked for it: from there one can go back. */
  async #atEnd(ending: Ending, filter: Filter | undefined, move: Move): Promise<Found | undefined> {
    if (this.#finishedAt === undefined) {
      this.#finishedAt = this.debuggee.event;
      await this.#listener.finished(ending);
    }
    if (this.#setup.free) return undefined;
    if (move.instead !== undefined) {
      const event = this.recording ? move.instead() : undefined;
      if (event === undefined) return { reason: move.reason, breakpoints: [], note: NEVER_CALLED };
      this.debuggee.jump(event);
      return { reason: move.reason, breakpoints: [], note: NOT_CALLED };
    }
    if (filter !== undefined && this.breakpoints.hasFilter(filter)) {
      return { reason: 'exception', breakpoints: [], filter };
    }
    if (this.breakpoints.hasFilter('end')) return { reason: 'exception', breakpoints: [], filter: 'end' };
    return move.stop === undefined ? undefined : { reason: move.reason, breakpoints: [] };
  }
}

/** Nothing follows these: the search is over. */
function isLast(view: EventView): boolean {
  return view.port === 'end' || view.port === 'exception';
}
