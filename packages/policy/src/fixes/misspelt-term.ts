import { isName, printString, type StringLiteral } from '@polar-tools/language';
import { type MergedBlock, supertypesOf } from '../blocks/blocks.ts';
import type { FindingFix, NodeEdit } from '../checks/definition.ts';
import type { BlockName } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { walk } from '../model/walk.ts';
import { isAsNear, isSlip } from '../names/suggestions.ts';
import { type TermUse, termPredicates, usesOf } from '../names/term-uses.ts';

/**
 * Corrects the name of a role, permission or relation that a block nearly declares: where it is used. Where the policy has the name as it is
 * written more often than as it is declared, the slip may be in the declaration, which is offered first.
 *
 * @param certain whether a use that is plainly a slip may be corrected by itself
 */
export function correctTerm(
  term: StringLiteral,
  meant: string,
  block: MergedBlock | undefined,
  policy: Snapshot,
  certain = true,
): readonly FindingFix[] {
  // Of two names that are as near, either may be meant.
  const isSure =
    certain &&
    isSlip(term.value, meant) &&
    !isAsNear(term.value, meant, namesOf(block, policy)) &&
    leadsSomewhere(block?.names.get(meant), policy);
  const inUse: FindingFix = {
    title: `Change to "${meant}"`,
    preferred: isSure,
    edits: [{ node: term, at: 'instead', newText: printString(meant) }],
  };
  const declared = block?.names.get(meant);
  if (block === undefined || declared === undefined) return [inUse];
  const { node } = declared;
  const isRelation = node.$type === 'DeclaredRelation';
  if (isRelation ? !isName(term.value) || node.type === undefined : node.$type !== 'StringLiteral') return [inUse];
  if (timesUsed(term.value, block, policy) <= 1 + timesUsed(meant, block, policy)) return [inUse];
  const edit: NodeEdit = isRelation
    ? { node: node.name, at: 'instead', newText: term.value, uri: declared.uri }
    : { node, at: 'instead', newText: printString(term.value), uri: declared.uri };
  return [
    {
      title: `Change the declaration of "${meant}" to "${term.value}"`,
      preferred: isSure,
      edits: [edit],
    },
    { ...inUse, preferred: false },
  ];
}

/** Whether a name is no relation to a type that has no block: with that one, there would be another error in place of the slip. */
const leadsSomewhere = (declared: BlockName | undefined, { blocks }: Snapshot): boolean =>
  declared?.kind !== 'relation' || declared.type === undefined || blocks.has(declared.type);

const namesOf = (block: MergedBlock | undefined, { blocks }: Snapshot): readonly string[] =>
  block === undefined
    ? []
    : [block.name, ...supertypesOf(blocks, block.name)].flatMap((type) => [...(blocks.get(type)?.names.keys() ?? [])]);

const PARTS: readonly TermUse['part'][] = ['head', 'call', 'fact', 'assertion'];

/** How often a name is used in the shorthands of a block and in rules and tests. */
function timesUsed(name: string, { parts }: MergedBlock, policy: Snapshot): number {
  let times = 0;
  for (const predicate of termPredicates) for (const part of PARTS) times += usesOf(policy, predicate, part, name);
  for (const { block } of parts) {
    for (const member of block.members) {
      if (member.$type !== 'Shorthand') continue;
      walk(member, (node) => {
        if (node.$type === 'StringLiteral' && node.value === name) times++;
      });
    }
  }
  return times;
}
