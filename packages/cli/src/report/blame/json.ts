import {
  type BlameQuestion,
  type BlameReply,
  type BlameStep,
  choiceText,
  questionText,
  verdictText,
} from '@polar-tools/evaluator';
import type { Where } from '../explanation/told.ts';

/** What was asked and found, as data: `docs/blame.md`. */
export function blameAsJson(
  query: string,
  should: 'hold' | 'fail',
  step: BlameStep,
  replies: readonly (readonly [string, BlameReply])[],
  byTests: readonly string[],
  where: Where,
): string {
  const report = {
    query,
    should,
    answers: Object.fromEntries(replies.map(([id, reply]) => [id, typeof reply === 'number' ? reply + 1 : reply])),
    answeredByTests: byTests,
    ...(step.kind === 'question' ? { question: asked(step.question, where) } : { verdict: found(step, where) }),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function asked(question: BlameQuestion, where: Where): object {
  const { id, kind, goal } = question;
  const base = { id, kind, goal, text: questionText(question) };
  if (question.kind === 'goal') return { ...base, holds: question.held, ...(where(question.place) ?? {}) };
  const choices = question.choices.map((choice) => ({ text: choiceText(choice), ...(where(choice.place) ?? {}) }));
  return { ...base, choices };
}

function found({ verdict }: BlameStep & { kind: 'verdict' }, where: Where): object {
  const { place, ...rest } = { place: undefined, ...verdict };
  return { ...rest, message: verdictText(verdict), ...(where(place) ?? {}) };
}
