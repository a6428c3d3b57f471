import { type PolarNode, print, type Rule, rangeOf } from '@polar-tools/language';
import { hasCut, headSource } from './clause-parts.ts';
import { innermost, type Offer } from './refactoring.ts';
import { sourceOf } from './source-text.ts';

/** Two clauses with the same head, one after the other, to one with `or`. */
export const mergeClauses: Offer = (selection) => {
  const { policy, uri, text } = selection;
  const rule = innermost(selection, 'Rule');
  if (rule?.body === undefined || hasCut(rule.body)) return [];
  const statements = policy.files.get(uri)?.statements ?? [];
  const at = statements.findIndex(({ tree }) => tree === rule);
  const next = statements[at + 1];
  const other = next?.tree as PolarNode | undefined;
  if (next === undefined || next.errors.length > 0 || other?.$type !== 'Rule' || other.body === undefined) return [];
  if (hasCut(other.body) || headOf(rule) !== headOf(other)) return [];
  const { start } = rangeOf(rule);
  const { end } = rangeOf(other);
  if (text.slice(start, end).includes('#')) return [];
  return [
    {
      title: 'Merge with the next rule',
      kind: 'refactor.rewrite',
      edits: [
        {
          uri,
          start,
          end,
          newText: `${headSource(text, rule)} if ${sourceOf(text, rule.body)} or ${sourceOf(text, other.body)};`,
        },
      ],
    },
  ];
};

/** A head in one spelling, by which two are compared. */
const headOf = ({ name, parameters, flags }: Rule): string =>
  JSON.stringify([...flags, name, ...parameters].map(print));
