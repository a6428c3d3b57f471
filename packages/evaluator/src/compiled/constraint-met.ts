import type { Failure } from '../run/failure.ts';

/**
 * Thrown where only the exact machine knows what comes of a query: a variable would be constrained, or an error has ended it,
 * of which that machine has every goal on the way.
 */
export class ConstraintMet extends Error {
  readonly failure: Failure | undefined;
  constructor(failure?: Failure) {
    super();
    this.failure = failure;
  }
}
