import { compile } from '@polar-tools/evaluator';
import { isCallInWords } from '../cloud/arguments.ts';
import type { ExitStatus } from '../exit-status.ts';
import { failedQueryNotes } from '../failed-queries.ts';
import { Failure } from '../failure.ts';
import { loadDataFile } from '../load-data-file.ts';
import { loadPolicy } from '../load-policy.ts';
import { isGoal, lostBytes, lostQuotes, refuseSingleQuotes, severalWords } from '../quoting.ts';
import { trimQuery } from '../repl/input.ts';
import { type AnswerFormat, answerReport } from '../report/answers.ts';
import { paintFor } from '../report/colour.ts';
import { failureAsText } from '../report/failure.ts';
import { printable } from '../report/printable.ts';
import { answersOf, prepareQuery } from '../run-query.ts';
import { similarNames } from '../similar-names.ts';
import type { Surroundings } from '../surroundings.ts';
import { whyNoAnswer } from '../why-no-answer.ts';

export interface QueryOptions {
  readonly policy: readonly string[];
  readonly data?: string;
  readonly first?: boolean;
  readonly limit?: number;
  readonly timeout: number;
  readonly format: AnswerFormat;
  readonly facts: readonly string[];
  readonly contextFact: readonly string[];
  readonly now?: number;
}

/** `polar query`: runs one query over a policy and a data file, and prints its answers as they are found. */
export async function query(
  words: readonly string[],
  options: QueryOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const { output, errors, environment } = surroundings;
  refuseSingleQuotes(words, surroundings.pathStyle);
  // `--policy *.polar 'QUERY'`: what a shell puts between belongs to the policy.
  const isWords = isCallInWords(words) && options.policy.length > 0;
  const paths = isWords ? options.policy : [...options.policy, ...words.slice(0, -1)];
  const text = trimQuery(words.at(-1) ?? '');
  if (options.policy.length === 0 && paths.length > 0) throw severalWords(words, surroundings.pathStyle);
  const policy = await loadPolicy(paths, surroundings).catch((thrown: unknown) => {
    // What was to be a file is a query of its own.
    const isMissing = thrown instanceof Failure && thrown.code === 'no-such-file';
    throw isMissing && words.length > 1 && words.every(isGoal) ? severalWords(words, surroundings.pathStyle) : thrown;
  });
  if (policy.policy.dialect === 'cloud') {
    if (options.data !== undefined) {
      throw new Failure('wrong-use', 'A Cloud policy reads facts, not objects: give them with --facts FILE.');
    }
    const { cloudQuery } = await import('./cloud-query.ts');
    return cloudQuery(isWords ? words : [text], policy, options, surroundings);
  }
  if (options.facts.length > 0 || options.contextFact.length > 0) {
    throw new Failure(
      'wrong-use',
      'This is a policy of the Oso library, which reads objects, not facts: give them with --data FILE. If it is one for Oso Cloud, set "dialect": "cloud" in polar.config.json.',
    );
  }
  if (options.now !== undefined) {
    throw new Failure(
      'wrong-use',
      'This is a policy of the Oso library, which has no @current_unix_time: leave --now out. If it is one for Oso Cloud, set "dialect": "cloud" in polar.config.json.',
    );
  }
  const data = await loadDataFile(options.data, policy, surroundings);
  const prepared = prepareQuery(compile(policy.policy, data?.host), text);
  for (const line of failedQueryNotes(policy, data?.host, surroundings.now)) errors.write(`${line}\n`);

  const report = answerReport(options.format, data?.host);
  const limit = options.first ? 1 : (options.limit ?? Number.POSITIVE_INFINITY);
  let found = 0;
  let failure: Failure | undefined;
  // Ctrl-C ends the query, and what it has written is whole.
  const interrupted = new AbortController();
  const off = surroundings.onInterrupt(() => interrupted.abort());
  try {
    const answers = answersOf(prepared, policy, {
      signal: interrupted.signal,
      host: data?.host,
      timeout: options.timeout,
      clock: surroundings.now,
      print: (line) => errors.write(`${printable(line)}\n`),
    });
    for await (const answer of answers) {
      output.write(report.answer(answer));
      if (++found >= limit) break;
    }
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    failure = thrown;
  } finally {
    off();
  }
  const why =
    failure === undefined && found === 0 && options.format !== 'jsonl'
      ? whyNoAnswer(prepared, policy, data?.host, surroundings.now)
      : [];
  output.write(report.end(failure, why));
  if (failure !== undefined && options.format === 'text')
    errors.write(failureAsText(failure, paintFor(errors, environment), errors.columns ?? 100));
  if (options.format === 'text') for (const line of why) errors.write(`${printable(line)}\n`);
  const asStrings = lostQuotes(text, prepared.variables, policy.policy, surroundings.pathStyle);
  for (const hint of [...lostBytes(text), ...asStrings, ...similarNames(prepared.variables, data?.names ?? [])]) {
    errors.write(`${printable(hint)}\n`);
  }
  if (failure !== undefined) return 2;
  return found > 0 ? 0 : 1;
}
