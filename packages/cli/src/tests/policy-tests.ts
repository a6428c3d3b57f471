import { setImmediate } from 'node:timers/promises';
import { type AssertionResult, type Reach, type TestResult, TestRun, writeFact } from '@polar-tools/evaluator';
import type { Location, Policy } from '@polar-tools/policy';
import { errorsOutsideTests, placedMessage } from '@polar-tools/project';
import type { LoadedData } from '../load-data-file.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import type { TestOutcome, TestPlace } from './outcome.ts';

/** A policy whose tests are run. */
export interface TestedPolicy {
  readonly loaded: LoadedPolicy;
  readonly policy: Policy;
  /** Why it does not load: the errors that are in none of its tests, as `file:line:column: message`. */
  readonly errors: readonly string[];
  /** The objects that inline queries may name. */
  readonly data: LoadedData | undefined;
  /** Which tests to run, by name. */
  readonly filter: (name: string) => boolean;
  /** `@current_unix_time`: seconds since 1970. */
  readonly now: number;
  /** Milliseconds that a query may take; 0 for no limit. */
  readonly timeout: number;
  readonly clock: () => number;
  /** Where to note how far rules come. */
  readonly reach?: Reach | undefined;
  readonly placeOf: (location: Location) => TestPlace;
}

/** Steps between two looks at Ctrl-C and the progress line: some milliseconds. */
const STEPS = 100_000;

/** What becomes of the tests of a policy, one after the other. Those of one that does not load each end with the reason. */
export async function* testsOf(tested: TestedPolicy): AsyncGenerator<TestOutcome> {
  const { policy, data, filter, now, timeout, clock, reach, placeOf, errors } = tested;
  const [error] = errors;
  const run = new TestRun(policy, {
    filter: ({ name }) => filter(name),
    host: data?.host,
    now,
    limits: { time: timeout },
    clock,
    reach,
    ...(error !== undefined && { obstacle: `The policy does not load: ${error}` }),
  });
  for (;;) {
    const outcome = run.run(STEPS);
    if (outcome.kind === 'done') return;
    if (outcome.kind === 'paused') await setImmediate();
    else yield outcomeOf(outcome.result, outcome.milliseconds, placeOf);
  }
}

/** The errors of a policy that are in none of its tests. */
export const errorsIn = (policy: Policy, placeOf: TestedPolicy['placeOf']): readonly string[] =>
  errorsOutsideTests(policy).map((problem) => placedMessage(problem, (uri) => placeOf({ uri, start: 0, end: 0 }).file));

function outcomeOf(
  { name, status, location, message, assertions }: TestResult,
  milliseconds: number,
  placeOf: TestedPolicy['placeOf'],
): TestOutcome {
  return {
    name,
    status,
    place: placeOf(location),
    message,
    assertions: assertions.map((assertion) => ({
      status: assertion.status,
      place: placeOf(assertion.location),
      message: assertion.message,
      notes: notesOf(assertion),
      ...(assertion.warning !== undefined && { warning: assertion.warning }),
    })),
    milliseconds,
  };
}

function notesOf({ suggestions = [] }: AssertionResult): string[] {
  return suggestions.map((facts) => `It would pass with: ${facts.map((fact) => `${writeFact(fact)};`).join(' ')}`);
}
