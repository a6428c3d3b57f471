/**
 * What stands in a slot, an argument of a call, or an answer, as one integer: the number of a value (from 0 on); or a variable without
 * a value, with the set of types that it may be of; or, in a slot, a link to another slot that is the same variable.
 *
 * In an answer, variables without a value that are one and the same have the same mark, from 1 on; a mark of 0 is shared with none.
 */
export type Code = number;

const MARK_BITS = 5;
const LINKS = -(1 << 30);

/** A variable without a value, of a set of types. */
export const free = (set: number, mark = 0): Code => -1 - ((set << MARK_BITS) | mark);
export const setOf = (code: Code): number => (-1 - code) >> MARK_BITS;
export const markOf = (code: Code): number => (-1 - code) & ((1 << MARK_BITS) - 1);
export const isFree = (code: Code): boolean => code < 0;

export const link = (slot: number): Code => LINKS - slot;
export const isLink = (code: Code): boolean => code <= LINKS;
export const linked = (code: Code): number => LINKS - code;
