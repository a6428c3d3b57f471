import { checkDeclarations } from './block-declarations.ts';
import { checkKeyword } from './block-keyword.ts';
import { both, type Check } from './definition.ts';
import { checkRelatedTypes } from './related-types.ts';
import { checkShorthand } from './shorthand-terms.ts';

/** What is wrong inside a block: its keyword, its declarations, and the names that its shorthands use. */
export const resourceBlock: Check = {
  code: 'resource-block',
  severity: 'error',
  dialects: both,
  summary: 'A mistake in an actor or resource block.',
  brokenToo: true,
  nodes: {
    Block(block, context) {
      checkKeyword(block, context);
      checkDeclarations(block, context);
      const { members } = block;
      for (let i = 0; i < members.length; i++) {
        const member = members[i]!;
        // A shorthand that is being written says nothing yet.
        if (context.model.brokenMembers?.has(member)) continue;
        if (member.$type === 'Shorthand') checkShorthand(member, block, context);
      }
    },
  },
  type: checkRelatedTypes,
};
