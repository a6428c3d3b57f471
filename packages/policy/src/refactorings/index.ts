import { matchBefore, type Node, nodeAt, rangeOf } from '@polar-tools/language';
import type { Policy } from '../model/policy.ts';
import { convertChoices } from './convert-choices.ts';
import { convertShorthands } from './convert-shorthands.ts';
import { extractRule } from './extract-rule.ts';
import { inlineRule } from './inline-rule.ts';
import { introduceRole } from './introduce-role.ts';
import { mergeClauses } from './merge-clauses.ts';
import { moveRule } from './move-rule.ts';
import { organizeBlock, sortNames } from './organize-blocks.ts';
import type { Offer, Refactoring, Selection } from './refactoring.ts';
import { splitRule } from './split-rule.ts';

/** In the order in which they are offered. */
const offers: readonly Offer[] = [
  convertShorthands,
  convertChoices,
  splitRule,
  mergeClauses,
  extractRule,
  inlineRule,
  introduceRole,
  moveRule,
  organizeBlock,
  sortNames,
];

/** What a policy can be changed to, at a selection, without changing what it answers. A statement with a syntax error is left as it is. */
export function refactorings(policy: Policy, uri: string, start: number, end: number): readonly Refactoring[] {
  const selection = selectionIn(policy, uri, start, end);
  return selection === undefined ? [] : offers.flatMap((offer) => offer(selection));
}

function selectionIn(policy: Policy, uri: string, from: number, to: number): Selection | undefined {
  const file = policy.files.get(uri);
  if (file === undefined) return undefined;
  const { text } = file;
  const { start, end } = withoutEnds(text, from, to);
  const statement = file.statements.find(({ base, length }) => base <= start && end <= base + length);
  if (statement?.tree === undefined || statement.errors.length > 0) return undefined;
  const around: Node[] = [];
  for (let node: Node | undefined = nodeAt(file, start) ?? statement.tree; node !== undefined; node = node.$container) {
    const range = rangeOf(node);
    if (range.start <= start && end <= range.end) around.push(node);
  }
  return { policy, uri, text, start, end, around };
}

/**
 * A selection without what means nothing at its ends: white space, and what joins the goals of whole lines to the next ones (`and`, `or`, `;`).
 * Of such alone, its beginning.
 */
function withoutEnds(text: string, from: number, to: number): { readonly start: number; readonly end: number } {
  const chosen = text.slice(from, to);
  const before = BEFORE.exec(chosen)![0].length;
  const after = matchBefore(AFTER, chosen)![1]!.length;
  return before + after >= chosen.length ? { start: from, end: from } : { start: from + before, end: to - after };
}

const BEFORE = /^(?:\s|\b(?:and|or)\b)*/;
const AFTER = /(?<=((?:\s|;|\b(?:and|or)\b)*))/y;
