import { setImmediate } from 'node:timers/promises';
import {
  type AssertionResult,
  type Reach,
  type RuleCoverage,
  type TestOptions,
  TestRun,
  testsIn,
  writeFact,
} from '@polar-tools/evaluator';
import type { Location, Policy } from '@polar-tools/policy';
import { errorsBesideTests, errorsOutsideTests, type Problem, placedMessage } from '@polar-tools/project';
import { isInterrupted } from '../failure.ts';
import type { LoadedObjects } from '../load-objects.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import { place } from '../report/text.ts';
import type { TestOutcome, TestPlace } from './outcome.ts';
import type { RunTest, WorkerSetting } from './parallel/messages.ts';
import { ParallelTests, type Sharing, type TestThreads } from './parallel/parallel-tests.ts';

/** A policy whose tests are run. */
export interface TestedPolicy {
  readonly loaded: LoadedPolicy;
  readonly policy: Policy;
  /** Why it does not load: the errors that are in none of its tests, as `file:line:column: message`. */
  readonly errors: readonly string[];
  /** Why it would be refused where it is used, although tests can be run: likewise. */
  readonly faults: readonly string[];
  /** The objects that inline queries may name. */
  readonly data: LoadedObjects | undefined;
  /** Runs some steps so that Ctrl-C breaks them off, where an application is waited for. */
  readonly interruptible: <Result>(run: () => Result) => Result;
  /** Which tests to run, by name. */
  readonly filter: (name: string) => boolean;
  /** `@current_unix_time`: seconds since 1970. */
  readonly now: number;
  /** Milliseconds that a query may take; 0 for no limit. */
  readonly timeout: number;
  readonly clock: () => number;
  /** Where to note how far rules come. */
  readonly reach: Reach | undefined;
  /** What may help with long suites. */
  readonly threads: TestThreads | undefined;
  readonly sharing: Sharing;
  /** Where what other threads' tests covered goes. */
  readonly covered: (readonly RuleCoverage[])[];
  readonly placeOf: (location: Location) => TestPlace;
}

/** Steps between two looks at Ctrl-C, the clock and the progress line: some milliseconds. */
const STEPS = 100_000;
/** What becomes of the tests of a policy, one after the other. Those of one that does not load each end with the reason. */
export async function* testsOf(tested: TestedPolicy): AsyncGenerator<TestOutcome> {
  const { policy, filter, clock, placeOf, sharing } = tested;
  const { signal, heard } = sharing;
  const tests = testsIn(policy);
  const order = [...tests.keys()].filter((at) => filter(tests[at]!.name));
  const run = new TestRun(policy, { ...optionsOf(tested), filter: ({ name }) => filter(name) });
  const threads = canBeShared(tested) ? tested.threads : undefined;
  const began = clock();
  let done = 0;
  for (let latest = began; ; ) {
    const outcome = steps();
    if (outcome === undefined || outcome.kind === 'done') return;
    if (outcome.kind === 'test') {
      done++;
      latest = clock();
      yield outcomeOf(outcome, placeOf);
    } else await setImmediate();
    if (signal.aborted) return;
    const spent = { before: latest - began, now: clock() - latest };
    if (threads === undefined || !isWorthSharing(spent, done, order.length, threads.after)) continue;
    const shared = new ParallelTests(tests, order.slice(done), workerSetting(tested), threads, {
      signal,
      heard: (ended) => heard?.(done + ended),
    });
    for await (const test of shared.results()) yield outcomeOf(test, placeOf);
    tested.covered.push(...shared.covered);
    return;
  }

  /** Undefined where they were broken off. */
  function steps() {
    try {
      return tested.interruptible(() => run.run(STEPS));
    } catch (thrown) {
      if (isInterrupted(thrown)) return undefined;
      throw thrown;
    }
  }
}

/**
 * Whether other threads should run the rest of the tests: they take longer than it takes threads to start, read the policy and get going, or the one in progress takes so long that it may
 * take this process with it.
 *
 * @param spent milliseconds: on the tests that are done, and on the one in progress
 * @param after milliseconds that are spent here in any case
 */
function isWorthSharing(spent: { before: number; now: number }, done: number, all: number, after: number): boolean {
  if (spent.before + spent.now < after || done === all) return false;
  const expected = ((spent.before + spent.now) / (done + 1)) * (all - done);
  return expected > 3 * after || spent.now > 3 * after;
}

/** Inline queries are few, and their host is of this thread. */
const canBeShared = ({ policy, errors }: TestedPolicy): boolean => policy.dialect === 'cloud' && errors.length === 0;

function optionsOf({ data, now, timeout, clock, reach, errors: [error] }: TestedPolicy): TestOptions {
  return {
    host: data?.host,
    now,
    limits: { time: timeout },
    clock,
    reach,
    obstacle: error && `The policy does not load: ${error}`,
  };
}

function workerSetting({ policy, now, timeout, reach }: TestedPolicy): WorkerSetting {
  return {
    files: [...policy.files].map(([uri, { text }]) => ({ uri, text })),
    configuration: { ...policy.configuration, dialect: policy.dialect },
    now,
    timeout,
    coverage: reach !== undefined,
  };
}

/** The errors of a policy that are in none of its tests: those that keep them from being run, and the others. */
export function errorsIn(policy: Policy, placeOf: TestedPolicy['placeOf']): Pick<TestedPolicy, 'errors' | 'faults'> {
  const placed = (problem: Problem): string => placedMessage(problem, (uri) => placeOf({ uri, start: 0, end: 0 }).file);
  return { errors: errorsOutsideTests(policy).map(placed), faults: errorsBesideTests(policy).map(placed) };
}

function outcomeOf({ result, milliseconds }: RunTest, placeOf: TestedPolicy['placeOf']): TestOutcome {
  const { name, status, location, message, assertions } = result;
  return {
    name,
    status,
    place: placeOf(location),
    message,
    assertions: assertions.map((assertion) => ({
      status: assertion.status,
      // What is wrong with a rule is told there.
      place: placeOf(assertion.cause ?? assertion.location),
      message: assertion.message,
      notes: notesOf(assertion, placeOf),
      ...(assertion.warning !== undefined && { warning: assertion.warning }),
    })),
    milliseconds,
  };
}

function notesOf({ suggestions = [], cause, location }: AssertionResult, placeOf: TestedPolicy['placeOf']): string[] {
  if (cause !== undefined) {
    const { file, document, start } = placeOf(location);
    return [`Asked for by the assertion at ${place(file, document, start).slice(0, -1)}.`];
  }
  return suggestions.map((facts) => `It would pass with: ${facts.map((fact) => `${writeFact(fact)};`).join(' ')}`);
}
