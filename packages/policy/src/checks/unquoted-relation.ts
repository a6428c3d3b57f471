import { followedRelation } from '../blocks/followed-relation.ts';
import { type Check, cloudOnly } from './definition.ts';

/** `on parent` is read, but a relation is a string. */
export const unquotedRelation: Check = {
  code: 'unquoted-relation',
  severity: 'warning',
  dialects: cloudOnly,
  summary: 'A relation without quotes in a shorthand.',
  nodes: {
    ShorthandReference(reference, { report }) {
      const relation = followedRelation(reference);
      if (relation?.$type !== 'Variable') return;
      report(relation, `The relation ${relation.name} is written without quotes. Write "${relation.name}".`, {
        fixes: [
          {
            title: `Change to "${relation.name}"`,
            preferred: true,
            edits: [{ node: relation, at: 'instead', newText: `"${relation.name}"` }],
          },
        ],
      });
    },
  },
};
