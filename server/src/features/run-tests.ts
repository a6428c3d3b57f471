import {
  type AssertionResult,
  answerWithoutHost,
  compile,
  coverageOf,
  type Fact,
  type Host,
  loadData,
  Machine,
  prepare,
  printValue,
  Reach,
  type RuleCoverage,
  type TestResult,
  TestRun,
  writeFact,
} from '@polar-tools/evaluator';
import { rangeOf } from '@polar-tools/language';
import type { Location, PolicyTest } from '@polar-tools/policy';
import { errorsOf, uriOf } from '@polar-tools/project';
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
import { queryName } from './known-tests.ts';
import { addToSetup } from './setup-edit.ts';

/** Work between two looks at what else has come: some milliseconds. */
const STEPS = 100_000;
const CALLS = 50_000;
/** Milliseconds that one query of a test may take. */
const LONGEST = 20_000;

/** Runs the tests of a document, in slices. Nothing where nobody waits any more. */
export async function runTests(
  asked: Asked,
  params: RunTestsParams,
  patience: Patience,
): Promise<RunTestsResult | null> {
  const { policy } = asked.view;
  const names = Array.isArray(params.names) ? new Set<unknown>(params.names) : undefined;
  const isAsked = (name: string): boolean => names?.has(name) ?? true;
  const now = Number.isFinite(params.now) ? params.now : 0;
  if (policy.dialect !== 'cloud') {
    const tests = await inlineQueries(asked, isAsked, patience);
    return tests && { tests };
  }
  const reach = params.coverage === true ? new Reach() : undefined;
  const tests = await cloudTests(asked, isAsked, now, reach, patience);
  return (
    tests && {
      tests,
      ...(reach && { coverage: coverageOf(policy, reach).map((rule) => coveredRule(asked.view, rule)) }),
    }
  );
}

async function cloudTests(
  { view, uri }: Asked,
  isAsked: (name: string) => boolean,
  now: number,
  reach: Reach | undefined,
  patience: Patience,
): Promise<readonly TestReport[] | null> {
  const own = view.policy.tests.filter((test) => test.uri === uri && isAsked(test.title));
  const obstacle = obstacleOutsideTests(view);
  if (obstacle !== undefined) {
    return own.map(({ title, test }) => broken(view, title, 'test', { uri, ...rangeOf(test) }, obstacle));
  }
  const run = new TestRun(view.policy, {
    filter: (test) => test.uri === uri && isAsked(test.title),
    now,
    clock: patience.now,
    limits: { time: LONGEST },
    ...(reach && { reach }),
  });
  const reports: TestReport[] = [];
  for (let began = patience.now(); ; ) {
    const outcome = run.run(STEPS);
    if (outcome.kind === 'done') return reports;
    if (outcome.kind === 'test') {
      const ended = patience.now();
      reports.push(reportOf(view, outcome.result, ended - began));
      began = ended;
    }
    if (!(await patience.goOn())) return null;
  }
}

function coveredRule(view: View, { location, reached, held, goals }: RuleCoverage): CoveredRule {
  const { uri, start, end } = location;
  const covered = (place: Location): Range => rangeIn(view, uri, place);
  return {
    uri: view.clientUri(uri),
    name: queryName(view, uri, { start, end }),
    range: covered(location),
    reached,
    held,
    goals: goals.map((goal) => ({ range: covered(goal.location), reached: goal.reached, held: goal.held })),
  };
}

function reportOf(
  view: View,
  { name, status, location, message, assertions }: TestResult,
  milliseconds: number,
): TestReport {
  const test = view.policy.tests.find(({ title }) => title === name);
  const problems: TestProblem[] = message === '' ? [] : [problemAt(view, location, message)];
  for (const assertion of assertions)
    if (assertion.status !== 'passed') problems.push(problemOf(view, test, assertion));
  return { name, kind: 'test', status, milliseconds, problems };
}

function problemOf(
  view: View,
  test: PolicyTest | undefined,
  { location, message, expected, actual, suggestions }: AssertionResult,
): TestProblem {
  return {
    ...problemAt(view, location, message),
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

const broken = (
  view: View,
  name: string,
  kind: TestReport['kind'],
  location: Location,
  message: string,
): TestReport => ({
  name,
  kind,
  status: 'error',
  milliseconds: 0,
  problems: [problemAt(view, location, message)],
});

/** The first error of a policy that is in none of its tests: it would not load, so that no test says anything. */
function obstacleOutsideTests({ policy, lines }: View): string | undefined {
  const tests = policy.tests.map(({ uri, test }) => ({ uri, ...rangeOf(test) }));
  for (const { place, message } of errorsOf(policy)) {
    if (place === undefined) return message;
    const { uri, start, end } = place;
    if (tests.some((test) => test.uri === uri && test.start <= start && end <= test.end)) continue;
    const line = lines(uri)?.rangeOf({ start, end }).start.line;
    return `The policy does not load${line === undefined ? '' : ` (line ${line + 1})`}: ${message}`;
  }
  return undefined;
}

/** The inline queries of a Library policy, with the data that its configuration names. */
async function inlineQueries(
  asked: Asked,
  isAsked: (name: string) => boolean,
  patience: Patience,
): Promise<readonly TestReport[] | null> {
  const { view, uri } = asked;
  const own = view.policy.queries
    .filter((query) => query.uri === uri)
    .map(({ query }) => ({
      query,
      place: { uri, ...rangeOf(query.query) },
      name: queryName(view, uri, rangeOf(query.query)),
    }))
    .filter(({ name }) => isAsked(name));
  if (own.length === 0) return [];
  const obstacle = obstacleOutsideTests(view);
  const host = await configuredHost(asked, patience);
  const program = compile(view.policy, host);
  const reports: TestReport[] = [];
  for (const { query, place, name } of own) {
    if (obstacle !== undefined) {
      reports.push(broken(view, name, 'query', place, obstacle));
      continue;
    }
    const { query: prepared, errors } = prepare(program, query.query, uri);
    if (prepared === undefined) {
      reports.push(broken(view, name, 'query', place, errors[0]?.message ?? 'This query cannot be read.'));
      continue;
    }
    const began = patience.now();
    const machine = new Machine(prepared, { ...(host && { host }), limits: { time: LONGEST }, clock: patience.now });
    for (;;) {
      const outcome = machine.run(CALLS);
      if (!(await patience.goOn())) return null;
      if (outcome.kind === 'paused') continue;
      if (outcome.kind === 'question') {
        machine.answer(answerWithoutHost(outcome.question));
        continue;
      }
      const milliseconds = patience.now() - began;
      if (outcome.kind === 'answer')
        reports.push({ name, kind: 'query', status: 'passed', milliseconds, problems: [] });
      else if (outcome.kind === 'error')
        reports.push({ ...broken(view, name, 'query', place, outcome.error.message), milliseconds });
      else {
        const message = 'This query has no answer, so the policy does not load.';
        reports.push({
          name,
          kind: 'query',
          status: 'failed',
          milliseconds,
          problems: [problemAt(view, place, message)],
        });
      }
      break;
    }
  }
  return reports;
}

/** The host of the data file that the configuration names; undefined where there is none that can be read. */
async function configuredHost({ root, view }: Asked, { read }: Patience): Promise<Host | undefined> {
  const { data } = view.policy.configuration;
  if (data === undefined || root.folder === undefined) return undefined;
  const text = await read(uriOf(data, root.folder));
  if (text === undefined) return undefined;
  const loaded = loadData(text);
  return loaded.errors.some(({ severity }) => severity === 'error') ? undefined : loaded.data.host;
}

export const runTestsFeature: Feature = {
  method: RUN_TESTS,
  capability: {},
  subject: 'document',
  answer: (asked: Asked, params: RunTestsParams, patience: Patience) =>
    runTests(asked, isRecord(params) ? params : { textDocument: { uri: asked.uri }, now: 0 }, patience),
};
