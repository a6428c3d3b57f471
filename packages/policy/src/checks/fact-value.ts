import type { Expression } from '@polar-tools/language';
import { unwrap } from '../model/walk.ts';
import { type Check, cloudOnly } from './definition.ts';

/** A fact of a test says what is so of certain values: it has neither variables nor anything to be worked out. */
export const factValue: Check = {
  code: 'fact-value',
  severity: 'error',
  dialects: cloudOnly,
  summary: 'A fact of a test with something else than a value.',
  nodes: {
    Fact({ arguments: values }, { report }) {
      for (const value of values) {
        const node = unwrap<Expression>(value);
        if (node.$type !== 'Variable' && node.$type !== 'CurrentTime') continue;
        const what = node.$type === 'Variable' ? `${node.name} is a variable` : 'the time is none';
        report(value, `A fact of a test has values only, and ${what}. Write a value, such as User{"alice"} or "read".`);
      }
    },
  },
};
