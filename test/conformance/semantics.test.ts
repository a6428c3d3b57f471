import { afterAll, describe, expect, test } from 'vitest';
import { compare, newTally, show, stopEngines } from './compare.ts';
import { openDifference } from './open-differences.ts';
import { semantics } from './semantics.ts';
import { applicationData } from './vocabulary.ts';

const tally = newTally();
const open: string[] = [];

describe('what the language does, point by point, is what the reference does', () => {
  afterAll(async () => {
    await stopEngines();
    console.log(
      `semantics: ${tally.agreed} queries agreed, ${open.length} differ in a way that is known`,
      Object.fromEntries(tally.skipped),
    );
  });

  test.each(semantics)('$point: $name', async ({ policy, queries, data = applicationData }) => {
    const before = tally.agreed;
    const disagreements = await compare({ policy, queries, data }, tally);
    open.push(...disagreements.filter((one) => openDifference(one) !== undefined).map(show));
    expect(disagreements.filter((one) => openDifference(one) === undefined).map(show)).toEqual([]);
    expect(tally.agreed, 'no query was compared').toBeGreaterThan(before);
  });

  test('differs from the reference in no more queries than it did', () => {
    expect(open.length, open.join('\n')).toBeLessThanOrEqual(1);
  });
});
