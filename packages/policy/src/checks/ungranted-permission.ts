import { subtypesOf, supertypesOf } from '../blocks.ts';
import { secondArguments } from '../heads.ts';
import type { Snapshot } from '../snapshot.ts';
import { both, type Check } from './check.ts';

/** A permission that nobody can get: no shorthand and no rule gives it. */
export const ungrantedPermission: Check = {
  code: 'ungranted-permission',
  severity: 'information',
  dialects: both,
  summary: 'A permission that nobody can get.',
  type({ name: type, names, keyword }, { policy, report }) {
    const rules = [secondArguments(policy, 'has_permission'), secondArguments(policy, 'allow')];
    if (rules.some(({ any }) => any)) return;
    const granted = headsOf(policy, type);
    for (const { kind, name, uri, node } of names.values()) {
      if (
        kind !== 'permission' ||
        granted.has(name) ||
        granted.has('*') ||
        rules.some(({ values }) => values.has(name))
      )
        continue;
      const whose = keyword === 'global' ? 'global permission' : `permission of ${type}`;
      report(
        uri,
        node,
        `No shorthand and no rule gives the ${whose} "${name}", so nobody can get it. Give it, or remove it.`,
        {
          unnecessary: true,
        },
      );
    }
  },
};

/** The heads of the shorthands of a type and of the types above and below it; `*` for a head that is a word. */
function headsOf({ blocks }: Snapshot, type: string): ReadonlySet<string> {
  const heads = new Set<string>();
  for (const name of [type, ...supertypesOf(blocks, type), ...subtypesOf(blocks, type)]) {
    for (const { block } of blocks.get(name)?.parts ?? []) {
      for (const member of block.members) {
        if (member.$type === 'Shorthand') heads.add(member.head.$type === 'StringLiteral' ? member.head.value : '*');
      }
    }
  }
  return heads;
}
