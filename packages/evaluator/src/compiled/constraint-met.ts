/**
 * Thrown where only a machine that keeps constraints knows what comes of a query: this one has met a variable that would be
 * constrained.
 */
export class ConstraintMet extends Error {}
