import { referenceError } from './reference-error.ts';

/** What the reference throws for an integer that JavaScript's numbers do not hold exactly. */
export const unrepresentable = (integer: number | bigint): Error =>
  referenceError(
    'OperationalError',
    'serialization',
    `Serialization error: Error: ${BigInt(integer)} can't be represented as a JavaScript number`,
  );
