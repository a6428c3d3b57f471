import { childrenOf, type Node, parseFile, print, rangeOf } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';

/** The longhand of a block's shorthands as a text of its own, and where each node of those rules stands in it. */
export interface LonghandText {
  readonly text: string;
  /** Undefined for a node of another rule. */
  rangeOf(node: Node): { start: number; end: number } | undefined;
}

/** Writes the rules that a block's shorthands stand for, one after the other. */
export function longhandText(block: string, clauses: readonly Clause[]): LonghandText {
  const rules = clauses.map((clause) => print(clause.rule).trim());
  const text = `# What the shorthands of ${block} stand for.\n\n${rules.join('\n')}\n`;
  const ranges = new Map<Node, { start: number; end: number }>();
  // What is printed reads as the same tree: each node stands where its counterpart was read.
  const trees = parseFile(text).statements.flatMap(({ tree }) => (tree === undefined ? [] : [tree]));
  for (const [at, clause] of clauses.entries()) {
    const tree = trees[at];
    if (tree !== undefined) pair(clause.rule, tree, ranges);
  }
  return { text, rangeOf: (node) => ranges.get(node) };
}

function pair(node: Node, counterpart: Node, ranges: Map<Node, { start: number; end: number }>): void {
  if (node.$type !== counterpart.$type) return;
  ranges.set(node, rangeOf(counterpart));
  const others = [...childrenOf(counterpart)];
  for (const [at, child] of [...childrenOf(node)].entries()) {
    const other = others[at];
    if (other !== undefined) pair(child, other, ranges);
  }
}
