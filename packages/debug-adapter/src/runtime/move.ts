import type { StopCondition } from '@polar-tools/evaluator';
import type { StopReason } from './run.ts';

/** A move: which events to stop at, and whether an answer is a stop too. */
export interface Move {
  readonly back?: boolean;
  readonly stop: StopCondition | undefined;
  readonly atAnswers: boolean;
  readonly reason: StopReason;
  /** Breakpoints and filters are passed by. */
  readonly past?: boolean;
  /** Where to stop instead of at the end. */
  readonly instead?: () => number | undefined;
}

/** The time from one stop to the next. */
export interface Turn {
  /** It is to pause. */
  readonly signal: AbortSignal;
  /** The run was ended meanwhile, or another one took its place: nothing may be done for this turn any more. */
  isOver(): boolean;
}
