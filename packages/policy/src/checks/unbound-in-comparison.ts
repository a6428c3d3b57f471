import type { Expression, Node, Parameter, PolarNode, Variable } from '@polar-tools/language';
import { unwrap } from '../model/walk.ts';
import { boundIn } from '../names/bound-variables.ts';
import { type Check, cloudOnly, type StatementContext } from './definition.ts';
import { singletonAdvice } from './singleton-advice.ts';
import { adviceFix, correctionOf, nearVariables } from './singleton-near.ts';
import { nameOf, stringFix } from './singleton-place.ts';

/** Operators that ask something of two values, and give none. */
export const comparisons: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '!=']);

/**
 * A comparison asks something of a value, so its variables must get theirs elsewhere in the rule, or from who asks. What stands under `not` is
 * told by `unbound-in-not`.
 */
export const unboundInComparison: Check = {
  code: 'unbound-in-comparison',
  severity: 'error',
  dialects: cloudOnly,
  summary: 'A variable in a comparison that nothing in the rule binds.',
  nodes: {
    Rule({ parameters, body }, context) {
      if (body !== undefined) checkIn(body, namesOf(parameters), new Set(), context);
    },
    Assertion({ iff }, context) {
      // Which values the condition holds for is asked apart from the assertion.
      if (iff !== undefined) checkIn(iff, new Set(), new Set(), context);
    },
  },
};

/** The variables of a head. */
export function namesOf(parameters: readonly Parameter[]): ReadonlySet<string> {
  return new Set(parameters.flatMap(({ value }) => (value.$type === 'Variable' ? [value.name] : [])));
}

function checkIn(
  condition: Expression,
  known: ReadonlySet<string>,
  told: Set<string>,
  context: StatementContext,
): void {
  const it = unwrap<Expression>(condition);
  if (it.$type === 'And' || it.$type === 'Or') {
    const bound = it.$type === 'And' ? boundIn(it, known) : known;
    for (const operand of it.operands) checkIn(operand, bound, told, context);
    return;
  }
  if (it.$type !== 'Binary' || !comparisons.has(it.operator)) return;
  for (const side of [it.left, it.right]) {
    const variable = unwrap<PolarNode>(side as PolarNode);
    if (variable.$type !== 'Variable' || known.has(variable.name) || told.has(variable.name)) continue;
    told.add(variable.name);
    report(variable, context);
  }
}

function report(variable: Variable, context: StatementContext): void {
  const { name } = variable;
  const rule = context.model.tree;
  // What stands there alone is misspelt, or lacks its quotes.
  const { once } = context.model;
  const at = once.indexOf(variable);
  const isAlone = rule?.$type === 'Rule' && at >= 0;
  const advice = isAlone ? singletonAdvice(variable, context.dialect) : undefined;
  const [near, ...alsoNear] = isAlone ? nearVariables(name, rule) : [];
  const subject = name === '_' ? 'This' : name;
  const what =
    advice?.words ??
    (near === undefined
      ? `Ask for a fact that does, such as level(user, ${name === '_' ? 'n' : name}).`
      : `Did you mean ${near}?`);
  context.report(variable, `${subject} has no value here, as nothing in the rule gives it one. ${what}`, {
    fixes: (newest) => {
      if (!isAlone) return [];
      if (advice !== undefined) return adviceFix(variable, advice, rule);
      const string = stringFix(variable, newest) ?? [];
      // Of two that stand once, the first is right.
      const isFirst = once.slice(at + 1).some((other) => nameOf(other) === near);
      const isSure = string.length === 0 && alsoNear.length === 0 && !isFirst;
      return near === undefined ? string : [...correctionOf(variable, near, isSure), ...string];
    },
  });
}

/** Whether a variable is asked by a comparison, and stands under no `not`: what of such a rule this check tells, another need not. */
export function isInComparison(variable: Node): boolean {
  let holder = variable.$container as PolarNode | undefined;
  while (holder?.$type === 'Parentheses') holder = holder.$container as PolarNode | undefined;
  return holder?.$type === 'Binary' && comparisons.has(holder.operator);
}
