import type { Expression } from '@polar-tools/language';
import { unwrap } from '../model/walk.ts';
import { type Check, cloudOnly } from './definition.ts';

/** Cloud negates one call at a time (docs/language/cloud-decisions.md#negation). */
export const negatedGroup: Check = {
  code: 'negated-group',
  severity: 'warning',
  dialects: cloudOnly,
  summary: 'A negation of more than one condition.',
  nodes: {
    Not(not, { report }) {
      const { $type } = unwrap<Expression>(not.operand);
      if ($type === 'Or')
        report(
          not,
          'Oso Cloud negates one condition at a time. Write not before each, joined by and: not a and not b.',
        );
      else if ($type === 'And')
        report(not, 'Oso Cloud negates one condition at a time. Name the whole in a rule of its own, and negate that.');
      else if ($type === 'Not')
        report(
          not,
          'Oso Cloud negates one condition at a time. Name the inner negation in a rule of its own, or leave both out.',
        );
    },
  },
};
