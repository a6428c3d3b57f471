import type { Answer, DebugOutcome, Evaluation, EventView, StopCondition } from '@polar-tools/evaluator';
import { Debuggee } from '@polar-tools/evaluator';
import type { Clause } from '@polar-tools/policy';
import { Breakpoints, type Filter, type VariableBreakpoint } from './breakpoints.ts';
import { Inspection } from './inspection.ts';
import type { Ending, Listener, RunSetup, Stop, StopReason, World } from './run.ts';
import * as steps from './steps.ts';
import { DEFAULT_STEP_PORTS, type Granularity, type StepFrom, type StepPort } from './steps.ts';
import { type Found, Triggers } from './triggers.ts';

/** Milliseconds that a run may take before others get their turn: short enough that "pause" works at once. */
const SLICE = 15;

/** Milliseconds after which a person is told that it still runs, and how often from then on. */
const WHILE = 1_000;

/** A move: which events to stop at, and whether an answer is a stop too. */
interface Move {
  readonly stop: StopCondition | undefined;
  readonly atAnswers: boolean;
  readonly reason: StopReason;
  /** Breakpoints and filters are passed by. */
  readonly past?: boolean;
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

  private readonly setup: RunSetup;
  private readonly world: World;
  private readonly listener: Listener;
  protected readonly debuggee: Debuggee;
  private generation = 0;
  private pauseWanted = false;
  private budget = 1_000;
  /** Up to which event answers, prints and logs have been told. */
  private told = 0;
  private finishedAt: number | undefined;
  /** Milliseconds spent standing still, which no limit counts. */
  private idle = 0;
  private idleSince: number;
  private lastBreath = 0;
  private readonly triggers: Triggers;

  constructor(setup: RunSetup, world: World, listener: Listener) {
    super();
    this.setup = setup;
    this.world = world;
    this.listener = listener;
    this.idleSince = world.now();
    this.debuggee = this.newDebuggee();
    this.triggers = new Triggers(this.breakpoints, {
      evaluate: (text, frame, solutions) => this.evaluate(text, frame, solutions),
      frames: () => this.frames(),
      log: (message, view) => {
        if (view.event > this.told) listener.logged(message, view);
      },
    });
  }

  /** How an evaluation is written on one line, for log points and notes. */
  set shown(shown: (evaluation: Evaluation) => string) {
    this.triggers.shown = shown;
  }

  private newDebuggee(): Debuggee {
    return new Debuggee(this.setup.query, {
      ...this.setup.options,
      host: this.setup.host,
      clock: () => this.world.now() - this.idle,
      print: (text) => {
        if (this.isNew()) this.listener.printed(text);
      },
    });
  }

  // ---- Moves --------------------------------------------------------------------------------------------------------

  /** Begins the run: to the first goal if asked, else to the first breakpoint or the end. */
  start(): void {
    if (this.state !== 'new') return;
    if (this.setup.stopOnEntry && !this.setup.free) {
      this.forward({ stop: (view) => view.port === 'call', atAnswers: true, reason: 'entry' });
    } else this.resume();
  }

  resume(): void {
    this.forward({ stop: undefined, atAnswers: false, reason: 'step' });
  }

  stepOver(granularity: Granularity): void {
    this.forward({ stop: steps.stepOver(this.from(granularity)), atAnswers: true, reason: 'step' });
  }

  /** @param target the clause of the current goal to enter, past those that come before it; else the goal's last failure */
  stepIn(granularity: Granularity, target?: Clause): void {
    const from = this.from(granularity);
    const { activation } = from.view;
    const intoTarget: StopCondition = (view) =>
      view.activation === activation && (view.port === 'unify' ? view.clause === target : view.port === 'fail');
    this.forward({ stop: target === undefined ? steps.stepIn(from) : intoTarget, atAnswers: true, reason: 'step' });
  }

  stepOut(): void {
    this.forward({ stop: steps.stepOut(this.from('statement')), atAnswers: true, reason: 'step' });
  }

  /** To the next answer, past breakpoints. */
  nextSolution(): void {
    this.forward({ stop: () => false, atAnswers: true, reason: 'step', past: true });
  }

  /** To the event before this one that a step could have stopped at. */
  stepBack(granularity: Granularity): void {
    this.backward({ stop: steps.stepIn(this.from(granularity)), atAnswers: true, reason: 'step' });
  }

  /** To the last breakpoint before this event, or to the start. */
  reverse(): void {
    this.backward({ stop: undefined, atAnswers: false, reason: 'step' });
  }

  /** Back to the call of a frame's goal (a frame's `id`, a choice point's `activation`). */
  retry(activation: number): void {
    this.leap((debuggee) => debuggee.retry(activation), 'restart');
  }

  goTo(event: number): void {
    this.leap((debuggee) => debuggee.jump(event), 'goto');
  }

  /** Lets the current goal fail, whatever it would have done. A new history begins. */
  forceFail(): void {
    this.forgetSupposed();
    this.leap((debuggee) => debuggee.forceFail(), 'step');
    this.told = Math.min(this.told, this.debuggee.event);
    this.finishedAt = undefined;
  }

  /** Binds an unbound variable: a what-if, from which a new history begins. Gives what is wrong, if anything. */
  bind(frame: number, variable: string, text: string): string | undefined {
    const fault = this.suppose(frame, variable, text);
    if (fault !== undefined) return fault;
    this.told = Math.min(this.told, this.debuggee.event);
    this.finishedAt = undefined;
    return undefined;
  }

  pause(): void {
    if (this.state === 'running') this.pauseWanted = true;
  }

  /** Ends it for another run to take its place: nobody is told. */
  abandon(): void {
    this.generation++;
    this.state = 'ended';
  }

  /** Ends it, wherever it is. */
  dispose(): void {
    if (this.state === 'ended') return;
    this.abandon();
    this.listener.ended();
  }

  /** Watches variables of rules in progress. */
  watch(variables: readonly VariableBreakpoint[]): void {
    this.breakpoints.variables = variables;
    this.triggers.lookAtWatched();
  }

  /** Whether one can go back. */
  get recording(): boolean {
    return this.setup.options.record !== false;
  }

  // ---- The run ------------------------------------------------------------------------------------------------------

  private from(granularity: Granularity): StepFrom {
    return { view: snapshot(this.debuggee.view), granularity, ports: this.ports, lineOf: this.lineOf };
  }

  private isNew(): boolean {
    return this.debuggee.event >= this.told;
  }

  private begin(): number | undefined {
    if (this.state === 'running' || this.state === 'ended') return undefined;
    this.state = 'running';
    this.stop = undefined;
    this.lookAgain();
    this.pauseWanted = false;
    this.idle += this.world.now() - this.idleSince;
    return this.generation;
  }

  private halt(stop: Found): void {
    this.state = 'stopped';
    this.idleSince = this.world.now();
    this.stop = { ...stop, view: snapshot(this.debuggee.view) };
    this.listener.stopped(this.stop);
  }

  /** A defect of the evaluator or of ours must not take others with it: this run is over, and everybody is told why. */
  private collapse(fault: unknown): void {
    this.listener.broke(fault);
    this.dispose();
  }

  private leap(jump: (debuggee: Debuggee) => DebugOutcome, reason: StopReason): void {
    if (this.begin() === undefined) return;
    jump(this.debuggee);
    this.triggers.lookAtWatched();
    this.halt({ reason, breakpoints: [] });
  }

  private forward(move: Move): void {
    const atTheEnd = this.state === 'stopped' && isLast(this.debuggee.view);
    const generation = this.begin();
    if (generation === undefined) return;
    if (atTheEnd) this.dispose();
    else this.drive(move, generation).catch((fault: unknown) => this.collapse(fault));
  }

  private async drive(move: Move, generation: number): Promise<void> {
    const condition = this.conditionOf(move);
    let tellAt = this.world.now() + WHILE;
    while (this.generation === generation) {
      const began = this.world.now();
      const outcome = this.debuggee.forward(condition, this.budget);
      switch (outcome.kind) {
        case 'paused':
          this.adapt(this.world.now() - began);
          break;
        case 'question':
          this.debuggee.answer(this.setup.host.answer(outcome.question));
          continue;
        default: {
          const stop = this.examine(move, outcome.kind === 'answer' ? outcome.answer : undefined);
          this.told = Math.max(this.told, this.debuggee.event);
          if (stop !== undefined) {
            this.halt(stop);
            return;
          }
          if (outcome.kind === 'done' || outcome.kind === 'error') {
            this.dispose();
            return;
          }
          if (this.world.now() - this.lastBreath < SLICE) continue;
        }
      }
      if (began > tellAt) {
        tellAt = began + WHILE;
        this.listener.working(this.debuggee.event);
      }
      await this.world.breathe();
      this.lastBreath = this.world.now();
      if (this.pauseWanted && this.generation === generation) {
        this.halt({ reason: 'pause', breakpoints: [] });
        return;
      }
    }
  }

  /** Larger slices while they are quick, smaller ones when they are not. */
  private adapt(took: number): void {
    if (took < SLICE / 2) this.budget = Math.min(this.budget * 2, 1_000_000);
    else if (took > SLICE * 2) this.budget = Math.max(this.budget >> 1, 100);
  }

  private backward(move: Move): void {
    if (this.begin() === undefined) return;
    const condition = this.conditionOf(move);
    const atAnswers = move.atAnswers || this.setup.stopOnResult;
    const stopsHere: StopCondition = (view) => (atAnswers && view.port === 'answer') || condition(view);
    while (true) {
      this.debuggee.backward(stopsHere);
      if (this.debuggee.event === 0) {
        this.halt({ reason: 'entry', breakpoints: [] });
        return;
      }
      const stop = this.examine(move);
      if (stop !== undefined) {
        this.halt(stop);
        return;
      }
    }
  }

  private conditionOf(move: Move): StopCondition {
    const { stop } = move;
    if (this.setup.free || move.past === true) return stop ?? (() => false);
    const { breakpoints } = this;
    // A variable is watched by looking at every event: slow, and only while somebody watches one.
    if (breakpoints.variables.length > 0) return () => true;
    if (stop === undefined) return (view) => breakpoints.want(view);
    return (view) => stop(view) || breakpoints.want(view);
  }

  /**
   * Whether to stop where it stands, and why. Writes log points; tells answers and the end.
   * @param answer the answer it stands at, where it is known: to ask for all of them at each one would take long
   */
  private examine(move: Move, answer?: Answer): Found | undefined {
    const view = this.debuggee.view;
    const here: Found = { reason: move.reason, breakpoints: [] };
    switch (view.port) {
      case 'answer': {
        const found = answer ?? this.answers.at(-1)?.answer;
        if (found !== undefined && view.event > this.told) this.listener.answered(found);
        return move.atAnswers || this.setup.stopOnResult ? here : undefined;
      }
      case 'end':
        return this.atEnd(
          { kind: 'done', answers: this.answers.length },
          this.answers.length === 0 ? 'none' : undefined,
          move,
        );
      case 'exception':
        return this.error === undefined ? undefined : this.atEnd({ kind: 'error', error: this.error }, 'error', move);
      default: {
        const found = this.setup.free || move.past === true ? undefined : this.triggers.at(view);
        return found ?? (move.stop?.(view) === true ? here : undefined);
      }
    }
  }

  /** The end is a stop for a step and for whoever asked for it: from there one can go back. */
  private atEnd(ending: Ending, filter: Filter | undefined, move: Move): Found | undefined {
    if (this.finishedAt === undefined) {
      this.finishedAt = this.debuggee.event;
      this.listener.finished(ending);
    }
    if (this.setup.free) return undefined;
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

/** An event as it is now: what the debuggee shows changes as it moves. */
function snapshot({ event, port, goal, clause, predicate, arity, depth, activation }: EventView): EventView {
  return { event, port, goal, clause, predicate, arity, depth, activation };
}
