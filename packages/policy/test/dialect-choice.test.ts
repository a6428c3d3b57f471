import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { corpusFolder, noCorpus } from '../../language/test/corpus.ts';
import { type Configuration, check, createPolicy, type DialectChoice } from '../src/index.ts';

const choiceOf = (text: string, configuration?: Configuration): DialectChoice =>
  createPolicy([{ uri: 'a.polar', text }], configuration).dialectChoice;
const dialectOf = (text: string): string => choiceOf(text).dialect;

const blocks = `actor User {}
resource Repo {
  roles = ["reader"];
  permissions = ["read"];
  "read" if "reader";
}
`;
const allow = 'allow(actor, action, resource) if has_permission(actor, action, resource);\n';

describe('the dialect of a policy', () => {
  it.each([
    ['a test', 'test "a" { assert f(1); }'],
    ['a global block', 'global { roles = ["admin"]; }'],
    ['an object literal', 'f(User{"a"});'],
    ['the time', 'f(x) if x < @current_unix_time;'],
    ['a shorthand for any role', 'resource R { roles = ["a"]; relations = { p: R }; role if role on "p"; }'],
    ['a call in a shorthand', 'resource R { roles = ["a"]; "a" if is_open(resource); }'],
  ])('is Cloud with %s', (_, text) => {
    expect(dialectOf(text)).toBe('cloud');
  });

  it.each([
    ['a lookup', 'f(x) if x.y = 1;'],
    ['new', 'f(x) if x = new User();'],
    ['arithmetic', 'f(x) if x = 1 + 1;'],
    ['a dictionary pattern', 'f(_: {a: 1});'],
    ['nothing that tells', 'f(1);'],
    ['nothing at all', ''],
  ])('is Library with %s', (_, text) => {
    expect(dialectOf(text)).toBe('library');
  });

  it('is not changed by one slip among the constructs of the other dialect', () => {
    const lookups = 'f(x) if x.a = 1;\ng(x) if x.b = 2;\n';
    const slip = 'resource R { roles = ["a", "b", "c"]; "a" if "b" or "c"; }';
    expect(dialectOf(lookups + slip)).toBe('library');
    expect(dialectOf(`f(x) if x.a = 1;\n${slip}`)).toBe('cloud');
    expect(dialectOf(`${lookups}test "a" { assert f(1); }`)).toBe('cloud');
  });

  it('is Library where an inline query stands, whatever the query says', () => {
    expect(choiceOf('f(x) if x = 1;\n?= f(User{"a"}) and f(Repo{"b"});')).toMatchObject({
      dialect: 'library',
      what: 'an inline query',
    });
    expect(dialectOf(`${blocks}?= allow(1, 2, 3);`)).toBe('library');
    expect(dialectOf('?= f(1);\ntest "a" { assert f(1); }')).toBe('cloud');
  });

  it('is not Cloud because strings lack their quotes', () => {
    expect(dialectOf('resource R { roles = [a]; "a" if b; "a" if "b" on p; }')).toBe('library');
  });

  it.each([
    ['half an if', 'has_role(u: User, "reader", r: Repo) i is_public(r);', blocks],
    [
      'half an if in a block',
      '',
      `${blocks.replace('if', 'i')}resource Page { permissions = ["p"]; "p" if is_public(resource); }\n`,
    ],
    ['a string without its quotes', '', blocks.replace('if "reader"', 'if reader')],
    [
      'half the name of a rule',
      'is_member(u: User, r: Repo) if member_of(u, r);\nhas_permission(u: User, "read", r: Repo) if is_membe(u, r);',
      'actor User {}\nresource Repo { permissions = ["read"]; }\n',
    ],
    [
      'a misspelt name',
      'has_role(u: User, "reader", r: Repo) if is_membr(u, r);\nis_member(u: User, r: Repo) if has_relation(r, "org", o) and has_role(u, "m", o);',
      blocks,
    ],
    ['a quote too few', 'has_role(u: User, reader", r: Repo) if is_public(r);', blocks],
    [
      'a semicolon too few',
      'has_role(u: User, "reader", r: Repo) if is_public(r)\nhas_role(u: User, "reader", r: Repo) if is_open(r);',
      blocks,
    ],
  ])('is Cloud with one slip: %s', (_, rules, declared) => {
    expect(dialectOf(declared + rules)).toBe('cloud');
  });

  it('is not Cloud because a broken rule calls methods', () => {
    expect(dialectOf(`${blocks}has_role(u: User, "reader", r: Repo) i u.is_member(r);`)).toBe('library');
  });

  it('is read from statements with syntax errors only where no other tells', () => {
    expect(dialectOf('f(x) if x.y = ;\ng(User{"a"});')).toBe('cloud');
    expect(dialectOf('g(User{"a"}) if ;\nf(x) if x.y = 1;')).toBe('library');
    expect(dialectOf('g(User{"a"}) if ;\nf(1);')).toBe('cloud');
  });

  it('is Cloud where nothing gives the roles that blocks declare', () => {
    expect(choiceOf(blocks)).toMatchObject({ dialect: 'cloud', what: 'no rule for has_role' });
    expect(dialectOf(blocks + allow)).toBe('cloud');
  });

  it('is Library as soon as a rule gives them, or where the application has classes', () => {
    expect(dialectOf(`${blocks}has_role(_: User, "reader", _: Repo);`)).toBe('library');
    expect(choiceOf(blocks, { classes: {} }).dialect).toBe('library');
    expect(dialectOf('resource R { roles = ["a", "b"]; "a" if "b"; }')).toBe('library');
  });

  it('is Library where a call may be misspelt, or a permission is asked for that nothing gives', () => {
    expect(dialectOf(`${blocks}allow(a, b, c) if has_permision(a, b, c);`)).toBe('library');
    expect(dialectOf(`actor User {}\n${allow}`)).toBe('library');
    const rules = 'has_role(_: User, "reader", _: Repo);\n';
    expect(dialectOf(`${blocks}${rules}${allow}f(x) if is_open(x);`)).toBe('library');
  });

  it('is Library with one slip in what its rules ask for or give', () => {
    const shorthands =
      'actor User {}\nresource Repo { roles = ["r", "w"]; permissions = ["read"]; "read" if "r"; "r" if "w"; }\n';
    const banned =
      'allow(u: User, "read", r: Repo) if has_permission(u, "read", r) and not is_bannd(u);\nis_banned(_: User);\n';
    expect(dialectOf(shorthands + banned)).toBe('library');
    const related =
      'actor User {}\nresource Org { roles = ["owner"]; }\nresource Repo { roles = ["admin"]; relations = { org: Org }; "admin" if "owner" on "org"; }\n';
    const rules =
      'has_role(u: User, "owner", o: Org) if is_owner(u, o);\nis_owner(_: User, _: Org);\nowns(_: Org, _: Repo);\n';
    const turned = 'has_relation(r: Repo, "org", o: Org) if owns(o, r);\n';
    const policy = createPolicy([{ uri: 'a', text: related + rules + turned + allow }]);
    expect(policy.dialect).toBe('library');
    expect(
      check(policy)
        .get('a')!
        .map(({ code }) => code),
    ).toContain('relation-order');
    for (const slip of ['has_relatio', 'ahs_relation', 'has_relatoin'])
      expect(dialectOf(related + rules + `${slip}(o: Org, "org", r: Repo) if owns(o, r);\n${allow}`)).toBe('library');
  });

  it.each([
    'actor User {}\nresource Repo {{ roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }',
    'actor User {}\nresource Repo { role = ["reader"]; permissions = ["read"]; "read" if "reader"; }',
    'actor User {}\nresource Order { permissions = ["cancel"]; relations == { customer: User }; "cancel" if "customer"; }',
    'actor User {}\nresource Order { permissions = ["cancel"]; relations = { customer: User } "cancel" if "customer"; }',
    'actor User {}\nresource Order { permissions = ["cancel"]; relations = { customer: User }; "cancel if "customer"; }',
    'actor User {}\nresource Order { permissions = ["cancel"]; relations = { customer: User }; "cancel" if "custmer"; }',
  ])('is Cloud though a block has a slip in it: %s', (text) => {
    expect(dialectOf(text)).toBe('cloud');
  });

  it('is Cloud where a missing rule goes with a variable that only a type binds', () => {
    const rule = 'has_role(u: User, r: String, x: Repo) if g matches Group and in_group(u, g) and has_role(g, r, x);';
    expect(dialectOf(`${blocks}${rule}`)).toBe('cloud');
  });

  it('is what the configuration says, whatever the files show', () => {
    expect(choiceOf('test "a" {}', { dialect: 'library' })).toMatchObject({
      dialect: 'library',
      from: 'configuration',
    });
  });

  it('is said, where it is assumed, of each finding that hangs on it, with the way to the other', () => {
    const relations =
      'resource O { roles = ["o"]; }\nresource R { roles = ["a"]; relations = { p: O }; "a" if "o" on "p"; }\n';
    const text = `${relations}has_role(_: U, "o", _: O);\n${allow}f(x: Strin) if x = 1;\n`;
    const findings = (configuration?: Configuration) =>
      check(createPolicy([{ uri: 'a', text }], configuration)).get('a')!;
    const hanging = findings().filter(({ message }) => message.includes('If it is for Oso Cloud, set the dialect.'));
    expect(hanging.map(({ code }) => code)).toEqual(['missing-required-rule', 'invalid-rule', 'undefined-rule-call']);
    for (const { fixes } of hanging)
      expect(fixes!.at(-1)).toMatchObject({ kind: 'configuration', path: ['dialect'], value: 'cloud' });
    expect(findings({ dialect: 'library' }).some(({ message }) => message.includes('set the dialect'))).toBe(false);
  });

  it('says so where it is assumed, with the way to set it', () => {
    const policy = createPolicy([{ uri: 'a.polar', text: blocks }]);
    const [finding] = check(policy)
      .get('a.polar')!
      .filter(({ code }) => code === 'assumed-dialect');
    expect(finding).toMatchObject({ severity: 'information' });
    expect(finding!.fixes?.map((fix) => fix.kind === 'configuration' && fix.value)).toEqual(['cloud', 'library']);
  });
});

describe('the dialect of whole policies', () => {
  const named = (dialect: 'library' | 'cloud'): [name: string, text: string][] => {
    const source = readFileSync(new URL(`dialects/${dialect}.polar`, import.meta.url), 'utf8');
    const parts = source.split(/^# ---- (.+)\n/m).slice(1);
    return parts.flatMap((name, i) => (i % 2 === 0 ? [[name, parts[i + 1]!] as [string, string]] : []));
  };
  const real = (dialect: string): [name: string, text: string][] =>
    noCorpus()
      ? []
      : readdirSync(`${corpusFolder}/${dialect}`).map((name) => [
          name,
          readFileSync(`${corpusFolder}/${dialect}/${name}`, 'utf8'),
        ]);
  /** A grammar's own inputs, of no dialect that an engine has. */
  const odd = (name: string): boolean => name.startsWith('fmasa.tree-sitter-polar__test');

  /** Of blocks whose shorthands give roles: nothing tells these from a part of a Library policy, and they are right in either. */
  const AMBIGUOUS = ['a chat', 'a hospital', 'a library of books'];

  it.each(['library', 'cloud'] as const)('is seldom mistaken: %s', (dialect) => {
    const own = named(dialect);
    expect(own.length).toBeGreaterThanOrEqual(50);
    const wrong = (all: readonly [string, string][]): string[] =>
      all.filter(([, text]) => dialectOf(text) !== dialect).map(([name]) => name);
    const found = real(dialect);
    const mistaken = [...wrong(own), ...wrong(found)];
    console.log(
      `${dialect}: ${wrong(own).length} of ${own.length} written for this and ${wrong(found).length} of ${found.length} public policies are taken for the other. ${mistaken.join(', ')}`,
    );
    expect(wrong(own)).toEqual(dialect === 'cloud' ? AMBIGUOUS : []);
    expect(wrong(found).filter((name) => !odd(name))).toEqual([]);
  });

  it.each([
    ['library', 0.2],
    ['cloud', 0.6],
  ] as const)('seldom change with one slip of the pen: %s', (dialect, most) => {
    const sound = [...named(dialect), ...real(dialect)].filter(
      ([, text]) => text.length < 6000 && dialectOf(text) === dialect,
    );
    let slips = 0;
    const flipped = new Map<string, number>();
    for (const [name, text] of sound) {
      const tokens = [
        ...text.replaceAll(/#.*/g, (comment) => ' '.repeat(comment.length)).matchAll(/[A-Za-z_]\w*|[^\s\w]/g),
      ];
      for (let i = slips % 7; i < tokens.length; i += Math.ceil(tokens.length / 12)) {
        const { 0: token, index } = tokens[i]!;
        for (const written of /^\w/.test(token)
          ? [token.slice(0, -1), `${token[1] ?? ''}${token[0]}${token.slice(2)}`]
          : ['', token + token]) {
          slips++;
          if (dialectOf(text.slice(0, index) + written + text.slice(index + token.length)) !== dialect)
            flipped.set(name, (flipped.get(name) ?? 0) + 1);
        }
      }
    }
    const flips = [...flipped.values()].reduce((sum, count) => sum + count, 0);
    const percent = (100 * flips) / slips;
    console.log(
      `${dialect}: ${flips} of ${slips} slips (${percent.toFixed(2)} %) make another dialect of a policy. ${[...flipped.keys()].join(', ')}`,
    );
    expect(slips).toBeGreaterThan(1000);
    expect(percent).toBeLessThan(most);
  });

  it.each(['library', 'cloud'] as const)('are no errors of the other dialect: %s', (dialect) => {
    for (const [name, text] of named(dialect)) {
      if (/one fault|a fault|wrong habit|not there yet|misspelt/.test(name)) continue;
      const errors = check(createPolicy([{ uri: 'a.polar', text }]))
        .get('a.polar')!
        .filter(({ severity }) => severity === 'error');
      expect([name, errors.map(({ message }) => message)]).toEqual([name, []]);
    }
  });
});
