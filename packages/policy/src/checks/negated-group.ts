import { type Expression, type Not, type Or, print, rangeOf } from '@polar-tools/language';
import type { Snapshot } from '../model/snapshot.ts';
import { unwrap } from '../model/walk.ts';
import { type Check, cloudOnly, type FindingFix } from './definition.ts';

/** Cloud negates one call at a time (docs/language/cloud-decisions.md#negation). */
export const negatedGroup: Check = {
  code: 'negated-group',
  severity: 'warning',
  dialects: cloudOnly,
  summary: 'A negation of more than one condition.',
  nodes: {
    Not(not, { model, report }) {
      const operand = unwrap<Expression>(not.operand);
      const { uri } = model;
      if (operand.$type === 'Or')
        report(
          not,
          'Oso Cloud negates one condition at a time. Write not before each, joined by and: not a and not b.',
          { fixes: (policy) => each(not, operand, uri, policy) },
        );
      else if (operand.$type === 'And')
        report(not, 'Oso Cloud negates one condition at a time. Name the whole in a rule of its own, and negate that.');
      else if (operand.$type === 'Not')
        report(
          not,
          'Oso Cloud negates one condition at a time. Name the inner negation in a rule of its own, or leave both out.',
          { fixes: (policy) => instead(not, 'Leave both out', print(operand.operand), uri, policy) },
        );
    },
  },
};

/** `not (a or b)` to `not a and not b`: what is negated already loses its `not`, and more than one condition stays to a person. */
function each(not: Not, or: Or, uri: string, policy: Snapshot): readonly FindingFix[] {
  const parts = alternatives(or);
  if (parts.some(({ $type }) => $type === 'And')) return [];
  const written = parts.map((part) => (part.$type === 'Not' ? print(part.operand) : `not ${print(part)}`));
  return instead(not, 'Write not before each', written.join(' and '), uri, policy);
}

function alternatives(expression: Expression): Expression[] {
  const bare = unwrap<Expression>(expression);
  return bare.$type === 'Or' ? bare.operands.flatMap(alternatives) : [bare];
}

/** Comments in it would be lost. */
function instead(not: Not, title: string, text: string, uri: string, { models }: Snapshot): readonly FindingFix[] {
  const { start, end } = rangeOf(not);
  if (models.get(uri)?.file.text.slice(start, end).includes('#') !== false) return [];
  const newText = not.$container?.$type === 'And' || not.$container?.$type === 'Rule' ? text : `(${text})`;
  return [{ title, edits: [{ node: not, at: 'instead', newText }] }];
}
