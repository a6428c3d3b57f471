import {
  type AssertionResult,
  classesOfBlocks,
  coverageOf,
  type Fact,
  type Host,
  loadData,
  printValue,
  Reach,
  type RuleCoverage,
  type TestResult,
  TestRun,
  writeFact,
} from '@polar-tools/evaluator';
import type { Location, Policy, PolicyTest } from '@polar-tools/policy';
import { errorsOutsideTests, placedMessage, shortName, uriOf } from '@polar-tools/project';
import type { Range } from 'vscode-languageserver';
import { type Asked, type Feature, isRecord, type Patience } from '../feature.ts';
import {
  type CoveredRule,
  RUN_TESTS,
  type RunTestsParams,
  type RunTestsResult,
  type SuggestedFacts,
  type TestProblem,
  type TestReport,
} from '../protocol.ts';
import { rangeIn, type View } from '../view.ts';
import { addToSetup } from './setup-edit.ts';

/** Work between two looks at what else has come: some milliseconds. */
const STEPS = 50_000;
/** Milliseconds that one query of a test may take. */
const LONGEST = 20_000;

/** Runs the tests of a document, in slices. Nothing where nobody waits any more. */
export async function runTests(
  asked: Asked,
  { names, now, coverage }: RunTestsParams,
  patience: Patience,
): Promise<RunTestsResult | null> {
  const { view, uri } = asked;
  const { policy } = view;
  const wanted = Array.isArray(names) ? new Set<unknown>(names) : undefined;
  const obstacle = obstacleOf(policy);
  const unmeasured =
    policy.dialect === 'cloud' ? obstacle : 'Coverage is of Cloud policies, and this is one for the Oso library.';
  const reach = coverage === true && unmeasured === undefined ? new Reach() : undefined;
  const run = new TestRun(policy, {
    filter: ({ name, location }) => location.uri === uri && (wanted?.has(name) ?? true),
    host: await configuredHost(asked, patience),
    now: Number.isFinite(now) ? now : 0,
    clock: patience.now,
    limits: { time: LONGEST },
    reach,
    obstacle,
  });
  const tests: TestReport[] = [];
  for (;;) {
    const outcome = run.run(STEPS);
    if (outcome.kind === 'done') break;
    if (outcome.kind === 'test') tests.push(reportOf(view, outcome.result, outcome.milliseconds));
    if (!(await patience.goOn())) return null;
  }
  return {
    tests,
    ...(reach && { coverage: coverageOf(policy, reach).map((rule) => coveredRule(view, rule)) }),
    ...(coverage === true && unmeasured !== undefined && { unmeasured }),
  };
}

/** Why no test says anything: the first error of the policy that is in none of them. */
function obstacleOf(policy: Policy): string | undefined {
  const [error] = errorsOutsideTests(policy);
  return error && `The policy does not load: ${placedMessage(error, shortName)}`;
}

function coveredRule(view: View, { location, text, reached, held, goals }: RuleCoverage): CoveredRule {
  const { uri } = location;
  const covered = (place: Location): Range => rangeIn(view, uri, place);
  return {
    uri: view.clientUri(uri),
    name: text,
    range: covered(location),
    reached,
    held,
    goals: goals.map((goal) => ({ range: covered(goal.location), reached: goal.reached, held: goal.held })),
  };
}

function reportOf(
  view: View,
  { name, kind, status, location, message, assertions }: TestResult,
  milliseconds: number,
): TestReport {
  const test = view.policy.tests.find(({ title }) => title === name);
  const problems: TestProblem[] = message === '' ? [] : [problemAt(view, location, message)];
  for (const assertion of assertions)
    if (assertion.status !== 'passed') problems.push(problemOf(view, test, assertion));
  const warnings = assertions.flatMap(({ warning, location: place }) =>
    warning === undefined ? [] : [problemAt(view, place, warning)],
  );
  return { name, kind, status, milliseconds, problems, ...(warnings.length > 0 && { warnings }) };
}

function problemOf(
  view: View,
  test: PolicyTest | undefined,
  { location, cause, message, expected, actual, suggestions }: AssertionResult,
): TestProblem {
  return {
    // What is wrong with a rule is told there.
    ...problemAt(view, cause ?? location, message),
    ...(expected &&
      actual && { expected: expected.map(printValue).join('\n'), actual: actual.map(printValue).join('\n') }),
    ...(suggestions && test && { suggestions: suggestions.map((facts) => suggestedFacts(view, test, facts)) }),
  };
}

function suggestedFacts(view: View, test: PolicyTest, facts: readonly Fact[]): SuggestedFacts {
  const texts = facts.map((fact) => `${writeFact(fact)};`);
  const { offset, text } = addToSetup(test, view.policy.files.get(test.uri)?.text ?? '', texts);
  const range = rangeIn(view, test.uri, { start: offset, end: offset });
  return { facts: texts, edit: { uri: view.clientUri(test.uri), range, newText: text } };
}

const problemAt = (view: View, { uri, start, end }: Location, message: string): TestProblem => ({
  message,
  uri: view.clientUri(uri),
  range: rangeIn(view, uri, { start, end }),
});

/** The host of the data file that the configuration of a Library policy names; undefined where there is none that can be read. */
async function configuredHost({ root, view }: Asked, { read }: Patience): Promise<Host | undefined> {
  const { dialect, configuration, queries } = view.policy;
  const { data } = configuration;
  if (dialect !== 'library' || queries.length === 0 || data === undefined || root.folder === undefined)
    return undefined;
  const text = await read(uriOf(data, root.folder));
  if (text === undefined) return undefined;
  const loaded = loadData(text, undefined, classesOfBlocks(view.policy));
  return loaded.errors.some(({ severity }) => severity === 'error') ? undefined : loaded.data.host;
}

export const runTestsFeature: Feature = {
  method: RUN_TESTS,
  capability: {},
  subject: 'document',
  answer: (asked: Asked, params: RunTestsParams, patience: Patience) =>
    runTests(asked, isRecord(params) ? params : { textDocument: { uri: asked.uri }, now: 0 }, patience),
};
