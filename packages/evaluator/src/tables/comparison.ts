import type { Comparison } from '../dialect/cloud/rule.ts';
import type { Values } from '../facts/values.ts';

/** Whether a comparison of two values holds: an order only of integers, `!=` of any values. */
export function comparisonHolds(operator: Comparison, a: number, b: number, values: Values): boolean {
  if (operator === '!=') return a !== b;
  const left = values.integer(a);
  const right = values.integer(b);
  if (left === undefined || right === undefined) return false;
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}
