import type { ErrorCode } from './runtime-error.ts';

/** Thrown inside a run and caught by it: becomes the run's error, with the trace of where it was. Never leaves this package. */
export class Failure extends Error {
  readonly code: ErrorCode;
  override readonly cause: unknown;
  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message);
    this.code = code;
    this.cause = cause;
  }
}

/** An operation that its operands do not have. */
export const unsupported = (message: string): Failure => new Failure('unsupported', `Not supported: ${message}`);
