import { isCallInWords } from './cloud/arguments.ts';
import { Failure } from './failure.ts';
import { type LoadedPolicy, loadPolicy } from './load-policy.ts';
import { isGoal, refuseSingleQuotes, severalWords } from './quoting.ts';
import { trimQuery } from './repl/input.ts';
import type { Surroundings } from './surroundings.ts';

/** What a query is asked of, as the command line says it. */
export interface AskedOf {
  readonly policy: readonly string[];
  readonly data?: string;
  readonly host?: string;
  readonly facts: readonly string[];
  readonly contextFact: readonly string[];
  readonly now?: number;
}

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
  words: readonly string[],
  options: AskedOf,
  surroundings: Surroundings,
): Promise<AskedQuestion> {
  if (words.length === 0)
    throw new Failure('wrong-use', "missing required argument 'query'. --help shows what there is.");
  refuseSingleQuotes(words, surroundings.pathStyle);
  // `--policy *.polar 'QUERY'`: what a shell puts between belongs to the policy.
  const inWords = isCallInWords(words) && options.policy.length > 0;
  const paths = inWords ? options.policy : [...options.policy, ...words.slice(0, -1)];
  const text = trimQuery(words.at(-1) ?? '');
  if (options.policy.length === 0 && paths.length > 0) throw severalWords(words, surroundings.pathStyle);
  const policy = await loadPolicy(paths, surroundings).catch((thrown: unknown) => {
    // What was to be a file is a query of its own.
    const isMissing = thrown instanceof Failure && thrown.code === 'no-such-file';
    throw isMissing && words.length > 1 && words.every(isGoal) ? severalWords(words, surroundings.pathStyle) : thrown;
  });
  if (policy.policy.dialect === 'cloud') {
    if (options.data !== undefined)
      throw new Failure('wrong-use', 'A Cloud policy reads facts, not objects: give them with --facts FILE.');
    if (options.host !== undefined)
      throw new Failure('wrong-use', 'A Cloud policy reads facts, and asks no application: leave --host out.');
  } else refuseCloudOptions(options);
  return { policy, text, inWords };
}

function refuseCloudOptions({ facts, contextFact, now }: AskedOf): void {
  if (facts.length > 0 || contextFact.length > 0) {
    throw new Failure(
      'wrong-use',
      'This is a policy of the Oso library, which reads objects, not facts: give them with --data FILE. If it is one for Oso Cloud, set "dialect": "cloud" in polar.config.json.',
    );
  }
  if (now !== undefined) {
    throw new Failure(
      'wrong-use',
      'This is a policy of the Oso library, which has no @current_unix_time: leave --now out. If it is one for Oso Cloud, set "dialect": "cloud" in polar.config.json.',
    );
  }
}
