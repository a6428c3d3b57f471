import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOf, polar } from '../../test/command.ts';

const policy = `allow(actor, action, resource) if has_permission(actor, action, resource);
actor User {}
resource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }
has_role(user: User, name: String, repo: Repo) if role in user.roles and role.name = name and role.repo = repo;
`;

test('polar data prints a data file, and the query that it names has an answer', async () => {
  const folder = folderOf({ 'authorization.polar': policy });
  const { status, output, errors } = await polar(folder, ['data', '--policy', 'authorization.polar']);
  expect(status).toBe(0);
  expect(JSON.parse(output).objects).toEqual({
    user: { $class: 'User', roles: [{ name: 'reader', repo: { $ref: 'repo' } }] },
    repo: { $class: 'Repo' },
  });
  expect(errors).toBe(
    `It allows:
  allow(user, "read", repo)
Keep it as data.json, and ask: polar query --policy authorization.polar --data data.json 'allow(user, "read", repo)'
`,
  );
  writeFileSync(join(folder, 'data.json'), output);
  const answer = await polar(folder, [
    'query',
    '--policy',
    'authorization.polar',
    '--data',
    'data.json',
    'allow(user, "read", repo)',
  ]);
  expect(answer).toMatchObject({ status: 0, output: 'true\n' });
});

test('polar data says where it has only guesses', async () => {
  const impossible = folderOf({ 'main.polar': 'allow(u: User, "read", _: Doc) if u.a = 1 and u.a = 2;' });
  expect((await polar(impossible, ['data'])).errors).toBe(
    'No query was found that allows something over it: the values are guesses.\n',
  );
  const other = folderOf({ 'main.polar': 'may(u: User) if u.level > 3;' });
  const { output, errors } = await polar(other, ['data']);
  expect(JSON.parse(output).objects).toEqual({ user: { $class: 'User', level: 3 } });
  expect(errors).toBe(
    'The policy has no allow rule of three arguments, so no query was tried: the values are guesses.\n',
  );
});

test.each([
  ['a policy for Cloud', { 'main.polar': 'test "t" { assert allow(User{"a"}, "read", User{"b"}); }' }, '--facts'],
  ['a policy with an error', { 'main.polar': 'allow(a, b, c) if' }, 'main.polar'],
  ['no policy', {}, '.polar'],
])('polar data of %s says so', async (_, files, what) => {
  expect(await polar(folderOf(files), ['data'])).toMatchObject({
    status: 2,
    output: '',
    errors: expect.stringContaining(what),
  });
});
