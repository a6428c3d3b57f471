import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { LineIndex, parseFile } from '../src/index.ts';
import { compare, errorsOf } from './agreement.ts';
import { corpusFolder, noCorpus } from './corpus.ts';
import { mutate, mutation } from './mutate.ts';
import { brokenProgram, layout, program } from './programs.ts';

/** More with POLAR_PROGRAMS=100000. */
const PROGRAMS = Number(process.env.POLAR_PROGRAMS ?? 5000);

beforeAll(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.spyOn(console, 'log').mockImplementation(() => {});
});

describe('against the reference engine', () => {
  const agree = async (texts: readonly string[]): Promise<Map<string, number>> => {
    const reasons = new Map<string, number>();
    for (const text of texts) {
      const result = await compare(text);
      if (!result.agrees) expect.fail(result.report);
      if (result.why !== undefined) reasons.set(result.why, (reasons.get(result.why) ?? 0) + 1);
    }
    return reasons;
  };

  it('whole programs parse in both', { timeout: 600_000 }, async () => {
    const texts = fc.sample(layout(program), { numRuns: PROGRAMS / 5, seed: 4 });
    for (const text of texts) {
      const result = await compare(text);
      if (!result.agrees) expect.fail(result.report);
    }
  });

  it('the first error of a broken program is of the same kind at the same place', { timeout: 600_000 }, async () => {
    const reasons = await agree(fc.sample(layout(brokenProgram), { numRuns: PROGRAMS, seed: 11 }));
    // Meant differences stay rare, or something else hides behind them.
    expect(reasons.get('merged') ?? 0).toBeLessThan(PROGRAMS / 200);
    expect(reasons.get('order') ?? 0).toBeLessThan(PROGRAMS / 200);
    expect(reasons.get('cloud') ?? 0).toBeLessThan(PROGRAMS / 50);
  });
});

interface Expected {
  readonly ok: boolean;
  readonly kind?: string;
  readonly line?: number | null;
  readonly column?: number | null;
}

/** Cloud files with deliberate mistakes, by the corpus's own README, and the line of the first. */
const BROKEN_CLOUD = new Map([
  ['aydrian.healthcare-support-portal__authorization.polar', 24],
  ['osohq.tree-sitter-polar__test.polar', 7],
  ['fmasa.tree-sitter-polar__example-file.polar', 14],
  ['fmasa.tree-sitter-polar__test.highlight.full.polar', 18],
]);

describe.skipIf(noCorpus())('the corpus of public policies', () => {
  const read = (dialect: string): [name: string, text: string][] =>
    readdirSync(`${corpusFolder}/${dialect}`).map((name) => [
      name,
      readFileSync(`${corpusFolder}/${dialect}/${name}`, 'utf8'),
    ]);
  const firstLine = (text: string): number | undefined => {
    const first = errorsOf(parseFile(text))[0];
    return first && new LineIndex(text).positionAt(first.start).line + 1;
  };

  it('a Library file has a parse error where the engine found one, and else none', () => {
    expect(existsSync(`${corpusFolder}/library.verdicts.json`)).toBe(true);
    const verdicts: Record<string, Expected> = JSON.parse(
      readFileSync(`${corpusFolder}/library.verdicts.json`, 'utf8'),
    );
    for (const [name, text] of read('library')) {
      const verdict = verdicts[name];
      const expected = verdict?.kind?.startsWith('ParseError') ? verdict.line : undefined;
      expect([name, firstLine(text)]).toEqual([name, expected]);
    }
  });

  it('changed Library files have the same first error as in the engine', { timeout: 600_000 }, async () => {
    // Those of its own tests, and those with inline queries that print, would need their classes.
    const texts = read('library').flatMap(([, text]) => (text.length < 6000 && !/print|\?=/.test(text) ? [text] : []));
    const changed = fc.tuple(fc.constantFrom(...texts), fc.array(mutation, { minLength: 1, maxLength: 2 }));
    for (const [text, mutations] of fc.sample(changed, { numRuns: PROGRAMS / 5, seed: 12 })) {
      const result = await compare(mutations.reduce(mutate, text));
      if (!result.agrees) expect.fail(result.report);
    }
  });

  it('a Cloud file has no parse error but those that are known', () => {
    for (const [name, text] of read('cloud')) expect([name, firstLine(text)]).toEqual([name, BROKEN_CLOUD.get(name)]);
  });
});
