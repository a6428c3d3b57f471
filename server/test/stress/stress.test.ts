import { describe, expect, test } from 'vitest';
import type { Encoding } from './client-text.ts';
import { session } from './session.ts';

/**
 * An editor in which a hasty person works: random edits to real policies, every request after each, some cancelled or overtaken,
 * and whatever the server then says must be what a server says that has just been started on the same texts.
 *
 *   POLAR_STRESS_SECONDS=600 POLAR_STRESS_SEED=1000 npx vitest run server/test/stress
 *   npm run stress           10,000 edits, with formatting, renames, fixes and refactorings among them
 */
const edits = Number(process.env.POLAR_STRESS_EDITS ?? Number.POSITIVE_INFINITY);
const long = process.env.POLAR_STRESS_SECONDS !== undefined || Number.isFinite(edits);
const seconds = Number(process.env.POLAR_STRESS_SECONDS ?? (long ? 3600 : 20));
const sessions = long ? Number.POSITIVE_INFINITY : 12;
const firstSeed = Number(process.env.POLAR_STRESS_SEED ?? 1);

describe('a session of random edits', () => {
  const encodings: readonly Encoding[] = ['utf-16', 'utf-8', 'utf-32'];
  test('is answered as a server that has just started would', { timeout: seconds * 1000 + 60_000 }, async () => {
    const end = performance.now() + seconds * 1000;
    const failures: string[] = [];
    let asked = 0;
    let edited = 0;
    let seed = firstSeed;
    for (; performance.now() < end && edited < edits && seed < firstSeed + sessions; seed++) {
      try {
        const done = await session(seed, {
          encoding: encodings[seed % 3]!,
          pulls: seed % 2 === 0,
          snippets: seed % 4 < 2,
        });
        asked += done.asked;
        edited += done.edits;
      } catch (error) {
        failures.push((error as Error).message);
      }
    }
    if (long) {
      console.log(
        `${edited} edits, ${asked} states of ${seed - firstSeed} sessions, seeds ${firstSeed} to ${seed - 1}.`,
      );
    }
    expect(failures.join('\n\n')).toBe('');
    expect(asked).toBeGreaterThan(0);
  });
});
