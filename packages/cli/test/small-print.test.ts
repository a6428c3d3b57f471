import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { run } from '../src/run.ts';
import { folderOf, polar, surroundingsIn } from './command.ts';

const cloud = `actor User {}
resource Repo { roles = ["reader", "owner"]; permissions = ["read"]; "reader" if "owner"; "read" if "reader"; }
`;

it('list and actions tell each resource or action once, whoever may', async () => {
  const facts = JSON.stringify([
    ['has_role', { type: 'User', id: 'a' }, 'reader', { type: 'Repo', id: 'r' }],
    ['has_role', { type: 'User', id: 'b' }, 'reader', { type: 'Repo', id: 'r' }],
    ['has_role', { type: 'User', id: 'b' }, 'reader', { type: 'Repo', id: 's' }],
  ]);
  const folder = folderOf({ 'main.polar': cloud, 'f.json': facts, 'polar.config.json': '{"dialect": "cloud"}' });
  const options = ['-p', 'main.polar', '-f', 'f.json'];
  expect((await polar(folder, ['list', 'User:_', 'read', 'Repo', ...options])).output).toBe('r\ns\n');
  expect((await polar(folder, ['list', 'User:_', 'read', 'Repo', ...options, '--format=json'])).output).toBe(
    '{"results": ["r", "s"]}\n',
  );
  expect((await polar(folder, ['actions', 'User:_', 'Repo:_', ...options])).output).toBe('read\n');
});

it.each([
  [
    'facts.json',
    '[["f", {"type": "User", "id": "a",\n "id": "b"}]]',
    'facts.json:2:2: The key "id" stands twice in one object',
  ],
  [
    'facts.json',
    '[{"predicate": "f", "args": [], "args": [{"type": "User", "id": "a"}]}]',
    'facts.json:1:33: The key "args" stands twice',
  ],
  [
    'facts.jsonl',
    '["f", {"type": "User", "id": "a"}]\n["f", {"type": "User", "type": "Repo", "id": "a"}]',
    'facts.jsonl:2:24: The key "type" stands twice',
  ],
  [
    'facts.jsonl',
    '["f", {"type": "User", "id": "x: \\"y\\"", "\\u0069d": "a"}]',
    'facts.jsonl:1:42: The key "id" stands twice',
  ],
])('a key that stands twice in a fact is an error with its place: %s %s', async (name, text, expected) => {
  const folder = folderOf({ 'main.polar': `${cloud}has_role(u: User, "reader", _: Repo) if f(u);`, [name]: text });
  const { status, errors } = await polar(folder, ['query', '-p', 'main.polar', '-f', name, 'f(User:_)']);
  expect(errors).toContain(expected);
  expect(status).toBe(2);
});

it('format --stdin refuses bytes that are no UTF-8, and keeps a byte order mark', async () => {
  const format = async (...bytes: Uint8Array[]) => {
    const { surroundings, ran, stdin } = surroundingsIn(folderOf({}), { terminal: true });
    const status = run(['format', '--stdin'], { ...surroundings, inputIsTerminal: false });
    for (const each of bytes) stdin.write(each);
    stdin.end();
    return { status: await status, ...ran() };
  };
  const broken = await format(Buffer.from('f("'), Buffer.from([0xe9]), Buffer.from('");\n'));
  expect([broken.status, broken.output]).toEqual([2, '']);
  expect(broken.errors).toContain('The standard input is not text in UTF-8: line 1 has bytes that are none.');
  // A character in two pieces is one.
  expect(
    (await format(Buffer.from([0x66, 0x28, 0x22, 0xc3]), Buffer.from([0xa9, 0x22, 0x29, 0x3b, 0x0a]))).output,
  ).toBe('f("é");\n');
  expect((await format(Buffer.from('\uFEFFf( 1 );\n'))).output).toBe('\uFEFFf(1);\n');
});

// The superuser may write everything.
it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'a file that may not be written is told as that',
  async () => {
    const folder = folderOf({ 'main.polar': 'f( 1 );\n' });
    chmodSync(join(folder, 'main.polar'), 0o444);
    const { status, errors } = await polar(folder, ['format']);
    expect(errors).toContain('"main.polar" may not be written. Ask for the right to write it');
    expect(status).toBe(2);
  },
);

it('a file that cannot be written is told as that', async () => {
  const folder = folderOf({ 'main.polar': 'f( 1 );\n' });
  for (const [code, kind] of [
    ['EACCES', 'forbidden'],
    ['EROFS', 'unreadable'],
    ['EIO', 'unreadable'],
  ] as const) {
    const { surroundings, ran } = surroundingsIn(folder);
    await run(['format'], { ...surroundings, save: async () => ({ kind, code }) });
    expect(ran().errors).toMatch(/"main\.polar" (may not|cannot) be written/);
  }
});

it('a query of the Library has no time', async () => {
  const { status, errors } = await polar(folderOf({ 'main.polar': 'f(1);\n' }), [
    'query',
    '-p',
    'main.polar',
    '--now',
    '5',
    'f(x)',
  ]);
  expect(errors).toContain('which has no @current_unix_time: leave --now out');
  expect(status).toBe(2);
});

it.each([
  ['f("read");', 'f(read)', true],
  ['f("read", "read"); g(x) if f(x, x);', 'f(read, _)', true],
  ['# "read"\nf(1);', 'f(read)', false],
  ['f("read"); g(read) if f(read);', 'f(read)', false],
  ['f("read"); g(1, 1);', 'f(read) and g(read, read)', false],
])('asks for lost quotes only where a string was most likely meant: %s %s', async (policy, query, asks) => {
  const { errors } = await polar(folderOf({ 'main.polar': policy }), ['query', '-p', 'main.polar', query]);
  expect(errors.includes('Did your shell take the quotes away?')).toBe(asks);
});

const block = 'actor User {}\nresource Repo { roles = ["r", "u"]; permissions = ["read"]; "read" if "r"; }\n';

it.each([
  ['cloud', 'allow(User:bob, action, r)', false],
  ['cloud', 'allow(u, action, Repo:x)', false],
  ['cloud', 'has_role(User:bob, r, Repo:x)', true],
  ['cloud', 'has_role(u, role, r)', false],
  ['cloud', 'allow(User:bob, read, r)', true],
  ['cloud', 'owner(r, User:bob)', false],
  ['cloud', 'level(Repo:x, r)', true],
  ['library', 'has_role(user, role, r)', false],
  ['library', 'has_role(user, u, r)', true],
])(
  'a variable in the place of an object is no lost string, whatever roles are called: %s %s',
  async (dialect, query, asks) => {
    const rules =
      dialect === 'cloud'
        ? 'owner(_: Repo, _: User) if is_public(Repo{"x"});\nlevel(_: Repo, "r");\n'
        : 'has_role(_: User, _: String, _: Repo);\n';
    const { errors } = await polar(
      folderOf({ 'main.polar': block + rules, 'polar.config.json': JSON.stringify({ dialect }) }),
      ['query', '-p', '.', query],
    );
    expect(errors).not.toMatch(/^error/m);
    expect(errors.includes('Did your shell take the quotes away?')).toBe(asks);
  },
);
