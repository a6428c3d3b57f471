import type { Answer, EventView, RuntimeError, SteppedRun } from '@polar-tools/evaluator';
import type { DebugDialect } from '../dialect/dialect.ts';
import type { IsWanted } from '../start-place.ts';
import type { Application } from './application.ts';
import type { Filter } from './breakpoints.ts';

/** Why a run stopped, in the words of DAP's `stopped` event. */
export type StopReason =
  | 'entry'
  | 'step'
  | 'breakpoint'
  | 'function breakpoint'
  | 'data breakpoint'
  | 'exception'
  | 'pause'
  | 'goto'
  | 'restart';

/** Where and why it stands still. */
export interface Stop {
  readonly reason: StopReason;
  readonly view: EventView;
  /** The breakpoints that stopped it. */
  readonly breakpoints: readonly number[];
  /** The filter that stopped it, where the reason is `exception`. */
  readonly filter?: Filter | undefined;
  /** More than the reason says: which variable was bound, why a condition could not be evaluated. */
  readonly note?: string | undefined;
}

/** How a run ended. */
export type Ending =
  | {
      readonly kind: 'done';
      readonly answers: number;
      /** Of a test: whether each of its assertions holds. */
      readonly judged?: readonly boolean[] | undefined;
    }
  | { readonly kind: 'error'; readonly error: RuntimeError };

/** Who wants to know what happens. */
export interface Listener {
  stopped(stop: Stop): void;
  /** An answer that was not told before: going over the same events again tells nothing twice. */
  answered(answer: Answer): void;
  printed(text: string): void;
  /** A log point was reached. */
  logged(message: string, view: EventView): void;
  /** Something is wrong with a breakpoint that was reached. */
  noticed(message: string, view: EventView): void;
  /**
   * The search is at its end, told once for each history; the run may still be stopped there, to go back. It waits until that was told,
   * and may be looked at meanwhile.
   */
  finished(ending: Ending): void | Promise<void>;
  /** It has been running for a while, onwards or back: told now and then, until it stops. */
  working(event: number, back: boolean): void;
  /** The run cannot go on because of a defect. */
  broke(fault: unknown): void;
  /**
   * Nothing more will happen.
   * @param wasRunning it was ended from outside while it ran, or had come to its end
   */
  ended(wasRunning: boolean): void;
}

/** What a run is given by whoever drives it. */
export interface RunSetting {
  readonly record: boolean;
  /** Milliseconds of running. */
  readonly clock: () => number;
  /** How much of the memory of the process is in use; undefined where nobody knows. */
  readonly heap: (() => number) | undefined;
  /** Seconds since 1970; undefined where nobody knows. */
  readonly now: number | undefined;
  readonly print: (text: string) => void;
}

/** What is run, and how. */
export interface RunSetup {
  readonly dialect: DebugDialect;
  /** Begins the run. */
  readonly begin: (setting: RunSetting) => SteppedRun;
  /** Answers for the run, and for what is evaluated apart from it. */
  readonly application: Application;
  /** Keep a recording, to be able to go back. */
  readonly record: boolean;
  readonly stopOnEntry: boolean;
  /** Where to stop first, the best first; undefined: as breakpoints say. */
  readonly startAt?: readonly IsWanted[] | undefined;
  readonly stopOnResult: boolean;
  /** Breakpoints and filters are not looked at. */
  readonly free: boolean;
  /** Takes each answer as the run goes on from it, and settles with whether another one is wanted. */
  readonly deliver?: ((answer: Answer) => Promise<boolean>) | undefined;
}

/** What a long piece of work is told, and tells. */
export interface Effort {
  /** It is not wanted any more: what was found so far counts. */
  readonly signal: AbortSignal;
  /** To be called now and then. */
  readonly goesOn: () => void;
}

/** Letting others run, and the clock. */
export interface World {
  breathe(): Promise<void>;
  now(): number;
  /** How much of the memory of the process is in use. */
  heap?(): number;
  /** Seconds since 1970: what a policy calls the current time. */
  time?(): number;
}

/** An event as it is now: what the debuggee shows changes as it moves. */
export function snapshot({
  event,
  port,
  goal,
  clause,
  fact,
  remembered,
  circle,
  predicate,
  arity,
  depth,
  activation,
  frame,
}: EventView): EventView {
  return { event, port, goal, clause, fact, remembered, circle, predicate, arity, depth, activation, frame };
}
