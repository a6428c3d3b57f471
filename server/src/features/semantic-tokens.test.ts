import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askAbout, QUICKSTART } from '../../test/asked.ts';
import { semanticTokens, TOKEN_MODIFIERS, TOKEN_TYPES, tokenEdits } from './semantic-tokens.ts';

function named(source: string, coloursSyntax = true): string[] {
  const about = askAbout(source);
  const asked = { ...about, client: { ...about.client, coloursSyntax } };
  const rows = source.replace('|', '').split('\n');
  const data = semanticTokens(asked);
  const tokens: string[] = [];
  let [line, character] = [0, 0];
  for (let at = 0; at < data.length; at += 5) {
    const [down, across, length, type, modifiers] = data.slice(at, at + 5) as [number, number, number, number, number];
    line += down;
    character = down === 0 ? character + across : across;
    const names = TOKEN_MODIFIERS.filter((_, bit) => (modifiers & (1 << bit)) !== 0);
    tokens.push([rows[line]!.slice(character, character + length), TOKEN_TYPES[type], ...names].join(' '));
  }
  return tokens;
}

describe('semantic tokens', () => {
  test('tell parameters from variables, classes from functions, and roles from other strings', () => {
    expect(named('f(a: User, s: String) if has_role(a, "admin", t) and t.name = "x" and a.g(t);')).toEqual([
      'f function definition',
      'a parameter declaration',
      'User class',
      's parameter declaration',
      'String class defaultLibrary',
      'has_role function',
      'a parameter',
      '"admin" enumMember',
      't variable',
      't variable',
      'name property',
      'a parameter',
      'g method',
      't variable',
    ]);
  });

  test('colour what blocks declare and use', () => {
    expect(named('resource R { roles = ["a"]; relations = { p: Q }; "a" if "b" on "p"; }')).toEqual([
      'R class definition',
      '"a" enumMember declaration',
      'p property declaration',
      'Q class',
      '"a" enumMember',
      '"b" enumMember',
      '"p" enumMember',
    ]);
  });

  test('are of everything for a client that has no grammar', () => {
    expect(named('# c\nresource R { roles = ["a"]; }\nf(actor) if not actor > 1.5 and "s" = actor;', false)).toEqual([
      '# c comment',
      'resource keyword',
      'R class definition',
      'roles keyword',
      '= operator',
      '"a" enumMember declaration',
      'f function definition',
      'actor parameter declaration',
      'if keyword',
      'not keyword',
      'actor parameter',
      '> operator',
      '1.5 number',
      'and keyword',
      '"s" string',
      '= operator',
      'actor parameter',
    ]);
  });

  test('of a range are those of the whole that lie in it', () => {
    const asked = askAbout(QUICKSTART);
    const part = { start: { line: 17, character: 0 }, end: { line: 18, character: 0 } };
    const [line] = semanticTokens(asked, part);
    expect(line).toBe(17);
    expect(semanticTokens(asked, part).length).toBeLessThan(semanticTokens(asked).length);
  });

  test('change by edits that make the new tokens of the old', () => {
    const numbers = fc.array(fc.nat(3), { maxLength: 12 });
    fc.assert(
      fc.property(numbers, numbers, (before, after) => {
        const result = [...before];
        for (const { start, deleteCount, data } of tokenEdits(before, after))
          result.splice(start, deleteCount, ...(data ?? []));
        expect(result).toEqual(after);
      }),
      { seed: 2, numRuns: 500 },
    );
  });
});
