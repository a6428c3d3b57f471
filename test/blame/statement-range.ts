import { rangeOf } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';

/** Where a rule or a shorthand stands, with its semicolon. */
export function statementRange(
  { rule, shorthand }: Clause,
  text: string,
): { readonly start: number; readonly end: number } {
  const { start, end } = rangeOf(shorthand ?? rule);
  const last = text.indexOf(';', end - 1);
  return { start, end: last < 0 ? end : last + 1 };
}
