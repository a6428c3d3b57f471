import {
  type BlameQuestion,
  choiceText,
  type Explanation,
  type Intended,
  nextStep,
  questionText,
  suspectOf,
  verdictText,
} from '@polar-tools/evaluator';
import type { BlameStep, ExplainParams, Told } from '../protocol.ts';
import { rangeIn, type View } from '../view.ts';

type Place = { readonly uri: string | undefined; readonly start: number; readonly end: number } | undefined;

/** What to ask next of an answer that is wrong, or what is at fault. What tests say is not asked. */
export function blameStep(
  view: View,
  explanation: Explanation,
  intended: Intended,
  replies: NonNullable<ExplainParams['replies']>,
): BlameStep {
  const suspect = suspectOf(explanation);
  // The tests may say the very thing that is complained of.
  const byTests = [...intended].filter(([id]) => id !== suspect.id);
  const step = nextStep(suspect, new Map([...byTests, ...replies]));
  const at = (place: Place): Pick<Told, 'uri' | 'range'> => {
    const uri = place?.uri;
    if (place === undefined || uri === undefined || !view.policy.files.has(uri)) return {};
    return { uri: view.clientUri(uri), range: rangeIn(view, uri, place) };
  };
  if (step.kind === 'verdict') {
    const { verdict } = step;
    return { kind: 'verdict', text: verdictText(verdict), ...('place' in verdict ? at(verdict.place) : {}) };
  }
  const { question } = step;
  return {
    kind: 'question',
    id: question.id,
    text: questionText(question),
    choices:
      question.kind === 'goal'
        ? []
        : question.choices.map((choice) => ({ text: choiceText(choice), ...at(choice.place) })),
    replies: repliesTo(question),
    ...(question.kind === 'goal' && at(question.place)),
  };
}

function repliesTo(question: BlameQuestion): Extract<BlameStep, { kind: 'question' }>['replies'] {
  const unknown = { reply: 'unknown', text: 'I Do Not Know' } as const;
  if (question.kind === 'goal' || question.choices.length === 1)
    return [{ reply: 'yes', text: 'Yes' }, { reply: 'no', text: 'No' }, unknown];
  const isAboutWhatIs = question.kind === 'facts' || question.kind === 'values';
  return [
    ...question.choices.map((_, at) => ({ reply: at, text: `${isAboutWhatIs ? 'Wrong' : 'This'}: ${at + 1}` })),
    isAboutWhatIs ? { reply: 'yes', text: 'All Are Right' } : { reply: 'no', text: 'None' },
    unknown,
  ];
}
