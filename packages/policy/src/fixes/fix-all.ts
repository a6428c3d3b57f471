import { check } from '../checking/check-policy.ts';
import type { TextEdit } from '../checking/diagnostic.ts';
import { createPolicy } from '../model/create.ts';
import type { Policy } from '../model/policy.ts';

/** One fix may show what another hid; more rounds than this are no help. */
const ROUNDS = 5;

/**
 * The text of a file once all fixes are made that are surely meant: the preferred ones that change this file alone, again until there are no
 * more. Undefined where there are none. A fix that touches what another has changed in the same round waits for the next.
 */
export function fixAll(policy: Policy, uri: string): string | undefined {
  const before = policy.files.get(uri)?.text;
  if (before === undefined) return undefined;
  let text = before;
  let current = policy;
  for (let round = 0; round < ROUNDS; round++) {
    const edits = surelyMeant(current, uri);
    if (edits.length === 0) break;
    text = edits.reduce((made, { start, end, newText }) => made.slice(0, start) + newText + made.slice(end), text);
    const files = [...policy.files].map(([other, file]) => ({ uri: other, text: other === uri ? text : file.text }));
    current = createPolicy(files, { ...policy.configuration, dialect: policy.dialect });
  }
  return text === before ? undefined : text;
}

/** The edits of preferred fixes, the last of the text first. */
function surelyMeant(policy: Policy, uri: string): readonly TextEdit[] {
  const chosen: TextEdit[] = [];
  for (const { fixes = [] } of check(policy).get(uri) ?? []) {
    const fix = fixes.find(({ preferred }) => preferred === true);
    if (fix?.kind !== 'edit' || fix.edits.some((edit) => edit.uri !== uri)) continue;
    if (fix.edits.some((edit) => chosen.some((other) => touch(edit, other)))) continue;
    chosen.push(...fix.edits);
  }
  return chosen.sort((one, other) => other.start - one.start);
}

const touch = (one: TextEdit, other: TextEdit): boolean => one.start <= other.end && other.start <= one.end;
