import { boundTexts, explanationLines, type LineKind, type TreeLine } from '@polar-tools/evaluator';
import { printable } from '@polar-tools/language';
import type { Paint } from '../colour.ts';
import { flipsTitle, flipText, shortPlace, type ToldExplanation, verdictText } from './told.ts';

/** Lines of the tree: who wants all of it takes another format. */
const MOST_LINES = 60;

/** An explanation as a tree of lines, each with its place. */
export function explanationAsText(told: ToldExplanation, paint: Paint): string {
  const { explanation, flips, where } = told;
  const lines = explanationLines(explanation);
  const written = [paint('bold', printable(verdictText(explanation)))];
  for (const line of lines.slice(0, MOST_LINES)) {
    const place = shortPlace(where(line.place));
    const at = place === undefined ? '' : ` ${paint('dim', printable(`(${place})`))}`;
    written.push(`${'  '.repeat(line.depth + 1)}${painted(line, paint)}${at}`);
  }
  const left = lines.length - MOST_LINES;
  if (left > 0) written.push(`  … and ${left} more lines: --format html or json has them all.`);
  const title = flipsTitle(told);
  if (title !== undefined) written.push('', paint('bold', printable(title)));
  for (const flip of flips) written.push(`  - ${printable(flipText(flip))}`);
  const notes = boundTexts(explanation.bounds);
  if (told.flipsBounded) written.push('', 'Not all changes were tried: there may be smaller ones.');
  if (notes.length > 0) written.push('', ...notes);
  return `${written.join('\n')}\n`;
}

const colours: Readonly<Record<LineKind, Parameters<Paint>[0] | undefined>> = {
  held: 'green',
  fact: 'green',
  failed: 'red',
  rule: 'cyan',
  note: 'dim',
};

function painted({ kind, text }: TreeLine, paint: Paint): string {
  const colour = colours[kind];
  return colour === undefined ? printable(text) : paint(colour, printable(text));
}
