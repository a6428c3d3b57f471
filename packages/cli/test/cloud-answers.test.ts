import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf, polar } from './command.ts';

const cloud = `actor User {}
resource Repo { roles = ["reader"]; permissions = ["read", "write"]; relations = { owner: User }; "read" if "reader"; "write" if "owner"; }
same(x: User, x: User);
`;
const folder = () => folderOf({ 'main.polar': cloud, 'polar.config.json': '{"dialect": "cloud"}' });
const ask = (...words: string[]) => polar(folder(), [...words, '-p', 'main.polar']);

it('says of wildcards that they are one and the same value', async () => {
  expect((await ask('query', 'same(User:_, User:_)')).output).toBe(
    'same(User:_, User:_) (arguments 1 and 2: the same value)\n',
  );
  expect((await ask('query', 'same', 'User:_', 'User:_')).output).toContain('the same value');
  expect((await ask('query', 'same(x, y) and x matches User')).output).toBe(
    'x = User:_, y = User:_ (x and y: the same value)\n',
  );
  expect(JSON.parse((await ask('query', 'same(User:_, User:_)', '--format=json')).output).results).toEqual([
    { fact: 'same(User:_, User:_)', bindings: {}, same: [[0, 1]] },
  ]);
  expect((await ask('query', 'same(User:a, User:_)')).output).toBe('same(User:a, User:a)\n');
});

const note = (words: string) => expect.stringContaining(`note: ${words}`);

it.each([
  [
    ['authorize', 'User:a', 'raed', 'Repo:r'],
    'Repo declares no permission "raed", and nothing else gives one. Did you mean "read"?',
  ],
  [['list', 'User:a', 'raed', 'Repo'], 'Repo declares no permission "raed"'],
  [['query', 'allow(User:a, "raed", Repo:r)'], 'Repo declares no permission "raed"'],
  [['query', 'allow', 'User:a', 'raed', 'Repo:_'], 'Repo declares no permission "raed"'],
  [
    ['query', 'has_role(User:a, "raeder", Repo:r)'],
    'Repo declares no role "raeder", and nothing else gives one. Did you mean "reader"?',
  ],
  [
    ['query', 'has_relation(Repo:r, "onwer", x)'],
    'Repo declares no relation "onwer", and nothing else gives one. Did you mean "owner"?',
  ],
])('notes a name that nothing declares, and answers all the same: %s', async (words, expected) => {
  const { status, output, errors } = await ask(...words);
  expect(errors).toEqual(note(expected));
  expect([status, output]).toEqual([1, words[0] === 'authorize' ? 'Denied\n' : '(no results)\n']);
});

it.each([
  [['authorize', 'User:a', 'read', 'Repo:r'], ''],
  [['query', 'allow(User:a, action, Repo:r)'], ''],
  [['authorize', 'User:a', 'pat', 'Repo:r'], 'has_permission(u: User, "pat", r: Repo) if likes(u, r);'],
  [['authorize', 'User:a', 'any', 'Repo:r'], 'has_permission(u: User, p: String, r: Repo) if gives(u, p, r);'],
])('says nothing of one that is declared, or that a rule may give: %s %s', async (words, rule) => {
  const with_ = folderOf({ 'main.polar': cloud + rule, 'polar.config.json': '{"dialect": "cloud"}' });
  const { errors } = await polar(with_, [...words, '-p', 'main.polar']);
  expect(errors.replace(/^What would change that is told by polar explain.*\n+$/, '')).toBe('');
});

it.each([
  'x.a = 1',
  'x == 1',
  'x = 1 + 1',
  'forall(x = 1, x = 1)',
  'cut',
  'print(1)',
  'x = {a: 1}',
  'x = new User(1)',
  'not x.a = 1',
])("refuses the Library's words in a query of a Cloud policy: %s", async (query) => {
  const { status, errors } = await ask('query', query);
  expect(status).toBe(2);
  expect(errors).toMatch(/exists only in policies for the Oso library/);
});

it('speaks of objects as they are written where a query does not read', async () => {
  const { errors } = await ask('query', 'allow(User:anne, "read", Repo:r');
  expect(errors).toContain('missing after `Repo:r`');
});

it.skipIf(process.platform === 'win32')('two names of one file are one file', async () => {
  const linked = folderOf({ 'a/a.polar': 'f(1);\nallow(_, _, _) if f(1);\n' });
  symlinkSync('a.polar', join(linked, 'a/b.polar'));
  for (const words of [
    ['check', 'a/a.polar', 'a/b.polar', '--together'],
    ['check', 'a/b.polar', 'a/a.polar'],
    ['check', 'a'],
    ['check', 'a/*.polar'],
    ['check', 'a/a.polar', 'a/a.polar'],
  ]) {
    const { output } = await polar(linked, words);
    expect([words, output.includes('duplicate-rule'), output.match(/\d+ files? checked/)?.[0]]).toEqual([
      words,
      false,
      '1 file checked',
    ]);
  }
});
