import {
  type AnswerValue,
  type CloudAnswer,
  cloudCall,
  printValue,
  type QueryArgument,
  unknownType,
} from '@polar-tools/evaluator';
import { argumentOf, objectOf } from '../cloud/arguments.ts';
import { loadQuestion, type QuestionOptions } from '../cloud/question.ts';
import { cloudAnswers } from '../cloud/run-cloud.ts';
import { writeUndeclared } from '../cloud/undeclared.ts';
import type { ExitStatus } from '../exit-status.ts';
import { Failure } from '../failure.ts';
import { valueAsJson } from '../report/cloud-answers.ts';
import { spaced } from '../report/spaced-json.ts';
import type { Surroundings } from '../surroundings.ts';

export interface AuthorizeOptions extends QuestionOptions {
  readonly policy: readonly string[];
  readonly format: 'text' | 'json';
}

/** `polar authorize ACTOR ACTION RESOURCE`: may an actor do it? */
export async function authorize(
  [actor = '', action = '', resource = '']: readonly string[],
  options: AuthorizeOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const asked = [objectOf(actor, 'actor'), argumentOf(action), objectOf(resource, 'resource')];
  for (const [at, value] of asked.entries()) {
    if (value.id === undefined) {
      throw new Failure(
        'wrong-use',
        `authorize asks about one actor, action and resource, and "${[actor, action, resource][at]}" is a wildcard. Use polar query, list or actions.`,
      );
    }
  }
  const answers = await allowed(asked, options, surroundings, 1);
  const isAllowed = answers.length > 0;
  surroundings.output.write(
    options.format === 'json' ? `{"allowed": ${isAllowed}}\n` : isAllowed ? 'Allowed\n' : 'Denied\n',
  );
  return isAllowed ? 0 : 1;
}

/** `polar list ACTOR ACTION TYPE`: the ids of the resources of a type on which an actor may do it; `_` for all there may be. */
export async function list(
  [actor = '', action = '', type = '']: readonly string[],
  options: AuthorizeOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  if (!/^[\p{L}_][\p{L}\p{N}_]*(::[\p{L}_][\p{L}\p{N}_]*)*$/u.test(type)) {
    throw new Failure('wrong-use', `"${type}" is no type. Name one that the policy declares, such as Repository.`);
  }
  const asked = [objectOf(actor, 'actor'), argumentOf(action), { variable: 'resource', type }];
  return listed(await allowed(asked, options, surroundings), 'resource', options, surroundings, ({ id }) => id ?? '_');
}

/** `polar actions ACTOR RESOURCE`: what an actor may do on a resource. */
export async function actions(
  [actor = '', resource = '']: readonly string[],
  options: AuthorizeOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const asked = [objectOf(actor, 'actor'), { variable: 'action' }, objectOf(resource, 'resource')];
  const text = (value: AnswerValue): string =>
    value.type === 'String' && value.id !== undefined ? value.id : printValue(value);
  return listed(await allowed(asked, options, surroundings), 'action', options, surroundings, text);
}

/** Answers of `allow`. */
async function allowed(
  asked: readonly QueryArgument[],
  options: AuthorizeOptions,
  surroundings: Surroundings,
  most = Number.POSITIVE_INFINITY,
): Promise<CloudAnswer[]> {
  const { program, policy, settings } = await loadQuestion(options, surroundings);
  for (const argument of asked) {
    const unknown = argument.type === undefined ? undefined : unknownType(policy.policy, argument.type);
    if (unknown !== undefined) throw new Failure('unknown-type', unknown);
  }
  const found: CloudAnswer[] = [];
  const query = cloudCall(program, 'allow', asked);
  writeUndeclared(query, policy.policy, settings.facts, surroundings);
  for await (const answer of cloudAnswers(query, policy, settings)) {
    found.push(answer);
    if (found.length >= most) break;
  }
  return found;
}

function listed(
  answers: readonly CloudAnswer[],
  name: string,
  { format }: AuthorizeOptions,
  { output }: Surroundings,
  text: (value: AnswerValue) => string,
): ExitStatus {
  // Where something else is asked for too, as with User:_, one value comes with each of its answers.
  const values = [
    ...new Map(
      answers.flatMap(({ bindings }) => bindings.get(name) ?? []).map((value) => [printValue(value), value]),
    ).values(),
  ];
  if (format === 'json')
    output.write(
      `${spaced({ results: values.map((value) => (name === 'resource' ? text(value) : valueAsJson(value))) })}\n`,
    );
  else output.write(values.length === 0 ? '(no results)\n' : values.map((value) => `${text(value)}\n`).join(''));
  return values.length > 0 ? 0 : 1;
}
