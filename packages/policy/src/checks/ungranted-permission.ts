import { type MergedBlock, subtypesOf, supertypesOf } from '../blocks/blocks.ts';
import { isWhole, secondArguments } from '../blocks/second-arguments.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { both, type Check } from './definition.ts';

/** A permission that nobody can get: no shorthand and no rule gives it. */
export const ungrantedPermission: Check = {
  code: 'ungranted-permission',
  severity: 'information',
  dialects: both,
  summary: 'A permission that nobody can get.',
  type({ name: type, names, keyword, parts }, { policy, report }) {
    if (!isWhole(policy) || parts.some(({ broken }) => broken !== undefined)) return;
    const rules = secondArguments(policy, 'has_permission');
    const allowed = secondArguments(policy, 'allow');
    if (rules.any || allowed.any) return;
    let granted: ReadonlySet<string> | undefined;
    names.forEach(({ kind, name, uri, node }) => {
      if (kind !== 'permission' || rules.values.has(name) || allowed.values.has(name)) return;
      granted ??= headsOf(policy, type);
      if (granted.has(name) || granted.has('*')) return;
      const whose = keyword === 'global' ? 'global permission' : `permission of ${type}`;
      report(
        uri,
        node,
        `No shorthand and no rule gives the ${whose} "${name}", so nobody can get it. Give it, or remove it.`,
        { unnecessary: true },
      );
    });
  },
};

/** The heads of the shorthands of a type and of the types above and below it; `*` for a head that is a word. */
function headsOf({ blocks }: Snapshot, type: string): ReadonlySet<string> {
  const heads = new Set<string>();
  addHeads(blocks.get(type), heads);
  for (const name of supertypesOf(blocks, type)) addHeads(blocks.get(name), heads);
  for (const name of subtypesOf(blocks, type)) addHeads(blocks.get(name), heads);
  return heads;
}

function addHeads(block: MergedBlock | undefined, heads: Set<string>): void {
  if (block === undefined) return;
  for (const { block: part } of block.parts) {
    const { members } = part;
    for (let i = 0; i < members.length; i++) {
      const member = members[i]!;
      if (member.$type === 'Shorthand') heads.add(member.head.$type === 'StringLiteral' ? member.head.value : '*');
    }
  }
}
