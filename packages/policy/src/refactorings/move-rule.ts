import type { TextEdit } from '../checking/diagnostic.ts';
import { hasCut } from './clause-parts.ts';
import { innermost, type Offer, type Refactoring } from './refactoring.ts';
import { lineEndOf, withComments } from './source-text.ts';

/** Files that a rule is offered to be moved to. */
const MOST_FILES = 5;

/** A rule to another file of the policy, with the comment above it. Where some clause of its predicate has a `cut`, their order counts. */
export const moveRule: Offer = (selection) => {
  const { policy, uri, text } = selection;
  const rule = innermost(selection, 'Rule');
  if (rule === undefined) return [];
  const clauses = policy.predicates.get(rule.name.text)?.clauses ?? [];
  if (clauses.some((clause) => clause.shorthand === undefined && clause.rule.body && hasCut(clause.rule.body)))
    return [];
  const { start, end } = withComments(text, rule);
  const moved = text.slice(start, end).trim().replaceAll(/\r?\n/g, '\n');
  const others = [...policy.files].filter(([other]) => other !== uri).slice(0, MOST_FILES);
  return others.map(([other, file]): Refactoring => {
    const ends = lineEndOf(file.text);
    const gap = file.text === '' ? '' : file.text.endsWith('\n') ? ends : ends + ends;
    const edits: TextEdit[] = [
      { uri, start, end: withBlankLine(text, start, end), newText: '' },
      {
        uri: other,
        start: file.text.length,
        end: file.text.length,
        newText: `${gap}${moved.replaceAll('\n', ends)}${ends}`,
      },
    ];
    return { title: `Move to ${nameOf(other)}`, kind: 'refactor.move', edits };
  });
};

/** The end of what goes with a rule: one of the two blank lines that would be left otherwise. */
function withBlankLine(text: string, start: number, end: number): number {
  const isFirst = text.slice(0, start).trim() === '' || /\n[ \t]*\r?\n$/.test(text.slice(0, start));
  const blank = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0] ?? '';
  return isFirst ? end + blank.length : end;
}

const nameOf = (uri: string): string => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
