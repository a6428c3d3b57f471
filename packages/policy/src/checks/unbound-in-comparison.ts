import type { Expression, Parameter, PolarNode } from '@polar-tools/language';
import { unwrap } from '../model/walk.ts';
import { boundIn } from '../names/bound-variables.ts';
import { type Check, cloudOnly, type StatementContext } from './definition.ts';

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
    const name = variable.name === '_' ? 'This' : variable.name;
    context.report(
      variable,
      `${name} has no value here, as nothing in the rule gives it one. Ask for a fact that does, such as level(user, ${variable.name === '_' ? 'n' : variable.name}).`,
    );
  }
}
