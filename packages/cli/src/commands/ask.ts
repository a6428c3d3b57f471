import { samplesIn } from '@polar-tools/evaluator';
import { isFound } from '../ask/answer.ts';
import { AskedNames, formsOf } from '../ask/names.ts';
import { readAsked } from '../ask/question.ts';
import { answer } from '../ask/search.ts';
import type { ExitStatus } from '../exit-status.ts';
import { Failure } from '../failure.ts';
import { loadPolicy } from '../load-policy.ts';
import { answerAsJson } from '../report/ask/json.ts';
import { answerAsText } from '../report/ask/text.ts';
import { paintFor } from '../report/colour.ts';
import type { Surroundings } from '../surroundings.ts';

export interface AskOptions {
  readonly policy: readonly string[];
  readonly data?: string;
  readonly now?: number;
  /** Objects of each type in generated worlds. */
  readonly objects: number;
  /** Milliseconds of the whole search. */
  readonly timeout: number;
  readonly format: 'text' | 'json';
}

/** `polar ask`: questions about a policy, over worlds that are generated. */
export async function ask(
  words: readonly string[],
  options: AskOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const loaded = await loadPolicy(options.policy.length === 0 ? ['.'] : options.policy, surroundings);
  const names = new AskedNames(loaded.policy);
  const text = words.join(' ');
  const question = readAsked(text);
  if (question === undefined)
    throw new Failure(
      'unknown-question',
      `This question is not understood: ${text}. Ask one of these:\n${formsOf(names)}`,
    );
  if (loaded.policy.dialect === 'cloud' && options.data !== undefined)
    throw new Failure('wrong-use', 'A Cloud policy reads facts, and here they are generated: leave --data out.');
  const found = await answer(question, names, loaded, options, surroundings);
  const { output, environment } = surroundings;
  const samples = samplesIn([loaded.policy], loaded.policy.dialect === 'cloud' ? [2, 3] : [3]);
  output.write(
    options.format === 'json'
      ? answerAsJson(text, found, samples)
      : answerAsText(found, samples, paintFor(output, environment)),
  );
  return isFound(found) ? 0 : 1;
}
