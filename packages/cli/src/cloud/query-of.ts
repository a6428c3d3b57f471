import { type CloudQuery, cloudCall, prepareCloud } from '@polar-tools/evaluator';
import { nearestOf } from '@polar-tools/policy';
import { asQueryProblem } from '@polar-tools/project';
import { Failure } from '../failure.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import { callOf, isCallInWords } from './arguments.ts';
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
    refuseUnknown(predicate, policy, undefined);
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
  if (query.predicate !== undefined) refuseUnknown(query.predicate, policy, whole);
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
