import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Node, print } from '@polar-tools/language';
import { check, convert, createPolicy, type Dialect, type Policy } from '@polar-tools/policy';
import { Oso } from 'oso';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const corpus = process.env.POLAR_CORPUS ?? resolve(root, '../shared/corpus');
const other: Readonly<Record<Dialect, Dialect>> = { library: 'cloud', cloud: 'library' };

const policyIn = (path: string, dialect: Dialect): Policy =>
  createPolicy([{ uri: 'policy.polar', text: readFileSync(path, 'utf8') }], { dialect });

/** By the lines that have no string: a `#` may stand in one. */
const commentsOf = (text: string): readonly string[] =>
  text.split(/\r?\n/).flatMap((line) => (line.includes('"') ? [] : (/#.*/.exec(line)?.[0].trimEnd() ?? [])));

const errorsOf = (policy: Policy): readonly string[] =>
  [...check(policy).values()].flatMap((found) =>
    found.filter(({ severity }) => severity === 'error').map(({ message }) => message),
  );

describe.skipIf(!existsSync(corpus))('the policies of the corpus', () => {
  test.each([
    ['library', 45],
    ['cloud', 4],
  ] as const)('of the %s dialect are converted without a new error, many without a decision', (dialect, least) => {
    const folder = resolve(corpus, dialect);
    const count = { all: 0, plain: 0, kept: 0 };
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.polar'))) {
      const policy = policyIn(resolve(folder, name), dialect);
      if ([...policy.files.values()].some(({ statements }) => statements.some(({ errors }) => errors.length > 0)))
        continue;
      count.all++;
      const { texts, decisions } = convert(policy, other[dialect]);
      if (decisions.length === 0) count.plain++;
      else if (decisions.every(({ kept }) => kept)) count.kept++;
      for (const comment of commentsOf(policy.files.get('policy.polar')!.text))
        expect(texts[0]!.text).toContain(comment);
      if (errorsOf(policy).length === 0)
        expect(errorsOf(createPolicy(texts, { dialect: other[dialect] })), `${name}\n${texts[0]!.text}`).toEqual([]);
    }
    console.log(
      `${count.plain} of ${count.all} ${dialect} policies convert without a decision, ${count.kept} more with all of it kept`,
    );
    expect(count.plain).toBeGreaterThanOrEqual(least);
  });
});

if (!existsSync(corpus))
  console.log(`Skipped: the policies of ${corpus} are not there. Set POLAR_CORPUS to a folder with them.`);

const plain = `# Roles.
actor User {}

resource Org {
  roles = ["owner", "member"];
  "member" if "owner"; # Owners first.
}

resource Repo {
  roles = ["admin", "reader"];
  permissions = ["read", "push"];
  relations = { parent: Org, keeper: User };

  "read" if "reader";
  "push" if "admin";
  "reader" if "member" on "parent";
  "push" if "keeper";
}

# By hand.
has_permission(user: User, "read", repo: Repo) if
  role in ["guest", "visitor"] and
  has_role(user, role, repo);

has_permission(_: User, "read", repo: Repo) if
  has_relation(repo, "parent", org) and
  is_open(org);

is_open(_org: Org) if 1 = 1;
`;

test.each<[string, Dialect, string, readonly string[]]>([
  [
    'the rule for allow that Cloud implies',
    'cloud',
    '# Licence.\nallow(a, b, c) if has_permission(a, b, c); # the door\n\nactor User {}\n',
    ['# Licence.', '# the door'],
  ],
  [
    'a rule that becomes facts',
    'cloud',
    '# above\nhas_role(u: User, n: String, d: Doc) if # begins\n  r in u.roles and # each "one\n  r.name = n and r.doc = d; # ends\nactor User {}\nresource Doc { roles = ["#a"]; }\n',
    ['# above', '# begins', '# each "one', '# ends'],
  ],
  [
    'a declaration',
    'library',
    'actor User {}\n# what we know\ndeclare is_good(User); # told\nf(_: User) if 1 = 1;\n',
    ['# what we know', '# told'],
  ],
  [
    'a shorthand that moves',
    'library',
    'actor User {}\nresource Doc {\n  roles = ["a"];\n  # public ones\n  "a" if is_public(resource); # for all\n}\ndeclare is_public(Doc);\n',
    ['# public ones', '# for all'],
  ],
])('no comment is lost: of %s', (_name, to, text, comments) => {
  const policy = createPolicy([{ uri: 'policy.polar', text }], { dialect: other[to] });
  const converted = convert(policy, to).texts[0]!.text;
  for (const comment of comments) expect(converted.split(comment), converted).toHaveLength(2);
});

test('a type whose block is left out stays an actor or a resource where rules ask for it', () => {
  const text = `actor User {}
resource File { roles = ["viewer"]; permissions = ["read"]; "read" if "viewer"; }
resource Doc extends File { permissions = ["write"]; }
resource Sheet extends File {}
has_permission(user: User, "read", doc: Doc) if is_good(user);
declare is_good(User);
`;
  const { texts } = convert(createPolicy([{ uri: 'policy.polar', text }], { dialect: 'cloud' }), 'library');
  expect(texts[0]!.text).toMatch(/^resource Doc {}$/m);
  expect(texts[0]!.text).not.toMatch(/^resource Sheet/m);
  const oso = new Oso();
  for (const name of ['User', 'File', 'Doc']) oso.registerClass(class {}, { name });
  return oso.loadStr(texts[0]!.text);
});

/** The statements as they would be printed, without places and comments, in any order. */
const treeOf = (policy: Policy): readonly string[] =>
  [...policy.files.values()].flatMap(({ statements }) => statements.map(({ tree }) => print(tree as Node))).sort();

test('there and back is the same tree, where the dialects differ in nothing but order', () => {
  const cloud = createPolicy([{ uri: 'policy.polar', text: plain }], { dialect: 'cloud' });
  expect(errorsOf(cloud)).toEqual([]);
  const there = convert(cloud, 'library');
  expect(there.decisions).toEqual([]);
  const library = createPolicy(there.texts, { dialect: 'library' });
  expect(errorsOf(library)).toEqual([]);
  const back = convert(library, 'cloud');
  expect(back.decisions).toEqual([]);
  expect(treeOf(createPolicy(back.texts, { dialect: 'cloud' }))).toEqual(treeOf(cloud));
  // Nothing but relations changed on the way.
  expect(there.texts[0]!.text).toContain('# Owners first.');
  expect(there.texts[0]!.text).toContain('has_relation(org, "parent", repo) and');
});

test.each(['gitclub', 'quickstart', 'cloud'])('the example %s, converted', async (name) => {
  const folder = resolve(root, 'examples', name);
  const files = readdirSync(folder)
    .filter((each) => each.endsWith('.polar'))
    .map((each) => ({ uri: each, text: readFileSync(resolve(folder, each), 'utf8') }));
  const dialect = name === 'cloud' ? 'cloud' : 'library';
  const { texts, decisions } = convert(createPolicy(files, { dialect }), other[dialect]);
  expect(errorsOf(createPolicy(texts, { dialect: other[dialect] }))).toEqual([]);
  const isTest = (what: string): boolean => what.startsWith('A test');
  const tests = decisions.filter(({ what }) => isTest(what)).length;
  const text = [
    // The example's tests are in files of their own.
    ...texts
      .filter(({ uri }) => dialect === 'library' || uri === 'main.polar')
      .map(({ uri, text: each }) => `==== ${uri}\n${each}`),
    `==== decisions, ${tests} tests and fixtures left aside`,
    ...decisions
      .filter(({ what }) => !isTest(what))
      .map(({ uri, start, what, kept }) => `${uri}:${start} ${kept ? 'kept' : 'left out'}: ${what}`),
  ].join('\n');
  await expect(`${text}\n`).toMatchFileSnapshot(`${name}.converted.txt`);
});
