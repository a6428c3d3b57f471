import process from 'node:process';
import { parseArgs } from 'node:util';
import { type Measure, measures } from './measures.ts';
import { median, spread } from './statistics.ts';
import { swiProlog } from './swi-prolog.ts';
import { bundleWorkers, runTask, type Sample, type Task } from './task.ts';

/** `npm run bench`: every number of the product's goals for speed, side by side with what else there is. */
interface Result {
  readonly name: string;
  readonly unit: string;
  readonly ours: number | null;
  readonly peer: number | null;
  readonly ratio: number | null;
  /** The range of the rounds' ratios (of our values where there is no peer) as a share of their median. */
  readonly spread: number | null;
}

const help = `npm run bench -- [--json] [--only NAME]... [--rounds N] [--list]

  --json      print [{"name", "unit", "ours", "peer", "ratio", "spread"}]
  --only      measure this one; may be given more than once, or with * (load-*)
  --rounds    how often each side runs
  --list      print the names and what they measure`;

let options: ReturnType<typeof readOptions>;
try {
  options = readOptions();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${help}\n`);
  process.exit(2);
}

function readOptions() {
  return parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      rounds: { type: 'string' },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  }).values;
}

if (options.help) {
  process.stdout.write(`${help}\n`);
  process.exit(0);
}

const wanted = options.only.map((name) => new RegExp(`^${name.replaceAll('*', '.*')}$`));
const chosen = measures.filter(({ name }) => wanted.length === 0 || wanted.some((pattern) => pattern.test(name)));
if (chosen.length === 0) {
  process.stderr.write(
    `No measure is named ${options.only.join(', ')}. They are: ${measures.map(({ name }) => name).join(', ')}.\n`,
  );
  process.exit(2);
}
if (options.list) {
  for (const { name, unit, about } of chosen) process.stdout.write(`${name.padEnd(25)}${unit.padEnd(14)}${about}\n`);
  process.exit(0);
}

await bundleWorkers([...new Set(chosen.flatMap(({ ours, peer }) => [ours.worker, ...(peer ? [peer.worker] : [])]))]);
const results: Result[] = [];
let failed = false;
for (const measure of chosen) {
  try {
    const result = await take(measure, Number(options.rounds ?? measure.rounds));
    results.push(result);
    if (!options.json) process.stdout.write(row(measure, result));
  } catch (error) {
    failed = true;
    process.stderr.write(`${measure.name}: ${error instanceof Error ? error.message : error}\n`);
  }
}
if (options.json) process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
else process.stdout.write(swiProlog(results));
process.exitCode = failed ? 1 : 0;

/** Both sides in turn, so that what else the machine does meets both. */
async function take(measure: Measure, rounds: number): Promise<Result> {
  const ours: Sample[] = [];
  const peers: Sample[] = [];
  for (let round = 0; round < rounds; round++) {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${measure.name}: round ${round + 1} of ${rounds}`);
    const sides: [Sample[], Task | undefined][] = [
      [ours, measure.ours],
      [peers, measure.peer],
    ];
    for (const [samples, task] of round % 2 === 0 ? sides : sides.reverse()) {
      if (task !== undefined) samples.push(await runTask(task, round));
    }
  }
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  for (const sample of peers.slice(0, 1)) {
    if ('impossible' in sample) process.stderr.write(`${measure.name}: the peer cannot do it (${sample.impossible})\n`);
  }
  const oursValues = valuesOf(ours);
  const peerValues = valuesOf(peers);
  const ratios = oursValues.flatMap((value, round) => {
    const peer = peerValues[round];
    if (peer === undefined || measure.ratio === 'none') return [];
    return [measure.ratio === 'peer over ours' ? peer / value : value / peer];
  });
  return {
    name: measure.name,
    unit: measure.unit,
    ours: rounded(median(oursValues)),
    peer: rounded(median(peerValues)),
    ratio: rounded(median(ratios)),
    spread: rounded(spread(ratios.length > 0 ? ratios : oursValues)),
  };
}

function valuesOf(samples: readonly Sample[]): number[] {
  return samples.flatMap((sample) => ('value' in sample ? [sample.value] : []));
}

/** Four digits are more than the noise leaves. */
function rounded(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : Number(value.toPrecision(4));
}

function row({ limit, unit, about, ratio: kind }: Measure, { name, ours, peer, ratio, spread }: Result): string {
  const number = (value: number | null) =>
    value === null ? '–' : value.toLocaleString('en', { maximumSignificantDigits: 4 });
  const judged = kind === 'none' ? ours : ratio;
  const goal =
    'completes' in limit
      ? ours === null
        ? 'MISSED: it must complete'
        : 'reached: it completes'
      : judged === null && ours !== null
        ? 'not judged: there is nothing to compare it with'
        : 'atLeast' in limit
          ? `${judged !== null && judged >= limit.atLeast ? 'reached' : 'MISSED'}: at least ${number(limit.atLeast)}`
          : `${judged !== null && judged <= limit.atMost ? 'reached' : 'MISSED'}: at most ${number(limit.atMost)}`;
  return `${name.padEnd(24)} ours ${number(ours).padStart(11)} ${unit.padEnd(13)} peer ${number(peer).padStart(11)}  ratio ${number(ratio).padStart(7)} ±${spread === null ? '–' : `${Math.round(spread * 100)}%`}  ${goal}  (${about})\n`;
}
