import { afterAll, describe, expect, test } from 'vitest';
import { ask, stopEngines } from './compare.ts';
import { knownDifferences } from './known-differences.ts';

describe('where the reference is broken', () => {
  afterAll(stopEngines);

  test.each(knownDifferences)('it still is, and ours is not: $name', async ({ applies, example }) => {
    const [oracle, ours] = await ask(example);
    if (!oracle.loaded || !ours.loaded) throw new Error('The example does not load.');
    const [theirs, outcome] = [oracle.outcomes[0], ours.outcomes[0]];
    if (theirs === undefined || outcome === undefined) throw new Error('The example asks nothing.');
    expect(applies(theirs, outcome), `the reference did: ${theirs.error ?? theirs.answers.join(' ')}`).toBe(true);
    expect(outcome.answers).toEqual(example.ours);
    expect(outcome.error).toBe(example.error);
  });
});
