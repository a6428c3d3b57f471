import { LineIndex, rangeOf } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import type { LoadedPolicy } from '../load-policy.ts';
import type { RuleShown } from './answer.ts';

/** Characters of a rule that are shown. */
const MOST_SHOWN = 90;

/** A rule or shorthand with its place, on one line. */
export function ruleShown({ rule, shorthand, uri }: Clause, { policy, sources }: LoadedPolicy): RuleShown {
  const text = policy.files.get(uri)?.text ?? '';
  const { start, end } = rangeOf(shorthand ?? rule);
  const line = new LineIndex(text).positionAt(start).line + 1;
  const written = text.slice(start, end).replaceAll(/\s+/g, ' ');
  return {
    place: `${sources.get(uri)?.shown ?? uri}:${line}`,
    text: written.length > MOST_SHOWN ? `${written.slice(0, MOST_SHOWN - 1)}…` : written,
  };
}
