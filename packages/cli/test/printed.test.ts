import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { run } from '../src/run.ts';
import { version } from '../src/version.ts';
import { folderOf, surroundingsIn } from './command.ts';

/**
 * What the command prints, whole: its help, and each report of each command over small policies. `npm run golden` writes the texts anew, to be read through.
 */
const COMMANDS = [
  'check',
  'format',
  'query',
  'authorize',
  'ask',
  'list',
  'actions',
  'serve',
  'test',
  'init',
  'data',
  'metadata',
  'repl',
  'lsp',
  'dap',
];

const CLOUD = {
  'polar.config.json': '{"dialect": "cloud", "facts": ["facts.json"]}',
  'facts.json': '[["has_role", {"type": "User", "id": "bob"}, "reader", {"type": "Repo", "id": "x"}]]',
  // Line breaks of both kinds, rules within a line, and what is no ASCII.
  'main.polar':
    'actor User {}\r\nresource Repo { roles = ["reader", "owner"]; permissions = ["read", "push"]; "read" if "reader"; "push" if "owner"; }\r\n\r\nhas_role(u: User, "owner", r: Repo) if made(u, r) and open(r, "grün <&>"); # 🔑\r\n',
  'tests.polar': `test "reads" {
  setup { has_role(User{"a"}, "reader", Repo{"x"}); }
  assert allow(User{"a"}, "read", Repo{"x"});
  assert_not allow(User{"a"}, "push", Repo{"x"});
}
test "pushes" {
  setup { made(User{"a"}, Repo{"x"}); }
  assert allow(User{"a"}, "push", Repo{"x"});
  assert allow(User{"a"}, action: String, Repo{"x"}) iff action in ["read"];
}
`,
};
const LIBRARY = {
  'data.json':
    '{"classes": {"User": {"fields": ["name", "age"]}}, "objects": {"ann": {"$class": "User", "name": "ann", "age": 7}}}',
  'main.polar': `allow(u: User, "read", _) if old(u) and u.name = "ann";
allow(u: User, "write", _) if u.age > 17;
old(u: User) if u.age > 6;
loop(x) if loop(x + 1);
wrong(x) if x < "a";
?= 1 = 1;
`,
};
const FAULTY = {
  'polar.config.json': '{"dialect": "library"}',
  'main.polar':
    'f(x) if g(x);\nh(1, x;\nresource Repo { roles = ["a"]; "a" if "b"; }\n\tk("ä", y) if k("ä", y) and\n    z = 1;\n',
  'b.polar': '# nothing\n',
};

const QUERIES_FAIL = {
  'polar.config.json': '{"dialect": "library"}',
  'main.polar': 'f(1);\n?= f(1);\n?= f(2) and\n  f(3);\n?= 1 < "a";\ng(x) if x.name = 1;\n?= f(x) and x > 5;\n',
};
const TWO = {
  'one/polar.config.json': '{"dialect": "cloud"}',
  'one/main.polar': CLOUD['main.polar'],
  'one/tests.polar': CLOUD['tests.polar'],
  'two/polar.config.json': '{"dialect": "library", "checks": {"singleton-variable": "off"}}',
  'two/main.polar': 'f(x) if 1 = 1;\n?= f(1);\n',
  'three/polar.config.json': '{"dialect": "cloud", "nope": 1}',
  'three/main.polar': 'test "t" { assert f(1); }\n',
};
const BAD_FACTS = {
  ...CLOUD,
  'bad.json': JSON.stringify(
    Array.from({ length: 23 }, (_, at) => ['has_role', { type: 'Usr', id: `u${at}` }, 'reader', 7]),
  ),
  'bad.csv': 'has_role,User,String,Repo\na,reader\nb,reader,x\n',
  'bad.txt': 'nothing',
  'bad.jsonl': '["has_role", {"type": "User", "id": "a"}, "reader", {"type": "Repo", "id": "x"}]\n[1]\n{"a": 1}\n',
};
const repl = (files: Readonly<Record<string, string>>, input: string, ...words: string[]) =>
  [files, ['repl', ...words], input] as const;

const PRINTED: readonly (readonly [
  files: Readonly<Record<string, string>>,
  words: readonly string[],
  input?: string,
])[] = [
  ...['text', 'json', 'sarif'].map((format) => [QUERIES_FAIL, ['check', '--format', format]] as const),
  ...['text', 'json', 'junit'].map((format) => [QUERIES_FAIL, ['test', '--format', format]] as const),
  ...['text', 'json'].map((format) => [TWO, ['check', '--format', format]] as const),
  ...['text', 'junit'].map((format) => [TWO, ['test', '--format', format]] as const),
  [TWO, ['test', 'two', 'one', '--coverage', 'text']],
  [TWO, ['test', 'nowhere']],
  [TWO, ['check', 'nowhere', 'two/*.polr']],
  [TWO, ['query', '-p', 'two', '-p', 'one', 'f(1)']],
  [QUERIES_FAIL, ['query', '-p', '.', 'f(x)']],
  ...['text', 'json', 'sarif'].map((format) => [{}, ['check', '--format', format]] as const),
  ...['text', 'json', 'junit'].map((format) => [{}, ['test', '--format', format]] as const),
  [{}, []],
  [{}, ['chek']],
  [{}, ['check', '--nope']],
  [{}, ['check', '--format', 'xml']],
  [{}, ['query']],
  [{}, ['query', '']],
  [{}, ['query', 'f(1)']],
  [{}, ['query', 'f(1)', '--format', 'json']],
  [{}, ['query', '1 = 1', '--limit', '0']],
  [{}, ['query', 'x in [1, 2, 3]', '--first', '--all']],
  [{}, ['query', 'x in [1, 2, 3]', '--limit', '2']],
  [{}, ['query', '-p', 'none.polar', 'f(1)', '--format', 'jsonl']],
  [LIBRARY, ['query', '-p', '.', '-d', 'none.json', 'f(1)']],
  [LIBRARY, ['query', '-p', '.', '--facts', 'data.json', 'old(1)']],
  [CLOUD, ['query', '-p', '.', '-d', 'facts.json', 'allow(_, _, _)']],
  [CLOUD, ['query', '-p', '.', '']],
  [CLOUD, ['query', '-p', '.', 'allow', 'User:bob', '_', 'Repo:_']],
  [CLOUD, ['query', '-p', '.', 'alow', 'User:bob', '_', 'Repo:_']],
  [CLOUD, ['query', '-p', '.', 'allow(User:bob, _)']],
  [CLOUD, ['query', '-p', '.', 'not has_role(User:bob)']],
  [CLOUD, ['query', '-p', '.', 'allow(User:bob, read, Repo:x)']],
  [CLOUD, ['query', '-p', '.', 'allow(User:bob, "raed", Repo:x)']],
  [CLOUD, ['query', '-p', '.', 'has_role(who, role, where) and not has_role(another, role, where)']],
  [CLOUD, ['query', '-p', '.', '-c', 'has_role(User:zoe, owner, Repo:x)', 'allow(User:zoe, what, Repo:x)']],
  [CLOUD, ['query', '-p', '.', '-c', 'has_role(User:zoe', 'allow(User:zoe, what, Repo:x)']],
  [CLOUD, ['query', '-p', '.', '-c', 'has_rol(User:zoe, owner, Repo:x)', 'allow(User:zoe, what, Repo:x)']],
  ...['bad.json', 'bad.csv', 'bad.txt', 'bad.jsonl', 'none.json'].map(
    (name) => [BAD_FACTS, ['query', '-p', '.', '-f', name, 'allow(_, _, _)']] as const,
  ),
  ...['text', 'json'].flatMap((format) =>
    [
      ['authorize', 'User:bob', 'read', 'Repo:x'],
      ['authorize', 'User:bob', 'push', 'Repo:x'],
      ['authorize', 'bob', 'read', 'Repo:x'],
      ['list', 'User:bob', 'read', 'Repo'],
      ['list', 'User:bob', 'read', 'Rep'],
      ['actions', 'User:bob', 'Repo:x'],
      ['actions', 'User:bob', 'Repo:none'],
    ].map((words) => [CLOUD, [...words, '-p', '.', '--format', format]] as const),
  ),
  [LIBRARY, ['authorize', 'User:bob', 'read', 'Repo:x', '-p', '.']],
  [{ 'main.polar': 'f(1);\n' }, ['init', 'roles']],
  [{ 'other.polar': 'f(1);\n' }, ['init', 'roles']],
  [{ 'a.polar': 'f( 1 );\ng(x if\n' }, ['format', '--stdin', 'b.polar'], 'f( 1 );\ng(x if\n'],
  [{}, ['format', '--stdin'], 'g(x if\n'],
  [{}, ['query', 'allow', 'User:bob', '_', 'Repo:_']],
  [{}, ['query', 'main.polar', 'f(1)']],
  [{}, ['format', '--stdin', '--diff'], 'f( 1 );\n'],
  [{}, ['format', '--stdin', '--check'], 'f(1);\n'],
  [{}, ['format']],
  [{ 'README.md': '# A\n```polar\nf(x) if g(;\n```\n' }, ['check', 'README.md']],
  repl(
    LIBRARY,
    'old(x)\nold(ann)\nold(anm)\nallow(ann, what, 1)\nwrong(1)\n:trace\nold(ann)\n',
    'main.polar',
    'data.json',
  ),
  repl(CLOUD, 'allow(User:bob, what, Repo:_)\nallow(User:zoe, "read", Repo:_)\nalow(1)\n:reload\n', '.', 'facts.json'),
  repl(QUERIES_FAIL, ':reload\n', 'main.polar'),
  ...['text', 'json', 'sarif'].map((format) => [FAULTY, ['check', '--format', format]] as const),
  ...['text', 'json', 'sarif'].map((format) => [CLOUD, ['check', '--format', format]] as const),
  ...['text', 'json', 'junit'].map((format) => [CLOUD, ['test', '--format', format]] as const),
  ...['text', 'json', 'junit'].map((format) => [FAULTY, ['test', '--format', format]] as const),
  ...['text', 'json', 'junit'].map((format) => [LIBRARY, ['test', '--format', format]] as const),
  ...['text', 'json', 'lcov', 'html'].map(
    (format) =>
      [CLOUD, ['test', '--filter', 'reads', '--coverage', format, '--coverage-output', 'coverage.out']] as const,
  ),
  [CLOUD, ['test', '--coverage', 'text', '--coverage-minimum', '90']],
  [CLOUD, ['test', '--filter', 'none of these']],
  [{ 'main.polar': 'f(1);\n' }, ['test']],
  ...['text', 'json', 'jsonl'].flatMap((format) =>
    [
      'allow(ann, what, 1)',
      'allow(ann, "write", 1)',
      'wrong(1)',
      'alow(ann, what, 1)',
      'loop(1) and 1 = ',
      'old(x)',
      'x in [[1, "a\\n"], {b: ann}] and y > 1',
    ].map((query) => [LIBRARY, ['query', '-p', '.', '-d', 'data.json', '--format', format, query]] as const),
  ),
  ...['text', 'json', 'jsonl'].flatMap((format) =>
    ['allow(User:bob, what, Repo:_)', 'allow(User:bob, "push", Repo:x)', 'allow(User:bob'].map(
      (query) => [CLOUD, ['query', '-p', '.', '--format', format, query]] as const,
    ),
  ),
  [CLOUD, ['data']],
  [CLOUD, ['metadata']],
  [LIBRARY, ['metadata']],
  [CLOUD, ['format', '--check']],
  [CLOUD, ['format', '--diff']],
  [{}, ['init']],
  [{}, ['init', 'none']],
  [{}, ['init', 'roles', '--directory', 'policies']],
];

const printedIn = async (
  files: Readonly<Record<string, string>>,
  words: readonly string[],
  input?: string,
): Promise<string> => {
  const folder = folderOf(files);
  const { surroundings, ran } = surroundingsIn(folder, input === undefined ? {} : { input });
  const status = await run(words, { ...surroundings, now: () => 0 });
  const { output, errors } = ran();
  const parts = [`$ polar ${words.join(' ')}`, output, errors === '' ? '' : `stderr: ${errors}`, `status: ${status}\n`];
  const written = words.includes('coverage.out')
    ? [`coverage.out: ${readFileSync(join(folder, 'coverage.out'), 'utf8')}`]
    : [];
  // What hangs on the folder, on the version, and line breaks that an editor would take away.
  return [...parts, ...written]
    .filter((part) => part !== '')
    .join('\n')
    .replaceAll(folder, '/w')
    .replaceAll(version, '0.0.0')
    .replaceAll('\r', '␍');
};

const compare = (name: string, printed: readonly string[]): void => {
  const golden = new URL(`./printed/${name}.txt`, import.meta.url);
  const all = printed
    .map((each) => `${each.replaceAll(/[^\S\n]+$/gm, (blanks) => '·'.repeat(blanks.length))}\n`)
    .join('');
  if (process.env.POLAR_GOLDEN === 'write') writeFileSync(golden, all);
  expect(all).toBe(readFileSync(golden, 'utf8'));
};

it('the help of each command is written as it is', async () => {
  const helps = [];
  for (const command of ['', ...COMMANDS])
    helps.push(await printedIn({}, [...(command === '' ? [] : [command]), '--help']));
  compare('help', helps);
});

it('each report of each command is written as it is', async () => {
  const reports = [];
  for (const [files, words, input] of PRINTED) reports.push(await printedIn(files, words, input));
  compare('reports', reports);
});
