import type { CalledGoal } from '../run/called-goal.ts';
import type { Term } from '../terms/term.ts';

/**
 * A clause in progress: the frame of its caller, the address to return to there, then the variables. When debugging, the
 * activation of the goal that called it comes third, before the variables. Once made, a frame of a debugged program never
 * changes: that is what makes a checkpoint as small as the registers.
 *
 * Woken goals run in frames of their own (`SOLVE`, `RESUME`), with other things in the slots.
 */
export type Frame = unknown[];

export const PARENT = 0;
export const RETURN_TO = 1;
export const ACTIVATION = 2;
/** In a frame of goals: what is left to solve. In one that goes on after them: the saved registers. */
export const PAYLOAD = 3;

/**
 * A frame with room for `size` entries, or more: literals are allocated in one go, where pushing would make an array grow.
 * What a frame has too many of is never looked at.
 */
export function newFrame(size: number, parent: Frame | null, returnTo: number, third: unknown): Frame {
  if (size <= 4) return [parent, returnTo, third, false];
  if (size <= 6) return [parent, returnTo, third, false, false, false];
  if (size <= 8) return [parent, returnTo, third, false, false, false, false, false];
  if (size <= 12) return [parent, returnTo, third, false, false, false, false, false, false, false, false, false];
  const made: Frame = [parent, returnTo, third, false, false, false, false, false, false, false, false, false];
  while (made.length < size) made.push(false);
  return made;
}

/**
 * A goal being debugged that was called and has not failed. It has failed when the search comes back to choice points that are
 * older than it: no choice point of its own says so.
 */
export class Activation implements CalledGoal {
  readonly parent: Activation | null;
  readonly site: number;
  readonly event: number;
  /** The frame of the clause that it stands in. */
  readonly frame: Frame | null;
  /** The trail's length when it was called: so much is left of it when it has failed. */
  readonly top: number;
  /** Tells it apart, by age, from choice points and variables. */
  readonly generation: number;
  readonly depth: number;
  constructor(
    parent: Activation | null,
    site: number,
    event: number,
    frame: Frame | null,
    top: number,
    generation: number,
  ) {
    this.parent = parent;
    this.site = site;
    this.event = event;
    this.frame = frame;
    this.top = top;
    this.generation = generation;
    this.depth = parent === null ? 1 : parent.depth + 1;
  }
}

/** A linked list of goals to solve, as terms. */
export interface Goals {
  readonly goal: Term;
  readonly next: Goals | null;
}

/** The negations in progress, the innermost first. */
export interface Negations {
  readonly parent: Negations | null;
  /** Whether its goal has had a solution. */
  readonly isSolved: boolean;
}
