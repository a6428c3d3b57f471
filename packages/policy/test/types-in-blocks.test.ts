import { describe, expect, it } from 'vitest';
import { check, createPolicy, type Dialect, namesOfData } from '../src/index.ts';

const found = (text: string, code: string, dialect: Dialect = 'cloud') =>
  check(createPolicy([{ uri: 'a.polar', text }], { dialect }))
    .get('a.polar')!
    .filter((one) => one.code === code)
    .map(({ message, start, end, fixes }) => ({
      at: text.slice(start, end),
      message,
      fixes: (fixes ?? []).map(({ title, preferred }) => `${preferred === true ? '★' : '-'} ${title}`),
    }));

describe('the types that an assertion’s variable may have', () => {
  const blocks = (actors: string, resources: string): string =>
    [
      ...actors.split(' ').map((name) => `actor ${name} { roles = ["a"]; permissions = ["p"]; "p" if "a"; }`),
      ...resources.split(' ').map((name) => `resource ${name} { roles = ["a"]; permissions = ["p"]; "p" if "a"; }`),
      'global { roles = ["g"]; }\n',
    ].join('\n');
  const offered = (before: string, assertion: string) =>
    found(
      `${before}test "t" { setup { has_role(B{"b"}, "a", X{"x"}); } assert ${assertion}; }`,
      'assertion-variable',
    ).map(({ at, fixes }) => `${at}: ${fixes.join(', ')}`);

  it.each([
    ['B A', 'Y X', 'allow(who, "p", X{"x"})', 'who: - Write its type: A, - Write its type: B'],
    ['B', 'Y X', 'allow(who, "p", X{"x"})', 'who: ★ Write its type: B'],
    ['B A', 'Y X', 'allow(B{"b"}, what, X{"x"})', 'what: ★ Write its type: String'],
    ['B A', 'Y X', 'allow(B{"b"}, "p", which)', 'which: - Write its type: X, - Write its type: Y'],
    ['B A', 'X', 'allow(B{"b"}, "p", which)', 'which: ★ Write its type: X'],
    [
      'B A',
      'X R S T U V W',
      'allow(B{"b"}, "p", which)',
      'which: - Write its type: R, - Write its type: S, - Write its type: T, - Write its type: U, - Write its type: V',
    ],
  ])('of the actors %s and the resources %s, in %s', (actors, resources, assertion, expected) => {
    expect(offered(blocks(actors, resources), assertion)).toEqual([expected]);
  });
});

describe('a relation to a type without a block', () => {
  const text = (type: string): string =>
    `actor User {}\nresource R { roles = ["a", "b"]; relations = { of: ${type} }; "a" if "b" on "of"; "b" if "a" on "of"; }\n`;

  it.each<[Dialect, string, number]>([
    ['cloud', 'Team', 1],
    ['cloud', 'Actor', 0],
    ['cloud', 'User', 0],
    ['library', 'Team', 1],
    ['library', 'Actor', 1],
  ])('in %s, to %s, is told so often: %d', (dialect, type, count) => {
    const told = found(text(type), 'resource-block', dialect).filter(({ message }) =>
      message.includes('no such resource block'),
    );
    expect(told).toHaveLength(count);
    for (const one of told) {
      expect(one.at).toBe(type);
      expect(one.message).toContain(
        `R: Relation "of" in rule body \`"b" on "of"\` has type '${type}', but no such resource block exists.`,
      );
      expect(one.fixes).toEqual([`- Declare resource ${type}`]);
    }
  });
});

describe('a circle of implications', () => {
  const told = (at: string, circle: string): string =>
    `${at}: In R, ${circle}: they all mean the same, and asking for one of them never ends. Remove one of these shorthands.`;

  it.each<[string, string[]]>([
    ['"a" if "b"; "b" if "a";', [told('"a" if "b";', '"b" implies "a" implies "b"')]],
    ['"a" if "b"; "b" if "c"; "c" if "a";', [told('"a" if "b";', '"b" implies "a" implies "c" implies "b"')]],
    [
      '"a" if "b"; "b" if "c"; "c" if "b"; "c" if "a";',
      [told('"a" if "b";', '"b" implies "a" implies "c" implies "b"')],
    ],
    [
      '"a" if "b"; "b" if "c"; "c" if "d"; "d" if "c"; "d" if "b";',
      [told('"b" if "c";', '"c" implies "b" implies "d" implies "c"')],
    ],
    ['"a" if "a";', [told('"a" if "a";', '"a" implies "a"')]],
    ['"a" if "b"; "b" if "c"; "c" if "d";', []],
    ['"a" if "b"; "a" if "c"; "b" if "d"; "c" if "d";', []],
  ])('in %s', (shorthands, expected) => {
    const text = `resource R { roles = ["a", "b", "c", "d"]; ${shorthands} }`;
    expect(found(text, 'cyclic-implication', 'library').map(({ at, message }) => `${at}: ${message}`)).toEqual(
      expected,
    );
  });
});

it.each<[string, string[]]>([
  ['{"constants": {"b": 1, "a": {"c": 2}}}', ['b', 'a']],
  ['{"constants": {"a": 1, "a": 2}}', ['a']],
  ['{"constants": {"a": 1}, "constants": {"b": 1}}', ['a', 'b']],
  ['{"objects": {"a": {"b": 1}}, "classes": {"C": {}}}', []],
  ['{"constants": ["a"]}', []],
  ['{"constants": 1}', []],
  ['["constants", {"a": 1}]', []],
  ['{"constants": {"a": ', []],
  ['', []],
  ['{constants: {a: 1}}', []],
])('the constants of the data %s are %j', (text, names) => {
  expect(namesOfData(text)?.constants ?? []).toEqual(names);
});
