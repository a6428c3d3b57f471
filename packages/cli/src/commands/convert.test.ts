import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOf, polar } from '../../test/command.ts';

const library = `actor User {}
resource Repo { roles = ["reader"]; permissions = ["read"]; relations = { parent: Org }; "read" if "reader"; }
resource Org {}
has_role(user: User, name: String, repo: Repo) if role in user.roles and role.name = name and role.repo = repo;
has_relation(org: Org, "parent", repo: Repo) if repo.org = org;
allow(actor, action, resource) if has_permission(actor, action, resource);
has_permission(_: User, "read", repo: Repo) if repo.is_public and has_relation(_, "parent", repo);
`;
const cloud = `actor User {}
resource Repo { roles = ["reader"]; permissions = ["read"]; relations = { parent: Org }; "read" if "reader"; }
resource Org {}
# Told as facts: has_role(User, String, Repo). In the application: has_role(user: User, name: String, repo: Repo) if role in user.roles and role.name = name and role.repo = repo;
# Told as facts: has_relation(Repo, "parent", Org). In the application: has_relation(org: Org, "parent", repo: Repo) if repo.org = org;
has_permission(_: User, "read", repo: Repo) if is_public(repo) and has_relation(repo, "parent", _);
`;
const textOf = (folder: string, name = 'a.polar') => readFileSync(join(folder, name), 'utf8');

test('polar convert says what would change and what must be told, and changes nothing', async () => {
  const folder = folderOf({ 'a.polar': library });
  const { status, output } = await polar(folder, ['convert', '--to', 'cloud', 'a.polar']);
  expect(status).toBe(0);
  expect(output).toBe(`To be told as facts:
  the fact has_role(User, String, Repo): all that the rule for it gave
  the fact has_relation(Repo, "parent", Org): all that the rule for it gave
  the fact is_public(object): where the field is_public is true

For Oso Cloud: 1 file would change (--diff shows how, --write does it); nothing to decide.
`);
  expect(textOf(folder)).toBe(library);
});

test('--diff shows the change, and --write makes it', async () => {
  const folder = folderOf({ 'a.polar': library });
  const { status, output } = await polar(folder, ['convert', '--diff']);
  expect(status).toBe(0);
  expect(output).toContain('--- a.polar\tas it is\n+++ a.polar\tcloud\n');
  expect(output).toContain('\n-has_relation(org: Org, "parent", repo: Repo) if repo.org = org;\n');
  expect(textOf(folder)).toBe(library);
  const written = await polar(folder, ['convert', '--write', 'a.polar']);
  expect(written.status).toBe(0);
  expect(written.output).toContain('For Oso Cloud: 1 file changed; nothing to decide.\n');
  expect(textOf(folder)).toBe(cloud);
  expect(await polar(folder, ['check', '--dialect', 'cloud'])).toMatchObject({ status: 0 });
});

test('what must be decided is told with its place, and gives status 1', async () => {
  const folder = folderOf({
    'a.polar': `${library}allow(user: User, "push", repo: Repo) if\n  user.may_push(repo);\n`,
  });
  const { status, output } = await polar(folder, ['convert', '--to', 'cloud']);
  expect(status).toBe(1);
  expect(output).toContain(
    'a.polar:9:3: left out: A method call. Oso Cloud calls no code. Tell what it comes to as a fact, and ask for that.\n  9 │   user.may_push(repo);\n    │   ^^^^^^^^^^^^^^^^^^^\n',
  );
  expect(output).toContain('1 decision, 1 of them left out as comments.\n');
});

test('--format json gives the texts, decisions with ranges, and what must be told', async () => {
  const folder = folderOf({
    'a.polar': 'actor User {}\ntest "t" { assert_not f(User{"a"}); }\nf(u: User) if is_admin(u);\n',
  });
  const { status, output } = await polar(folder, ['convert', '--to', 'library', '--format', 'json']);
  expect(status).toBe(1);
  expect(JSON.parse(output)).toMatchObject({
    to: 'library',
    files: [{ file: 'a.polar', text: expect.stringContaining('is_admin(user: User) if\n  user.is_admin;') }],
    decisions: [
      {
        file: 'a.polar',
        range: { start: { line: 1, character: 0 }, end: { line: 1, character: 37 } },
        what: 'A test block',
        kept: false,
      },
    ],
    supplies: [{ kind: 'fact', predicate: 'is_admin', class: 'User', field: 'is_admin', shape: 'truth' }],
  });
});

test('a policy of that dialect, a broken one, and two ways to print are refused', async () => {
  const folder = folderOf({ 'a.polar': library, 'b.polar': 'f(' });
  expect(await polar(folder, ['convert', '--to', 'library', 'a.polar'])).toMatchObject({
    status: 2,
    errors: expect.stringContaining('reads as one for the Oso library already'),
  });
  expect(await polar(folder, ['convert', 'b.polar'])).toMatchObject({ status: 2 });
  expect(await polar(folder, ['convert', '--diff', '--format', 'json', 'a.polar'])).toMatchObject({ status: 2 });
});
