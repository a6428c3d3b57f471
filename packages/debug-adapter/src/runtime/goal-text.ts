import type { Evaluation, Term, VariableView } from '@polar-tools/evaluator';
import { type Node, print } from '@polar-tools/language';

/** What is needed to put values into a goal's text. */
export interface Values {
  readonly variables: readonly VariableView[];
  /** How a value is written on one line. */
  readonly write: (term: Term) => string;
  /** Evaluates a lookup such as `role.name` apart; without it, lookups stay as they are written. */
  readonly evaluate?: ((text: string) => Evaluation) | undefined;
}

/** A goal as it is written, on one line. */
export function goalText(node: Node): string {
  return print(node).replaceAll(/\s+/g, ' ');
}

/**
 * A goal with the values of its variables and lookups put in: `has_role(larry, "reader", gmail)`, `"reader" = "admin"`. One that
 * is a lookup itself stays one: `gmail.is_public`.
 */
export function goalWithValues(node: Node, { variables, write, evaluate }: Values): string {
  const values = new Map<string, string>();
  for (const { name, value, bound } of variables) if (bound) values.set(name, write(value));
  const lookUp = (lookup: Node): string | undefined => {
    if (lookup === node) return undefined;
    const result = evaluate?.(print(lookup));
    return result?.kind === 'value' ? write(result.value) : undefined;
  };
  return goalText(withValues(node, values, lookUp) as Node);
}

/** A copy of a tree in which a variable's name is its value's text: what is printed then reads as the goal does. */
function withValues(
  part: unknown,
  values: ReadonlyMap<string, string>,
  lookUp: (lookup: Node) => string | undefined,
): unknown {
  if (Array.isArray(part)) return part.map((item) => withValues(item, values, lookUp));
  if (typeof part !== 'object' || part === null) return part;
  // A node's type may stand on its class.
  const { $type } = part as { readonly $type?: string };
  const known = $type === 'Lookup' ? lookUp(part as Node) : undefined;
  if (known !== undefined) return { $type: 'Variable', name: known };
  const copy: Record<string, unknown> = $type === undefined ? {} : { $type };
  for (const [key, value] of Object.entries(part)) {
    copy[key] = key.startsWith('$') ? value : withValues(value, values, lookUp);
  }
  if ($type === 'Variable' && typeof copy.name === 'string') copy.name = values.get(copy.name) ?? copy.name;
  return copy;
}
