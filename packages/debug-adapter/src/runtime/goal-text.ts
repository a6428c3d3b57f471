import type { Term, VariableView } from '@polar-tools/evaluator';
import { type Node, print } from '@polar-tools/language';

/** How a value is written on one line. */
export type WriteTerm = (term: Term) => string;

/** A goal as it is written. */
export function goalText(node: Node): string {
  return print(node);
}

/** A goal with the values of its variables put in: `has_role(larry, "reader", gmail)`. */
export function goalWithValues(node: Node, variables: readonly VariableView[], write: WriteTerm): string {
  const values = new Map<string, string>();
  for (const { name, value, bound } of variables) if (bound) values.set(name, write(value));
  return print(withValues(node, values) as Node);
}

/** A copy of a tree in which a variable's name is its value's text: what is printed then reads as the goal does. */
function withValues(part: unknown, values: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(part)) return part.map((item) => withValues(item, values));
  if (typeof part !== 'object' || part === null) return part;
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(part)) {
    copy[key] = key.startsWith('$') ? value : withValues(value, values);
  }
  if (copy.$type === 'Variable' && typeof copy.name === 'string') copy.name = values.get(copy.name) ?? copy.name;
  return copy;
}
