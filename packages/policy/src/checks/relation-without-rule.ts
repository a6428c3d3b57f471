import { secondArguments } from '../blocks/second-arguments.ts';
import type { BlockPart } from '../model/policy.ts';
import { type Check, libraryOnly } from './definition.ts';

/** A relation that no rule fills. One that a shorthand follows is a missing required rule, and reported as that. */
export const relationWithoutRule: Check = {
  code: 'relation-without-rule',
  severity: 'information',
  dialects: libraryOnly,
  summary: 'A relation that no `has_relation` rule fills.',
  type({ name: type, names, parts }, { policy, report }) {
    // A shorthand that cannot be read may follow it.
    if (parts.some(({ broken }) => broken !== undefined)) return;
    const filled = secondArguments(policy, 'has_relation');
    if (filled.any) return;
    for (const { kind, name, uri, node } of names.values()) {
      if (kind !== 'relation' || filled.values.has(name) || policy.requiredTypes.has(node)) continue;
      if (followedWithoutQuotes(parts, name)) continue;
      report(
        uri,
        node,
        `No has_relation rule fills the relation "${name}" of ${type}, and no shorthand follows it. Add a rule, or remove the relation.`,
        parts.length > 1 ? {} : { fixes: [{ title: 'Remove it', edits: [{ node, at: 'item', newText: '' }] }] },
      );
    }
  },
};

/** Whether a shorthand follows a relation whose name lacks its quotes, which is reported as that. */
function followedWithoutQuotes(parts: readonly BlockPart[], name: string): boolean {
  return parts.some(({ block }) =>
    block.members.some((member) => {
      if (member.$type !== 'Shorthand' || member.body.$type !== 'ShorthandReference') return false;
      const { relation } = member.body;
      return relation?.$type === 'Variable' && relation.name === name;
    }),
  );
}
