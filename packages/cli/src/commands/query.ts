import { dialectOf } from '../dialect/of.ts';
import type { ExitStatus } from '../exit-status.ts';
import { readQuestion } from '../read-question.ts';
import type { Surroundings } from '../surroundings.ts';
import type { QueryOptions } from './query-options.ts';

/** `polar query`: runs one query over a policy and what it is asked of, and prints its answers as they are found. */
export async function query(
  words: readonly string[],
  options: QueryOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const { policy, text, inWords } = await readQuestion('query', words, options, surroundings);
  return dialectOf(policy.policy).query(inWords ? words : [text], policy, options, surroundings);
}
