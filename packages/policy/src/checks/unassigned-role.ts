import { isWhole, secondArguments } from '../blocks/second-arguments.ts';
import { type Check, libraryOnly } from './definition.ts';

/** A role that no rule gives to anybody. (In Cloud, facts do.) */
export const unassignedRole: Check = {
  code: 'unassigned-role',
  severity: 'information',
  dialects: libraryOnly,
  summary: 'A role that no rule assigns.',
  type({ name: type, names, parts }, { policy, report }) {
    if (!isWhole(policy) || parts.some(({ broken }) => broken !== undefined)) return;
    const assigned = secondArguments(policy, 'has_role');
    // Without any rule the missing one is reported.
    if (assigned.any || assigned.values.size === 0) return;
    const implied = new Set<string>();
    for (const { block } of parts) {
      for (const member of block.members) {
        if (member.$type === 'Shorthand' && member.head.$type === 'StringLiteral') implied.add(member.head.value);
      }
    }
    for (const { kind, name, uri, node } of names.values()) {
      if (kind !== 'role' || assigned.values.has(name) || implied.has(name)) continue;
      report(
        uri,
        node,
        `No has_role rule gives the role "${name}" of ${type} to anybody. Add one, or remove the role.`,
      );
    }
  },
};
