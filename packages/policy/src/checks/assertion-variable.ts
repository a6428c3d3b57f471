import type { Node, Variable } from '@polar-tools/language';
import type { Blocks } from '../blocks/blocks.ts';
import { walk } from '../model/walk.ts';
import { type Check, cloudOnly, type FindingFix } from './definition.ts';

/** An assertion has one variable at most, with its type. */
export const assertionVariable: Check = {
  code: 'assertion-variable',
  severity: 'warning',
  dialects: cloudOnly,
  summary: 'An assertion with an untyped variable, with two, or with an iff over another.',
  nodes: {
    Assertion({ parameters, iff }, { report }) {
      const variables = parameters.filter(({ value }) => value.$type === 'Variable' && !value.name.startsWith('_'));
      for (const { value, specializer } of variables) {
        if (specializer === undefined && value.$type === 'Variable') {
          report(
            value,
            `The variable ${value.name} of an assertion needs a type. Write ${value.name}: String, or a type of the policy.`,
            {
              fixes: ({ blocks }) =>
                typeFixes(
                  value,
                  parameters.findIndex((each) => each.value === value),
                  blocks,
                ),
            },
          );
        }
      }
      const second = variables[1];
      if (second !== undefined)
        report(second, 'An assertion has one variable at most. Put a value in place of this one.');
      if (iff === undefined) return;
      const names = variables.map(({ value }) => (value as Variable).name);
      walk(iff, (node) => {
        if (node.$type !== 'Variable' || node.name.startsWith('_') || names.includes(node.name)) return;
        const advice = names[0] === undefined ? 'Put a typed variable into the assertion' : `Write ${names[0]}`;
        const [name] = names;
        report(node, `This iff is about ${node.name}, which is no variable of the assertion. ${advice}.`, {
          ...(name !== undefined && {
            fixes: [{ title: `Change to ${name}`, preferred: true, edits: [{ node, at: 'instead', newText: name }] }],
          }),
        });
      });
    },
  },
};

/** Types for a variable: a name stands second, an actor first, by what the predicates of blocks have there. */
function typeFixes(value: Node, index: number, blocks: Blocks): FindingFix[] {
  const named = [...blocks.values()]
    .filter(({ name }) => name !== 'global')
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const fitting = named.filter(({ keyword }) => keyword === (index === 0 ? 'actor' : 'resource'));
  const types = index === 1 ? ['String'] : fitting.slice(0, MOST_TYPES).map(({ name }) => name);
  return types.map((type) => ({
    title: `Write its type: ${type}`,
    ...(types.length === 1 && { preferred: true }),
    edits: [{ node: value, at: 'after', newText: `: ${type}` }],
  }));
}

/** More are no help to choose from. */
const MOST_TYPES = 5;
