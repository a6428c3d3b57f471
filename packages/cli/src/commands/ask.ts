import { MOST_QUESTIONS, samplesIn, typesNotAsked } from '@polar-tools/evaluator';
import { isFound } from '../ask/answer.ts';
import { AskedNames, formsOf } from '../ask/names.ts';
import type { AskOptions } from '../ask/options.ts';
import { readAsked } from '../ask/question.ts';
import { answer } from '../ask/search.ts';
import { dialectOf } from '../dialect/of.ts';
import type { ExitStatus } from '../exit-status.ts';
import { Failure } from '../failure.ts';
import { loadPolicy, orFolder, withDataFile } from '../load-policy.ts';
import { answerAsJson } from '../report/ask/json.ts';
import { answerAsText } from '../report/ask/text.ts';
import { paintFor } from '../report/colour.ts';
import type { Surroundings } from '../surroundings.ts';

const questionsLeftOut = `The rules' heads take more than ${MOST_QUESTIONS.toLocaleString('en')} combinations of actor, action and resource: the others were not asked.`;

/** `polar ask`: questions about a policy, over worlds that are generated. */
export async function ask(
  words: readonly string[],
  options: AskOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const change = await withDataFile(options.data, surroundings);
  const loaded = await loadPolicy(orFolder(options.policy), surroundings, [], change);
  const names = new AskedNames(loaded.policy);
  const text = words.join(' ');
  const question = readAsked(text);
  if (question === undefined)
    throw new Failure(
      'unknown-question',
      `This question is not understood: ${text}. Ask one of these:\n${formsOf(names)}`,
    );
  const { output, environment, now } = surroundings;
  const end = now() + options.timeout;
  const found = await answer(question, names, loaded, options, surroundings);
  const timeout = now() < end ? undefined : options.timeout;
  const { policy } = loaded;
  const about = {
    questions: names.askedBy(question),
    actors: question.kind === 'rules' ? 'rules' : names.isAboutOneActor(question) ? 'one' : 'any',
    asked: dialectOf(policy).askedArguments,
  } as const;
  const samples = [
    ...(names.isComplete ? [] : [questionsLeftOut]),
    ...typesNotAsked(policy, about),
    ...samplesIn([policy]),
  ];
  output.write(
    options.format === 'json'
      ? answerAsJson(text, found, samples, timeout !== undefined)
      : answerAsText(found, samples, timeout, paintFor(output, environment)),
  );
  return isFound(found) ? 0 : 1;
}
