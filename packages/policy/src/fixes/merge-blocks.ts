import { type Block, type BlockDeclaration, type Node, print, rangeOf } from '@polar-tools/language';
import type { FindingFix, NodeEdit } from '../checks/definition.ts';
import type { BlockPart } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** Puts what a block has into another: names into its lists, and the rest after its members. What has comments, or cannot be read, is left to a person. */
export function mergedInto(first: BlockPart | undefined, uri: string, block: Block, policy: Snapshot): FindingFix[] {
  const text = policy.models.get(uri)?.file.text ?? '';
  const { start, end } = rangeOf(block);
  const last = first?.block.members.at(-1);
  if (first === undefined || first.block === block || last === undefined || text.slice(start, end).includes('#'))
    return [];
  if (isBroken(first, policy) || isBroken({ uri, block }, policy)) return [];
  const edits: NodeEdit[] = [];
  let [declarations, rest] = ['', ''];
  for (const member of block.members) {
    const list = member.$type === 'BlockDeclaration' ? declared(first.block, member) : undefined;
    if (list === undefined && member.$type === 'BlockDeclaration') {
      declarations += `\n  ${print(member)}`;
      continue;
    }
    if (list === undefined) {
      rest += `\n  ${print(member)}`;
      continue;
    }
    const items = itemsOf(member as BlockDeclaration);
    const lastItem = itemsOf(list).at(-1);
    if (lastItem === undefined || items.length === 0) return [];
    const newText = items.map((item) => `, ${print(item as Parameters<typeof print>[0])}`).join('');
    edits.push({ node: lastItem, at: 'after', newText, uri: first.uri });
  }
  // A block's shorthands come after what they name.
  const before = first.block.members.findLast(({ $type }) => $type === 'BlockDeclaration');
  if (before === last) rest = declarations + rest;
  else if (before !== undefined && declarations !== '')
    edits.push({ node: before, at: 'after', newText: declarations, uri: first.uri });
  else if (declarations !== '')
    edits.push({ node: first.block.members[0]!, at: 'before', newText: `${declarations.trim()}\n  `, uri: first.uri });
  if (rest !== '') edits.push({ node: last, at: 'after', newText: rest, uri: first.uri });
  edits.push({ node: block, at: 'line', newText: '' });
  return [{ title: 'Put it into the first one', preferred: true, edits }];
}

/** Where a block has an error of syntax, what its members are is not known. */
const isBroken = ({ uri, block }: BlockPart, policy: Snapshot): boolean =>
  policy.models.get(uri)?.file.statements.find(({ tree }) => tree === block)?.errors.length !== 0;

const itemsOf = ({ value }: BlockDeclaration): readonly Node[] =>
  value.$type === 'DeclaredNames' ? value.names : value.relations;

const declared = ({ members }: Block, { name, value }: BlockDeclaration): BlockDeclaration | undefined =>
  members.find(
    (member): member is BlockDeclaration =>
      member.$type === 'BlockDeclaration' && member.name.text === name.text && member.value.$type === value.$type,
  );
