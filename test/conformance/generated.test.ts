import { afterAll, describe, expect, test } from 'vitest';
import type { Case } from './case.ts';
import { compareAll, newTally, show, stopEngines } from './compare.ts';
import { parts, showReportDifference, showReports } from './compare-reports.ts';
import { casesOf, kinds } from './kinds.ts';

/**
 * A longer run of all five kinds, over several states of the code (`disagreements.ts`, seeds 5000000 to 5000011 and 6000000 to 6000011,
 * `CONFORMANCE_QUERIES=40 CONFORMANCE_GOALS=1600`): 172,836 queries agreed, and of their errors 33,118 of 33,138 in words, 35,766 of 35,829 in places. 22
 * disagreed. Among them: promises matched with built-in classes, and values that name no field, since mended; policies that the machine had no time to load, or
 * that the reference cannot; a class compared by the text of its code; `u := {d: u}.d`, which the reference refuses and ours does not.
 */
/** Policies per run, with ten queries each. Another seed: `CONFORMANCE_SEED=7 npx vitest run test/conformance`. */
const POLICIES = Number(process.env.CONFORMANCE_POLICIES ?? 1_500);
const SEED = Number(process.env.CONFORMANCE_SEED ?? 20_260);

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

/**
 * The greatest share of errors that may be told in other words, places or traces: which of several constraints an error shows, and in which
 * order, is the order of a hash table in the reference.
 */
const DIFFERING = 0.005;
/** As many may in a run that is too short for a share to mean anything. */
const FEW = 4;

/** Compares generated policies, and says how much of what there was. */
async function agreeOn(what: string, cases: readonly Case[]): Promise<void> {
  const tally = newTally();
  const disagreements: string[] = [];
  await compareAll(cases, tally, (index, disagreement) => {
    disagreements.push(`policy ${index}:\n${cases[index]?.policy}\n? ${show(disagreement)}`);
  });
  const kinds = [...tally.kinds].sort(([, left], [, right]) => right - left);
  const succeed = kinds
    .filter(([kind]) => kind === 'answers' || kind === 'constraints')
    .reduce((sum, [, count]) => sum + count, 0);
  const fail = tally.kinds.get('none') ?? 0;
  console.log(
    [
      `${what} (seed ${SEED}): ${tally.agreed} queries agreed, ${disagreements.length} did not`,
      `  ${percent(succeed, tally.agreed)} succeed, ${percent(fail, tally.agreed)} fail, ${percent(tally.agreed - succeed - fail, tally.agreed)} raise`,
      `  ${kinds.map(([kind, count]) => `${kind} ${count}`).join(', ')}`,
      `  alike: ${[...tally.likeness].map(([kind, count]) => `${kind} ${count}`).join(', ')}`,
      `  errors alike: ${showReports(tally.reports)}`,
      `  not compared: ${[...tally.skipped].map(([reason, count]) => `${reason} ${count}`).join(', ')}`,
    ].join('\n'),
  );
  expect(disagreements.join('\n\n')).toBe('');
  const { compared, differences } = tally.reports;
  for (const part of parts) {
    const differ = differences.filter((one) => one.part === part);
    expect(differ.length, differ.map(showReportDifference).join('\n\n')).toBeLessThanOrEqual(
      Math.max(FEW, compared[part] * DIFFERING),
    );
  }
  expect(succeed, 'too few succeed for the comparison to mean much').toBeGreaterThan(tally.agreed / 5);
  expect(fail, 'too few fail').toBeGreaterThan(tally.agreed / 20);
  expect(tally.agreed - succeed - fail, 'too few raise').toBeGreaterThan(tally.agreed / 20);
}

describe('generated policies give the same answers in the same order, and the same errors, as in the reference', () => {
  afterAll(stopEngines);

  test.each(kinds)(
    '$what',
    async (kind) => agreeOn(kind.what, casesOf(kind, SEED, Math.ceil(POLICIES * kind.share))),
    600_000,
  );
});
