import type { And, Binary, Expression, Or, PolarNode } from '@polar-tools/language';
import { unwrap, walk } from '../model/walk.ts';
import { both, type Check, type StatementContext } from './definition.ts';

/** A condition whose outcome does not depend on anything. */
export const constantCondition: Check = {
  code: 'constant-condition',
  severity: 'warning',
  dialects: both,
  summary: 'A condition that is always true or always false.',
  nodes: { Binary: checkComparison, And: checkOperands, Or: checkOperands },
};

function checkComparison(binary: Binary, { model, report }: StatementContext): void {
  if (model.tree?.$type !== 'Rule') return;
  const outcome = outcomeOf(binary);
  if (outcome !== undefined)
    report(binary, `This condition is always ${outcome}. Remove it, or compare something that can differ.`);
}

/** `true` or `false` among other conditions; alone it is a way to write a rule. */
function checkOperands({ $type, operands }: And | Or, { model, report }: StatementContext): void {
  if (model.tree?.$type !== 'Rule') return;
  if (!hasLiteral(operands)) return;
  // Where conditions do something, `and false` and `or true` are ways to go on.
  if (operands.some(mayDoSomething)) return;
  for (const operand of operands) {
    const inner = unwrap<Expression>(operand);
    if (inner.$type !== 'BooleanLiteral') continue;
    const decides = inner.value === ($type === 'Or');
    report(
      operand,
      decides
        ? `With this ${inner.value}, the whole ${$type === 'Or' ? '"or"' : '"and"'} is always ${inner.value}. Remove it.`
        : `This ${inner.value} changes nothing. Remove it.`,
    );
  }
}

function hasLiteral(operands: readonly Expression[]): boolean {
  for (let i = 0; i < operands.length; i++) {
    if (unwrap<Expression>(operands[i]!).$type === 'BooleanLiteral') return true;
  }
  return false;
}

function mayDoSomething(condition: Expression): boolean {
  let found = false;
  walk(condition, ({ $type }) => {
    if ($type === 'MethodCall' || $type === 'Call' || $type === 'Print' || $type === 'Cut') found = true;
  });
  return found;
}

function outcomeOf({ left, operator, right }: Binary): boolean | undefined {
  const a = unwrap<Expression>(left) as PolarNode;
  const b = unwrap<Expression>(right) as PolarNode;
  if (operator === 'in')
    return b.$type === 'List' && b.elements.length === 0 && b.rest === undefined ? false : undefined;
  if (a.$type === 'Variable' && b.$type === 'Variable' && a.name === b.name && a.name !== '_') {
    // `x = x` is a way to use a variable that is not needed.
    return operator === '!=' || operator === '<' || operator === '>' ? false : undefined;
  }
  const x = literal(a);
  const y = literal(b);
  if (x === undefined || y === undefined || typeof x !== typeof y) return undefined;
  switch (operator) {
    case '=':
    case '==':
      return x === y;
    case '!=':
      return x !== y;
    case '<':
      return x < y;
    case '<=':
      return x <= y;
    case '>':
      return x > y;
    case '>=':
      return x >= y;
    default:
      return undefined;
  }
}

function literal(node: PolarNode): string | number | boolean | undefined {
  switch (node.$type) {
    case 'StringLiteral':
    case 'BooleanLiteral':
      return node.value;
    case 'IntegerLiteral':
      return typeof node.value === 'bigint' ? undefined : node.value;
    default:
      return undefined;
  }
}
