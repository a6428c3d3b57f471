import type { Expression, Node } from '@polar-tools/language';
import type { MergedBlock } from '../blocks/blocks.ts';
import { both, type Check, type FindingFix } from './definition.ts';

/** A role that gives nothing: no shorthand and no rule asks for it. */
export const unusedRole: Check = {
  code: 'unused-role',
  severity: 'information',
  dialects: both,
  summary: 'A role that grants nothing.',
  type({ name: type, names, keyword }, { policy, report }) {
    if (policy.asksAny.has('has_role')) return;
    for (const { kind, name, uri, node } of names.values()) {
      if (kind !== 'role' || policy.strings.has(name)) continue;
      const whose = keyword === 'global' ? 'global role' : `role of ${type}`;
      report(
        uri,
        node,
        `No shorthand and no rule asks for the ${whose} "${name}", so it grants nothing. Use it, or remove it.`,
        {
          unnecessary: true,
          fixes: ({ blocks }) => removal(name, node, blocks.get(type)),
        },
      );
    }
  },
};

/** Removes a role from its list. One that is listed twice is a mistake of its own, and what shorthands give is in use. */
function removal(name: string, node: Node, block: MergedBlock | undefined): FindingFix[] {
  let places = 0;
  for (const { block: part } of block?.parts ?? []) {
    for (const member of part.members) {
      if (member.$type === 'Shorthand') places += isNamed(member.head, name) ? 1 : 0;
      else if (member.value.$type === 'DeclaredNames')
        places += member.value.names.filter((one) => isNamed(one, name)).length;
    }
  }
  return places === 1 ? [{ title: 'Remove it', edits: [{ node, at: 'item', newText: '' }] }] : [];
}

const isNamed = (node: Expression, name: string): boolean => node.$type === 'StringLiteral' && node.value === name;
