import { compile, prepare } from '@polar-tools/evaluator';
import { rangeOf } from '@polar-tools/language';
import { Failure } from '../failure.ts';
import { answersOf } from '../run-query.ts';
import type { TestOutcome, TestStatus } from './outcome.ts';
import type { TestedPolicy } from './policy-tests.ts';

/** What becomes of the inline queries of a Library policy, which must hold when it is loaded: each is a test, named by its text. */
export async function* inlineQueries({
  loaded,
  data,
  filter,
  timeout,
  clock,
  placeOf,
}: TestedPolicy): AsyncGenerator<TestOutcome> {
  const { policy } = loaded;
  const program = compile(policy, data?.host);
  for (const { uri, query } of policy.queries) {
    const { start, end } = rangeOf(query.query);
    const name = (policy.files.get(uri)?.text ?? '').slice(start, end).replace(/\s+/g, ' ');
    if (!filter(name)) continue;
    const began = clock();
    const place = placeOf({ uri, start, end });
    let status: TestStatus = 'failed';
    let message = data === undefined ? 'It has no answer.' : 'It has no answer with the data that is configured.';
    try {
      const { query: prepared, errors } = prepare(program, query.query, uri);
      if (prepared === undefined) throw new Failure('invalid-query', errors[0]?.message ?? 'It cannot be read.');
      for await (const _answer of answersOf(prepared, loaded, { host: data?.host, timeout, clock, print: () => {} })) {
        status = 'passed';
        message = '';
        break;
      }
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      status = 'error';
      message = thrown.message;
    }
    const assertions = [{ status, place, message, notes: [] }];
    yield { name, status, place, message: '', assertions, milliseconds: clock() - began };
  }
}
