import type { Call, Expression, Node } from '@polar-tools/language';
import { unwrap, walk } from '../../model/walk.ts';
import { goalsOf, variablesIn } from '../../refactorings/clause-parts.ts';
import type { Obstacle } from '../unit.ts';

/** Whether a predicate is only told as facts, so that asking for it can give its other arguments values. */
export type FactsOnly = (call: Call) => boolean;

/** The order in which the Library can go through a body's goals, or what is in the way. */
export type Order = { readonly goals: readonly Node[] } | { readonly node: Node; readonly obstacle: Obstacle };

/**
 * An order of a body's goals in which each has what it needs: Cloud finds one by itself, the Library takes them as they stand. The order of
 * the text is kept as far as it serves. `bound` are the variables that have values before.
 */
export function orderOf(body: Node, bound: ReadonlySet<string>, factsOnly: FactsOnly): Order {
  const waiting = [...goalsOf(body)];
  const goals: Node[] = [];
  const known = new Set(bound);
  while (waiting.length > 0) {
    const at = waiting.findIndex((goal) => gives(goal, known, factsOnly) !== undefined);
    if (at < 0) return { node: waiting[0]!, obstacle: searching };
    const [goal] = waiting.splice(at, 1);
    for (const name of gives(goal!, known, factsOnly)!) known.add(name);
    goals.push(goal!);
  }
  return { goals };
}

const searching: Obstacle = {
  what: 'A condition that looks for objects',
  why: 'Oso Cloud searches its facts; the Oso library asks one object at a time. Say from which object the others are reached.',
};

/** The variables that have values after a goal; undefined where it lacks some itself. */
function gives(goal: Node, bound: ReadonlySet<string>, factsOnly: FactsOnly): readonly string[] | undefined {
  const node = unwrap<Expression>(goal as Expression);
  const isBound = (it: Node): boolean => variablesIn(it).every((name) => bound.has(name));
  switch (node.$type) {
    case 'Call': {
      if (hasBlank(node) && !factsOnly(node)) return undefined;
      if (isBound(node)) return isKeyKnown(node, bound) ? [] : undefined;
      return factsOnly(node) && isKeyKnown(node, bound) ? variablesIn(node) : undefined;
    }
    case 'Binary':
      if (node.operator === '=') return isBound(node.left) || isBound(node.right) ? variablesIn(node) : undefined;
      if (node.operator === 'in') return isBound(node.right) ? variablesIn(node) : undefined;
      return isBound(node) ? [] : undefined;
    case 'Not': {
      const inner = unwrap<Expression>(node.operand);
      const blank = inner.$type === 'Call' && (!isKeyKnown(inner, bound) || (hasBlank(inner) && !factsOnly(inner)));
      return isBound(node) && !blank ? [] : undefined;
    }
    case 'Matches':
      return isBound(node) ? [] : undefined;
    case 'And': {
      const order = orderOf(node, bound, factsOnly);
      return 'goals' in order && order.goals.every((each, i) => each === node.operands[i])
        ? variablesIn(node)
        : undefined;
    }
    case 'Or': {
      const each = node.operands.map((operand) => gives(operand, bound, factsOnly));
      if (each.includes(undefined)) return undefined;
      const [first, ...others] = each as readonly (readonly string[])[];
      return first!.filter((name) => others.every((names) => names.includes(name)));
    }
    default:
      return [];
  }
}

/** The object whose field is read: the resource of a relation, else the first argument. Both are first in Cloud. */
function isKeyKnown(call: Call, bound: ReadonlySet<string>): boolean {
  const [key] = call.arguments;
  return key === undefined || (key.$type === 'Variable' ? bound.has(key.name) : true);
}

function hasBlank(call: Call): boolean {
  let blank = false;
  walk(call, (it) => {
    if (it.$type === 'Variable' && it.name === '_') blank = true;
  });
  return blank;
}
