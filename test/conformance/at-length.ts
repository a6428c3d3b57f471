/**
 * Compares the two engines for as long as one likes: `node test/conformance/at-length.ts --log FILE [--seed N] [--minutes N]`. Goes through all kinds of generated
 * policies in turn, each round with the next seed, and adds a line of JSON a round to the log, with what disagreed and which errors were told otherwise.
 * `--sum` reads the log and says what came of it. `CONFORMANCE_QUERIES=100 CONFORMANCE_GOALS=400` make the most of the time.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compareAll, newTally, show, stopEngines } from './compare.ts';
import { parts, showReportDifference } from './compare-reports.ts';
import { casesOf, kinds } from './kinds.ts';

const { values } = parseArgs({
  options: {
    log: { type: 'string' },
    seed: { type: 'string', default: '7000000' },
    minutes: { type: 'string', default: '10' },
    sum: { type: 'boolean', default: false },
  },
});
const log = values.log;
if (log === undefined) throw new Error('Say where to write: --log FILE.');

/** Policies of each kind in a round. */
const POLICIES = 10;

type Counts = Readonly<Record<string, number>>;

/** What came of one kind's policies of a round. */
interface Round {
  readonly kind: string;
  readonly seed: number;
  readonly agreed: number;
  readonly outcomes: Counts;
  readonly skipped: Counts;
  /** Errors that were compared, and those that were told otherwise, by part. */
  readonly compared: Counts;
  readonly otherwise: Counts;
  readonly disagreements: readonly string[];
  readonly reports: readonly string[];
}

async function round(kind: (typeof kinds)[number], seed: number): Promise<Round> {
  const tally = newTally();
  const cases = casesOf(kind, seed, POLICIES);
  const disagreements: string[] = [];
  await compareAll(cases, tally, (index, disagreement) => {
    disagreements.push(`${cases[index]?.policy}\n? ${show(disagreement)}`);
  });
  const { compared, differences } = tally.reports;
  return {
    kind: kind.name,
    seed,
    agreed: tally.agreed,
    outcomes: Object.fromEntries(tally.kinds),
    skipped: Object.fromEntries(tally.skipped),
    compared,
    otherwise: Object.fromEntries(parts.map((part) => [part, differences.filter((one) => one.part === part).length])),
    disagreements,
    reports: differences.map(showReportDifference),
  };
}

/** The counts of all, added. */
function added(all: readonly Counts[]): Counts {
  const sums: Record<string, number> = {};
  for (const counts of all) for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}

function sum(rounds: readonly Round[]): void {
  const seeds = rounds.map(({ seed }) => seed);
  const disagreements = rounds.flatMap((one) => one.disagreements.map((text) => `${one.kind} ${one.seed}:\n${text}`));
  for (const text of disagreements) console.log(`${text}\n`);
  for (const report of rounds.flatMap((one) => one.reports.map((text) => `${one.kind} ${one.seed}: ${text}`)))
    console.log(`${report}\n`);
  console.log(`seeds ${Math.min(...seeds)} to ${Math.max(...seeds)}`);
  console.log(`${rounds.reduce((total, { agreed }) => total + agreed, 0)} agreed, ${disagreements.length} did not`);
  console.log('by kind:', added(rounds.map(({ kind, agreed }) => ({ [kind]: agreed }))));
  console.log('outcomes:', added(rounds.map(({ outcomes }) => outcomes)));
  console.log('not compared:', added(rounds.map(({ skipped }) => skipped)));
  console.log('errors compared:', added(rounds.map(({ compared }) => compared)));
  console.log('told otherwise:', added(rounds.map(({ otherwise }) => otherwise)));
}

if (values.sum) {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  sum(lines.map((line) => JSON.parse(line) as Round));
} else {
  const end = performance.now() + Number(values.minutes) * 60_000;
  for (let seed = Number(values.seed); performance.now() < end; seed++)
    for (const kind of kinds) appendFileSync(log, `${JSON.stringify(await round(kind, seed))}\n`);
  await stopEngines();
}
