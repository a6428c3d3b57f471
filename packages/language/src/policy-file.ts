import type { Expression, Node, Statement } from './ast.ts';

/** What is wrong with the text at a place; offsets are relative to the statement that holds it. */
export interface SyntaxError {
  /** The reference engine's kind in kebab case: `unrecognized-token`, `integer-overflow` … (polar.md, section 3). */
  readonly code: string;
  /** For a person: the engine's words first, then what would fix it. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** One top-level statement as it stands in the text; the text between two belongs to none. */
export interface StatementSource {
  /** The absolute offset of its first code unit. Moved by `updateFile`: only the newest `PolicyFile` has valid ones. */
  readonly base: number;
  readonly length: number;
  /** Undefined where nothing could be made of it. What is broken has as much of a tree as could be read. */
  readonly tree: Statement | undefined;
  readonly errors: readonly SyntaxError[];
}

/** The reading of one file. */
export interface PolicyFile {
  readonly text: string;
  readonly statements: readonly StatementSource[];
}

/** Reads a whole file. Never throws on a user's text. */
export function parseFile(_text: string): PolicyFile {
  throw new Error('not built yet');
}

/** Reads the new text of a file, keeping the statements (the same `tree` objects) that the edit did not touch. */
export function updateFile(_old: PolicyFile, _text: string): PolicyFile {
  throw new Error('not built yet');
}

/** Reads a query as a person types it: `allow(larry, action, gmail)`. Offsets are relative to the text. */
export function parseQuery(_text: string): { query: Expression | undefined; errors: readonly SyntaxError[] } {
  throw new Error('not built yet');
}

/** The absolute range of a node: walks to its statement, whose base is known. */
export function rangeOf(_node: Node): { start: number; end: number } {
  throw new Error('not built yet');
}
