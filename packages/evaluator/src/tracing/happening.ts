/** What a search tells of: small integers, as there are millions. */
export const CALLED = 0;
/** The head of a rule fits, and its body begins. */
export const ENTERED = 1;
/** A fact fits a goal. */
export const FOUND = 2;
/** The goal is answered from the table of an earlier call. */
export const REMEMBERED = 3;
export const EXITED = 4;
export const REDONE = 5;
export const FAILED = 6;

/**
 * Told of each thing that happens; gives its number.
 * @param at which goal of the plan; -1 before the first
 * @param owner the number of the call whose rule it is
 * @param activation the event at which the goal was called; -1 for this one
 * @param row of a fact, and in which of its relations
 */
export type Tell = (
  port: number,
  plan: number,
  at: number,
  owner: number,
  activation: number,
  slots: ArrayLike<number>,
  row: number,
  layer: number,
) => number;
