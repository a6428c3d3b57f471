import {
  assertionQuery,
  blameLimits,
  type CloudProgram,
  type CloudQuery,
  compile,
  compileCloud,
  type Explanation,
  explainCloudQuery,
  explainLibrary,
  type FactPattern,
  FactStore,
  type Intended,
  intendedBy,
  intendedByQueries,
  intendedOver,
  prepareCloud,
  runTests,
  setUp,
  writeFact,
} from '@polar-tools/evaluator';
import { rangeOf } from '@polar-tools/language';
import { type Policy, Suggestions } from '@polar-tools/policy';
import { refuseBareName } from '../bare-name.ts';
import { cloudQueryOf } from '../cloud/query-of.ts';
import { prepareQuestion } from '../cloud/question.ts';
import { cloudAnswers } from '../cloud/run-cloud.ts';
import { writeUndeclared } from '../cloud/undeclared.ts';
import { Failure } from '../failure.ts';
import type { LoadedObjects } from '../load-objects.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import { writeNotes } from '../query-notes.ts';
import { answersOf, prepareQuery } from '../run-query.ts';
import type { Surroundings } from '../surroundings.ts';

/** An answer that is to be explained by somebody's fault, and what tests say of goals over the same data. */
export interface Complaint {
  readonly explanation: Explanation;
  readonly intended: Intended;
}

export interface ComplaintOptions {
  readonly facts: readonly string[];
  readonly contextFact: readonly string[];
  readonly now?: number;
  readonly timeout: number;
}

/**
 * A query of a Library policy.
 *
 * @throws Failure where it ends with an error
 */
export async function libraryComplaint(
  text: string,
  policy: LoadedPolicy,
  objects: LoadedObjects | undefined,
  timeout: number,
  surroundings: Surroundings,
): Promise<Complaint> {
  const host = objects?.host;
  const clock = surroundings.now;
  const query = prepareQuery(compile(policy.policy, host), text);
  refuseBareName(query, policy.policy, host);
  writeNotes(query, policy.policy, objects, surroundings);
  const explanation = explainLibrary(query, { host, clock, limits: blameLimits });
  if (explanation === undefined || explanation.outcome === 'unknown') {
    // An error is told as a query tells it.
    for await (const _ of answersOf(query, policy, { host, timeout, clock, print: () => {} })) break;
  }
  return { explanation: told(explanation), intended: intendedByQueries(policy.policy, host) };
}

/** A query of a Cloud policy: one text, or words. */
export async function cloudComplaint(
  words: readonly string[],
  policy: LoadedPolicy,
  options: ComplaintOptions,
  surroundings: Surroundings,
): Promise<Complaint> {
  const question = await prepareQuestion(policy, options, surroundings);
  const { facts, now } = question.settings;
  const query = cloudQueryOf(words, question);
  writeUndeclared(query, policy.policy, facts, surroundings);
  const explanation = explainCloudQuery(query, { facts, now, clock: surroundings.now, limits: blameLimits });
  if (explanation === undefined || explanation.outcome === 'unknown')
    for await (const _ of cloudAnswers(query, policy, question.settings)) break;
  return {
    explanation: { ...told(explanation), query: words.join(' ') },
    intended: intendedOver(facts, policy.policy, question.program),
  };
}

/**
 * The first thing that a test finds wrong.
 *
 * @throws Failure where there is no such test, and where it passes
 */
export async function testComplaint(
  name: string,
  policy: LoadedPolicy,
  objects: LoadedObjects | undefined,
  { now = 0, timeout }: ComplaintOptions,
  surroundings: Surroundings,
): Promise<Complaint> {
  const { policy: of } = policy;
  const host = objects?.host;
  const clock = surroundings.now;
  const found = runTests(of, { host, now, clock, limits: { time: timeout }, filter: (test) => test.name === name });
  const [result] = found;
  if (result === undefined) throw noSuchTest(name, of);
  if (result.status === 'error') throw new Failure('test-error', result.message || 'The test cannot be run.');
  const failed = result.assertions.find(({ status }) => status === 'failed');
  if (failed === undefined)
    throw new Failure('nothing-wrong', `The test ${JSON.stringify(name)} passes: nothing is wrong.`);
  if (of.dialect === 'library') return libraryComplaint(name, policy, objects, timeout, surroundings);
  const test = of.tests.find(({ title }) => title === name)!;
  const program = compileCloud(of);
  const facts = setUp(of, test, new FactStore(program.values));
  if (!(facts instanceof FactStore)) throw new Failure('test-error', facts.message);
  const assertion = test.assertions.find((one) => rangeOf(one).start === failed.location.start)!;
  const { asked } = assertionQuery(program, assertion, test.uri);
  const wrong = asked && wrongFact(asked, failed.expected, failed.actual);
  if (wrong === undefined)
    throw new Failure('nothing-wrong', 'What this test finds wrong is about no single answer. Name a query instead.');
  const text = writeFact(wrong);
  const explanation = explainCloudQuery(queryOf(text, program), { facts, now, clock, limits: blameLimits });
  return { explanation: { ...told(explanation), query: text }, intended: intendedBy(test, program) };
}

/** Of an `iff`, the first value that holds and should not, or the other way round. */
function wrongFact(
  asked: FactPattern,
  expected: readonly { readonly type?: string | undefined; readonly id?: string | undefined }[] | undefined,
  actual: typeof expected,
): FactPattern | undefined {
  if (expected === undefined || actual === undefined) return asked;
  const key = ({ type, id }: { readonly type?: string | undefined; readonly id?: string | undefined }): string =>
    `${type}:${id}`;
  const missing = (from: typeof expected, of: typeof expected) =>
    from?.find((one) => !of?.some((other) => key(other) === key(one)));
  const value = missing(actual, expected) ?? missing(expected, actual);
  const open = asked.arguments.filter(({ id }) => id === undefined);
  if (value === undefined || open.length !== 1) return undefined;
  return { ...asked, arguments: asked.arguments.map((one) => (one.id === undefined ? (value as typeof one) : one)) };
}

function queryOf(text: string, program: CloudProgram): CloudQuery {
  const { query, errors } = prepareCloud(program, text);
  if (query === undefined) throw new Failure('no-query', errors[0]?.message ?? 'The assertion cannot be read.');
  return query;
}

function noSuchTest(name: string, policy: Policy): Failure {
  const titles =
    policy.dialect === 'cloud'
      ? policy.tests.map(({ title }) => title)
      : runTests(policy, { filter: () => false }).map((test) => test.name);
  const meant = new Suggestions(titles).nearest(name);
  const fix = meant === undefined ? 'polar test names those that fail.' : `Did you mean ${JSON.stringify(meant)}?`;
  return new Failure('no-such-test', `The policy has no test ${JSON.stringify(name)}. ${fix}`);
}

function told(explanation: Explanation | undefined): Explanation {
  if (explanation === undefined || explanation.outcome === 'unknown')
    throw new Failure('no-explanation', 'The search for an answer is too large to find a fault in it. Ask for less.');
  return explanation;
}
