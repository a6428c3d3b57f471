import { type Block, type BlockDeclaration, print, rangeOf } from '@polar-tools/language';
import type { Snapshot } from '../model/snapshot.ts';
import { type Check, cloudOnly, type FindingFix, type NodeEdit } from './definition.ts';

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
        fixes: (policy) => merged(uri, block, policy),
      });
    }
  },
};

/** Puts what a block has into the first one: names into its lists, and the rest after its members. What has comments is left to a person. */
function merged(uri: string, block: Block, policy: Snapshot): FindingFix[] {
  const parts = policy.blocks.get('global')?.parts.filter((part) => part.block.keyword === undefined) ?? [];
  const first = parts[0];
  const text = policy.models.get(uri)?.file.text ?? '';
  const { start, end } = rangeOf(block);
  const last = first?.block.members.at(-1);
  if (first === undefined || first.block === block || last === undefined || text.slice(start, end).includes('#'))
    return [];
  const edits: NodeEdit[] = [];
  let rest = '';
  for (const member of block.members) {
    const names = member.$type === 'BlockDeclaration' ? namesOf(member) : [];
    const list = member.$type === 'BlockDeclaration' ? declared(first.block, member.name.text) : undefined;
    const end = list === undefined ? undefined : namesOf(list).at(-1);
    if (end !== undefined && names.length > 0)
      edits.push({ node: end, at: 'after', newText: names.map((name) => `, ${print(name)}`).join(''), uri: first.uri });
    else if (list === undefined) rest += `\n  ${print(member)}`;
    else return [];
  }
  if (rest !== '') edits.push({ node: last, at: 'after', newText: rest, uri: first.uri });
  edits.push({ node: block, at: 'line', newText: '' });
  return [{ title: 'Put it into the first one', preferred: true, edits }];
}

const namesOf = ({ value }: BlockDeclaration) => (value.$type === 'DeclaredNames' ? value.names : []);

const declared = ({ members }: Block, name: string): BlockDeclaration | undefined =>
  members.find(
    (member): member is BlockDeclaration => member.$type === 'BlockDeclaration' && member.name.text === name,
  );
