import { type Forall, type Node, walk } from '@polar-tools/language';

/** What became of a goal that stands right in a `forall`, and in nothing that is called there. */
export interface Moment {
  readonly event: number;
  /** `part`: a lookup in it has its value, and the goal itself goes on. */
  readonly port: string;
  readonly node: Node;
}

/** A solution of the condition of a `forall`: from the first call of the action to the search for the next solution. */
export interface Member {
  readonly from: number;
  readonly to: number;
  /** When the action had its first solution. */
  readonly solvedAt: number | undefined;
}

/**
 * The solutions of the condition of a `forall` that was called once, in order. One that has no solution of the action refutes it; the
 * others are tried all the same, as a negation looks for all its solutions.
 * @param moments in order
 * @param end when the `forall` held or failed
 */
export function membersOf({ condition, action }: Forall, moments: readonly Moment[], end: number): readonly Member[] {
  const conditions = nodesIn(condition);
  const ends = lastGoals(action);
  const members: Member[] = [];
  let from: number | undefined;
  let solvedAt: number | undefined;
  const close = (to: number): void => {
    if (from !== undefined) members.push({ from, to, solvedAt });
    from = undefined;
    solvedAt = undefined;
  };
  for (const { event, port, node } of moments) {
    if (conditions.has(node)) close(event);
    else if (port === 'call') from ??= event;
    else if (port === 'exit' && ends.has(node)) solvedAt ??= event;
  }
  close(end);
  return members;
}

/** Of the goals of a body those with which it holds when they do: the last one, and of alternatives the last of each. */
export function lastGoals(body: Node): ReadonlySet<Node> {
  const { operands, inner } = body as { readonly operands?: readonly Node[]; readonly inner?: Node };
  if (body.$type === 'Parentheses') return lastGoals(inner!);
  if (body.$type === 'And') return lastGoals(operands!.at(-1)!);
  if (body.$type === 'Or') return new Set(operands!.flatMap((one) => [...lastGoals(one)]));
  return new Set([body]);
}

function nodesIn(root: Node): ReadonlySet<Node> {
  const nodes = new Set<Node>();
  walk(root, (node) => {
    nodes.add(node);
    return true;
  });
  return nodes;
}
