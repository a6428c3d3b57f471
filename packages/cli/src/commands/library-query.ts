import { compile } from '@polar-tools/evaluator';
import { printable } from '@polar-tools/language';
import { refuseBareName } from '../bare-name.ts';
import type { ExitStatus } from '../exit-status.ts';
import { failedQueryNotes } from '../failed-queries.ts';
import { Failure } from '../failure.ts';
import { HINT_TO_EXPLAIN } from '../hint-to-explain.ts';
import { type LoadedObjects, loadObjects, type ObjectOptions } from '../load-objects.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import { writeNotes } from '../query-notes.ts';
import { type AnswerFormat, answerReport } from '../report/answers.ts';
import { paintFor } from '../report/colour.ts';
import { failureAsText } from '../report/failure.ts';
import { answersOf, prepareQuery } from '../run-query.ts';
import type { Surroundings } from '../surroundings.ts';
import { whyNoAnswer } from '../why-no-answer.ts';

export interface LibraryQueryOptions extends ObjectOptions {
  readonly policy: readonly string[];
  readonly first?: boolean;
  readonly limit?: number;
  readonly timeout: number;
  readonly format: AnswerFormat;
}

/** `polar query` over a Library policy and objects. */
export async function libraryQuery(
  text: string,
  policy: LoadedPolicy,
  options: LibraryQueryOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const objects = await loadObjects(options, policy, surroundings);
  try {
    return await answer(text, policy, objects, options, surroundings);
  } finally {
    objects?.close();
  }
}

async function answer(
  text: string,
  policy: LoadedPolicy,
  data: LoadedObjects | undefined,
  options: LibraryQueryOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const { output, errors, environment } = surroundings;
  const prepared = prepareQuery(compile(policy.policy, data?.host), text);
  refuseBareName(prepared, policy.policy, data?.host);
  for (const line of failedQueryNotes(policy, data?.host, surroundings.now)) errors.write(`${line}\n`);

  const report = answerReport(options.format, data?.host);
  const limit = options.first ? 1 : (options.limit ?? Number.POSITIVE_INFINITY);
  let found = 0;
  let failure: Failure | undefined;
  // Ctrl-C ends the query, and what it has written is whole.
  const interrupted = new AbortController();
  const off = surroundings.onInterrupt(() => interrupted.abort());
  // Only an application makes it wait.
  const isAsking = data !== undefined && data.data === undefined;
  const during = isAsking ? surroundings.interruptible : <Result>(run: () => Result) => run();
  try {
    const answers = answersOf(prepared, policy, {
      signal: interrupted.signal,
      host: data?.host,
      timeout: options.timeout,
      clock: surroundings.now,
      heap: surroundings.heap,
      ...(isAsking && { interruptible: during }),
      print: (line) => errors.write(`${printable(line)}\n`),
    });
    for await (const answer of answers) {
      output.write(during(() => report.answer(answer)));
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
  // Without a policy there is nothing that could change.
  if (options.format === 'text' && failure === undefined && found === 0 && options.policy.length > 0)
    errors.write(`${HINT_TO_EXPLAIN}\n`);
  writeNotes(prepared, policy.policy, data, surroundings);
  if (failure !== undefined) return 2;
  return found > 0 ? 0 : 1;
}
