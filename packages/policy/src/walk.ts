import { type Node, type PolarNode, walk as walkNodes } from '@polar-tools/language';

/** `walk` of the language, for a visitor that tells nodes apart by their type. */
export const walk: (root: Node, visit: (node: PolarNode, kind: number) => unknown) => void = walkNodes;

/** What is inside any number of parentheses. */
export function unwrap<T extends Node>(node: T): T {
  let inner: Node = node;
  while (inner.$type === 'Parentheses') inner = (inner as Node & { inner: Node }).inner;
  return inner as T;
}

/** Whether a node stands under `not`. */
export function isUnderNot(node: Node): boolean {
  for (let holder = node.$container; holder !== undefined; holder = holder.$container) {
    if (holder.$type === 'Not') return true;
  }
  return false;
}
