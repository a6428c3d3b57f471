/** Bounds of a run. Reaching one ends it with an error that says which. */
export interface Limits {
  /** Milliseconds; 0 for none. Needs a clock. */
  readonly time: number;
  /** Rules in progress inside one another; last calls do not count. */
  readonly depth: number;
  /**
   * Goals on the stack of the reference's machine, where last calls count. Only a run of many calls is looked at, once: a recursion without an
   * end that begins late comes to the other limits.
   */
  readonly goals: number;
  /** Answers. */
  readonly solutions: number;
  /** Bindings and choice points kept at one time, in cells of about 50 bytes. */
  readonly memory: number;
}

/** 30 s as in the reference (docs/language/queries.md#limits); a depth of 5 million; no bound on goals and answers; 50 million cells. */
export const defaultLimits: Limits = {
  time: 30_000,
  depth: 5_000_000,
  goals: Number.POSITIVE_INFINITY,
  solutions: Number.POSITIVE_INFINITY,
  memory: 50_000_000,
};
