import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { colour, disappointments, readFixture } from './scopes.ts';

const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url));
const examples = fileURLToPath(new URL('../../examples/', import.meta.url));

describe('the TextMate grammars', () => {
  for (const file of readdirSync(fixtures)) {
    test(`colour ${file} as it expects`, async () => {
      const fixture = readFixture(file, readFileSync(`${fixtures}${file}`, 'utf8'));
      expect(await disappointments(fixture)).toEqual([]);
    });
  }

  test('leave every line after a statement in the same state as the first: nothing leaks out of an example', async () => {
    const files = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.polar'),
    );
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const lines = [...readFileSync(`${examples}${file}`, 'utf8').split('\n'), 'last_one(x) if', '  x;'];
      const coloured = await colour('source.polar', lines);
      expect(coloured.at(-2)?.[0]?.scopes, file).toEqual([
        'source.polar',
        'meta.rule.polar',
        'entity.name.function.rule.polar',
      ]);
      expect(
        coloured.flat().filter(({ scopes }) => scopes.some((scope) => scope.startsWith('invalid'))),
        file,
      ).toEqual([]);
    }
  });

  test('a fixture with an expectation that cannot be read is an error', () => {
    expect(() => readFixture('x', '# SYNTAX TEST source.polar\nx;\n#^')).toThrow('x:3: not a readable expectation');
    expect(() => readFixture('x', 'x;\n')).toThrow('the first line must be');
    expect(() => readFixture('x', '# SYNTAX TEST source.polar\nx;')).toThrow('expects nothing');
  });
});
