import type { Call, Expression, Parameter, Rule } from '@polar-tools/language';
import { sameTerm } from '../checking/same-term.ts';
import { unwrap } from '../model/walk.ts';
import { type CircleCall, circlesOfRules } from './circles-of-rules.ts';
import { type Check, libraryOnly } from './definition.ts';

/**
 * A rule that first of all asks what it is asked: the Library searches depth first and never comes back. And rules that need each other, none of
 * which begins.
 */
export const endlessRecursion: Check = {
  code: 'endless-recursion',
  severity: 'warning',
  dialects: libraryOnly,
  summary: 'Rules that lead back to themselves, and never end or never succeed.',
  nodes: {
    Rule(rule, { report }) {
      const goal = firstGoal(rule);
      if (!beginsAgain(rule, goal)) return;
      report(
        goal,
        `This rule begins by calling ${goal.name.text} in a way that leads to this rule again, so it never ends. Put a goal before it that narrows its arguments, or leave it out.`,
      );
    },
  },
  policy({ policy, report }) {
    for (const circle of circlesOfRules(policy)) {
      const [{ clause, call }, ...others] = circle as [CircleCall, ...CircleCall[]];
      if (beginsAgain(clause.rule, firstGoal(clause.rule))) continue;
      report(clause.uri, call, neverSucceeds(clause.predicate, others), {
        related: others.map((other) => ({ uri: other.clause.uri, node: other.call, message: 'Part of the circle' })),
      });
    }
  },
};

function neverSucceeds(name: string, others: readonly CircleCall[]): string {
  if (others.length === 0)
    return `Every rule of ${name} needs ${name} itself, so it never succeeds. Add a rule that does not.`;
  const names = [name, ...others.map(({ clause }) => clause.predicate), name].join(' needs ');
  return `${names}, and no rule of theirs does without, so none of them ever succeeds. Add one that does.`;
}

function beginsAgain(rule: Rule, goal: Expression | undefined): goal is Call {
  return goal?.$type === 'Call' && goal.name.text === rule.name.text && comesBack(goal, rule);
}

function firstGoal({ body }: Rule): Expression | undefined {
  let goal = body && unwrap<Expression>(body);
  while (goal?.$type === 'And') goal = unwrap<Expression>(goal.operands[0]!);
  return goal;
}

/** Whether the call takes this rule again whatever it was called with, with nothing smaller to work on. */
function comesBack({ arguments: values, keywords }: Call, { parameters }: Rule): boolean {
  if (values.length !== parameters.length || keywords.length > 0) return false;
  const heads = new Map<string, Parameter>();
  for (const parameter of parameters)
    if (parameter.value.$type === 'Variable') heads.set(parameter.value.name, parameter);
  return values.every((value, i) => {
    const { value: head, specializer } = parameters[i]!;
    const argument = unwrap<Expression>(value);
    if (argument.$type !== 'Variable')
      return head.$type !== 'Variable' && specializer === undefined && sameTerm(argument, head);
    const from = argument.name === '_' ? undefined : heads.get(argument.name);
    // A variable of its own takes any value, this rule's included.
    if (from === undefined) return head.$type === 'Variable' || isLiteral(head);
    if (head.$type !== 'Variable') return false;
    if (specializer === undefined) return true;
    return from.specializer !== undefined && sameTerm(from.specializer, specializer);
  });
}

function isLiteral({ $type }: Expression): boolean {
  return $type === 'StringLiteral' || $type === 'IntegerLiteral' || $type === 'BooleanLiteral';
}
