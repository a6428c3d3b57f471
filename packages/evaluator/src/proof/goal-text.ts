import { type Node, print } from '@polar-tools/language';
import type { Evaluation, VariableView } from '../debug/view.ts';
import { deref, EXPRESSION, LAST_VARIABLE, type Term } from '../terms/term.ts';

/** A goal as it is written, and what its variables and lookups stand for. */
export interface GoalWithValues {
  readonly node: Node;
  /** Of variables that have a value, by name. */
  readonly variables: ReadonlyMap<string, Term>;
  /** Of lookups such as `role.name`. */
  readonly lookups: ReadonlyMap<Node, Term>;
}

function isKnown(value: Term): boolean {
  const known = deref(value);
  return typeof known !== 'object' || (known.kind > LAST_VARIABLE && known.kind !== EXPRESSION);
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
      // The field of an object that is not known yet is no value: `role.name` in a `forall` over roles.
      if (found.kind === 'value' && isKnown(found.value)) {
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
  return goalText(
    renamed(
      node,
      (name) => values.get(name),
      (part) => {
        const known = lookups.get(part);
        return known === undefined ? undefined : write(known);
      },
    ),
  );
}

/**
 * A copy of a tree in which names of variables are other texts: what is printed then reads as the goal does.
 * @param nameOf what stands for a variable; undefined to keep its name
 * @param textOf what stands for any other part
 */
export function renamed(
  node: Node,
  nameOf: (name: string) => string | undefined,
  textOf: (part: Node) => string | undefined = () => undefined,
): Node {
  const copied = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(copied);
    if (typeof part !== 'object' || part === null) return part;
    const text = textOf(part as Node);
    if (text !== undefined) return { $type: 'Variable', name: text };
    // A node's type may stand on its class.
    const { $type } = part as { readonly $type?: string };
    const copy: Record<string, unknown> = $type === undefined ? {} : { $type };
    for (const [key, value] of Object.entries(part)) copy[key] = key.startsWith('$') ? value : copied(value);
    if ($type === 'Variable' && typeof copy.name === 'string') copy.name = nameOf(copy.name) ?? copy.name;
    return copy;
  };
  return copied(node) as Node;
}
