/** How a random part of the changes is chosen, and what is told of them. */
import { expect, it } from 'vitest';
import { linesOf } from '../../scripts/mutation/report.mjs';
import { sampleOf, shareOf } from '../../scripts/mutation/sample.mjs';

const things = Array.from({ length: 40 }, (_, index) => index);

it('a sample has each thing once, the same for the same seed', () => {
  const sample = sampleOf(things, 12, 3);
  expect(new Set(sample).size).toBe(12);
  expect(sampleOf(things, 12, 3)).toEqual(sample);
  expect(sampleOf(things, 12, 4)).not.toEqual(sample);
  expect(sampleOf(things, 100, 3).sort((a, b) => a - b)).toEqual(things);
  expect(sampleOf([], 5, 1)).toEqual([]);
});

it('each thing is as likely as another', () => {
  const times = things.map(() => 0);
  for (let seed = 0; seed < 4000; seed++) for (const thing of sampleOf(things, 10, seed)) times[thing]!++;
  // 1,000 each in the mean, with a standard deviation of 27.
  expect(Math.min(...times)).toBeGreaterThan(870);
  expect(Math.max(...times)).toBeLessThan(1130);
});

it.each([
  // Wilson's interval without correction, as in tables of it.
  [81, 263, 0.308, 0.2553, 0.3662],
  [10, 10, 1, 0.7225, 1],
  [0, 20, 0, 0, 0.1611],
  [0, 0, 0, 0, 1],
])('%d of %d', (hits, size, share, low, high) => {
  const found = shareOf(hits, size);
  expect(found.share).toBeCloseTo(share, 3);
  expect(found.low).toBeCloseTo(low, 4);
  expect(found.high).toBeCloseTo(high, 4);
});

it('tells what nothing noticed, with its lines before and after, and the numbers', () => {
  const source = 'const a = 1;\nif (a > 1 &&\n    b) run();\n';
  const location = { start: { line: 2, column: 5 }, end: { line: 3, column: 6 } };
  const mutant = { mutatorName: 'ConditionalExpression', replacement: 'true', location };
  const files = {
    'src/a.ts': {
      source,
      mutants: [
        { ...mutant, status: 'Survived' },
        { ...mutant, status: 'NoCoverage', replacement: 'nope', static: true },
        { ...mutant, status: 'Killed' },
        { ...mutant, status: 'Timeout' },
        { ...mutant, status: 'CompileError' },
      ],
    },
  };
  expect(linesOf({ files }, (_name, _source, { replacement }) => replacement === 'nope')).toEqual([
    'Survived: src/a.ts:2:5 (ConditionalExpression)',
    '- if (a > 1 &&',
    '-     b) run();',
    '+ if (true) run();',
    '',
    '4 changes: 2 noticed by tests (1 by never ending), 1 more refused by the type checker, 1 unnoticed.',
    'Share noticed: 75.0 %; of all changes between 30.1 % and 95.4 %, with 95 % certainty.',
  ]);
});
