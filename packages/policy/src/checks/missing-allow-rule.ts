import type { Node } from '@polar-tools/language';
import { isWhole } from '../blocks/second-arguments.ts';
import { hasBrokenStatement } from '../model/broken-blocks.ts';
import { type Check, type FindingFix, libraryOnly } from './definition.ts';
import { firstStatement } from './first-statement.ts';

/** Without an allow rule, the application is told that nothing is allowed. */
export const missingAllowRule: Check = {
  code: 'missing-allow-rule',
  severity: 'warning',
  toldAtLoad: true,
  dialects: libraryOnly,
  summary: 'A policy without an allow rule.',
  policy({ policy, report }) {
    // A statement that cannot be read may be the one.
    if (isWhole(policy) || hasBrokenStatement(policy)) return;
    const first = firstStatement(policy);
    if (first === undefined) return;
    report(
      first.uri,
      first.node,
      'Your policy does not contain an allow rule, which usually means\n' +
        'that no actions are allowed. Did you mean to add an allow rule to\n' +
        'the top of your policy?\n\n  allow(actor, action, resource) if ...',
      // Without such a rule, what is added would call nothing.
      policy.predicates.has('has_permission') ? { fixes: [allowRule(first.statement)] } : {},
    );
  },
};

/** The rule by which applications ask for the permissions of blocks, before a statement. */
export const allowRule = (statement: Node): FindingFix => ({
  title: 'Add an allow rule that asks has_permission',
  edits: [
    {
      node: statement,
      at: 'before',
      newText: 'allow(actor, action, resource) if\n  has_permission(actor, action, resource);\n\n',
    },
  ],
});
