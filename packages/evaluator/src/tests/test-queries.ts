import { rangeOf } from '@polar-tools/language';
import type { Policy, PolicyQuery } from '@polar-tools/policy';
import { prepare } from '../compiler/prepare.ts';
import { compile } from '../compiler/program.ts';
import { answerWithoutHost } from '../host/no-host.ts';
import { QueryRun } from '../query-run.ts';
import type { NamedTest } from './named-test.ts';
import { type TestResult, type TestStatus, unrun } from './result.ts';
import type { TestDialect } from './runnable-test.ts';
import type { Sliced } from './slice.ts';

/** The inline queries of a policy for the Oso library: each is to have an answer. What only an application could answer is an error. */
export const testQueries: TestDialect = (policy, options, slice) => {
  const { host, limits, clock, obstacle } = options;
  const program = compile(policy, host);

  return policy.queries.map((inline) => {
    const { uri, query: node } = inline;
    const location = { uri, ...rangeOf(node.query) };
    const text = (policy.files.get(uri)?.text ?? '').slice(location.start, location.end);
    const named: NamedTest = { kind: 'query', name: text.replace(/\s+/g, ' '), location };
    return { ...named, run };

    function* run(): Sliced<TestResult> {
      if (hasSyntaxError(policy, inline)) return unrun(named, 'This query has a syntax error, so it cannot be run.');
      if (obstacle !== undefined) return unrun(named, obstacle);
      const { query, errors } = prepare(program, node.query, uri);
      if (query === undefined) return result('error', errors[0]?.message ?? 'This query cannot be read.');
      const machine = new QueryRun(query, {
        ...(host && { host }),
        ...(limits?.time !== undefined && { limits: { time: limits.time } }),
        ...(clock && { clock }),
        print: () => {},
      });
      for (;;) {
        const outcome = machine.run(slice.steps);
        if (outcome.kind === 'answer') return result('passed', '');
        if (outcome.kind === 'error') return result('error', outcome.error.message);
        if (outcome.kind === 'done') {
          const where = host === undefined ? '' : ' with the data that is configured';
          return result('failed', `This query has no answer${where}, so the policy does not load.`);
        }
        if (outcome.kind === 'question') machine.answer(answerWithoutHost(outcome.question));
        else yield undefined;
      }
    }

    function result(status: TestStatus, message: string): TestResult {
      return { ...named, status, message: '', assertions: [{ status, location, message }] };
    }
  });
};

function hasSyntaxError(policy: Policy, { uri, query }: PolicyQuery): boolean {
  return policy.files.get(uri)!.statements.some(({ tree, errors }) => tree === query && errors.length > 0);
}
