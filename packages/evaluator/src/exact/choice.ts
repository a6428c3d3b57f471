import type { Clause } from '@polar-tools/policy';
import type { GoalActivation } from './activation.ts';
import type { Mark } from './bindings.ts';
import type { Goal, GoalStack } from './goals.ts';
import type { Queries, Trace } from './progress.ts';

/** What a debugger says of a choice point. */
export interface Shown {
  readonly kind: 'clauses' | 'or' | 'in' | 'not' | 'forall' | 'other';
  /**
   * Whether anything is left from an alternative on that a first look does not rule out: what the compiled program would still try. A
   * goal is entered again where a choice point in it is open. By default, whether there is an alternative. Only under a debugger.
   */
  readonly isOpen?: (next: number) => boolean;
  /** The clauses left from an alternative on. */
  readonly clauses?: (next: number) => readonly Clause[];
}

/** Where a search may go on when it comes back: goals, and what surrounds them. */
export interface Place {
  readonly goals: GoalStack | null;
  readonly queries: Queries | null;
  readonly trace: Trace;
  readonly activation: GoalActivation | null;
}

/** Alternatives left, and what they go on from. Never changes: going on to the next alternative makes another one. */
export class Choice {
  readonly previous: Choice | null;
  /** How many there are, this one included. */
  readonly depth: number;
  readonly alternative: (index: number) => readonly Goal[];
  readonly count: number;
  readonly next: number;
  readonly mark: Mark;
  readonly place: Place;
  readonly shown: Shown | undefined;
  /** Stands for a goal under a debugger that was left while choice points were open in it. */
  readonly redone: GoalActivation | undefined;
  /** The newest one up to here that is open. */
  readonly newestOpen: Choice | null;

  constructor(
    previous: Choice | null,
    alternative: (index: number) => readonly Goal[],
    count: number,
    next: number,
    mark: Mark,
    place: Place,
    shown: Shown | undefined,
    redone?: GoalActivation,
  ) {
    this.previous = previous;
    this.depth = previous === null ? 1 : previous.depth + 1;
    this.alternative = alternative;
    this.count = count;
    this.next = next;
    this.mark = mark;
    this.place = place;
    this.shown = shown;
    this.redone = redone;
    const isOpen = redone !== undefined || (shown?.isOpen === undefined ? next < count : shown.isOpen(next));
    this.newestOpen = isOpen ? this : previous === null ? null : previous.newestOpen;
  }

  /** The same, an alternative later. */
  later(): Choice {
    return new Choice(this.previous, this.alternative, this.count, this.next + 1, this.mark, this.place, this.shown);
  }
}
