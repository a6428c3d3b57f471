import { type Assertion, type Expression, type Node, parseQuery } from '@polar-tools/language';
import { type PolicyTest, unwrap } from '@polar-tools/policy';
import type { QueryError } from '../compiler/prepare.ts';
import type { CloudAnswer } from '../dialect/cloud/answers.ts';
import type { CloudProgram, CompiledCloud } from '../dialect/cloud/program.ts';
import { assertionQuery, prepareCloud } from '../dialect/cloud/query.ts';
import { readQueryText } from '../dialect/cloud/query-text.ts';
import { FactStore } from '../facts/fact-store.ts';
import { AskedAssertion } from '../tests/assertion.ts';
import { type SetupProblem, setUp } from '../tests/setup.ts';
import type { Slice } from '../tests/slice.ts';
import type { CloudDebugSetup } from './cloud-debuggee.ts';

/** What is debugged of a query, a text or an expression of a file; what is wrong with it. */
export function debuggedQuery(
  program: CloudProgram,
  query: string | { readonly expression: Expression; readonly uri: string },
  facts: FactStore,
): { readonly setup: CloudDebugSetup; readonly expression: Expression } | { readonly errors: readonly QueryError[] } {
  const written = typeof query === 'string' ? undefined : query;
  const prepared = prepareCloud(program, typeof query === 'string' ? query : query.expression);
  const expression = written?.expression ?? parseQuery(readQueryText(query as string).text).query;
  if (prepared.query === undefined || expression === undefined) return { errors: prepared.errors };
  const asked = [{ query: prepared.query, node: unwrap<Expression>(expression), uri: written?.uri }];
  return { setup: { program: program as CompiledCloud, asked, facts, told: [] }, expression };
}

/** What is debugged of a test: its assertions, over the facts of its setup; what is wrong with its setup. */
export function debuggedTest(program: CloudProgram, test: PolicyTest, base: FactStore): CloudDebugSetup | SetupProblem {
  const facts = setUp(program.policy, test, base);
  if (!(facts instanceof FactStore)) return facts;
  const asked = test.assertions.map((assertion) => ({
    query: assertionQuery(program, assertion, test.uri),
    node: assertion as Node,
    uri: test.uri,
    assertion: {
      whole: assertion.iff !== undefined,
      holds: (answers: readonly CloudAnswer[], now: number) =>
        holding(program, assertion, test.uri, answers, facts, now),
    },
  }));
  const title = `test ${JSON.stringify(test.title)}`;
  return { program: program as CompiledCloud, asked, facts, told: test.facts, title };
}

/** Steps between pauses. */
const STEPS = 2_000;

/** Whether an assertion holds by the answers of its call: what the run of tests says of it, too. */
function* holding(
  program: CloudProgram,
  assertion: Assertion,
  uri: string,
  answers: readonly CloudAnswer[],
  facts: FactStore,
  now: number,
): Generator<void, boolean, void> {
  const slice: Slice = { steps: STEPS };
  const judging = new AskedAssertion(program, assertion, uri, { now }, slice).holdsWith(answers, facts);
  for (let step = judging.next(); ; step = judging.next()) {
    if (step.done === true) return step.value;
    slice.steps = STEPS;
    yield;
  }
}
