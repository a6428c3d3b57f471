import { type Fact as FactNode, rangeOf } from '@polar-tools/language';
import { impossibleFor, type Policy, type PolicyTest } from '@polar-tools/policy';
import { compileCloud } from '../dialect/cloud/program.ts';
import { FactStore } from '../facts/fact-store.ts';
import { factChecker } from '../facts/reading/check-facts.ts';
import { AskedAssertion } from './assertion.ts';
import type { NamedTest } from './named-test.ts';
import { type AssertionResult, type TestResult, type TestStatus, unrun } from './result.ts';
import type { TestDialect } from './runnable-test.ts';
import { Fixtures, factOf, type SetupProblem, setUp } from './setup.ts';
import type { Sliced } from './slice.ts';
import { WholeTest } from './whole-test.ts';

/** The `test` blocks of a Cloud policy. Names are unique in a policy: the second of two with one name could not be run. */
export const testBlocks: TestDialect = (policy, options, slice) => {
  const base = options.facts ?? new FactStore();
  const program = compileCloud(policy, base.values);
  const fixtures = new Fixtures(policy, base);
  const names = new Set<string>();
  const faultOf = faultsOf(policy);

  return policy.tests.map((block) => {
    const { uri, title, test } = block;
    const named: NamedTest = { kind: 'test', name: title, location: { uri, ...rangeOf(test) } };
    const isRepeated = names.has(title);
    names.add(title);
    return { ...named, run };

    function* run(): Sliced<TestResult> {
      const syntaxError = syntaxErrorOf(policy, block);
      if (syntaxError !== undefined) return { ...unrun(named, syntaxError.message), location: syntaxError.location };
      if (block.assertions.length === 0) return unrun(named, 'It asserts nothing. Add an assertion: assert allow(…);');
      if (options.obstacle !== undefined) return unrun(named, options.obstacle);
      if (isRepeated) return unrun(named, `There is another test named "${title}". Rename one of them.`);
      const facts = setUp(policy, block, base, fixtures);
      if (!(facts instanceof FactStore)) return { ...unrun(named, facts.message), location: facts.location };
      const assertions: AssertionResult[] = [];
      const whole = new WholeTest(program, uri, block.assertions, facts, options);
      let untold = true;
      for (const assertion of block.assertions) {
        const judged = yield* new AskedAssertion(program, assertion, uri, options, slice).judge(facts, whole);
        // What holds is given by something.
        const held = judged.status === 'passed' && !assertion.negated && assertion.iff === undefined;
        const warning = held ? undefined : impossibleFor(policy, assertion);
        const location = { uri, ...rangeOf(assertion) };
        // Told once a test, and apart from the reason: the fact may have nothing to do with it. What is absent may be so because of it.
        const tells = untold && !held && judged.status !== 'error';
        if (tells) untold = false;
        const fact = tells ? unusable(block, faultOf) : undefined;
        const besides = warning === undefined ? 'A' : `${warning} Apart from that, a`;
        const told = fact === undefined ? warning : `${besides} fact of the setup is of no use: ${fact}`;
        assertions.push({ ...judged, location, ...(told !== undefined && { warning: told }) });
      }
      return { ...named, status: statusOf(assertions), message: '', assertions };
    }
  });
};

/** What is wrong with a fact of a test's setup, in a sentence; undefined where every fact is of some use. Cloud would refuse such a fact. */
function unusable({ facts }: PolicyTest, faultOf: (node: FactNode) => string | undefined): string | undefined {
  for (const { fact } of facts) {
    const what = faultOf(fact);
    if (what !== undefined) return what;
  }
  return undefined;
}

/** The same of one fact, each looked at once: a fixture's are in many tests. */
function faultsOf(policy: Policy): (node: FactNode) => string | undefined {
  const fault = factChecker(policy);
  const known = new Map<FactNode, string | undefined>();
  return (node) => {
    if (known.has(node)) return known.get(node);
    const fact = factOf(node);
    const what = fact && fault(fact);
    known.set(node, what);
    return what;
  };
}

function statusOf(assertions: readonly AssertionResult[]): TestStatus {
  if (assertions.some(({ status }) => status === 'error')) return 'error';
  return assertions.some(({ status }) => status === 'failed') ? 'failed' : 'passed';
}

/** The first error of a test's text, where it stands. */
function syntaxErrorOf(policy: Policy, { uri, test }: PolicyTest): SetupProblem | undefined {
  const statement = policy.files.get(uri)!.statements.find(({ tree }) => tree === test);
  const error = statement?.errors[0];
  if (statement === undefined || error === undefined) return undefined;
  const location = { uri, start: statement.base + error.start, end: statement.base + error.end };
  return { message: `This test has a syntax error: ${error.message}`, location };
}
