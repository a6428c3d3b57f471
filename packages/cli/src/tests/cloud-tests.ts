import { setImmediate } from 'node:timers/promises';
import { type AssertionResult, type TestResult, TestRun, writeFact } from '@polar-tools/evaluator';
import type { Location } from '@polar-tools/policy';
import type { TestOutcome, TestPlace } from './outcome.ts';
import type { TestedPolicy } from './policy-tests.ts';

/** Steps between two looks at Ctrl-C and the progress line: some milliseconds. */
const STEPS = 200_000;

/** What becomes of the `test` blocks of a Cloud policy, one after the other. */
export async function* cloudTests({
  policy,
  placeOf,
  filter,
  now,
  clock,
  reach,
}: TestedPolicy): AsyncGenerator<TestOutcome> {
  const run = new TestRun(policy, { filter: ({ title }) => filter(title), now, clock, ...(reach && { reach }) });
  let began = clock();
  for (;;) {
    const outcome = run.run(STEPS);
    if (outcome.kind === 'done') return;
    if (outcome.kind === 'paused') {
      await setImmediate();
      continue;
    }
    const ended = clock();
    yield testOf(outcome.result, placeOf, ended - began);
    began = ended;
  }
}

function testOf(
  { name, status, location, message, assertions }: TestResult,
  placeOf: (location: Location) => TestPlace,
  milliseconds: number,
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
    })),
    milliseconds,
  };
}

function notesOf({ suggestions = [] }: AssertionResult): string[] {
  return suggestions.map((facts) => `It would pass with: ${facts.map((fact) => `${writeFact(fact)};`).join(' ')}`);
}
