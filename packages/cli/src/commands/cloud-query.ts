import { type CloudQuery, cloudCall, prepareCloud } from '@polar-tools/evaluator';
import { nearestOf } from '@polar-tools/policy';
import { asQueryProblem } from '@polar-tools/project';
import { callOf, isCallInWords } from '../cloud/arguments.ts';
import { prepareQuestion, type Question, type QuestionOptions } from '../cloud/question.ts';
import { cloudAnswers } from '../cloud/run-cloud.ts';
import type { ExitStatus } from '../exit-status.ts';
import { Failure } from '../failure.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import { lostQuotes } from '../quoting.ts';
import type { AnswerFormat } from '../report/answers.ts';
import { cloudAnswerReport } from '../report/cloud-answers.ts';
import { paintFor } from '../report/colour.ts';
import { failureAsText } from '../report/failure.ts';
import { printable } from '../report/printable.ts';
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
  try {
    const query = queryOf(words, question);
    const asStrings = isCallInWords(words)
      ? []
      : lostQuotes(words.join(' '), query.variables, policy.sources, surroundings.pathStyle);
    for (const hint of asStrings) errors.write(`${printable(hint)}\n`);
    for await (const answer of cloudAnswers(query, policy, question.settings)) {
      output.write(report.answer(answer));
      if (++found >= limit) break;
    }
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    failure = thrown;
  }
  output.write(report.end(failure));
  if (failure !== undefined && options.format === 'text') {
    errors.write(failureAsText(failure, paintFor(errors, environment), errors.columns ?? 100));
  }
  if (failure !== undefined) return 2;
  return found > 0 ? 0 : 1;
}

function queryOf(words: readonly string[], { program, policy }: Question): CloudQuery {
  if (isCallInWords(words)) {
    const { predicate, arguments: values } = callOf(words);
    refuseUnknown(predicate, policy, undefined);
    return cloudCall(program, predicate, values);
  }
  const text = words.join(' ');
  const { query, errors } = prepareCloud(program, text);
  const failure = Failure.of(
    errors
      .map(asQueryProblem)
      .map(({ code, message, start, end }) => new Failure(code, message, { file: undefined, text, start, end })),
  );
  if (failure !== undefined) throw failure;
  if (query === undefined)
    throw new Failure('no-query', 'There is no query to run. Write one: allow(User:bob, action, Repository:_)');
  if (query.predicate !== undefined) refuseUnknown(query.predicate, policy, text);
  return query;
}

/** A predicate that neither a rule nor a fact of the policy has: its name is misspelt. */
function refuseUnknown(name: string, { policy }: LoadedPolicy, text: string | undefined): void {
  if (name === 'allow' || policy.predicates.has(name) || policy.factSignatures.has(name)) return;
  const known = [...policy.predicates.keys(), ...policy.factSignatures.keys(), 'allow'];
  const meant = nearestOf(name, known);
  throw new Failure(
    'query-for-undefined-rule',
    `The policy has neither a rule nor a fact "${name}". ${meant === undefined ? 'Ask for one that it has.' : `Did you mean "${meant}"?`}`,
    text === undefined
      ? undefined
      : {
          file: undefined,
          text,
          start: Math.max(text.indexOf(name), 0),
          end: Math.max(text.indexOf(name), 0) + name.length,
        },
  );
}
