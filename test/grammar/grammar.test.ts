import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { colour, disappointments, readFixture } from './scopes.ts';

const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url));
const examples = fileURLToPath(new URL('../../examples/', import.meta.url));

const corpus = process.env.POLAR_CORPUS ?? fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));

const polarFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.polar'))
    .map((file) => `${folder}/${file}`);

describe('the TextMate grammars', () => {
  for (const file of readdirSync(fixtures)) {
    test(`colour ${file} as it expects`, async () => {
      const fixture = readFixture(file, readFileSync(`${fixtures}${file}`, 'utf8'));
      expect(await disappointments(fixture)).toEqual([]);
    });
  }

  /** Fails when what follows a file's text is not coloured as a rule of its own, or a piece of it counts as a fault. */
  const staysWithinItself = async (file: string): Promise<void> => {
    const lines = [...readFileSync(file, 'utf8').split(/\r?\n/), 'last_one(x) if', '  x;'];
    const coloured = await colour('source.polar', lines);
    expect(coloured.at(-2)?.[0]?.scopes, file).toEqual([
      'source.polar',
      'meta.rule.polar',
      'entity.name.function.rule.polar',
    ]);
    const faults = coloured.flat().filter(({ scopes }) => scopes.some((scope) => scope.startsWith('invalid')));
    expect(faults, file).toEqual([]);
  };

  test('leak nothing out of an example', async () => {
    const files = polarFiles(examples);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) await staysWithinItself(file);
  });

  const files = existsSync(corpus) ? polarFiles(corpus) : [];
  if (files.length === 0) console.log(`No corpus at ${corpus}: its files are not coloured. POLAR_CORPUS names it.`);
  test.skipIf(files.length === 0)('leak nothing out of any file of the corpus, and see no fault in one', async () => {
    for (const file of files) await staysWithinItself(file);
  });

  test('a fixture with an expectation that cannot be read is an error', () => {
    expect(() => readFixture('x', '# SYNTAX TEST source.polar\nx;\n#^')).toThrow('x:3: not a readable expectation');
    expect(() => readFixture('x', 'x;\n')).toThrow('the first line must be');
    expect(() => readFixture('x', '# SYNTAX TEST source.polar\nx;')).toThrow('expects nothing');
  });
});
