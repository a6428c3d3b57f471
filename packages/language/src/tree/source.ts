/** A statement as it stands in the text: where it is, what was read of it, and what is wrong there. */
import type { SyntaxFix } from '../messages/mending.ts';
import type { Node, Statement } from './ast.ts';
import type { TreeNode } from './tree-node.ts';

/** What is wrong with the text at a place; offsets are relative to the statement that holds it. */
export interface SyntaxProblem {
  /** The reference engine's kind in kebab case: `unrecognized-token`, `integer-overflow` … (docs/language/messages.md#errors-of-syntax). */
  readonly code: string;
  /** For a person: the engine's words first, then what would fix it. */
  readonly message: string;
  readonly start: number;
  /** May lie beyond the statement's end: what comes after a missing semicolon is where its lack shows. */
  readonly end: number;
  /** What would mend it, where one edit plainly would. */
  readonly fix?: SyntaxFix;
  /** Where the reference engine notices it, which may be later than the place to mend. */
  readonly noticed?: { readonly start: number; readonly end: number };
  /** Another place that has to do with it. */
  readonly related?: { readonly message: string; readonly start: number; readonly end: number };
}

/** One top-level statement as it stands in the text; the text between two belongs to none. */
export interface StatementSource {
  /** The absolute offset of its first code unit. Moved by `updateFile`: only the newest `PolicyFile` has valid ones. */
  readonly base: number;
  readonly length: number;
  /** Undefined where nothing could be made of it. What is broken has as much of a tree as could be read. */
  readonly tree: Statement | undefined;
  readonly errors: readonly SyntaxProblem[];
}

/** The reading of one file. */
export interface PolicyFile {
  readonly text: string;
  readonly statements: readonly StatementSource[];
}

/** A statement that knows how far its reading looked, and can be moved. */
export class ReadSource implements StatementSource {
  base: number;
  readonly length: number;
  readonly tree: Statement | undefined;
  readonly errors: readonly SyntaxProblem[];
  readonly reach: number;

  constructor(
    base: number,
    length: number,
    tree: Statement | undefined,
    errors: readonly SyntaxProblem[],
    reach: number,
  ) {
    this.base = base;
    this.length = length;
    this.tree = tree;
    this.errors = errors;
    this.reach = reach;
    if (tree !== undefined) (tree as unknown as RootNode).$source = this;
  }
}

/** The root of a tree knows the statement it was read from. */
interface RootNode extends TreeNode {
  $source: ReadSource | undefined;
}

/** The absolute range of a node: walks to its statement, whose base is known. Of a query's node, the range in the query. */
export function rangeOf(node: Node): { start: number; end: number } {
  let root = node;
  while (root.$container !== undefined) root = root.$container;
  const base = (root as unknown as RootNode).$source?.base ?? 0;
  return { start: base + node.$start, end: base + node.$end };
}
