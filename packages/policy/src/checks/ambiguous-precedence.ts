import type { And, Or } from '@polar-tools/language';
import { type Check, libraryOnly, type StatementContext } from './check.ts';

/** `and` beside `or` without parentheses: before 0.20 it meant something else. */
export const ambiguousPrecedence: Check = {
  code: 'ambiguous-precedence',
  severity: 'warning',
  dialects: libraryOnly,
  summary: 'and beside or without parentheses.',
  nodes: { Or: checkOperands, And: checkOperands },
};

function checkOperands({ $type, operands }: And | Or, { model, report }: StatementContext): void {
  if (model.tree?.$type !== 'Rule') return;
  for (let i = 0; i < operands.length; i++) {
    const operand = operands[i]!;
    if ((operand.$type !== 'And' && operand.$type !== 'Or') || operand.$type === $type) continue;
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
