import { afterAll, describe, expect, test } from 'vitest';
import type { CaseOutcome, Outcome } from './case.ts';
import { ask, stopEngines } from './compare.ts';
import { knownDifferences } from './known-differences.ts';

/** What came of the first query, or why the policy does not load. */
function firstOf(outcome: CaseOutcome): Outcome | undefined {
  if (outcome.loaded) return outcome.outcomes[0];
  const [fault] = outcome.faults;
  return fault && { answers: [], printed: [], error: fault.error, message: fault.report.words };
}

describe('where the reference is broken', () => {
  afterAll(stopEngines);

  test.each(knownDifferences)('it still is, and ours is not: $name', async ({ applies, example }) => {
    const [oracle, ours] = await ask(example);
    const [theirs, outcome] = [firstOf(oracle), firstOf(ours)];
    if (theirs === undefined || outcome === undefined) throw new Error('The example asks nothing.');
    expect(applies(theirs, outcome), `the reference did: ${theirs.error ?? theirs.answers.join(' ')}`).toBe(true);
    expect(outcome.answers).toEqual(example.ours);
    expect(outcome.error).toBe(example.error);
  });
});
