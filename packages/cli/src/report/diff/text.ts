import {
  type Compared,
  endedText,
  generatedText,
  groupNote,
  groupText,
  hasDifference,
  limitNote,
  noChange,
  overText,
  sameText,
  searchedLines,
} from '@polar-tools/evaluator';
import { printable } from '@polar-tools/language';
import type { Paint } from '../colour.ts';

/** Lines of one part that are shown; JSON has all. */
const MOST_LINES = 40;

/** The difference as a person reads it on a terminal. */
export function diffAsText(compared: Compared, paint: Paint): string {
  const { old, changed, over, generated } = compared;
  const lines: string[] = [];
  const marked = (change: 'allowed' | 'denied', text: string): string =>
    paint(change === 'allowed' ? 'green' : 'red', `  ${change === 'allowed' ? '+' : '-'} ${printable(text)}`);
  lines.push(
    hasDifference(compared)
      ? `${paint('bold', 'Answers change')} from ${printable(old)} to ${printable(changed)} (+ allowed now, - no longer)${limitNote(compared)}.`
      : `${noChange(printable(old), printable(changed), compared)}.`,
  );
  for (const one of over) {
    if (one.changes.length + one.ended.length === 0 && one.error === undefined) continue;
    lines.push('', `Over ${printable(overText(one))}:`);
    for (const group of one.changes.slice(0, MOST_LINES)) {
      const note = groupNote(group);
      lines.push(
        marked(group.change, groupText(group)) + (note === undefined ? '' : paint('dim', `  ${printable(note)}`)),
      );
    }
    if (one.changes.length > MOST_LINES) lines.push(more(one.changes.length - MOST_LINES));
    for (const ended of one.ended.slice(0, MOST_LINES)) lines.push(paint('red', `  ! ${printable(endedText(ended))}`));
    if (one.ended.length > MOST_LINES) lines.push(more(one.ended.length - MOST_LINES));
    if (one.error !== undefined) lines.push(`  Not compared to the end: ${printable(one.error)}`);
  }
  const { differences } = generated;
  if (differences.length > 0) {
    lines.push('', 'Over generated worlds, each with the least that shows it:');
    for (const difference of differences.slice(0, MOST_LINES)) {
      lines.push(marked(difference.change, generatedText(difference)));
      lines.push(paint('dim', `      ${printable(difference.query)}${where(difference.told)}`));
    }
    if (differences.length > MOST_LINES) lines.push(more(differences.length - MOST_LINES));
  }
  const same = sameText(compared);
  lines.push('');
  if (same !== undefined) lines.push(printable(same));
  lines.push(...searchedLines(generated).map(printable));
  return `${lines.join('\n')}\n`;
}

const where = (told: readonly string[]): string => (told.length === 0 ? '' : ` with ${told.join(', ')}`);

const more = (count: number): string => `  and ${count} more: --format json has all.`;
