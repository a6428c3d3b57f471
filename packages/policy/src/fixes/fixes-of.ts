import type { Diagnostic, Fix } from '../checking/diagnostic.ts';
import { endOfCodes } from '../checking/suppressions.ts';
import { fileLoading } from '../checks/file-loading.ts';
import { checks } from '../checks/index.ts';
import { unusedSuppression } from '../checks/unused-suppression.ts';
import { snapshotOf } from '../model/create.ts';
import type { Policy } from '../model/policy.ts';
import { withLineBreaksOf } from './line-breaks.ts';

/**
 * All that can be done about a diagnostic of this policy: the fixes that its check offers, a comment that suppresses it, and the
 * setting that turns its check off. A syntax error can only be corrected.
 */
export function fixesOf(policy: Policy, diagnostic: Diagnostic): readonly Fix[] {
  const fixes = [...(diagnostic.fixes ?? [])];
  const { code, uri, start } = diagnostic;
  // A syntax error, of the grammar or of the dialect.
  if (!checks.some((check) => check.code === code && check.syntax !== true)) return fixes;
  const text = snapshotOf(policy).models.get(uri)?.file.text;
  if (text !== undefined && !withoutComment.has(code)) fixes.push(suppression(text, uri, start, code));
  fixes.push({ kind: 'configuration', title: `Turn ${code} off in this policy`, path: ['checks', code], value: 'off' });
  return fixes;
}

/** A comment about comments would be the next to be useless; with a comment in it, a file is a copy no more. */
const withoutComment = new Set([unusedSuppression.code, fileLoading.code]);

/** A comment on the line before; where that already suppresses something, the code is added to it. */
function suppression(text: string, uri: string, offset: number, code: string): Fix {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const lineBefore = text.lastIndexOf('\n', lineStart - 2) + 1;
  const end = endOfCodes(text.slice(lineBefore, Math.max(lineStart - 1, 0)));
  const title = `Suppress ${code} on this line`;
  if (end !== undefined) {
    const at = lineBefore + end;
    return { kind: 'edit', title, edits: [{ uri, start: at, end: at, newText: `, ${code}` }] };
  }
  const indentation = /^[ \t]*/.exec(text.slice(lineStart))![0];
  const newText = withLineBreaksOf(text, `${indentation}# polar-disable-next-line ${code}\n`);
  return { kind: 'edit', title, edits: [{ uri, start: lineStart, end: lineStart, newText }] };
}
