import type { Block } from '@polar-tools/language';
import type { Snapshot } from '../model/snapshot.ts';
import { type Check, libraryOnly } from './definition.ts';
import { allowRule } from './missing-allow-rule.ts';

/** Blocks give permissions that no rule asks for. */
export const missingHasPermissionRule: Check = {
  code: 'missing-has-permission-rule',
  severity: 'warning',
  toldAtLoad: true,
  dialects: libraryOnly,
  summary: 'Blocks whose permissions no rule asks for.',
  policy({ policy, report }) {
    if (policy.blocks.size === 0 || ruleCalls(policy) || shorthandCalls(policy)) return;
    // A word that stands alone, such as `else`, is read as a block that is not there yet: that has an error of its own.
    const part = policy
      .blocksInOrder()
      .flatMap(({ parts }) => parts)
      .find(({ block }) => isDeclared(block));
    if (part === undefined) return;
    report(
      part.uri,
      part.block.name,
      'Warning: your policy uses resource blocks but does not call the\n' +
        'has_permission rule. This means that permissions you define in a\n' +
        'resource block will not have any effect. Did you mean to include a\n' +
        'call to has_permission in a top-level allow rule?\n\n' +
        '  allow(actor, action, resource) if\n      has_permission(actor, action, resource);',
      // Without such a rule, what is added would call nothing.
      { fixes: ({ predicates }) => (predicates.has('has_permission') ? [allowRule(part.block)] : []) },
    );
  },
};

/** Whether anything but an inline query calls it. */
function ruleCalls(policy: Snapshot): boolean {
  if (!policy.callers.has('has_permission')) return false;
  for (const { tree, calls } of policy.statements())
    if (tree?.$type !== 'InlineQuery' && calls.includes('has_permission')) return true;
  return false;
}

/** A shorthand whose body is a permission calls `has_permission` too. */
function shorthandCalls({ blocks }: Snapshot): boolean {
  for (const { names, parts } of blocks.values()) {
    for (const { block } of parts) {
      for (const member of block.members) {
        if (member.$type !== 'Shorthand' || member.body.$type !== 'ShorthandReference') continue;
        const { term, relation } = member.body;
        if (term.$type !== 'StringLiteral') continue;
        const related = relation?.$type === 'StringLiteral' ? names.get(relation.value)?.type : undefined;
        const declared =
          relation === undefined ? names : related === undefined ? undefined : blocks.get(related)?.names;
        if (declared?.get(term.value)?.kind === 'permission') return true;
      }
    }
  }
  return false;
}

const isDeclared = ({ keyword }: Block): boolean => keyword?.text === 'actor' || keyword?.text === 'resource';
