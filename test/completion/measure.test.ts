import { expect, test } from 'vitest';
import { noCorpus } from '../../packages/language/test/corpus.ts';
import { measure, type WordKind } from './measure.ts';

test('completion offers the word that stands there, and nothing that the grammar refuses', { timeout: 120_000 }, () => {
  // What is known of our own two policies says little.
  if (noCorpus()) return;
  const { byKind, total, proposals, refused } = measure(Number(process.env.POLAR_COMPLETION_WORDS ?? 12));
  const share = (part: number, whole: number): number => part / whole;
  expect(share(total.knownOffered, total.known)).toBeGreaterThan(0.95);
  for (const kind of [
    'field',
    'type',
    'predicate',
    'variable',
    'string',
    'keyword',
  ] as const satisfies readonly WordKind[]) {
    const score = byKind.get(kind)!;
    expect(share(score.knownOffered, score.known), kind).toBeGreaterThan(0.8);
  }
  expect(share(total.first, total.offered)).toBeGreaterThan(0.9);
  expect(share(refused.length, proposals), refused.slice(0, 20).join('\n')).toBeLessThan(0.005);
});
