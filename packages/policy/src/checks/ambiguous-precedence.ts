import type { And, Or, PolarNode } from '@polar-tools/language';
import { type Check, libraryOnly, type StatementContext } from './definition.ts';

/** `and` beside `or` without parentheses: before 0.20 it meant something else. */
export const ambiguousPrecedence: Check = {
  code: 'ambiguous-precedence',
  severity: 'warning',
  toldAtLoad: true,
  dialects: libraryOnly,
  summary: '`and` beside `or` without parentheses.',
  nodes: { Or: checkOperands, And: checkOperands },
};

function checkOperands(node: And | Or, { model, report }: StatementContext): void {
  const { $type, operands } = node;
  if (model.tree?.$type !== 'Rule') return;
  for (let i = 0; i < operands.length; i++) {
    const operand = operands[i]!;
    if ((operand.$type !== 'And' && operand.$type !== 'Or') || operand.$type === $type) continue;
    if (i === 0 && followsParenthesis(node)) continue;
    report(
      operand,
      'Expression without parentheses could be ambiguous.\n' +
        'Prior to 0.20, `x and y or z` would parse as `x and (y or z)`.\n' +
        'As of 0.20, it parses as `(x and y) or z`, matching other languages.\n' +
        'Put parentheses around what belongs together.',
      {
        fixes: [
          {
            title: 'Add parentheses',
            preferred: true,
            edits: [
              { node: operand, at: 'before', newText: '(' },
              { node: operand, at: 'after', newText: ')' },
            ],
          },
        ],
      },
    );
  }
}

/** Right after an opening parenthesis the engine takes the first operand for one in parentheses. */
function followsParenthesis(node: And | Or): boolean {
  const outer = node.$container as PolarNode | undefined;
  return outer?.$type === 'Parentheses' || (outer?.$type === 'Forall' && outer.condition === node);
}
