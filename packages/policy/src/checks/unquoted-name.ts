import { type Expression, print, type Variable } from '@polar-tools/language';
import { isOnThisResource } from '../blocks/followed-relation.ts';
import { both, type Check, type FindingFix, type StatementContext } from './definition.ts';

/**
 * A word where a block has a string: `"read" if reader`, `[reader]`: a string without its quotes, and an error of syntax. In Cloud `role` and `permission` in a
 * shorthand stand for any, and a relation is read.
 */
export const unquotedName: Check = {
  code: 'unrecognized-token',
  severity: 'error',
  dialects: both,
  summary: 'A role, permission or relation without quotes.',
  syntax: true,
  nodes: {
    DeclaredNames({ names }, context) {
      for (let i = 0; i < names.length; i++) if (names[i]!.$type !== 'StringLiteral') reportName(names[i]!, context);
    },
    ShorthandReference(reference, context) {
      const { global, term } = reference;
      // `on resource` is Cloud's as a whole, and reported as such.
      if (global || isOnThisResource(reference)) return;
      const { relation } = reference;
      // `role` and `permission` are Cloud's words for any of them, and reported as such.
      if (term.$type === 'Variable' && term.name !== 'role' && term.name !== 'permission') reportName(term, context);
      if (relation?.$type === 'Variable' && context.dialect === 'library') reportName(relation, context, [readInCloud]);
    },
  },
};

const readInCloud: FindingFix = { title: "Set the policy's dialect to cloud", set: ['dialect'], value: 'cloud' };

function reportName(
  node: Expression | Variable,
  { dialect, report }: StatementContext,
  others: readonly FindingFix[] = [],
): void {
  if (node.$type === 'ObjectLiteral' || node.$end === node.$start) return;
  const token = print(node);
  const words = `did not expect to find the token '${token}'. Roles, permissions and relations are named by strings`;
  if (node.$type !== 'Variable') {
    report(node, `${words}.`);
    return;
  }
  if (token === 'global' && dialect === 'cloud' && node.$container?.$type === 'ShorthandReference') {
    report(node, `${words}: that of a global role or permission follows the word, as in global "admin".`);
    return;
  }
  const quoted = `"${token}"`;
  report(node, `${words}: write ${quoted}.`, {
    fixes: [
      { title: `Change to ${quoted}`, preferred: true, edits: [{ node, at: 'instead', newText: quoted }] },
      ...others,
    ],
  });
}
