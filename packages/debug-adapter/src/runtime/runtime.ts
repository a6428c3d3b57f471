import type { DebugOutcome, Evaluation, EventView, SteppedRun, StopCondition, Term } from '@polar-tools/evaluator';
import type { Clause } from '@polar-tools/policy';
import type { DebugDialect } from '../dialect/dialect.ts';
import type { IsWanted } from '../start-place.ts';
import { Replies } from './application.ts';
import { Breakpoints, type VariableBreakpoint } from './breakpoints.ts';
import { GoingBack } from './going-back.ts';
import { Inspection } from './inspection.ts';
import type { Move } from './move.ts';
import { Pace } from './pace.ts';
import { type Listener, type RunSetup, type Stop, type StopReason, snapshot, type World } from './run.ts';
import * as steps from './steps.ts';
import { DEFAULT_STEP_PORTS, type Granularity, type StepFrom, type StepPort } from './steps.ts';
import { Stops } from './stops.ts';
import { type Found, Triggers } from './triggers.ts';

/** Milliseconds for one condition, or one expression of a log point. */
const CONDITION_TIME = 1_000;

const PAUSED: Found = { reason: 'pause', breakpoints: [] };

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
  /** A person has changed what happens: what follows is not what would have been. */
  #isChanged = false;
  readonly #pace: Pace;
  readonly #triggers: Triggers;
  readonly #stops: Stops;
  readonly #goingBack: GoingBack;

  constructor(setup: RunSetup, world: World, listener: Listener) {
    super();
    this.#setup = setup;
    this.world = world;
    this.#listener = listener;
    this.#pace = new Pace(world);
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
      objectsHaveFields: setup.dialect.objectsHaveFields,
      hasVariable: (name, frame) => this.frame(frame)?.variables.some((one) => one.name === name) === true,
      frameById: (id) => this.frameById(id),
      lookAround: (look) => this.lookAround(look),
      log: (message, view) => {
        if (!this.#stops.wasTold(view.event)) listener.logged(message, view);
      },
    });
    const { breakpoints, debuggee } = this;
    const [triggers, pace] = [this.#triggers, this.#pace];
    const stops = new Stops(setup, debuggee, breakpoints, triggers, listener);
    this.#stops = stops;
    const working = (): void => listener.working(debuggee.event, true);
    this.#goingBack = new GoingBack({ setup, world, debuggee, breakpoints, triggers, stops, pace, working });
  }

  /** How an evaluation is written on one line, for log points and notes. */
  set shown(shown: (evaluation: Evaluation) => string) {
    this.#triggers.shown = shown;
  }

  #begun(): SteppedRun {
    return this.#setup.begin({
      record: this.recording,
      clock: () => this.#pace.clock,
      heap: this.world.heap,
      now: this.world.time?.(),
      print: (text) => {
        if (!this.#stops.isPast) this.#listener.printed(text);
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

  #begin(): number | undefined {
    if (this.state === 'running' || this.state === 'ended') return undefined;
    this.state = 'running';
    this.stop = undefined;
    this.#pace.go();
    this.#newTurn();
    return this.#generation;
  }

  #halt(stop: Found): void {
    this.state = 'stopped';
    this.#newTurn();
    this.#pace.stand();
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
    this.#stops.beginHistory();
    this.#goingBack.forget();
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
      if (known === undefined && move.back !== true && !(await this.#stops.delivers())) {
        if (this.#generation === generation) this.dispose();
        return;
      }
      if (this.#generation !== generation) return;
      const began = this.world.now();
      const { event } = this.debuggee;
      const { version } = this.#triggers;
      const outcome = known ?? this.#advance(move);
      if (outcome.kind === 'paused') {
        this.#pace.adapt(this.world.now() - began);
        this.#goingBack.noteGoneOn(move, version, event, undefined);
      } else if (outcome.kind === 'question') {
        this.#goingBack.noteGoneOn(move, version, event, undefined);
        const reply = await this.replies.to(outcome.question, signal);
        if (reply !== undefined) this.debuggee.answer(reply);
      } else {
        const stop = await this.#stops.here(move, outcome.kind === 'answer' ? outcome.answer : undefined);
        if (this.#generation !== generation) return;
        this.#stops.toldUpToHere();
        // A pause ends what a condition asks, and then that is why it stands here.
        if (!signal.aborted) this.#goingBack.noteGoneOn(move, version, event, stop);
        if (stop !== undefined) return this.#halt(signal.aborted ? PAUSED : stop);
        // To go back to one candidate after another takes a replay for each.
        if (move.back === true && !signal.aborted) return this.#sweepBack(move, generation);
        if (outcome.kind === 'done' || outcome.kind === 'error') return this.dispose();
      }
      await this.#pace.rest(outcome.kind === 'paused', () =>
        this.#listener.working(this.debuggee.event, move.back === true),
      );
      if (signal.aborted && this.#generation === generation) return this.#halt(PAUSED);
    }
  }

  /** Goes back to the last event before this one that is a stop. */
  async #sweepBack(move: Move, generation: number): Promise<void> {
    const { signal } = this.#turn;
    const isOver = (): boolean => this.#generation !== generation;
    const found = await this.#goingBack.lastStop(move, { signal, isOver });
    if (isOver()) return;
    if (found === undefined) return this.#halt(PAUSED);
    if (found === 'start') return this.#leapBack();
    this.debuggee.jump(found.event);
    this.#halt(found.stop);
  }

  #leapBack(): void {
    this.debuggee.jump(0);
    this.#halt({ reason: 'entry', breakpoints: [] });
  }

  #advance(move: Move): DebugOutcome {
    const { back, atAnswers } = move;
    // Asked for each slice anew: breakpoints may be set while it runs.
    const condition = this.#stops.conditionOf(move);
    if (back !== true) return this.debuggee.forward(condition, this.#pace.budget);
    const stopsHere: StopCondition = (view) => (atAnswers && view.port === 'answer') || condition?.(view) === true;
    return this.debuggee.backward(stopsHere, this.#pace.budget);
  }
}

/** Nothing follows these: the search is over. */
function isLast(view: EventView): boolean {
  return view.port === 'end' || view.port === 'exception';
}
