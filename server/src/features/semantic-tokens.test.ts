import { createPolicy, type Policy, updatePolicy } from '@polar-tools/policy';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ask, askAbout, QUICKSTART } from '../../test/asked.ts';
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

describe('semantic tokens of a part', () => {
  const TEXT = `# before
f(x: User) if
  g(x, "a") and h(x); # within
g(a, b) if a = b; h(c) if c = 1;

  # between é🔑
resource R { roles = ["a"]; "a" if "b"; }
f(x if
i(1);`;
  /** Each token with its place and what it is. */
  const placed = (coloursSyntax: boolean, part?: Parameters<typeof semanticTokens>[1]): string[] => {
    const about = askAbout(TEXT);
    const data = semanticTokens({ ...about, client: { ...about.client, coloursSyntax } }, part);
    const tokens: string[] = [];
    let [line, character] = [0, 0];
    for (let at = 0; at < data.length; at += 5) {
      const [down, across, ...others] = data.slice(at, at + 5) as [number, number, number, number, number];
      line += down;
      character = down === 0 ? character + across : across;
      tokens.push(`${line}:${character} ${others.join(' ')}`);
    }
    return tokens;
  };
  const places = TEXT.split('\n').flatMap((text, line) =>
    Array.from({ length: text.length + 1 }, (_, character) => ({ line, character })),
  );

  test.each([true, false])('are those of the whole that lie in it or touch it: %s', (coloursSyntax) => {
    const all = placed(coloursSyntax);
    const isBefore = (one: (typeof places)[number], other: (typeof places)[number]): boolean =>
      one.line < other.line || (one.line === other.line && one.character < other.character);
    for (let from = 0; from < places.length; from += 5) {
      for (let to = from; to < places.length; to += 7) {
        const [start, end] = [places[from]!, places[to]!];
        const found = new Set(placed(coloursSyntax, { start, end }));
        for (const token of all) {
          const [, line, character, length] = /^(\d+):(\d+) (\d+)/.exec(token)!.map(Number) as [
            number,
            number,
            number,
            number,
          ];
          const lies = !isBefore({ line, character }, start) && !isBefore(end, { line, character: character + length });
          const misses =
            !isBefore(start, { line, character: character + length + 1 }) ||
            !isBefore({ line, character }, { line: end.line, character: end.character + 1 });
          if (lies) expect(found, `${token} of ${JSON.stringify([start, end])}`).toContain(token);
          else if (misses) expect(found, `${token} of ${JSON.stringify([start, end])}`).not.toContain(token);
        }
      }
    }
  });
});

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
      '"admin" enumMember role',
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
      '"a" enumMember declaration role',
      'p property declaration relation',
      'Q class',
      '"a" enumMember role',
      '"b" enumMember',
      '"p" enumMember relation',
    ]);
  });

  test('tell roles, permissions and relations apart, those of related types too', () => {
    const text = `resource R { roles = ["a"]; permissions = ["w"]; relations = { p: Q }; "w" if "w2" on "p"; "a" if "p"; role if role on "p"; }
resource Q { permissions = ["w2"]; }
f(x, r) if has_permission(x, "w", r) and has_relation(x, "p", r) and allow(x, "w", r);`;
    expect(named(text).filter((each) => each.includes('enumMember'))).toEqual([
      '"a" enumMember declaration role',
      '"w" enumMember declaration permission',
      '"w" enumMember permission',
      '"w2" enumMember permission',
      '"p" enumMember relation',
      '"a" enumMember role',
      '"p" enumMember relation',
      'role enumMember role',
      'role enumMember role',
      '"p" enumMember relation',
      '"w2" enumMember declaration permission',
      '"w" enumMember permission',
      '"p" enumMember relation',
      '"w" enumMember permission',
    ]);
  });

  test.each([
    ['has_role', 'role'],
    ['has_permission', 'permission'],
    ['has_relation', 'relation'],
    ['allow', 'permission'],
    ['allow_field', 'permission'],
  ])('tell that the second argument of %s is a %s', (name, kind) => {
    expect(named(`f(x) if ${name}(x, "y", x);`)).toContain(`"y" enumMember ${kind}`);
    expect(named(`f(x) if ${name}("y", x, x);`).join()).not.toContain('enumMember');
  });

  test('of a rule type and of a declaration are declarations', () => {
    expect(named('type f(x: Integer, _: User);\ndeclare g(User, String);')).toEqual([
      'f function declaration',
      'x parameter declaration',
      'Integer class defaultLibrary',
      '_ parameter declaration',
      'User class',
      'g function declaration',
      'User class',
      'String class defaultLibrary',
    ]);
  });

  test('of keys, fields, methods and keyword arguments are properties', () => {
    expect(named('f(x: User{name: n, id}) if x.a.b(k: 1) and {key: n} = x.("c") and new U(k: 2);')).toEqual([
      'f function definition',
      'x parameter declaration',
      'User class',
      'name property',
      'n variable',
      'id property',
      'x parameter',
      'a property',
      'b method',
      'k property',
      'key property',
      'n variable',
      'x parameter',
      'U class',
      'k property',
    ]);
  });

  test('stand where they stand: several on a line, over lines, after what cannot be read, after letters of any width', () => {
    const text = 'f(1); g(x) if\n  x = "𝒳é" and h(x); ) junk "s" # c\n\n  k(y) if y = 1; # d\n';
    expect(named(text, false)).toEqual([
      'f function definition',
      '1 number',
      'g function definition',
      'x parameter declaration',
      'if keyword',
      'x parameter',
      '= operator',
      '"𝒳é" string',
      'and keyword',
      'h function',
      'x parameter',
      '"s" string',
      '# c comment',
      'k function definition',
      'y parameter declaration',
      'if keyword',
      'y parameter',
      '= operator',
      '1 number',
      '# d comment',
    ]);
  });

  test('of a shorthand change with what its term is declared as', () => {
    const [before, after] = ['role', 'permission'].map((kind) => `resource R { ${kind}s = ["a"]; "a" if "a"; }\n`);
    const uri = 'file:///w/main.polar';
    const policy = createPolicy([{ uri, text: `${before}resource S { relations = { r: R }; "x" if "a" on "r"; }\n` }]);
    const client = { ...askAbout('f(1);').client };
    const data = (one: Policy): number[] => semanticTokens({ ...ask(one, uri, 0), client });
    expect(data(policy)).toEqual(data(createPolicy([{ uri, text: policy.files.get(uri)!.text }])));
    const text = policy.files.get(uri)!.text.replace(before!, after!);
    expect(data(updatePolicy(policy, [{ uri, text }]))).toEqual(data(createPolicy([{ uri, text }])));
  });

  test('are of everything for a client that has no grammar', () => {
    expect(named('# c\nresource R { roles = ["a"]; }\nf(actor) if not actor > 1.5 and "s" = actor;', false)).toEqual([
      '# c comment',
      'resource keyword',
      'R class definition',
      'roles keyword',
      '= operator',
      '"a" enumMember declaration role',
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
