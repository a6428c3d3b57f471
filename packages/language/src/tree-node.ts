import type { Node } from './ast.ts';

/** What every node of the tree has. `$type` stands on each class's prototype, to cost nothing per node. */
export class TreeNode {
  declare readonly $type: string;
  $container: Node | undefined;
  readonly $start: number;
  readonly $end: number;

  constructor(start: number, end: number) {
    this.$container = undefined;
    // A node of which nothing was written stands where it should have been: right after what is there.
    this.$start = Math.min(start, end);
    this.$end = end;
  }
}

export function own(child: Node, container: Node): void {
  (child as TreeNode).$container = container;
}

export function ownAll(children: readonly Node[] | undefined, container: Node): void {
  if (children === undefined) return;
  for (let i = 0; i < children.length; i++) (children[i] as TreeNode).$container = container;
}
