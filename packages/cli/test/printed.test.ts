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
  'list',
  'actions',
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

const PRINTED: readonly (readonly [files: Readonly<Record<string, string>>, words: readonly string[]])[] = [
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

const printedIn = async (files: Readonly<Record<string, string>>, words: readonly string[]): Promise<string> => {
  const folder = folderOf(files);
  const { surroundings, ran } = surroundingsIn(folder);
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
  for (const [files, words] of PRINTED) reports.push(await printedIn(files, words));
  compare('reports', reports);
});
