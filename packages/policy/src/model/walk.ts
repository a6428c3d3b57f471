import { type Forall, type Node, type PolarNode, type StringLiteral, walk as walkNodes } from '@polar-tools/language';

/** `walk` of the language, for a visitor that tells nodes apart by their type. */
export const walk: (root: Node, visit: (node: PolarNode, kind: number) => unknown) => void = walkNodes;

/** A string that its line ends in: a closed one is at least as long as its value and two quotes. */
export const isUnclosed = ({ $start, $end, value }: StringLiteral): boolean => $end - $start < value.length + 2;

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

/**
 * Whether a rule lets more through where a goal fails: the goal is under an odd number of negations. A `forall(c, a)` is `not (c and not a)`
 * (docs/language/conditions.md#negation-and-forall).
 */
export function isNegative(goal: Node): boolean {
  let negative = false;
  for (let at = goal, holder = at.$container; holder !== undefined; at = holder, holder = at.$container) {
    if (holder.$type === 'Not' || (holder.$type === 'Forall' && (holder as Forall).condition === at))
      negative = !negative;
  }
  return negative;
}
