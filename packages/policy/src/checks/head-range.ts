import { type Rule, type RuleType, rangeOf } from '@polar-tools/language';
import type { RelativeRange, StatementContext } from './definition.ts';

/** The head of a rule as written, to its closing parenthesis, relative to the statement. */
export function headRange(rule: Rule | RuleType, { policy, model }: StatementContext): RelativeRange {
  const { text } = policy.models.get(model.uri)!.file;
  const from = rule.parameters.at(-1)?.$end ?? rule.name.$end;
  const base = rangeOf(rule).start - rule.$start;
  const close = text.indexOf(')', base + from);
  return { start: rule.name.$start, end: close === -1 || close - base > rule.$end ? from : close - base + 1 };
}
