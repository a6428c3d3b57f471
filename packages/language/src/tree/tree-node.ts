import type { Binary, Name, Node } from './ast.ts';

/** What every node of the tree has. What is the same for a type stands on its prototype, to cost nothing per node. */
export interface TreeNode extends Node {
  $container: Node | undefined;
  /** A node of which nothing was written stands where it should have been: right after what is there. */
  $start: number;
  /** The number of its type. */
  readonly $kind: number;
  /** What it can stand for as an operand: one of the constants below. */
  readonly $for: number;
}

/*
 * The reference engine tells values from conditions as it parses (docs/language/conditions.md#values-and-conditions). A node that is made notes when one of its
 * children may be what must not stand there, or when a key may stand twice: only then is the statement looked through for what is wrong.
 */
export const VALUE = 1;
export const CONDITION = 2;
export const EITHER = 0;
/** A value or a condition. */
export const UNCERTAIN = VALUE | CONDITION;
/** What is inside the parentheses. */
export const INNER = 4;

/** Whether something may be wrong with the values of the nodes that were made since it was set to `false`. */
export const doubts = { any: false };

export function describeType(prototype: object, type: string, kind: number, standsFor: number): void {
  Object.assign(prototype, { $type: type, $kind: kind, $for: standsFor });
}

/** A child of which nothing was written may stand before what its container began with. */
export function own(child: Node, container: TreeNode): void {
  (child as TreeNode).$container = container;
  if (child.$start < container.$start) container.$start = child.$start;
}

export function ownAll(children: readonly Node[], container: TreeNode): void {
  for (let i = 0; i < children.length; i++) own(children[i]!, container);
}

/** A child that must not be a condition. */
export function ownValue(child: Node, container: TreeNode): void {
  own(child, container);
  if (((child as TreeNode).$for & (CONDITION | INNER)) !== 0) doubtUnless(child, CONDITION);
}

export function ownAllValues(children: readonly Node[], container: TreeNode): void {
  for (let i = 0; i < children.length; i++) ownValue(children[i]!, container);
}

/** A child that must not be a value. */
export function ownCondition(child: Node, container: TreeNode): void {
  own(child, container);
  if (((child as TreeNode).$for & (VALUE | INNER)) !== 0) doubtUnless(child, VALUE);
}

export function ownAllConditions(children: readonly Node[], container: TreeNode): void {
  for (let i = 0; i < children.length; i++) ownCondition(children[i]!, container);
}

/** Children with a key or a name, each of which must stand once. */
export function ownAllKeys(children: readonly Node[], container: TreeNode): void {
  ownAll(children, container);
  for (let i = 1; i < children.length && !doubts.any; i++) {
    // Many keys are quicker to compare once all are there.
    if (i > 8) doubts.any = true;
    for (let j = 0; j < i; j++) if (keyOf(children[i]!) === keyOf(children[j]!)) doubts.any = true;
  }
}

function keyOf(child: Node): string {
  const { key, name } = child as Node & { readonly key?: Name; readonly name?: Name };
  return (key ?? name)!.text;
}

function doubtUnless(child: Node, wrong: number): void {
  let inner = child as TreeNode;
  while (inner.$for === INNER) inner = (inner as TreeNode & { readonly inner: TreeNode }).inner;
  const standsFor = inner.$for === UNCERTAIN ? forOperator((inner as TreeNode & Binary).operator) : inner.$for;
  if ((standsFor & wrong) !== 0) doubts.any = true;
}

function forOperator(operator: string): number {
  switch (operator) {
    case '+':
    case '-':
    case '*':
    case '/':
    case 'mod':
    case 'rem':
      return VALUE;
    default:
      return CONDITION;
  }
}
