import type { Block } from '@polar-tools/language';
import { cloudValueTypes } from '../dialect/built-in-classes.ts';
import { mergedInto } from '../fixes/merge-blocks.ts';
import { type Check, cloudOnly } from './definition.ts';

/** In Cloud a type has one block, and the types of values have none (docs/language/cloud-decisions.md#circles-and-repetition). */
export const duplicateType: Check = {
  code: 'duplicate-type',
  severity: 'error',
  dialects: cloudOnly,
  summary: 'A type with two blocks, or one that the language has itself.',
  type({ name, keyword, parts }, { report }) {
    if (cloudValueTypes.has(name)) {
      for (const { uri, block } of parts)
        report(uri, block.name, `${name} is a type of the language, of which values are. Give this one another name.`);
      return;
    }
    // Several global blocks have words of their own.
    if (parts.length < 2 || (name === 'global' && keyword === 'global')) return;
    const [first, ...others] = parts;
    for (const { uri, block } of others) {
      report(uri, block.name, `${name} is declared already. Put all of it into one block.`, {
        related: ({ blocks }) => {
          const part = blocks.get(name)?.parts[0] ?? first!;
          return [{ uri: part.uri, node: part.block.name, message: 'The first block' }];
        },
        fixes: (policy) => {
          const part = policy.blocks.get(name)?.parts[0];
          return part !== undefined && saysNoLess(part.block, block) ? mergedInto(part, uri, block, policy) : [];
        },
      });
    }
  },
};

/** Whether a block's keyword and what it extends are those of another, and more. */
const saysNoLess = (first: Block, { keyword, supertypes }: Block): boolean =>
  first.keyword?.text === keyword?.text &&
  supertypes.every(({ text }) => first.supertypes.some((supertype) => supertype.text === text));
