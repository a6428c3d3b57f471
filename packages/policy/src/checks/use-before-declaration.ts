import type { Block } from '@polar-tools/language';
import { walk } from '../model/walk.ts';
import { type Check, cloudOnly } from './definition.ts';

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
          const holder = node.$container;
          // The term before `on` is the related type's.
          const isOther = holder?.$type === 'ShorthandReference' && holderTerm(holder, node);
          const declared = later.get(node.value);
          if (!isOther && declared !== undefined && declared > node.$start) {
            report(
              node,
              `"${node.value}" is used before it is declared. Put the declarations of a block before its shorthands.`,
            );
          }
          return true;
        });
      }
    },
  },
};

function holderTerm(holder: object, node: object): boolean {
  const { term, relation } = holder as { term: object; relation: object | undefined };
  return relation !== undefined && term === node;
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
