/**
 * Shows where ours differs from the reference, grouped by cause: `node test/conformance/disagreements.ts [--seed N] [--policies N] [--first N]
 * [--skip N] [--kind all | deep | wide | classes | constraints | live | odd] [--reports]`. For working on the evaluator; the tests say how many there may be.
 */
import { parseArgs } from 'node:util';
import { compareAll, type Disagreement, newTally, show, stopEngines } from './compare.ts';
import { showReportDifference, showReports } from './compare-reports.ts';
import { casesOf, kindNames, kinds } from './kinds.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20260' },
    policies: { type: 'string', default: '200' },
    skip: { type: 'string', default: '0' },
    first: { type: 'string', default: '5' },
    kind: { type: 'string', default: 'all' },
    reports: { type: 'boolean', default: false },
  },
});

/** What the two say, in a word each. */
function causeOf({ oracle, ours }: Disagreement): string {
  if (oracle.error !== ours.error) return `${oracle.error ?? 'no error'} / ${ours.error ?? 'no error'}`;
  if (oracle.answers.length !== ours.answers.length) return `number of answers (${oracle.error ?? 'no error'})`;
  if (oracle.answers.join() === ours.answers.join()) return 'printed';
  return 'answers';
}

const tally = newTally();
const groups = new Map<string, string[]>();
const kind = kinds.find(({ name }) => name === values.kind);
if (kind === undefined) throw new Error(`Of these kinds: ${kindNames.join(', ')}.`);
const cases = casesOf(kind, Number(values.seed), Number(values.policies));
const skip = Number(values.skip);
await compareAll(cases.slice(skip), tally, (index, disagreement) => {
  const cause = causeOf(disagreement);
  const text = `policy ${index + skip}:\n${cases[index + skip]?.policy}\n? ${show(disagreement)}`;
  groups.set(cause, [...(groups.get(cause) ?? []), text]);
});
await stopEngines();
if (values.reports)
  for (const difference of tally.reports.differences) console.log(`\n${showReportDifference(difference)}`);
const sorted = [...groups].sort(([, left], [, right]) => right.length - left.length);
for (const [cause, texts] of sorted)
  console.log(`\n===== ${cause}: ${texts.length}\n${texts.slice(0, Number(values.first)).join('\n\n')}`);
console.log(
  `\nseed ${values.seed}: ${tally.agreed} agreed; ${sorted.map(([cause, texts]) => `${cause}: ${texts.length}`).join(', ') || 'none differ'}`,
);
console.log('errors alike:', showReports(tally.reports), 'not compared:', Object.fromEntries(tally.reports.known));
console.log('kinds:', Object.fromEntries(tally.kinds));
console.log('not compared:', Object.fromEntries(tally.skipped), 'alike:', Object.fromEntries(tally.likeness));
