import { rangeOf } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import { goalText } from './goal-text.ts';

/** Where the head of a clause stands in the text of its file: the name and the parameters of a rule, the head of a shorthand. */
export function headRange({ rule, shorthand }: Clause, text: string): { readonly start: number; readonly end: number } {
  if (shorthand !== undefined) return rangeOf(shorthand.head);
  const { start } = rangeOf(rule.name);
  const last = rangeOf(rule.parameters.at(-1) ?? rule.name).end;
  const close = text.indexOf(')', last);
  return { start, end: close < 0 ? last : close + 1 };
}

/** A rule's head, or a shorthand as it is written, on one line. */
export function headText(clause: Clause, text: string): string {
  if (clause.shorthand !== undefined) return goalText(clause.shorthand).replace(/;$/, '');
  const { start, end } = headRange(clause, text);
  return text.slice(start, end).replaceAll(/\s+/g, ' ');
}
