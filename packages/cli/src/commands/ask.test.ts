import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOf, polar } from '../../test/command.ts';

const example = (name: string) => readFileSync(new URL(`../../../../examples/${name}`, import.meta.url), 'utf8');
const quickstart = () => folderOf({ 'main.polar': example('quickstart/main.polar') });
const cloud = () =>
  folderOf({ 'main.polar': example('cloud/main.polar'), 'polar.config.json': '{"dialect": "cloud"}' });

const librarySamples = `Of these worlds:
- Fields have samples of values: those that the rules name and one more; a list has at most two members.
`;
const cloudSamples = `Of these worlds:
- Numbers are samples: those that the rules name, and those beside them.
`;

test.each([
  [
    'can "maintainer" ever "push" Repository',
    0,
    `Yes: somebody with the role "maintainer" may "push" Repository.
    allow(user_1, "push", repository_1)
      with user_1.roles = [role_1]
      with role_1.name = "maintainer"
      with role_1.repository = repository_1
`,
  ],
  [
    'Can contributor ever delete Repository?',
    1,
    'No: nobody with the role "contributor", and no role that it does not lead to, may "delete" Repository, with up to 2 objects of each type.\n' +
      librarySamples,
  ],
  [
    'who besides "maintainer" can "read" Repository',
    0,
    `Who may "read" Repository without the role "maintainer" on it, each with the least that shows it:
  anyone
    allow(user_1, "read", repository_1)
      with repository_1.is_public = true
  User with "contributor"
    allow(user_1, "read", repository_1)
      with user_1.roles = [role_1]
      with role_1.name = "contributor"
      with role_1.repository = repository_1

Searched up to 2 objects of each type.
${librarySamples}`,
  ],
  ['which permissions can nobody get', 1, 'None is known that nobody gets: 3 of 3 permissions can be had.\n'],
  [
    'which rules never matter',
    1,
    'Every rule matters of the 8 that were settled: without it somebody may do other things.\n',
  ],
])('of the quickstart: %s', async (question, status, output) => {
  expect(await polar(quickstart(), ['ask', question])).toEqual({ status, errors: '', output });
});

test.each([
  [
    'can auditor ever see_statistics',
    0,
    `Yes: somebody with the role "auditor" may "see_statistics".
    allow(User{"user_1"}, "see_statistics")
      with has_role(User{"user_1"}, "auditor")
`,
  ],
  [
    'can "guest" ever "read" Organization',
    0,
    `Yes: somebody with the role "guest" may "read" Organization.
    allow(User{"user_1"}, "read", Organization{"organization_1"})
      with has_role(User{"user_1"}, "guest", Organization{"organization_1"})
`,
  ],
  [
    'who besides "owner" can "delete" Folder',
    1,
    'No: nobody may "delete" Folder without the role "owner" on it, with up to 2 objects of each type.\n' +
      cloudSamples,
  ],
  ['which permissions can nobody get', 1, 'None is known that nobody gets: 30 of 30 permissions can be had.\n'],
])('of the Cloud example: %s', async (question, status, output) => {
  expect(await polar(cloud(), ['ask', question])).toEqual({ status, errors: '', output });
});

test('what was not searched to the end is not called searched', async () => {
  const { status, output } = await polar(cloud(), ['ask', 'can "guest" ever "delete" Folder']);
  expect(status).toBe(1);
  expect(output).toMatch(/, as far as .* of 2 objects of each type went; there are more that were not tried\./);
});

const small = `actor User {}
resource Repo {
  roles = ["reader", "admin"];
  permissions = ["read", "delete", "archive"];
  "reader" if "admin";
  "read" if "reader";
  "read" if "admin";
  "delete" if "admin";
}
`;

test('a permission that nobody gets, and a rule that never matters', async () => {
  const folder = folderOf({ 'main.polar': small, 'polar.config.json': '{"dialect": "cloud"}' });
  expect(await polar(folder, ['ask', 'which permissions can nobody get'])).toEqual({
    status: 0,
    errors: '',
    output: 'Nobody gets, with up to 2 objects of each type:\n  "archive" Repo\n',
  });
  expect(await polar(folder, ['ask', 'which rules never matter'])).toEqual({
    status: 0,
    errors: '',
    output: `Who may do what stays as it is, with up to 2 objects of each type, without one of these alone:
  main.polar:5  "reader" if "admin";
  main.polar:7  "read" if "admin";
`,
  });
});

test.each([
  ['quickstart', quickstart, 'can "admin" ever "delete" Repository', 'witness.json', '--data'],
  ['cloud', cloud, 'who besides owner can write Folder', 'witness.polar', '--facts'],
])(
  'a witness of the %s is a file over which polar query gives the answer',
  async (_, folderIn, question, file, option) => {
    const folder = folderIn();
    const { output } = await polar(folder, ['ask', question, '--format', 'json']);
    const { found, witnesses } = JSON.parse(output);
    expect(found).toBe(witnesses.length > 0);
    for (const { query, world } of witnesses) {
      writeFileSync(join(folder, file), world);
      expect((await polar(folder, ['query', '--policy', 'main.polar', option, file, query])).status, query).toBe(0);
    }
  },
);

test.each([
  ['what is this', 'This question is not understood: what is this. Ask one of these:'],
  ['what is this', `polar ask 'can "contributor" ever "read" Repository'`],
  [
    'can "contributr" ever "read" Repository',
    'No type of this policy has a role "contributr". Did you mean `contributor`?',
  ],
  ['can contributor ever raed Repository', '"raed" is no permission of Repository. Did you mean `read`?'],
  ['can contributor ever read Repo', 'No type `Repo` is asked about in this policy. Did you mean `Repository`?'],
  ['who besides guest can read Repository', 'There are: contributor, maintainer, admin.'],
])('%s: wrong use', async (question, message) => {
  const { status, output, errors } = await polar(quickstart(), ['ask', question]);
  expect({ status, output }).toEqual({ status: 2, output: '' });
  expect(errors).toContain(message);
});

const through = (body: string) => `actor User {}
resource Organization { roles = ["owner"]; }
resource Repository {
  permissions = ["read"];
  relations = { home: Organization };
}
allow(actor, action, resource) if has_permission(actor, action, resource);
has_role(user: User, "owner", organization: Organization) if organization.owner = user;
has_relation(organization: Organization, "home", repository: Repository) if repository.home = organization;
has_permission(user: User, "read", repository: Repository) if ${body};
`;

test.each([
  'user in repository.organization.members',
  'user in repository.home.members',
  'member in repository.home.members and member.user = user and member.level > 2',
  'home = repository.home and member in home.members and member.user.id = user.id and member.role = "admin"',
  'repository.org.owner = user and not repository.org.plan.is_frozen',
  'repository.parent.parent.organization.owner = user',
  'team in repository.teams and user in team.members and team.kind in ["staff", "core"]',
  'repository.home.allows(user, "read")',
  'repository.allows(user, action: "read") and not repository.is_locked()',
])('what is read through other objects is searched: %s', async (body) => {
  const folder = folderOf({ 'main.polar': through(body) });
  const found = await polar(folder, ['ask', '--format', 'json', 'can User ever read Repository']);
  const { witnesses } = JSON.parse(found.output) as { witnesses: { query: string; world: string }[] };
  expect(witnesses).toHaveLength(1);
  // The world that is told is one over which the query holds.
  writeFileSync(join(folder, 'world.json'), witnesses[0]!.world);
  const run = ['query', '--policy', 'main.polar', '--data', 'world.json', witnesses[0]!.query];
  expect(await polar(folder, run)).toMatchObject({ status: 0, errors: '' });
});

test.each([
  ['a resource as an actor', 'who besides "r" can y F', 'allow(F{"f_1"}, "y", F{"f_1"})'],
  ['a plain value as a resource', 'can "r" ever x String', 'allow(User{"user_1"}, "x", "r")'],
])('Cloud: what heads of rules allow is asked, too: %s', async (_, question, expected) => {
  const folder = folderOf({
    'main.polar': `actor User {}
resource F { roles = ["r"]; permissions = ["v"]; "v" if "r"; }
allow(_: User, "x", _: String);
allow(_: F, "y", _: F);`,
    'polar.config.json': '{"dialect": "cloud"}',
  });
  const { status, output } = await polar(folder, ['ask', question]);
  expect(status).toBe(0);
  expect(output).toContain(expected);
});

const openLibrary = `actor User {}
resource Doc { roles = ["owner"]; }
has_role(user: User, "owner", doc: Doc) if doc.owner = user;
allow(user: User, "read", doc: Doc) if doc.owner = user;
allow("root", "delete", _: Doc);
allow(robot, "scan", doc: Doc) if robot matches Robot and doc.robot = robot;
allow(user: User, "wipe", doc: Doc) if user.x = 1 and doc.x = 1 and doc.x = 2;
`;
const typedLibrary = `actor User {}
resource Doc { permissions = ["read", "wipe"]; roles = ["owner"]; "read" if "owner"; }
allow(actor, action, doc: Doc) if has_permission(actor, action, doc);
has_role(user: User, "owner", doc: Doc) if doc.owner = user;
has_permission(user: User, "wipe", doc: Doc) if user.x = 1 and doc.x = 1 and doc.x = 2;
`;
const openCloud = `actor User {}
resource Doc { permissions = ["read", "wipe", "delete"]; roles = ["admin"]; "read" if "admin"; }
has_permission(_actor, "read", doc: Doc) if has_role(User{"root"}, "admin", doc) and 1 = 2;
has_permission(name: String, "delete", doc: Doc) if is_named(doc, name) and 1 = 2;
`;
const typedCloud = `actor User {}
resource Doc { permissions = ["read", "wipe"]; roles = ["admin"]; "read" if "admin"; }
allow(actor, action, doc) if has_permission(actor, action, doc);
`;
const notNamed = 'Types that the policy does not name were not asked as actors, where a rule asks for no type.';
const plainSamples =
  'Strings and integers as actors or resources are samples: some that the policy names, and others beside them.';
const neither = [
  'Not asked as actors, where a rule asks for no type: Doc, Robot.',
  'Strings, integers and types that the policy does not name were not asked as actors, where a rule takes them.',
];

test.each([
  ['library', openLibrary, 'can User ever scan Doc', []],
  ['library', openLibrary, 'who besides owner can wipe Doc', []],
  ['library', openLibrary, 'who besides owner can scan Doc', neither],
  [
    'library',
    openLibrary,
    'can owner ever delete Doc',
    ['Strings and integers were not asked as actors, where a rule takes them.'],
  ],
  ['library', typedLibrary, 'who besides owner can wipe Doc', []],
  ['library', typedLibrary, 'can owner ever wipe Doc', []],
  ['cloud', openCloud, 'can admin ever wipe Doc', []],
  ['cloud', openCloud, 'can admin ever read Doc', [notNamed, plainSamples]],
  ['cloud', openCloud, 'who besides admin can delete Doc', [plainSamples]],
  ['cloud', openCloud, 'which permissions can nobody get', [notNamed, plainSamples]],
  ['cloud', openCloud, 'can User ever wipe Doc', []],
  ['cloud', typedCloud, 'can admin ever wipe Doc', []],
] as const)(
  'of a %s policy, what was asked with no type or with samples is told: %j %s',
  async (dialect, text, question, told) => {
    const folder = folderOf({ 'main.polar': text, 'polar.config.json': JSON.stringify({ dialect }) });
    const { output, errors } = await polar(folder, ['ask', question]);
    expect(errors).toBe('');
    const { samples } = JSON.parse((await polar(folder, ['ask', question, '--format', 'json'])).output) as {
      samples: readonly string[];
    };
    const aboutTypes = samples.filter((line) => !/^(Numbers|Fields)/.test(line));
    expect(aboutTypes).toEqual(told);
    if (output.startsWith('No')) for (const line of told) expect(output).toContain(`- ${line}\n`);
  },
);

test('where heads take more questions than are asked, nothing is said of all of them', async () => {
  const types = Array.from({ length: 70 }, (_, i) => `resource R${i} { permissions = ["p"]; }`);
  const rules = ['allow(_a, "go", _r) if is_open(x) and false;', 'declare is_open(User);'];
  const folder = folderOf({ 'p.polar': ['actor User {}', ...types, ...rules].join('\n') });
  const { output } = await polar(folder, ['ask', '--policy', 'p.polar', 'can "User" ever "go" R3']);
  expect(output).toMatch(
    /^No: .*; there are more that were not tried\.\nOf these worlds:\n- The rules' heads take more than 4,000 combinations/,
  );
});

/** Blocks that follow from each other, and an application's rules for them. */
const manyBlocks = (dialect: string, count: number): string => {
  const rules = (i: number, above: string): string =>
    `has_role(u: User, role: String, r: R${i}) if x in u.roles and x.name = role and x.resource = r;
${i === 0 ? '' : `has_relation(p: ${above}, "parent", r: R${i}) if r.parent = p;`}`;
  const blocks = Array.from({ length: count }, (_, i) => {
    const above = `R${Math.floor((i - 1) / 2)}`;
    return `resource R${i} { roles = ["reader", "owner"]; permissions = ["read"]; "read" if "reader"; "reader" if "owner";
${i === 0 ? '' : `relations = { parent: ${above} }; "owner" if "owner" on "parent";`} }
${dialect === 'cloud' ? '' : rules(i, above)}`;
  });
  return `${dialect === 'cloud' ? '' : 'allow(a, b, c) if has_permission(a, b, c);\n'}actor User {}\n${blocks.join('\n')}`;
};

test.each(
  ['cloud', 'library'].flatMap((dialect) =>
    [
      'can "reader" ever "read" R30',
      'can User ever "read" R30',
      'who besides "owner" can "read" R30',
      'which permissions can nobody get',
      'which rules never matter',
    ].map((question) => [dialect, question] as const),
  ),
)('%s: %s: where the time is over at once, it says so, and nothing is settled', async (dialect, question) => {
  const folder = folderOf({ 'main.polar': manyBlocks(dialect, 60), 'polar.config.json': `{"dialect": "${dialect}"}` });
  // Each look at the clock is a millisecond after the one before.
  let looks = 0;
  const { output, status } = await polar(folder, ['ask', '--timeout', '3', question], { now: () => looks++ });
  expect(output).toContain('\nThe search was cut off after 3 ms: --timeout');
  expect(output).not.toMatch(/with up to 2 objects of each type\.$/m);
  expect(status).toBe(1);
});
