import { type Choice, letsBe, type Question, type Reply, type Verdict } from './next-step.ts';

/** A question as a person is asked it. */
export function questionText(question: Question): string {
  const { goal } = question;
  if (question.kind === 'goal') {
    const { found } = question;
    if (found !== undefined) return `Of ${goal} there is ${found.join(', ')}. Should there be another?`;
    return `Should ${goal} hold?`;
  }
  const one = question.choices.length === 1;
  switch (question.kind) {
    case 'facts':
      return one ? `Is this fact right?` : 'Are these facts right? If not, which one is wrong?';
    case 'missing-facts':
      return one ? 'Should this be a fact?' : 'Should one of these be a fact? Which?';
    case 'values':
      return one ? 'Is this right in the data?' : 'Is all of this right in the data? If not, which is wrong?';
    case 'rules':
      return one ? `Should this rule give ${goal}?` : `Should one of these rules give ${goal}? Which?`;
  }
}

/** What may be replied, as it is typed. */
export function repliesText(question: Question): string {
  if (question.kind === 'goal' || question.choices.length === 1) return 'y, n, u for unknown';
  return `${letsBe(question.kind) === 'yes' ? 'y for all' : 'n for none'}, 1-${question.choices.length}, u for unknown`;
}

export const choiceText = ({ text, detail }: Choice): string => (detail === undefined ? text : `${text}: ${detail}`);

/** Reads a reply; undefined where it is none to that question. Numbers are typed from 1. */
export function readReply(text: string, question: Question): Reply | undefined {
  const word = text.trim().toLowerCase();
  if (word === 'u' || word === 'unknown') return 'unknown';
  const isYes = word === 'y' || word === 'yes';
  const isNo = word === 'n' || word === 'no';
  if (question.kind === 'goal') return isYes ? 'yes' : isNo ? 'no' : undefined;
  const { choices, kind } = question;
  if (/^\d{1,3}$/.test(word)) return Number(word) >= 1 && Number(word) <= choices.length ? Number(word) - 1 : undefined;
  const reply = isYes ? 'yes' : isNo ? 'no' : undefined;
  return choices.length === 1 || reply === letsBe(kind) ? reply : undefined;
}

/** What is at fault, in a sentence or two. The place is told by whoever shows it. */
export function verdictText(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'rule':
      return verdict.held
        ? `The rule ${verdict.head} is at fault: it gives ${verdict.goal}, which should not hold, from what is right.`
        : `The rule ${verdict.head} is at fault: it should give ${verdict.goal}, and does not.`;
    case 'fact':
      return verdict.held
        ? `The fact ${verdict.fact} is at fault: it should not be there.`
        : `The fact ${verdict.fact} is missing.`;
    case 'value':
      return `The data is at fault: ${verdict.text}. The rules for ${verdict.goal} ask for it.`;
    case 'missing':
      return `No rule and no fact that is there is meant to give ${verdict.goal}: one is missing.`;
    case 'query':
      return 'The query is at fault: each of its goals is as it should be.';
    case 'unsure':
      return `One of these is at fault: ${verdict.among.join('; ')}.`;
    case 'bounded':
      return `What ${verdict.held ? 'gives' : 'could give'} ${verdict.goal} is at fault. It lies too far in to be looked at: ask about that goal by itself.`;
  }
}
