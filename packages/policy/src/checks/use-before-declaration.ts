import { type Block, type Node, type PolarNode, print } from '@polar-tools/language';
import { followedRelation } from '../blocks/followed-relation.ts';
import { walk } from '../model/walk.ts';
import { type Check, cloudOnly, type FindingFix } from './definition.ts';

/** In a Cloud block, names are declared before shorthands use them. */
export const useBeforeDeclaration: Check = {
  code: 'use-before-declaration',
  severity: 'error',
  dialects: cloudOnly,
  summary: 'A shorthand that uses a name which its block declares further down.',
  nodes: {
    Block(block, { policy, report }) {
      const merged = policy.blocks.get(block.name.text);
      // Another block of the type may declare the name, and which comes first is not this block's business.
      if (merged === undefined || merged.parts.length > 1 || merged.supertypes.length > 0) return;
      const later = namesByPlace(block);
      for (const member of block.members) {
        if (member.$type !== 'Shorthand') continue;
        walk(member, (node) => {
          if (node.$type === 'Call' || (node.$type === 'ShorthandReference' && node.global)) return false;
          if (node.$type !== 'StringLiteral') return true;
          const isOther = isOfRelated(node.$container as PolarNode, node);
          const declared = later.get(node.value);
          if (!isOther && declared !== undefined && declared > node.$start) {
            report(
              node,
              `"${node.value}" is used before it is declared. Put the declarations of a block before its shorthands.`,
              { fixes: moved(block, declared) },
            );
          }
          return true;
        });
      }
    },
  },
};

/** The term before `on` is the related type's. */
function isOfRelated(holder: PolarNode, node: Node): boolean {
  return holder.$type === 'ShorthandReference' && holder.term === node && followedRelation(holder) !== undefined;
}

/** Where each name of a block is declared. */
function namesByPlace(block: Block): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const member of block.members) {
    if (member.$type !== 'BlockDeclaration') continue;
    if (member.value.$type === 'DeclaredNames') {
      for (const name of member.value.names) if (name.$type === 'StringLiteral') places.set(name.value, name.$start);
    } else {
      for (const { name } of member.value.relations) places.set(name.text, name.$start);
    }
  }
  return places;
}

/** Puts the declaration that holds a place before the block's first shorthand. */
function moved({ members }: Block, place: number): FindingFix[] {
  const first = members.find(({ $type }) => $type === 'Shorthand');
  const declaration = members.find(({ $start, $end }) => $start <= place && place < $end);
  if (first === undefined || declaration === undefined) return [];
  return [
    {
      title: 'Move the declaration before the shorthands',
      preferred: true,
      edits: [
        { node: first, at: 'before', newText: `${print(declaration)}\n  ` },
        { node: declaration, at: 'line', newText: '' },
      ],
    },
  ];
}
