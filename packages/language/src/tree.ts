import type { Node } from './ast.ts';
import { CHILD_PROPERTIES } from './generated/nodes.ts';
import type { PolicyFile, StatementSource } from './policy-file.ts';

/** The nodes right inside a node, in the order they are written. */
export function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  for (const property of CHILD_PROPERTIES[node.$type] ?? []) {
    const value = (node as unknown as Record<string, Node | readonly Node[] | undefined>)[property];
    if (Array.isArray(value)) for (const child of value) children.push(child);
    else if (value !== undefined) children.push(value as Node);
  }
  return children;
}

/** The statement that an absolute offset lies in, or that ends there. */
export function statementAt(file: PolicyFile, offset: number): StatementSource | undefined {
  let low = 0;
  let high = file.statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (file.statements[middle]!.base <= offset) low = middle + 1;
    else high = middle;
  }
  const found = file.statements[low - 1];
  if (found === undefined) return undefined;
  if (offset < found.base + found.length) return found;
  return offset === found.base + found.length ? found : undefined;
}

/**
 * The innermost node at an absolute offset. Between two nodes that touch, the one that begins there; at the end of a
 * word, that word. Undefined between statements.
 */
export function nodeAt(file: PolicyFile, offset: number): Node | undefined {
  const statement = statementAt(file, offset);
  if (statement?.tree === undefined) return undefined;
  return nodeWithin(statement.tree, offset - statement.base);
}

/** The innermost node of a tree at an offset relative to its statement (or query). */
export function nodeWithin(root: Node, offset: number): Node {
  let node = root;
  for (;;) {
    const children = childrenOf(node);
    const inside =
      children.find((child) => child.$start <= offset && offset < child.$end) ??
      children.find((child) => child.$start <= offset && offset === child.$end);
    if (inside === undefined) return node;
    node = inside;
  }
}

/** A long chain of operators makes a deep tree although nothing is nested. */
const MAXIMUM_HEIGHT = 1000;

/** Whether walking the tree by recursion could overflow the stack. */
export function isTooDeep(root: Node): boolean {
  let level: readonly Node[] = [root];
  for (let height = 0; level.length > 0; height++) {
    if (height > MAXIMUM_HEIGHT) return true;
    const next: Node[] = [];
    for (const node of level) for (const child of childrenOf(node)) next.push(child);
    level = next;
  }
  return false;
}
