import type { HostError } from '../host/host.ts';
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

/** What an error of the application ends the query with. */
export function hostFailure({ code, kind, message, cause }: HostError): Failure {
  if (code === 'unknown-class') return new Failure('unregistered-class', message, cause);
  return kind === 'application'
    ? new Failure('application', `Application error: ${message}`, cause)
    : new Failure('exception', message, cause);
}
