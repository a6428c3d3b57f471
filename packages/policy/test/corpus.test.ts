import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Configuration, check, createPolicy, type Diagnostic } from '../src/index.ts';

const corpus = process.env.POLAR_CORPUS ?? fileURLToPath(new URL('../../../../shared/corpus', import.meta.url));

interface Verdict {
  readonly ok: boolean;
  readonly kind?: string;
  readonly line?: number | null;
  /** Classes that the engine was told of. */
  readonly registered?: readonly string[];
}

/**
 * Cloud files that are no valid policies: a comparison of objects, a lookup and a type with two blocks, a grammar's own test inputs, a trailing comma. Each
 * with the codes of its errors.
 */
const invalidCloud: Readonly<Record<string, readonly string[]>> = {
  'aydrian.healthcare-support-portal__authorization.polar': ['unrecognized-token', 'library-only', 'duplicate-type'],
  'fmasa.tree-sitter-polar__example-file.polar': ['unrecognized-token', 'reserved-word', 'unknown-fixture'],
  'fmasa.tree-sitter-polar__test.highlight.full.polar': ['unrecognized-token', 'duplicate-test'],
  'fmasa.tree-sitter-polar__test.polar': ['resource-block'],
  'osohq.tree-sitter-polar__test-formatter.polar': ['test-without-assertion'],
  'osohq.tree-sitter-polar__test.polar': ['test-without-assertion', 'unrecognized-token'],
};

if (!existsSync(corpus)) {
  console.log(`Skipped: the policies of ${corpus} are not there. Set POLAR_CORPUS to a folder with them.`);
}

describe.skipIf(!existsSync(corpus))('policies from public repositories', () => {
  const library = join(corpus, 'library');
  const verdicts = existsSync(corpus)
    ? (JSON.parse(readFileSync(join(corpus, 'library.verdicts.json'), 'utf8')) as Record<string, Verdict>)
    : {};

  it.each(Object.keys(verdicts))('%s: agrees with the reference engine', (name) => {
    const { ok, kind, line, registered } = verdicts[name]!;
    const text = readFileSync(join(library, name), 'utf8');
    const classes = registered && Object.fromEntries(registered.map((one) => [one, { fields: [], extends: [] }]));
    const errors = errorsOf(name, text, { dialect: 'library', ...(classes && { classes }) });
    const shown = errors.map(({ code, start, message }) => `${code} ${lineOf(text, start)} ${message}`);
    if (ok) {
      expect(shown).toEqual([]);
    } else {
      const code = kind!
        .replace(/^.*::/, '')
        .replace(/[A-Z]/g, (letter, at) => `${at === 0 ? '' : '-'}${letter.toLowerCase()}`);
      const found = errors.some((one) => one.code === code && (line == null || lineOf(text, one.start) === line));
      expect(found, `${kind} at line ${line}, among: ${shown.join('\n')}`).toBe(true);
    }
  });

  it.each(Object.keys(verdicts))('%s: is taken for a Library policy', (name) => {
    const text = readFileSync(join(library, name), 'utf8');
    expect(createPolicy([{ uri: name, text }]).dialect).toBe('library');
  });

  const cloud = join(corpus, 'cloud');
  it.each(existsSync(cloud) ? readdirSync(cloud) : [])(
    '%s: has no errors as a Cloud policy, but those that are there',
    (name) => {
      const text = readFileSync(join(cloud, name), 'utf8');
      const codes = errorsOf(name, text, { dialect: 'cloud' }).map(({ code }) => code);
      expect([...new Set(codes)].sort()).toEqual([...(invalidCloud[name] ?? [])].sort());
    },
  );
});

function errorsOf(uri: string, text: string, configuration: Configuration): readonly Diagnostic[] {
  return check(createPolicy([{ uri, text }], configuration))
    .get(uri)!
    .filter(({ severity }) => severity === 'error');
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
