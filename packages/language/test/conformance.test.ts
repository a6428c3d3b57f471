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

  it('every token after every operand, wherever one stands', { timeout: 600_000 }, async () => {
    const texts = EXPECTING.flatMap((before) =>
      OPERANDS.flatMap((operand) => FOLLOWING.map((next) => `${before} ${operand} ${next}`)),
    );
    expect(texts.length).toBeGreaterThan(12_000);
    expect([...(await agree(texts)).keys()].filter((why) => why !== 'panic' && why !== 'half-typed')).toEqual([]);
  });

  it('the first error of a broken program is of the same kind at the same place', { timeout: 600_000 }, async () => {
    const reasons = await agree(fc.sample(layout(brokenProgram), { numRuns: PROGRAMS, seed: 11 }));
    // Meant differences stay rare, or something else hides behind them.
    expect(reasons.get('order') ?? 0).toBeLessThan(PROGRAMS / 200);
    expect(reasons.get('cloud') ?? 0).toBeLessThan(PROGRAMS / 50);
  });
});

/** Texts that end where an operand must follow. */
const EXPECTING = [
  'f(', 'f(a,', 'type f(', 'f([', 'f({k:', 'f() if', '?=', 'f() if not', 'f() if a and', 'f() if a or', 'f() if (', 'f() if x =',
  'f() if x ==', 'f() if x +', 'f() if x in', 'f() if g(', 'f() if g(a,', 'f() if x.g(a, k:', 'f() if x in [', 'f() if x = {k:',
  'f() if x = new C(', 'f() if print(', 'f() if forall(', 'f() if forall(a,', 'f() if in(', 'f(x: {k: (', 'f(x: [(', 'f() if (a and',
]; // biome-ignore format: a list

const OPERANDS = [
  'g(y)', 'a in b', 'a = b', 'a < b', 'a matches B', 'not a', 'cut', 'a and b', 'a or b', '1', '[1]', 'a + 1', 'a.b',
]; // biome-ignore format: a list

const FOLLOWING = [
  '(', ')', '[', ']', '{', '}', ',', ';', ':', '.', '=', ':=', '==', '<', '+', '*', 'mod', 'in', 'matches', 'and', 'or', 'not', 'if', 'cut',
  'new', 'type', 'forall', 'print', '|', '!', '?=', '1', '"s"', 'x', 'true', '',
]; // biome-ignore format: a list

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
  ['fmasa.tree-sitter-polar__test.highlight.full.polar', 12],
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
    let quotes = 0;
    const changed = fc.tuple(fc.constantFrom(...texts), fc.array(mutation, { minLength: 1, maxLength: 2 }));
    for (const [text, mutations] of fc.sample(changed, { numRuns: PROGRAMS / 5, seed: 12 })) {
      const result = await compare(mutations.reduce(mutate, text));
      if (!result.agrees) expect.fail(result.report);
      if (result.why === 'quote') quotes++;
    }
    expect(quotes).toBeLessThan(PROGRAMS / 200);
  });

  it('a Cloud file has no parse error but those that are known', () => {
    for (const [name, text] of read('cloud')) expect([name, firstLine(text)]).toEqual([name, BROKEN_CLOUD.get(name)]);
  });
});
