import { rangeOf } from '@polar-tools/language';
import { longhand } from '@polar-tools/policy';
import { type Asked, type Feature, isPosition } from '../feature.ts';
import { LONGHAND_OF, type LonghandParams, type LonghandResult } from '../protocol.ts';
import { offsetIn } from '../view.ts';
import { longhandSource } from './clause-text.ts';

/** What the shorthands of a type's blocks stand for, as a text of rules. */
export function longhandText({ view }: Asked, block: string): LonghandResult {
  const { policy } = view;
  const found = policy.blocks.get(block);
  if (found === undefined) return null;
  const rules = found.parts.flatMap(({ uri, block: part }) =>
    part.members.flatMap((member) => {
      if (member.$type !== 'Shorthand') return [];
      const { start, end } = rangeOf(member);
      const source = (policy.files.get(uri)?.text.slice(start, end) ?? '').replace(/\s+/g, ' ');
      return [`# ${source}\n${longhandSource(longhand(policy, member))}\n`];
    }),
  );
  const title = `# What the shorthands of ${found.keyword === 'global' ? 'the global block' : `${found.keyword} ${block}`} stand for.\n`;
  return { block, text: [title, ...(rules.length > 0 ? rules : ['# It has no shorthands.\n'])].join('\n') };
}

/** The type whose block a position lies in. */
function blockAt({ view, uri }: Asked, position: LonghandParams['position']): string | undefined {
  const offset = isPosition(position) ? offsetIn(view, uri, position) : undefined;
  const statement = view.policy.files
    .get(uri)
    ?.statements.find(({ base, length }) => offset !== undefined && base <= offset && offset <= base + length);
  return statement?.tree?.$type === 'Block' ? statement.tree.name.text : undefined;
}

export const longhandFeature: Feature = {
  method: LONGHAND_OF,
  capability: {},
  subject: 'document',
  answer: (asked: Asked, { block, position }: LonghandParams): LonghandResult => {
    const name = block ?? blockAt(asked, position);
    return name === undefined ? null : longhandText(asked, name);
  },
};
