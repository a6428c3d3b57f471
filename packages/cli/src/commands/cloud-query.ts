import { isCallInWords } from '@polar-tools/evaluator';
import { printable } from '@polar-tools/language';
import { cloudQueryOf } from '../cloud/query-of.ts';
import { prepareQuestion, type QuestionOptions } from '../cloud/question.ts';
import { cloudAnswers } from '../cloud/run-cloud.ts';
import { writeUndeclared } from '../cloud/undeclared.ts';
import type { ExitStatus } from '../exit-status.ts';
import { Failure } from '../failure.ts';
import { HINT_TO_EXPLAIN } from '../hint-to-explain.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import { lostQuotes } from '../quoting.ts';
import type { AnswerFormat } from '../report/answers.ts';
import { cloudAnswerReport } from '../report/cloud-answers.ts';
import { paintFor } from '../report/colour.ts';
import { failureAsText } from '../report/failure.ts';
import type { Surroundings } from '../surroundings.ts';

export interface CloudQueryOptions extends QuestionOptions {
  readonly first?: boolean;
  readonly limit?: number;
  readonly format: AnswerFormat;
}

/** `polar query` over a Cloud policy and facts. The query is one text, or words: `allow User:bob _ Repository:_`. */
export async function cloudQuery(
  words: readonly string[],
  policy: LoadedPolicy,
  options: CloudQueryOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const { output, errors, environment } = surroundings;
  const question = await prepareQuestion(policy, options, surroundings);
  const report = cloudAnswerReport(options.format);
  const limit = options.first ? 1 : (options.limit ?? Number.POSITIVE_INFINITY);
  let found = 0;
  let failure: Failure | undefined;
  // Ctrl-C ends the query, and what it has written is whole.
  const interrupted = new AbortController();
  const off = surroundings.onInterrupt(() => interrupted.abort());
  try {
    const query = cloudQueryOf(words, question);
    const asStrings = isCallInWords(words)
      ? []
      : lostQuotes(words.join(' '), query.variables, policy.policy, surroundings.pathStyle);
    writeUndeclared(query, policy.policy, question.settings.facts, surroundings);
    for (const hint of asStrings) errors.write(`${printable(hint)}\n`);
    const settings = { ...question.settings, signal: interrupted.signal };
    for await (const answer of cloudAnswers(query, policy, settings)) {
      output.write(report.answer(answer));
      if (++found >= limit) break;
    }
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    failure = thrown;
  } finally {
    off();
  }
  output.write(report.end(failure));
  if (failure !== undefined && options.format === 'text') {
    errors.write(failureAsText(failure, paintFor(errors, environment), errors.columns ?? 100));
  }
  if (failure !== undefined) return 2;
  if (options.format === 'text' && found === 0) errors.write(`${HINT_TO_EXPLAIN}\n`);
  return found > 0 ? 0 : 1;
}
