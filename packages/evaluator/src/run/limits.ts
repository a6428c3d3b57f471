/** Bounds of a run. Reaching one ends it with an error that says which. */
export interface Limits {
  /** Milliseconds; 0 for none. Needs a clock. */
  readonly time: number;
  /** Rules in progress inside one another; last calls do not count. */
  readonly depth: number;
  /** Answers. */
  readonly solutions: number;
  /** Bindings and choice points kept at one time, in cells of about 50 bytes. */
  readonly memory: number;
}

/** 30 s as in the reference (docs/language/queries.md#limits); a depth of 5 million; no bound on answers; 50 million cells. */
export const defaultLimits: Limits = {
  time: 30_000,
  depth: 5_000_000,
  solutions: Number.POSITIVE_INFINITY,
  memory: 50_000_000,
};
