import { isCallInWords } from '@polar-tools/evaluator';
import { bareQuery } from '@polar-tools/language';
import type { AskedOf } from './asked-of.ts';
import { dialectOf } from './dialect/of.ts';
import { Failure } from './failure.ts';
import { type LoadedPolicy, loadPolicy, orFolder, withDataFile } from './load-policy.ts';
import { isGoal, refuseSingleQuotes, severalWords } from './quoting.ts';
import type { Surroundings } from './surroundings.ts';

/** A query with its policy. */
export interface AskedQuestion {
  readonly policy: LoadedPolicy;
  readonly text: string;
  /** It is a call in words: `allow User:bob _ Repository:_`. */
  readonly inWords: boolean;
}

/**
 * Reads what was asked of which policy.
 *
 * @throws Failure where that is not clear, or the options are those of the other dialect
 */
export async function readQuestion(
  command: 'query' | 'explain' | 'blame',
  words: readonly string[],
  options: AskedOf,
  surroundings: Surroundings,
): Promise<AskedQuestion> {
  if (words.length === 0)
    throw new Failure('wrong-use', "missing required argument 'query'. --help shows what there is.");
  refuseSingleQuotes(words, surroundings.pathStyle);
  // `--policy *.polar 'QUERY'`: what a shell puts between belongs to the policy.
  const inWords = isCallInWords(words) && options.policy.length > 0;
  const named = inWords ? options.policy : [...options.policy, ...words.slice(0, -1)];
  const text = bareQuery(words.at(-1) ?? '');
  if (options.policy.length === 0 && named.length > 0) throw severalWords(command, words, surroundings.pathStyle);
  // Facts say nothing without a policy; a query of its own needs none.
  const paths = options.facts.length > 0 || options.contextFact.length > 0 ? orFolder(named) : named;
  const change = await withDataFile(options.data, surroundings);
  const policy = await loadPolicy(paths, surroundings, options.facts, change).catch((thrown: unknown) => {
    // What was to be a file is a query of its own.
    const isMissing = thrown instanceof Failure && thrown.code === 'no-such-file';
    throw isMissing && words.length > 1 && words.every(isGoal)
      ? severalWords(command, words, surroundings.pathStyle)
      : thrown;
  });
  dialectOf(policy.policy).refuseOthers(options);
  return { policy, text, inWords };
}
