import { CHILD_PROPERTIES, Kind, pushChildren } from '../generated/nodes.ts';
import type { Node } from './ast.ts';
import type { PolicyFile, StatementSource } from './source.ts';
import type { TreeNode } from './tree-node.ts';

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

/** The same by the number of the type. */
const PROPERTIES = Object.keys(Kind).map((type) => CHILD_PROPERTIES[type] ?? []);

/** A node and all below it that have an offset, relative to their statement, between their start and their end: the outermost first. */
export function nodesAround(root: Node, offset: number): readonly Node[] {
  const found = [root];
  for (let i = 0; i < found.length; i++) {
    const node = found[i] as unknown as Record<string, Node | readonly Node[] | undefined>;
    const properties = PROPERTIES[kindOf(found[i]!)]!;
    for (let at = 0; at < properties.length; at++) {
      const value = node[properties[at]!];
      if (value === undefined) continue;
      if (!Array.isArray(value)) {
        const child = value as Node;
        if (child.$start <= offset && offset < child.$end) found.push(child);
      } else {
        const children = value as readonly Node[];
        for (let j = 0; j < children.length; j++) {
          const child = children[j]!;
          if (child.$start <= offset && offset < child.$end) found.push(child);
        }
      }
    }
  }
  return found;
}

/** The number of a node's type, to choose by: `kindNamed` says which. A node that was not read has its type's name only. */
export function kindOf(node: Node): number {
  return (node as TreeNode).$kind ?? kindNamed(node.$type as TypeName);
}

type TypeName = keyof typeof Kind;

/** The number that stands for a type. */
export function kindNamed(type: TypeName): number {
  return Kind[type];
}

/** A table of node types: 1 at the number of each that is given. */
export function kindSet(types: readonly TypeName[]): Uint8Array {
  const set = new Uint8Array(Object.keys(Kind).length);
  for (const type of types) set[Kind[type]] = 1;
  return set;
}

const waiting: Node[] = [];

/**
 * Calls `visit` for a node and everything below it but names, in the order of the text. Where `visit` answers `false`, what
 * is below the node is left out. Keeps its own stack, so that a deep tree cannot overflow the program's.
 */
export function walk<T extends Node>(root: Node, visit: (node: T, kind: number) => unknown): void {
  const bottom = waiting.length;
  waiting.push(root);
  while (waiting.length > bottom) {
    const node = waiting.pop() as TreeNode;
    const kind = kindOf(node);
    if (visit(node as unknown as T, kind) !== false) pushChildren(node, kind, waiting);
  }
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
