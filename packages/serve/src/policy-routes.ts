import { type TestResult, TestRun } from '@polar-tools/evaluator';
import { createPolicy, type Policy, policyMetadata } from '@polar-tools/policy';
import { errorsOf, placedMessage } from '@polar-tools/project';
import { Refusal } from './exchange.ts';
import type { Asking, Slices } from './questions/ask.ts';
import { type PolicyText, type ServedPolicy, servedPolicy } from './served-policy.ts';
import type { ServedState } from './state.ts';
import { type Fields, field, kindOf, textField } from './wire/json.ts';

/** The policy that a client uploads. */
export function uploadedPolicy(fields: Fields): ServedPolicy {
  const src = textField(fields, 'src');
  const filename = field(fields, 'filename') ?? '';
  if (typeof filename !== 'string') throw new Refusal(400, `"filename" should be a text, and is ${kindOf(filename)}.`);
  return policyOf({ filename, src });
}

/**
 * A policy for Cloud from its text alone.
 *
 * @throws Refusal that tells its errors, one a line
 */
export function policyOf(text: PolicyText): ServedPolicy {
  const name = text.filename === '' ? 'policy.polar' : text.filename;
  const policy = createPolicy([{ uri: name, text: text.src }], { dialect: 'cloud' });
  const errors = errorsOf(policy);
  if (errors.length > 0) throw new Refusal(400, errors.map((each) => placedMessage(each, () => name)).join('\n'));
  return servedPolicy(policy, text);
}

/** Steps of tests between two moments at which others may be heard, and failures that are told. */
const STEPS = 20_000;
const MOST_TOLD = 10;

/**
 * Runs the tests of a policy that is to take the place of another one. As in Oso Cloud (`SavePolicyError` in the description of its interface), one whose
 * tests fail is refused.
 *
 * @throws Refusal that tells the tests that fail, each with what was expected and what holds
 */
export function* passTests({ policy }: ServedPolicy, { now, clock, timeout }: Asking): Slices<void> {
  const began = clock();
  const run = new TestRun(policy, { now });
  const failures: string[] = [];
  let count = 0;
  for (let outcome = run.run(STEPS); outcome.kind !== 'done'; outcome = run.run(STEPS)) {
    if (timeout > 0 && clock() - began > timeout)
      throw new Refusal(422, `The policy's tests take more than ${timeout} ms, so it was not taken.`);
    if (outcome.kind === 'paused') {
      yield;
      continue;
    }
    const { result } = outcome;
    // An inline query is no test of Cloud's.
    if (result.kind !== 'test') continue;
    count++;
    if (result.status !== 'passed') failures.push(failureText(policy, result));
  }
  if (failures.length === 0) return;
  const which = failures.length === 1 ? 'A test' : `${failures.length} of ${count} tests`;
  const left = failures.length - MOST_TOLD;
  const lines = [...failures.slice(0, MOST_TOLD), ...(left > 0 ? [`… and ${left} more`] : [])];
  throw new Refusal(
    400,
    `${which} of the policy ${failures.length === 1 ? 'fails' : 'fail'}, so it was not taken, and the one before goes on. (?force=true takes it all the same.)\n${lines.join('\n')}`,
    {},
    { error_type: 'TestsFailed' },
  );
}

/** `policy.polar:12: test "admins write": what was expected, and what holds` */
function failureText({ files }: Policy, { name, message, location, assertions }: TestResult): string {
  const failed = assertions.find(({ status }) => status !== 'passed');
  const { uri, start } = failed?.location ?? location;
  const line =
    (files
      .get(uri)
      ?.text.slice(0, start)
      .match(/\r\n|[\r\n]/g)?.length ?? 0) + 1;
  return `${uri}:${line}: test ${JSON.stringify(name)}: ${failed?.message ?? message}`;
}

/** `GET /policy` */
export function policyBody(parameters: URLSearchParams, state: ServedState): object {
  checkVersion(parameters, state);
  const { text } = state.policy;
  return { policy: text === undefined ? null : { filename: text.filename, src: text.src } };
}

/** `GET /policy_metadata` */
export function metadataBody(parameters: URLSearchParams, state: ServedState): object {
  checkVersion(parameters, state);
  return { metadata: policyMetadata(state.policy.policy) };
}

/** One version is kept, which `version=2` may name. */
function checkVersion(parameters: URLSearchParams, { version }: ServedState): void {
  const wanted = parameters.get('version');
  if (wanted === null || wanted === String(version)) return;
  const kept = version === 0 ? 'no policy was uploaded' : `polar serve keeps version ${version} alone`;
  throw new Refusal(404, `There is no version ${wanted} of the policy here: ${kept}.`);
}
