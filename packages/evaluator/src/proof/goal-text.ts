import { type Node, print } from '@polar-tools/language';
import type { Evaluation, VariableView } from '../debug/view.ts';
import type { Term } from '../terms/term.ts';

/** A goal as it is written, and what its variables and lookups stand for. */
export interface GoalWithValues {
  readonly node: Node;
  /** Of variables that have a value, by name. */
  readonly variables: ReadonlyMap<string, Term>;
  /** Of lookups such as `role.name`. */
  readonly lookups: ReadonlyMap<Node, Term>;
}

/** A goal as it is written, on one line. */
export function goalText(node: Node): string {
  return print(node).replaceAll(/\s+/g, ' ');
}

/**
 * A goal with the values of a frame.
 * @param evaluate evaluates a text in that frame; a goal that is about to be called has not looked anything up yet
 */
export function goalWithValues(
  node: Node,
  variables: readonly VariableView[],
  evaluate?: (text: string) => Evaluation,
): GoalWithValues {
  const names = new Set<string>();
  const lookups = new Map<Node, Term>();
  const look = (part: unknown): void => {
    if (Array.isArray(part)) {
      for (const item of part) look(item);
      return;
    }
    if (typeof part !== 'object' || part === null) return;
    const { $type, name } = part as { readonly $type?: string; readonly name?: unknown };
    // A goal that is a lookup itself stays one: `gmail.is_public`.
    if ($type === 'Lookup' && part !== node && evaluate !== undefined) {
      const found = evaluate(print(part as Node));
      if (found.kind === 'value') {
        lookups.set(part as Node, found.value);
        return;
      }
    }
    if ($type === 'Variable' && typeof name === 'string') names.add(name);
    for (const [key, value] of Object.entries(part)) if (!key.startsWith('$')) look(value);
  };
  look(node);
  const known = variables.filter(({ name, bound }) => bound && names.has(name));
  return { node, variables: new Map(known.map(({ name, value }) => [name, value])), lookups };
}

/** A goal with its values put in, on one line: `has_role(larry, "reader", gmail)`, `"reader" = "admin"`. */
export function writeGoal({ node, variables, lookups }: GoalWithValues, write: (term: Term) => string): string {
  const values = new Map([...variables].map(([name, value]) => [name, write(value)]));
  // A copy of the tree in which a variable's name is its value's text: what is printed then reads as the goal does.
  const filledIn = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(filledIn);
    if (typeof part !== 'object' || part === null) return part;
    const known = lookups.get(part as Node);
    if (known !== undefined) return { $type: 'Variable', name: write(known) };
    // A node's type may stand on its class.
    const { $type } = part as { readonly $type?: string };
    const copy: Record<string, unknown> = $type === undefined ? {} : { $type };
    for (const [key, value] of Object.entries(part)) copy[key] = key.startsWith('$') ? value : filledIn(value);
    if ($type === 'Variable' && typeof copy.name === 'string') copy.name = values.get(copy.name) ?? copy.name;
    return copy;
  };
  return goalText(filledIn(node) as Node);
}
