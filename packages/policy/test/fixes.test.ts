import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusTexts } from '../../language/test/corpus.ts';
import { readCases } from '../../language/test/golden.ts';
import { mutate, mutation } from '../../language/test/mutate.ts';
import { type Configuration, check, checks, createPolicy, type Diagnostic, type Fix, fixesOf } from '../src/index.ts';
import { readFixture } from './read-fixture.ts';

interface Source {
  readonly uri: string;
  readonly text: string;
}

const isCheck = new Set(checks.map(({ code }) => code));
const golden = new URL('../../language/test/errors/', import.meta.url);
const fixtures = new URL('./checks/', import.meta.url);

describe('a quick fix', () => {
  it('leaves every broken policy of the golden files better', () => {
    const made = readdirSync(golden).flatMap((file) =>
      readCases(readFileSync(new URL(file, golden), 'utf8')).map(({ title, text }) => {
        return tryFixes([{ uri: 'a.polar', text }], { dialect: title.endsWith('(cloud)') ? 'cloud' : 'library' });
      }),
    );
    expect(made.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(100);
  });

  it('leaves what the fixtures of the checks find better', () => {
    const made = readdirSync(fixtures).flatMap((folder) =>
      readdirSync(new URL(`${folder}/`, fixtures)).map((name) => {
        const { configuration, files } = readFixture(readFileSync(new URL(`${folder}/${name}`, fixtures), 'utf8'));
        return tryFixes(files, configuration);
      }),
    );
    expect(made.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(50);
  });

  it('leaves policies better that were changed anywhere', { timeout: 120_000 }, () => {
    const texts = corpusTexts().filter(({ length }) => length < 2500);
    fc.assert(
      fc.property(fc.nat(), fc.array(mutation, { minLength: 1, maxLength: 3 }), (which, mutations) => {
        const text = mutations.reduce(mutate, texts[which % texts.length]!);
        tryFixes([{ uri: 'a.polar', text }], {});
      }),
      { seed: 31, numRuns: Number(process.env.POLAR_FIX_RUNS ?? 300) },
    );
  });
});

describe('a comment that suppresses a finding', () => {
  it('takes it away, and nothing comes in its place', () => {
    let made = 0;
    for (const folder of readdirSync(fixtures)) {
      for (const name of readdirSync(new URL(`${folder}/`, fixtures))) {
        const { configuration, files } = readFixture(readFileSync(new URL(`${folder}/${name}`, fixtures), 'utf8'));
        made += trySuppressing(files, configuration);
      }
    }
    expect(made).toBeGreaterThan(100);
  });
});

/** Suppresses each finding, on its own; gives how many could be. */
function trySuppressing(files: readonly Source[], configuration: Configuration): number {
  let made = 0;
  const policy = createPolicy(files, configuration);
  for (const diagnostic of [...check(policy).values()].flat()) {
    const fix = fixesOf(policy, diagnostic).find(({ title }) => title.startsWith('Suppress'));
    if (fix?.kind !== 'edit') continue;
    made++;
    const before = found(files, configuration);
    const after = found(applied(fix, files), configuration);
    const shown = `${diagnostic.code} ${diagnostic.message}\n${show(applied(fix, files))}`;
    const of = (all: readonly Diagnostic[], code: string): number => all.filter((one) => one.code === code).length;
    expect(of(after, diagnostic.code), shown).toBeLessThan(of(before, diagnostic.code));
    expect(of(after, 'unused-suppression'), shown).toBe(of(before, 'unused-suppression'));
  }
  return made;
}

/** Applies each fix of each finding, on its own; gives how many there were. */
function tryFixes(files: readonly Source[], configuration: Configuration): number {
  const before = found(files, configuration);
  let made = 0;
  for (const diagnostic of before) {
    for (const fix of diagnostic.fixes ?? []) {
      if (fix.kind !== 'edit') continue;
      made++;
      const mended = applied(fix, files);
      const after = found(mended, configuration);
      const shown = () =>
        `${diagnostic.code} ${diagnostic.message}\n${fix.title}:\n${show(files)}\n--- becomes\n${show(mended)}\n${after.map(({ message }) => message).join('\n')}`;
      const same = (all: readonly Diagnostic[]): number =>
        all.filter(({ code, message }) => code === diagnostic.code && message === diagnostic.message).length;
      if (same(after) >= same(before)) expect.fail(`The finding stays. ${shown()}`);
      const syntax = (all: readonly Diagnostic[]): number => all.filter(({ code }) => !isCheck.has(code)).length;
      if (syntax(after) > syntax(before)) expect.fail(`A syntax error is new. ${shown()}`);
      // What is declared has to be implemented; what was broken was not looked at.
      if (!isCheck.has(diagnostic.code) || /^(Declare|Change to)/.test(fix.title)) continue;
      if (errors(after) > errors(before)) expect.fail(`An error is new. ${shown()}`);
    }
  }
  return made;
}

function found(files: readonly Source[], configuration: Configuration): readonly Diagnostic[] {
  return [...check(createPolicy(files, configuration)).values()].flat();
}

const errors = (all: readonly Diagnostic[]): number => all.filter(({ severity }) => severity === 'error').length;

function applied({ edits }: Fix & { kind: 'edit' }, files: readonly Source[]): readonly Source[] {
  const texts = new Map(files.map(({ uri, text }) => [uri, text]));
  for (const { uri, start, end, newText } of edits.toSorted((a, b) => b.start - a.start || b.end - a.end)) {
    const text = texts.get(uri)!;
    texts.set(uri, text.slice(0, start) + newText + text.slice(end));
  }
  return [...texts].map(([uri, text]) => ({ uri, text }));
}

const show = (files: readonly Source[]): string => files.map(({ text }) => text).join('\n----\n');
