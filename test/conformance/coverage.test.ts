import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Case } from './case.ts';
import { byRoom, showCoverage } from './coverage.ts';
import { EngineProcess, NOTE_COVERAGE } from './engine-process.ts';
import { asCase, generatedCases } from './generate.ts';
import { deepCases } from './generate-deep.ts';
import { asLiveCase, liveCases } from './generate-live.ts';
import { asWideCase, wideCases } from './generate-wide.ts';
import { semantics } from './semantics/index.ts';
import { applicationData } from './vocabulary.ts';

/** How much of a room's code must run, in percent. What does not is for debuggers, hosts that fail and terms that nobody writes. */
const LEAST = 65;

const seed = 20_260;

/** What the other tests compare with the reference: all that is written by hand, and a tenth of what is generated. */
const cases: readonly Case[] = [
  ...semantics.map(({ policy, queries, data = applicationData }) => ({ policy, queries, data })),
  ...fc.sample(generatedCases, { seed, numRuns: 60 }).map(asCase),
  ...fc.sample(deepCases, { seed, numRuns: 40 }).map(asCase),
  ...fc.sample(wideCases, { seed, numRuns: 30 }).map(asWideCase),
  ...fc.sample(liveCases, { seed, numRuns: 20 }).map(asLiveCase),
];

test('the queries that are compared with the reference run most of the evaluator', async () => {
  // Patient, as a thread that is given up takes what it noted with it.
  const engine = new EngineProcess(new URL('./our-worker.ts', import.meta.url), 20_000, NOTE_COVERAGE);
  for (const each of cases) await engine.ask(each);
  const rooms = byRoom(await engine.coverage());
  await engine.stop();
  console.log(`coverage of the evaluator by ${cases.length} of the compared policies:\n${showCoverage(rooms)}`);
  for (const { room, lines, ran } of rooms) expect((100 * ran) / lines, room).toBeGreaterThan(LEAST);
}, 600_000);
