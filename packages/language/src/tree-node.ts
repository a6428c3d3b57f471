import type { Node } from './ast.ts';

/** What every node of the tree has. `$type` stands on each class's prototype, to cost nothing per node. */
export class TreeNode {
  declare readonly $type: string;
  // Declared, not defined: the constructor gives each field its only value.
  declare $container: Node | undefined;
  declare $start: number;
  declare readonly $end: number;

  constructor(start: number, end: number) {
    this.$container = undefined;
    // A node of which nothing was written stands where it should have been: right after what is there.
    this.$start = Math.min(start, end);
    this.$end = end;
  }
}

/** A child of which nothing was written may stand before what its container began with. */
export function own(child: Node, container: TreeNode): void {
  (child as TreeNode).$container = container;
  if (child.$start < container.$start) container.$start = child.$start;
}

export function ownAll(children: readonly Node[] | undefined, container: TreeNode): void {
  if (children === undefined) return;
  for (let i = 0; i < children.length; i++) own(children[i]!, container);
}
