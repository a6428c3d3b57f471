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
        const what = faultOf(node);
        if (what === undefined) continue;
        report(value, `A fact of a test has values only, and ${what}. Write a value, such as User{"alice"} or "read".`);
      }
    },
  },
};

function faultOf(node: Expression): string | undefined {
  switch (node.$type) {
    case 'Variable':
      return `${node.name} is a variable`;
    case 'CurrentTime':
      return 'the time is none';
    case 'List':
      return 'a list is none: state a fact for each of its members';
    default:
      return undefined;
  }
}
