import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitAll, folderOf, polar } from '../../test/command.ts';

const example = (name: string) => readFileSync(new URL(`../../../../examples/${name}`, import.meta.url), 'utf8');
const quickstart = example('quickstart/main.polar');
const publicRule = /has_permission\(_actor[^;]*;\n/;
const files = () =>
  folderOf({
    'old/main.polar': quickstart,
    'new/main.polar': quickstart.replace(publicRule, ''),
    'data.json': example('quickstart/data.json'),
  });

test('the quickstart without its public rule: nobody reads a public repository any longer but by a role', async () => {
  const { status, output, errors } = await polar(files(), ['diff', 'old', 'new', '--data', 'data.json']);
  expect({ status, errors }).toEqual({ status: 1, errors: '' });
  expect(
    output.replace(/the [\d,]+ worlds/, 'the 1,234 worlds'),
  ).toBe(`Answers change from old to new (+ allowed now, - no longer).

Over data.json:
  - (anyone, "read", react)  larry and graham may no longer; anne still may

Over generated worlds, each with the least that shows it:
  - (anyone, "read", Repository)
      allow(user_1, "read", repository_1) with repository_1.is_public = true

Compared in the 1,234 worlds tried, of 2 objects of each type. There may be more differences:
- Where a rule asks for no type of its actor or resource, not every value that it takes was asked with.
- Fields have samples of values: those that the rules name and one more; a list has at most two members.
`);
});

test('the other way round it is allowed', async () => {
  const { status, output } = await polar(files(), ['diff', 'new', 'old']);
  expect(status).toBe(1);
  expect(output).toContain('  + (anyone, "read", Repository)\n');
});

test('a witness is a data file over which polar query gives the two answers', async () => {
  const folder = files();
  const { output } = await polar(folder, ['diff', 'old', 'new', '--data', 'data.json', '--format', 'json']);
  const { over, generated, policies } = JSON.parse(output);
  expect(over).toEqual([
    {
      kind: 'data',
      name: 'data.json',
      changes: [
        {
          change: 'denied',
          anyone: true,
          actors: ['larry', 'graham'],
          action: '"read"',
          resource: 'react',
          others: ['anne'],
        },
      ],
      ended: [],
      complete: true,
    },
  ]);
  const [{ witness }] = generated.changes;
  writeFileSync(join(folder, 'witness.json'), witness.world);
  const asked = (policy: string) =>
    polar(folder, ['query', '--policy', policy, '--data', 'witness.json', witness.query]);
  expect((await asked('old')).status).toBe(0);
  expect((await asked('new')).status).toBe(1);
  // So do the texts of both sides, which are told for where one of them is in a revision.
  for (const [side, status] of [
    ['old', 0],
    ['new', 1],
  ] as const) {
    const texts = Object.values<string>(policies[side]);
    for (const [i, text] of texts.entries()) writeFileSync(join(folder, `told-${side}-${i}.polar`), text);
    expect((await asked(`told-${side}-*.polar`)).status).toBe(status);
  }
  expect(generated.searched).toMatchObject({ objects: 2, complete: false, limitMet: false, unanswered: 0 });
});

test('where nothing changes, it says how far it looked', async () => {
  const folder = folderOf({
    'a.polar': quickstart,
    'b.polar': quickstart.replace('# The application', '# An application'),
  });
  expect(await polar(folder, ['diff', 'a.polar', 'b.polar'])).toEqual({
    status: 0,
    errors: '',
    output: `No answer changes from a.polar to b.polar, as far as was searched.

The rules of both are the same.
`,
  });
});

const types = 'actor User {} resource Repo { permissions = ["read"]; roles = ["reader"]; "read" if "reader"; }\n';

test.each([
  [
    'allow_field(_u: User, "a", _r: Repo, "f");',
    'allow_field(_u: User, "a", _r: Repo, "g");',
    /- allow_field was not asked/,
  ],
  ['allow_request(_u: User, "f");', 'allow_request(_u: User, "g");', /- allow_request was not asked/],
  ['allow("bob", "z", _r: Repo);', 'allow("bob", "z", _r: Repo) if 1 = 1;', /- Where a rule asks for no type/],
  [
    'allow(_u: User, "read", r: Repo) if r.n > 700;',
    'allow(_u: User, "read", r: Repo) if r.n >= 701;',
    /- Numbers are samples/,
  ],
  [
    'allow(u: User, "read", r: Repo) if r.a.b = u;',
    'allow(u: User, "read", r: Repo) if u = r.a.b;',
    /- Fields have samples/,
  ],
])('a Library policy: what was not searched is told: %s', async (before, after, line) => {
  const folder = folderOf({ 'a.polar': before, 'b.polar': after });
  const { output, errors } = await polar(folder, ['diff', 'a.polar', 'b.polar']);
  expect(errors).toBe('');
  expect(output).not.toContain('up to');
  expect(output).toMatch(
    /No difference was found in the \d+ worlds? tried|No question that was asked leads to a rule that changed/,
  );
  expect(output).toMatch(line);
  const json = JSON.parse((await polar(folder, ['diff', 'a.polar', 'b.polar', '--format', 'json'])).output);
  expect(json.generated.searched.complete).toBe(false);
});

test('a Cloud policy that compares numbers is searched with samples', async () => {
  const rule = (least: string) =>
    `${types}has_role(u: User, "reader", _r: Repo) if n matches Integer and level(u, n) and n ${least};`;
  const folder = folderOf({ 'a.polar': rule('> 700'), 'b.polar': rule('>= 701') });
  const { output } = await polar(folder, ['diff', 'a.polar', 'b.polar']);
  expect(output).toMatch(/No difference was found in the \d+ worlds? tried[\s\S]*- Numbers are samples/);
});

test.each([
  ['in a circle of roles', '"writer" if "reader";'],
  ['in a circle over two roles', '"clerk" if "reader"; "writer" if "clerk";'],
])('who gets more by a circle of roles is told, though most of its worlds never end: %s', async (_name, circle) => {
  const old = `allow(actor, action, resource) if has_permission(actor, action, resource);
actor User {}
resource Org { roles = ["owner", "member"]; "member" if "owner"; }
resource Repo {
  roles = ["admin", "clerk", "writer", "reader"];
  permissions = ["read", "push"];
  relations = { parent: Org };
  "read" if "reader";
  "push" if "writer";
  "reader" if "writer";
  "writer" if "admin";
  "admin" if "owner" on "parent";
  "reader" if "member" on "parent";
}
has_role(user: User, name: String, org: Org) if
  role in user.org_roles and role.name = name and role.org = org;
has_role(user: User, name: String, repo: Repo) if
  role in user.roles and role.name = name and role.repo = repo;
has_relation(org: Org, "parent", repo: Repo) if org = repo.org;
`;
  const folder = folderOf({
    'a.polar': old,
    'b.polar': old.replace('"writer" if "admin";', circle),
  });
  const { status, output } = await polar(folder, ['diff', 'a.polar', 'b.polar', '--timeout', '10000']);
  expect(output).toContain('+ (User, "push", Repo)');
  expect(status).toBe(1);
});

test('a question of the data that ends no more is a change, with what was said before', async () => {
  const rules = (more: string) => `allow(actor, action, resource) if has_permission(actor, action, resource);
actor User {}
resource Repo { roles = ["writer", "reader"]; permissions = ["push"]; "push" if "writer"; "reader" if "writer"; ${more} }
has_role(user: User, name: String, _: Repo) if name in user.roles;
`;
  const folder = folderOf({
    'a.polar': rules(''),
    'b.polar': rules('"writer" if "reader";'),
    'data.json':
      '{"classes": {"User": {}, "Repo": {}}, "objects": {"zed": {"$class": "User", "roles": []}, "r": {"$class": "Repo"}}}',
  });
  const words = ['diff', 'a.polar', 'b.polar', '--data', 'data.json', '--timeout', '500'];
  const { status, output } = await polar(folder, words);
  expect(output).toMatch(
    /Over data\.json:\n {2}! allow\(zed, "push", r\): denied before, no answer now: it does not end within 200,000 calls/,
  );
  expect(status).toBe(1);
  expect(JSON.parse((await polar(folder, [...words, '--format', 'json'])).output).over[0].ended).toEqual([
    {
      query: 'allow(zed, "push", r)',
      before: 'denied',
      after: 'error',
      error: expect.stringContaining('does not end'),
    },
  ]);
  expect((await polar(folder, [...words, '--format', 'markdown'])).output).toContain('denied before, no answer now');
  const backwards = ['diff', 'b.polar', 'a.polar', ...words.slice(3)];
  expect((await polar(folder, backwards)).output).toContain('no answer before, denied now');
});

test('a search that meets its limit says so in its first line, and to programs', async () => {
  const more = Array.from({ length: 12 }, (_, i) => `r.f${i} = "v${i}"`).join(' and ');
  const folder = folderOf({
    'a.polar': `allow(_u: User, "read", r: Repo) if ${more};`,
    'b.polar': `allow(_u: User, "read", r: Repo) if ${more.split(' and ').reverse().join(' and ')};`,
  });
  const words = ['diff', 'a.polar', 'b.polar', '--objects', '1'];
  expect((await polar(folder, words)).output).toMatch(
    /^No change was found from a.polar to b.polar, but not everything could be compared: there may be one\./,
  );
  const { generated } = JSON.parse((await polar(folder, [...words, '--format', 'json'])).output);
  expect(generated.searched).toMatchObject({ complete: false, limitMet: true });
});

test('a table for a pull request', async () => {
  const { output } = await polar(files(), ['diff', 'old', 'new', '--data', 'data.json', '--format', 'markdown']);
  expect(output).toContain(
    '| ➖ no longer | `(anyone, "read", react)` | larry and graham may no longer; anne still may |\n',
  );
  expect(output).toContain(
    '| ➖ no longer | `(anyone, "read", Repository)` | `allow(user_1, "read", repository_1)` | `repository_1.is_public = true` |\n',
  );
});

const cloud = (shorthand: string) => `actor User {}
resource Repo {
  roles = ["reader", "admin"];
  permissions = ["read", "delete"];
  "read" if "reader";
  ${shorthand}
}
test "readers" {
  setup { has_role(User{"ann"}, "reader", Repo{"web"}); }
  assert allow(User{"ann"}, "read", Repo{"web"});
}
`;

test('a Cloud policy is compared over facts, the facts of its tests, and generated ones', async () => {
  const folder = folderOf({
    'old.polar': cloud('"delete" if "admin";'),
    'new.polar': cloud('"delete" if "reader";'),
    'facts.polar': 'has_role(User{"bob"}, "admin", Repo{"web"});',
  });
  const { status, output } = await polar(folder, ['diff', 'old.polar', 'new.polar', '--facts', 'facts.polar']);
  expect(status).toBe(1);
  expect(output).toBe(`Answers change from old.polar to new.polar (+ allowed now, - no longer).

Over facts.polar:
  - (User{"bob"}, "delete", Repo{"web"})

Over the facts of the test "readers":
  + (User{"ann"}, "delete", Repo{"web"})

Over generated worlds, each with the least that shows it:
  - (User, "delete", Repo)
      allow(User{"user_1"}, "delete", Repo{"repo_1"}) with has_role(User{"user_1"}, "admin", Repo{"repo_1"})
  + (User, "delete", Repo)
      allow(User{"user_1"}, "delete", Repo{"repo_1"}) with has_role(User{"user_1"}, "reader", Repo{"repo_1"})

Every kind of answer was compared up to 2 objects of each type.
`);
});

test('revisions of git: one against what is there now, and a range', async () => {
  const folder = folderOf({ 'policy/main.polar': cloud('"delete" if "admin";') });
  commitAll(folder);
  writeFileSync(join(folder, 'policy/main.polar'), cloud('"delete" if "reader";'));
  for (const words of [
    ['HEAD', '--policy', 'policy'],
    ['HEAD..', '--policy', 'policy'],
  ]) {
    const { status, output, errors } = await polar(folder, ['diff', ...words]);
    expect({ status, errors }, words.join(' ')).toEqual({ status: 1, errors: '' });
    expect(output).toMatch(/^Answers change from HEAD \([0-9a-f]{9}\) to the files /);
    expect(output).toContain('  - (User, "delete", Repo)\n');
  }
  commitAll(folder);
  expect((await polar(folder, ['diff', 'HEAD..', '--policy', 'policy'])).status).toBe(0);
  const range = await polar(folder, ['diff', 'HEAD~1..HEAD', '--policy', 'policy']);
  expect(range.status).toBe(1);
  expect(range.output).toContain('  + (User, "delete", Repo)\n');
});

test.each([
  [['no-such'], /"no-such" is neither a file or folder nor a revision/],
  [['old'], /Name two policies, or a revision/],
  [['old', 'library'], /is written for the Oso Cloud/],
  [['old', 'old', '--objects', '9'], /Give 1 to 4/],
])('wrong use: %s', async (words, message) => {
  const folder = folderOf({
    'old/main.polar': cloud('"delete" if "admin";'),
    'library/main.polar': 'allow(a, "x", b) if a.y == b;',
  });
  const { status, errors } = await polar(folder, ['diff', ...words]);
  expect(status).toBe(2);
  expect(errors).toMatch(message);
});

test('a policy beside a range of revisions goes to --policy', async () => {
  const { status, errors } = await polar(files(), ['diff', 'HEAD~1..', 'new']);
  expect(status).toBe(2);
  expect(errors).toContain('The policy goes to --policy: polar diff HEAD~1.. --policy new');
});

test('over data, an action that only a body names is asked too', async () => {
  const policy = (action: string) =>
    `actor User {} resource Repo {} allow(_u: User, a, _r: Repo) if a in ["list", "${action}"];\n`;
  const folder = folderOf({
    'old.polar': policy('read'),
    'new.polar': policy('write'),
    'data.json':
      '{"classes": {"User": {}, "Repo": {}}, "objects": {"ann": {"$class": "User"}, "oso": {"$class": "Repo"}}}',
  });
  const { output } = await polar(folder, ['diff', 'old.polar', 'new.polar', '--data', 'data.json']);
  expect(output).toContain('Over data.json:\n  - (ann, "read", oso)\n  + (ann, "write", oso)\n');
});

test('a policy whose dialect is assumed is read in that of the other one', async () => {
  const block =
    'actor User {}\nresource Doc { roles = ["reader", "writer"]; permissions = ["read"]; "read" if "reader"; }\n';
  const words = ['old.polar', 'new.polar'];
  const folder = folderOf({
    'old.polar': block,
    'new.polar': `${block}has_role(u: User, "reader", d: Doc) if has_role(u, "writer", d);\ntest "t" { assert_not allow(User{"a"}, "x", Doc{"a"}); }`,
  });
  for (const order of [words, words.toReversed()]) {
    const { status, errors, output } = await polar(folder, ['diff', ...order]);
    expect({ status, errors }).toEqual({ status: 1, errors: '' });
    expect(output).toContain('"read"');
  }
});
