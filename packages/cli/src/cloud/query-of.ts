import { type CloudQuery, cloudCall, isCallInWords, prepareCloud, unknownNames } from '@polar-tools/evaluator';
import { asQueryProblem } from '@polar-tools/project';
import { Failure } from '../failure.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import { callOf } from './arguments.ts';
import type { Question } from './question.ts';

/**
 * A query of a Cloud policy, from its text or from words: `allow User:bob _ Repository:_`.
 *
 * @throws Failure for what cannot be read, and for a predicate that the policy does not have
 */
export function cloudQueryOf(text: string | readonly string[], { program, policy }: Question): CloudQuery {
  const words = typeof text === 'string' ? text.trim().split(/\s+/) : text;
  if (isCallInWords(words)) {
    const { predicate, arguments: values } = callOf(words);
    refuseUnknown(`${predicate}(${values.map(() => '_').join(', ')})`, policy);
    return cloudCall(program, predicate, values);
  }
  const whole = typeof text === 'string' ? text : text.join(' ');
  const { query, errors } = prepareCloud(program, whole);
  const failure = Failure.of(
    errors
      .map(asQueryProblem)
      .map(({ code, message, start, end }) => new Failure(code, message, { file: undefined, text: whole, start, end })),
  );
  if (failure !== undefined) throw failure;
  if (query === undefined) {
    throw new Failure('no-query', 'There is no query to run. Write one: allow(User:bob, action, Repository:_)');
  }
  const unknown = Failure.of(
    unknownNames(policy.policy, whole).map(
      ({ code, message, start, end }) => new Failure(code, message, { file: undefined, text: whole, start, end }),
    ),
  );
  if (unknown !== undefined) throw unknown;
  return query;
}

/** A predicate that neither a rule nor a fact of the policy has, or none with so many arguments: it is misspelt. */
function refuseUnknown(call: string, { policy }: LoadedPolicy): void {
  const [problem] = unknownNames(policy, call);
  if (problem !== undefined) throw new Failure(problem.code, problem.message);
}
