import { mergedInto } from '../fixes/merge-blocks.ts';
import { type Check, cloudOnly } from './definition.ts';

/** A policy has one global block at most. */
export const multipleGlobalBlocks: Check = {
  code: 'multiple-global-blocks',
  severity: 'error',
  dialects: cloudOnly,
  summary: 'More than one global block.',
  type({ name, keyword, parts }, { report }) {
    if (name !== 'global' || keyword !== 'global') return;
    const [first, ...others] = parts.filter(({ block }) => block.keyword === undefined);
    for (const { uri, block } of others) {
      report(uri, block.name, 'A policy has one global block at most, and this is another. Put all of it into one.', {
        related: [{ uri: first!.uri, node: first!.block.name, message: 'The first one' }],
        fixes: (policy) => {
          const parts = policy.blocks.get('global')?.parts.filter((part) => part.block.keyword === undefined) ?? [];
          return mergedInto(parts[0], uri, block, policy);
        },
      });
    }
  },
};
