import {
  type BlameQuestion,
  choiceText,
  questionText,
  repliesText,
  type Verdict,
  verdictText,
} from '@polar-tools/evaluator';
import { printable } from '@polar-tools/language';
import type { Paint } from '../colour.ts';
import { shortPlace, type Where } from '../explanation/told.ts';

/** A question with its choices, each by its number. */
export function questionLines(
  question: BlameQuestion,
  asked: number,
  whole: boolean,
  where: Where,
  paint: Paint,
): readonly string[] {
  const lines = [`${asked + 1}. ${paint('bold', printable(questionText(question)))} (${repliesText(question)})`];
  if (question.kind !== 'goal')
    for (const [at, choice] of question.choices.entries())
      lines.push(
        `   ${question.choices.length === 1 ? '-' : `${at + 1})`} ${printable(choiceText(choice))}${placed(shortPlace(where(choice.place)), paint)}`,
      );
  if (!whole) return lines;
  if (question.kind === 'goal') {
    const at = shortPlace(where(question.place));
    const now =
      question.found === undefined
        ? question.held
          ? 'It holds now'
          : 'It does not hold now'
        : 'That is all there is now';
    lines.push(
      `   ${now}${at === undefined ? '' : `; it is asked for at ${printable(at)}`}. ${question.suspects} ${question.suspects === 1 ? 'goal is' : 'goals are'} left that may be at fault.`,
    );
  }
  lines.push('   undo takes the last reply back, quit ends.');
  return lines;
}

export function verdictLine(verdict: Verdict, where: Where, paint: Paint): string {
  const place = 'place' in verdict ? shortPlace(where(verdict.place)) : undefined;
  return `${paint('bold', printable(verdictText(verdict)))}${placed(place, paint)}`;
}

const placed = (place: string | undefined, paint: Paint): string =>
  place === undefined ? '' : ` ${paint('dim', printable(`(${place})`))}`;
