import { type Check, cloudOnly } from './definition.ts';

/** An assertion has one variable at most, with its type. */
export const assertionVariable: Check = {
  code: 'assertion-variable',
  severity: 'warning',
  dialects: cloudOnly,
  summary: 'An assertion with an untyped variable, or with two variables.',
  nodes: {
    Assertion({ parameters }, { report }) {
      const variables = parameters.filter(({ value }) => value.$type === 'Variable' && !value.name.startsWith('_'));
      for (const { value, specializer } of variables) {
        if (specializer === undefined && value.$type === 'Variable') {
          report(
            value,
            `The variable ${value.name} of an assertion needs a type. Write ${value.name}: String, or a type of the policy.`,
          );
        }
      }
      const second = variables[1];
      if (second !== undefined)
        report(second, 'An assertion has one variable at most. Put a value in place of this one.');
    },
  },
};
