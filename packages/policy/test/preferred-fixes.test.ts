import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusTexts } from '../../language/test/corpus.ts';
import { readCases } from '../../language/test/golden.ts';
import { mutate, mutation } from '../../language/test/mutate.ts';
import { type Configuration, check, checks, createPolicy, type Diagnostic, type Fix, fixAll } from '../src/index.ts';
import { readFixture } from './read-fixture.ts';

type Source = { readonly uri: string; readonly text: string };

const found = (files: readonly Source[], configuration: Configuration): readonly Diagnostic[] =>
  [...check(createPolicy(files, configuration)).values()].flat();

function applied({ edits }: Fix & { kind: 'edit' }, files: readonly Source[]): readonly Source[] {
  const texts = new Map(files.map(({ uri, text }) => [uri, text]));
  for (const { uri, start, end, newText } of edits.toSorted((a, b) => b.start - a.start || b.end - a.end)) {
    const text = texts.get(uri)!;
    texts.set(uri, text.slice(0, start) + newText + text.slice(end));
  }
  return [...texts].map(([uri, text]) => ({ uri, text }));
}

const isCheck = new Set(checks.map(({ code }) => code));

/**
 * Each preferred fix of a syntax error leaves fewer of those: what could not be read was not checked. One of an error of a check leaves fewer
 * errors, one of another finding takes that away. Gives how many fixes there were.
 */
function tryAll(files: readonly Source[], configuration: Configuration): number {
  const before = found(files, configuration);
  let made = 0;
  for (const { severity, code, message, fixes = [] } of before) {
    for (const fix of fixes) {
      if (fix.preferred !== true || fix.kind !== 'edit') continue;
      made++;
      const mended = applied(fix, files);
      const after = found(mended, configuration);
      const alike = (other: Diagnostic): boolean => {
        if (!isCheck.has(code)) return !isCheck.has(other.code);
        return severity === 'error' ? other.severity === 'error' : other.message === message;
      };
      const fewer = after.filter(alike).length < before.filter(alike).length;
      const shown = `${code} ${message}\n${fix.title}:\n${files.map(({ text }) => text).join('\n----\n')}\n--- becomes\n${mended.map(({ text }) => text).join('\n----\n')}\n${after.map(({ message }) => message).join('\n')}`;
      if (!fewer) expect.fail(shown);
    }
  }
  return made;
}

const golden = new URL('../../language/test/errors/', import.meta.url);
const fixtures = new URL('./checks/', import.meta.url);

describe('a preferred fix leaves fewer errors', () => {
  it('in the broken policies of the golden files', () => {
    const made = readdirSync(golden).flatMap((file) =>
      readCases(readFileSync(new URL(file, golden), 'utf8')).map(({ title, text }) =>
        tryAll([{ uri: 'a.polar', text }], { dialect: title.endsWith('(cloud)') ? 'cloud' : 'library' }),
      ),
    );
    expect(made.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(100);
  });

  it('in the fixtures of the checks', () => {
    const made = readdirSync(fixtures).flatMap((folder) =>
      readdirSync(new URL(`${folder}/`, fixtures)).map((name) => {
        const { configuration, files } = readFixture(readFileSync(new URL(`${folder}/${name}`, fixtures), 'utf8'));
        return tryAll(files, configuration);
      }),
    );
    expect(made.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(30);
  });

  it('in two blocks of a type of which one cannot be read', () => {
    const [whole, broken] = ['roles = ["reader"]; "a" if "reader";', 'roles = [ber" if "admin";'];
    const blocks = (first: string, second: string): string =>
      `actor User {}\nresource Repo {\n  ${first}\n}\nresource Repo {\n  permissions = ["a"];\n  ${second}\n}\n`;
    const texts = [blocks(broken, whole), blocks(whole, broken), blocks(whole, '"a" if "reader"')];
    for (const text of texts) tryAll([{ uri: 'a.polar', text }], { dialect: 'cloud' });
    for (const [first, second] of [
      [whole, ''],
      ['"a" if "reader";', 'roles = ["reader"];'],
    ] as const)
      expect(tryAll([{ uri: 'a.polar', text: blocks(first, second) }], { dialect: 'cloud' })).toBeGreaterThan(0);
  });

  it('in a relation to a type without a block', () => {
    const text = 'resource R {\n  roles = ["a"];\n  relations = { user: User };\n  "a" if "a" on "usre";\n}\n';
    for (const dialect of ['library', 'cloud'] as const) tryAll([{ uri: 'a.polar', text }], { dialect });
  });

  it('in real policies that were changed anywhere', { timeout: 120_000 }, () => {
    const texts = corpusTexts().filter(({ length }) => length < 2500);
    fc.assert(
      fc.property(fc.nat(), fc.array(mutation, { minLength: 1, maxLength: 2 }), (which, mutations) => {
        const text = mutations.reduce(mutate, texts[which % texts.length]!);
        tryAll([{ uri: 'a.polar', text }], {});
      }),
      { seed: Number(process.env.POLAR_FIX_SEED ?? 51), numRuns: Number(process.env.POLAR_FIX_RUNS ?? 200) },
    );
  });
});

describe('fix all', () => {
  it.each<[string, string, string, Configuration['dialect']?]>([
    ['if before an indented goal', 'f(x)\n  g(x);\ng(_);\n', 'f(x) if\n  g(x);\ng(_);\n'],
    [
      'and before an indented goal',
      'f(x) if g(x)\n  h(x);\ng(_);\nh(_);\n',
      'f(x) if g(x) and\n  h(x);\ng(_);\nh(_);\n',
    ],
    ['`:-`', 'f(x):-g(x);\ng(_);\n', 'f(x) if g(x);\ng(_);\n'],
    ['`||`', 'f(x) if x = 1 || x = 2;\n', 'f(x) if x = 1 or x = 2;\n'],
    ['`===`', 'f(x) if x === 1;\n', 'f(x) if x == 1;\n'],
    ['`<>`', 'f(x) if x <> 1;\n', 'f(x) if x != 1;\n'],
    ['`//`', 'f(1); // note\n', 'f(1); # note\n'],
    ['`--`', '-- note\nf(1);\n', '# note\nf(1);\n'],
    [
      '`assert not`',
      'test "t" { assert not f(User{"a"}); }\nactor User {}\nf(_: User) if g(1);\ndeclare g(Integer);\n',
      'test "t" { assert_not f(User{"a"}); }\nactor User {}\nf(_: User) if g(1);\ndeclare g(Integer);\n',
      'cloud',
    ],
    ['a missing quote', 'f("read);\n', 'f("read");\n'],
    ['a missing colon', 'f(x: Foo, _y Bar) if x = 1;\n', 'f(x: Foo, _y: Bar) if x = 1;\n'],
    ['a missing parenthesis', 'f(x) if g x, 1);\ng(_, _);\n', 'f(x) if g(x, 1);\ng(_, _);\n'],
    ['a missing parenthesis of a head', 'g a: Foo, 1) if a.x = 1;\n', 'g(a: Foo, 1) if a.x = 1;\n'],
    ['a misspelt variable', 'f(resource) if g(resourse);\ng(_);\n', 'f(resource) if g(resource);\ng(_);\n'],
    ['several mistakes', 'f(x) if x === 1;\nf(y) if y = 2 || y = 3;\n', 'f(x) if x == 1;\nf(y) if y = 2 or y = 3;\n'],
  ])('mends %s', (_, text, mended, dialect = 'library') => {
    const policy = createPolicy([{ uri: 'a.polar', text }], { dialect });
    expect(fixAll(policy, 'a.polar')).toBe(mended);
  });

  it('has nothing to do where all is well', () => {
    expect(
      fixAll(createPolicy([{ uri: 'a.polar', text: 'allow(_, _, _) if f(1);\nf(1);\n' }], {}), 'a.polar'),
    ).toBeUndefined();
    expect(fixAll(createPolicy([], {}), 'b.polar')).toBeUndefined();
  });
});

describe('a fix', () => {
  /** The text after the fix with a title. */
  function after(title: string, text: string, configuration: Configuration): string {
    const files = [{ uri: 'a.polar', text }];
    const fixes = found(files, configuration).flatMap(({ fixes = [] }) => fixes);
    const fix = fixes.find((one) => one.title === title);
    if (fix === undefined) expect.fail(`${title} is none of: ${fixes.map((one) => one.title).join(', ')}`);
    return fix.kind === 'edit'
      ? applied(fix, files)[0]!.text
      : `${fix.path.join('.')} ${fix.added ? '+' : '='} ${JSON.stringify(fix.value)}`;
  }

  it.each<[string, string, string, Configuration]>([
    [
      'Add a has_role rule to complete',
      'actor User {}\nresource R { roles = ["a"]; permissions = ["p"]; "p" if "a"; }',
      'has_role(actor: User, name: String, resource: Resource) if\n  role in actor.roles and',
      { dialect: 'library' },
    ],
    [
      'Add a has_relation rule to complete',
      'resource Org { roles = ["o"]; }\nresource R { roles = ["a"]; relations = { parent: Org }; "a" if "o" on "parent"; }',
      'has_relation(org: Org, "parent", r: R) if\n  org = r.parent;',
      { dialect: 'library' },
    ],
    [
      'Declare "parent" as a relation of R to Org',
      'resource Org { roles = ["o"]; }\nresource R { roles = ["a"]; "a" if "o" on "parent"; }',
      'relations = { parent: Org };\n  roles',
      { dialect: 'library' },
    ],
    [
      'Remove it',
      'resource R {\n  roles = ["a", "b"];\n  permissions = ["p"];\n  "p" if "b";\n}\nhas_role(_: Actor, "b", _: R);',
      'roles = ["b"];\n  permissions = ["p"];\n  "p" if "b";\n}',
      { dialect: 'library' },
    ],
    ['Remove it', 'allow(_, _, _) if f(1);\nf(1);\nlonely(1);\n', 'allow(_, _, _) if f(1);\nf(1);\n', {}],
    [
      'Move the declaration before the shorthands',
      'resource R {\n  permissions = ["p"];\n  "p" if "a";\n  roles = ["a"];\n}\n',
      '  roles = ["a"];\n  "p" if "a";\n}',
      { dialect: 'cloud' },
    ],
    [
      'Put it into the first one',
      'global {\n  roles = ["a"];\n}\nglobal {\n  roles = ["b"];\n  permissions = ["p"];\n  "p" if "b";\n}\n',
      'global {\n  roles = ["a", "b"];\n  permissions = ["p"];\n  "p" if "b";\n}\n',
      { dialect: 'cloud' },
    ],
    [
      'Write its type: String',
      'actor User {}\ntest "t" { assert allow(User{"a"}, action, User{"b"}) iff action in ["x"]; }',
      'allow(User{"a"}, action: String, User{"b"})',
      { dialect: 'cloud' },
    ],
    [
      'Name the class Repo in polar.config.json',
      'resource Repo {}',
      'classes.Repo = {}',
      { dialect: 'library', classes: {} },
    ],
    [
      'Name the constant MAX in polar.config.json',
      'f(x) if x = MAX;',
      'constants + "MAX"',
      { dialect: 'library', classes: {}, constants: [] },
    ],
  ])('%s', (title, text, expected, configuration) => {
    expect(after(title, text, configuration)).toContain(expected);
  });
});
