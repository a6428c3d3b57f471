import type { Expression } from '@polar-tools/language';
import type { Program } from './program.ts';

export interface PreparedQuery {
  readonly program: Program;
  readonly expression: Expression;
  /** The text that the expression's offsets are in, when it was given as text. */
  readonly text: string | undefined;
  /** The variables that answers name: those that do not start with `_`, in the order in which they first appear. */
  readonly variables: readonly string[];
}

export interface QueryError {
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** Reads and compiles a query. A prepared query may be run by any number of machines. Pass `uri` for an inline query of a policy's file. */
export function prepare(
  _program: Program,
  _query: string | Expression,
  _uri?: string,
): { readonly query: PreparedQuery | undefined; readonly errors: readonly QueryError[] } {
  throw new Error('not built yet');
}
