import { afterAll, describe, expect, test } from 'vitest';
import { compare, newTally, show, stopEngines } from './compare.ts';
import { showReportDifference, showReports } from './compare-reports.ts';
import { semantics } from './semantics/index.ts';
import { applicationData } from './vocabulary.ts';

const tally = newTally();

describe('what the language does, point by point, is what the reference does', () => {
  afterAll(async () => {
    await stopEngines();
    console.log(`semantics: ${tally.agreed} queries agreed`, Object.fromEntries(tally.skipped));
    console.log(`  errors alike: ${showReports(tally.reports)}`);
  });

  test.each(semantics)('$point: $name', async ({ point: _point, name: _name, ...asked }) => {
    const before = tally.agreed;
    const disagreements = await compare(asked.live ? asked : { data: applicationData, ...asked }, tally);
    expect(disagreements.map(show)).toEqual([]);
    expect(tally.reports.differences.splice(0).map(showReportDifference)).toEqual([]);
    expect(tally.agreed, 'no query was compared').toBeGreaterThan(before);
  });
});
