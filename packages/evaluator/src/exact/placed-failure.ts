import { Failure } from '../run/failure.ts';
import type { ErrorCode } from '../run/runtime-error.ts';
import type { Source } from './sources.ts';

/** An error about a value or a constraint, which says where that is written; others are about the goal in progress. */
export class PlacedFailure extends Failure {
  readonly source: Source | undefined;
  constructor(code: ErrorCode, message: string, source: Source | undefined) {
    super(code, message);
    this.source = source;
  }
}
