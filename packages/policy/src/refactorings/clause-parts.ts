import {
  matchBefore,
  type Node,
  type PolarNode,
  type Rule,
  rangeOf,
  walk,
  withoutSemicolon,
} from '@polar-tools/language';
import { unwrap } from '../model/walk.ts';

/** The `if` between a head and its body, with the parentheses that open there. */
const IF = /(?<=(\bif\b[\s(]*))/uy;

/** The text of a rule's head with its flags: `f(x: User, y)`. */
export function headSource(text: string, rule: Rule): string {
  const { start, end } = rangeOf(rule);
  if (rule.body === undefined) return withoutSemicolon(text.slice(start, end));
  const before = text.slice(start, rangeOf(rule.body).start);
  // The body's parentheses are its own.
  const [, opening = ''] = matchBefore(IF, before) ?? [];
  return before.slice(0, before.length - opening.length).trimEnd();
}

/** Whether something stands in a node that changes what other clauses do, or may run only once. */
export function hasCut(node: Node): boolean {
  const known = cuts.get(node);
  if (known !== undefined) return known;
  let found = false;
  walk(node, (it) => {
    if (it.$type === 'Cut') found = true;
    return !found;
  });
  cuts.set(node, found);
  return found;
}

/** Asked of every clause of a name, wherever the cursor goes. */
const cuts = new WeakMap<Node, boolean>();

/** A body's goals, where they are joined by `and`; one goal is itself. */
export function goalsOf(body: Node): readonly Node[] {
  const inner = unwrap(body) as PolarNode;
  return inner.$type === 'And' ? inner.operands : [inner];
}

/** The names of the variables that stand in a node, in the order of the text; keys that name their variable are among them. */
export function variablesIn(node: Node): readonly string[] {
  const names = new Set<string>();
  walk(node, (it) => {
    const found = it as PolarNode;
    if (found.$type === 'Variable' && found.name !== '_') names.add(found.name);
    else if (found.$type === 'Field' && found.value === undefined) names.add(found.key.text);
    return true;
  });
  return [...names];
}

/** Whether it stands where a goal does: its answer counts, and it is no value. */
export function isGoal(node: Node): boolean {
  let holder = node.$container;
  while (holder?.$type === 'Parentheses') holder = holder.$container;
  return holder !== undefined && ['Rule', 'And', 'Or', 'Not', 'InlineQuery'].includes(holder.$type);
}
