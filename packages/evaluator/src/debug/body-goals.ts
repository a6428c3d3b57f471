import type { Expression, Node, Rule } from '@polar-tools/language';

/** The goals of a rule's body, or of a query, in the order of the text: the places where a breakpoint may stand. */
export function bodyGoals(of: Rule | Expression): readonly Node[] {
  const goals: Node[] = [];
  const pending: Expression[] = [];
  const first = of.$type === 'Rule' ? of.body : of;
  if (first !== undefined) pending.push(first);
  while (pending.length > 0) {
    const goal = pending.pop()!;
    switch (goal.$type) {
      case 'And':
      case 'Or':
        pending.push(...goal.operands.toReversed());
        break;
      case 'Parentheses':
        pending.push(goal.inner as Expression);
        break;
      case 'Not':
        goals.push(goal);
        pending.push(goal.operand);
        break;
      case 'Forall':
        goals.push(goal);
        pending.push(goal.action, goal.condition);
        break;
      default:
        goals.push(goal);
    }
  }
  return goals;
}
