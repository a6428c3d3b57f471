import { readFileSync } from 'node:fs';
import type { Files } from '@polar-tools/project';
import { expect, test } from 'vitest';
import { folderOf, polar, surroundingsIn } from '../../test/command.ts';
import { run } from '../run.ts';

const example = (name: string) =>
  readFileSync(new URL(`../../../../examples/quickstart/${name}`, import.meta.url), 'utf8');
const quickstart = () => folderOf({ 'main.polar': example('main.polar'), 'data.json': example('data.json') });
const files = ['--policy', 'main.polar', '--data', 'data.json'];

test('a query without a policy is answered', async () => {
  const { status, output } = await polar(folderOf({}), ['query', '--format', 'json', 'x in [1, 2, 3] and x > 1']);
  expect(output).toBe('{"results": [{"x": 2}, {"x": 3}]}\n');
  expect(status).toBe(0);
});

test('the quickstart answers what larry may do', async () => {
  const { status, output } = await polar(quickstart(), [
    'query',
    ...files,
    '--format',
    'json',
    'allow(larry, action, gmail)',
  ]);
  expect(status).toBe(0);
  expect(new Set((JSON.parse(output).results as { action: string }[]).map(({ action }) => action))).toEqual(
    new Set(['read', 'push', 'delete']),
  );
});

test('no answer is `false` and exit 1', async () => {
  const text = await polar(quickstart(), ['query', ...files, 'allow(anne, action, gmail)']);
  expect(text).toMatchObject({ status: 1, output: 'false\n' });
  const json = await polar(quickstart(), ['query', ...files, '--format', 'json', 'allow(anne, action, gmail)']);
  expect(json).toMatchObject({ status: 1, errors: '' });
  expect(JSON.parse(json.output)).toMatchObject({ results: [] });
});

test.each([
  ['query', '-p', '/**/*.polar', 'x = 1'],
  ['check', '/'],
  ['format', '/'],
  ['test', '/'],
])(
  'on a terminal, a search through many folders says how far it is, and that there were too many (%s %s)',
  async (...commandLine) => {
    // A disk without an end, on which each folder takes a tenth of a second.
    let time = 0;
    const isPattern = (uri: string): boolean => /\*|%2A/i.test(uri);
    const files: Files = {
      read: async (uri) => ({ fault: { kind: isPattern(uri) ? 'missing' : 'folder' } }),
      list: async (uri) => {
        if (isPattern(uri)) return undefined;
        time += 100;
        return [1, 2].map((at) => ({ name: `d${at}`, kind: 'folder' as const }));
      },
    };
    const { surroundings, ran } = surroundingsIn('/', { terminal: true, files, pathStyle: 'posix' });
    expect(await run(commandLine, { ...surroundings, now: () => time })).toBe(2);
    // Each line that is shown takes the one before it away.
    const lines = ran().errors.split('\r\u001b[K');
    expect(lines).toContainEqual(expect.stringMatching(/^Looking for policies: [\d,]+ folders$/));
    expect(lines.at(-1)).toContain('20000 folders');
  },
);

test('a query that lost characters on its way says so', async () => {
  const { status, output, errors } = await polar(folderOf({}), ['query', 'x = "caf\uFFFD"']);
  expect({ status, output }).toEqual({ status: 0, output: 'x = "caf\uFFFD"\n' });
  expect(errors).toContain('bytes that are no UTF-8');
  expect((await polar(folderOf({}), ['query', 'x = "café"'])).errors).toBe('');
});

test('a query without an answer says why, to people, beside the answer', async () => {
  const text = await polar(quickstart(), ['query', ...files, 'allow(anne, "push", gmail)']);
  expect(text.output).toBe('false\n');
  expect(text.errors.split('\n')).toEqual([
    'allow(anne, "push", gmail) fails:',
    '  allow(actor, action, resource) (main.polar:27) needs has_permission(anne, "push", gmail), which fails:',
    '    "push" if "maintainer" (main.polar:11) needs has_role(anne, "maintainer", gmail), which fails:',
    '      "maintainer" if "admin" (main.polar:14) needs has_role(anne, "admin", gmail), which fails:',
    '        has_role(actor: User, role_name: String, repository: Repository) (main.polar:19) needs role_name = role.name (main.polar:21): "admin" is not "maintainer".',
    '      has_role(actor: User, role_name: String, repository: Repository) (main.polar:19) needs repository = role.repository (main.polar:22): gmail is not react.',
    'What would change that is told by polar explain, asked in the same way.',
    '',
  ]);
  const json = await polar(quickstart(), ['query', ...files, '--format', 'json', 'allow(anne, "push", gmail)']);
  expect(json).toMatchObject({ status: 1, errors: '' });
  expect(JSON.parse(json.output)).toEqual({ results: [], why: text.errors.trimEnd().split('\n').slice(0, -1) });
  const jsonl = await polar(quickstart(), ['query', ...files, '--format', 'jsonl', 'allow(anne, "push", gmail)']);
  expect(jsonl).toMatchObject({ status: 1, output: '', errors: '' });
});

test.each([
  ['1 = 2', ['1 = 2: 1 is not 2.']],
  ['x in [1, 2] and x > 2', ['x > 2: 2 > 2 is false (the last of 2 tries).']],
  ['not 1 = 1', ['not 1 = 1: 1 = 1 holds.']],
  ['x > 1 and x < 1 and x = 3', ['x = 3: 3 does not fit _this > 1 and _this < 1.']],
])('without a policy, too, %s says why it has no answer', async (query, lines) => {
  const { status, output, errors } = await polar(folderOf({}), ['query', query]);
  expect({ status, output, lines: errors.trimEnd().split('\n') }).toEqual({ status: 1, output: 'false\n', lines });
});

test.each([
  ['x matches Usr', "Unregistered class: Usr. Did you mean 'User'?"],
  ['allow(new Usr("x"), "read", gmail)', "Unregistered class: Usr. Did you mean 'User'?"],
  ['gmail matches Spaceship', 'Unregistered class: Spaceship. Name one that the policy or the data has.'],
])('the unknown class in %s is named, with what to do', async (query, message) => {
  const { status, errors } = await polar(quickstart(), ['query', ...files, query]);
  expect(status).toBe(2);
  expect(errors).toContain(message);
});

test('a class that only the head of a rule names is shown where it is named', async () => {
  const folder = folderOf({ 'f.polar': 'g(1);\n\nf(_: Folder);\n', 'data.json': '{}' });
  const { status, errors } = await polar(folder, ['query', '--policy', 'f.polar', '--data', 'data.json', 'f(1)']);
  expect(status).toBe(2);
  expect(errors).toContain('Unregistered class: Folder');
  expect(errors).toContain('f.polar:3:6');
});

test.each([
  'f(User{"a"})',
  '1 = User{"a"}',
  'f(@current_unix_time)',
  'x in [Plane{"q"}]',
  'not f(Robot{2})',
  'x matches! User',
])('the syntax of Cloud in a query of a Library policy is no answer: %s', async (query) => {
  const folder = folderOf({ 'f.polar': 'f(1);' });
  const { status, output, errors } = await polar(folder, ['query', '--policy', 'f.polar', query]);
  expect({ status, output }).toEqual({ status: 2, output: '' });
  expect(errors).toContain('exists only in policies for Oso Cloud');
});

test('the syntax of Cloud in a Library policy is no answer, whatever its configuration and comments say', async () => {
  const folder = folderOf({
    'polar.config.json': '{ "dialect": "library", "checks": { "cloud-only": "off" } }',
    'f.polar': '# polar-disable-next-line\nf(User{"a"});',
  });
  const { status, output } = await polar(folder, ['query', '--policy', 'f.polar', 'f(1)']);
  expect({ status, output }).toEqual({ status: 2, output: '' });
});

test('a query without variables is `true`, and an empty answer in JSON', async () => {
  expect(await polar(quickstart(), ['query', ...files, '--first', 'allow(larry, "read", gmail)'])).toMatchObject({
    status: 0,
    output: 'true\n',
  });
  expect((await polar(folderOf({}), ['query', '--format', 'json', '1 < 2'])).output).toBe('{"results": [{}]}\n');
});

test.each([
  [[], ['1', '2', '3']],
  [['--all'], ['1', '2', '3']],
  [['--first'], ['1']],
  [
    ['--limit', '2'],
    ['1', '2'],
  ],
])('with %j the answers are %j', async (options, values) => {
  const { output } = await polar(folderOf({}), ['query', ...options, 'x in [1, 2, 3]']);
  expect(output).toBe(values.map((value) => `x = ${value}\n`).join(''));
});

test('JSON lines are one answer a line', async () => {
  const { output } = await polar(folderOf({}), ['query', '--format', 'jsonl', 'x in [1, "a"] and y = [x, {k: true}]']);
  expect(
    output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { x: 1, y: [1, { k: true }] },
    { x: 'a', y: ['a', { k: true }] },
  ]);
});

test('what comes after --policy up to the query is of the policy, as a shell expands it', async () => {
  const folder = folderOf({ 'a.polar': 'f(x) if g(x);', 'b.polar': 'g(1);' });
  expect((await polar(folder, ['query', '--policy', 'a.polar', 'b.polar', 'f(x)'])).output).toBe('x = 1\n');
  expect((await polar(folder, ['query', '-p', 'a.polar', '-p', 'b.polar', 'f(x)'])).output).toBe('x = 1\n');
  expect((await polar(folder, ['query', '-p', '.', 'f(x)'])).output).toBe('x = 1\n');
});

test('the configuration beside the policy names the data', async () => {
  const folder = folderOf({
    'polar.config.json': '{"data": "data.json"}',
    'main.polar': example('main.polar'),
    'data.json': example('data.json'),
  });
  expect((await polar(folder, ['query', '-p', 'main.polar', '--first', 'allow(larry, "push", gmail)'])).output).toBe(
    'true\n',
  );
});

test('what a policy prints goes to the error stream', async () => {
  const folder = folderOf({ 'main.polar': 'f(x) if print("seen", x);' });
  const { output, errors } = await polar(folder, ['query', '-p', 'main.polar', 'f(1)']);
  expect(output).toBe('true\n');
  expect(errors).toContain('seen');
});

test('a name that is nearly that of an object is pointed out, since it is a variable', async () => {
  const { errors } = await polar(quickstart(), ['query', ...files, 'allow(larry, "read", gmial)']);
  expect(errors).toContain('Did you mean `gmail`?');
});

test.each<[string, string[], string, string]>([
  ['a query that does not parse', ['query', 'x = = 1'], 'unrecognized-token', "did not expect to find the token '='"],
  ['an unfinished query', ['query', 'f('], 'unrecognized-eof', 'The query ends too early.'],
  [
    'a rule that is not there',
    ['query', ...files, 'alow(larry, "read", gmail)'],
    'query-for-undefined-rule',
    'Did you mean `allow`?',
  ],
  ['a class that is not there', ['query', ...files, 'larry matches Usr'], 'unregistered-class', 'Usr'],
  ['a missing data file', ['query', '--data', 'none.json', 'x = 1'], 'no-such-file', 'There is no file "none.json".'],
  ['a malformed data file', ['query', '--data', 'bad.json', 'x = 1'], 'malformed-json', ''],
  [
    'an unknown object in the data',
    ['query', '--data', 'ref.json', 'x = 1'],
    'unknown-reference',
    "There is no object 'lary'",
  ],
  ['a missing policy', ['query', '--policy', 'none.polar', 'x = 1'], 'no-such-file', '"none.polar"'],
  ['a policy with an error', ['query', '--policy', 'bad.polar', 'x = 1'], 'unrecognized-token', ''],
  ['a type error while it runs', ['query', '1 < "a"'], 'unsupported', ''],
  ['a query in pieces', ['query', 'x', '=', '1'], 'wrong-use', "Put quotes around it: polar query 'x = 1'"],
  [
    'two queries',
    ['query', 'x = 1', 'y in [2]'],
    'wrong-use',
    "join them with `and`: polar query 'x = 1 and y in [2]'",
  ],
  [
    'two queries after a policy',
    ['query', '--policy', 'main.polar', 'x = 1', 'y in [2]'],
    'wrong-use',
    "Ask one at a time, or join them with `and`: polar query 'x = 1 and y in [2]'",
  ],
  ['two words that are no query', ['query', 'f(x', '= y'], 'wrong-use', 'here are 2. Put quotes around it.'],
  [
    'files without their options',
    ['query', 'main.polar', 'data.json', 'f(1)'],
    'wrong-use',
    "Files are named by options: polar query --policy main.polar --data data.json 'f(1)'",
  ],
  ['a policy for a query', ['query', 'main.polar'], 'wrong-use', '"main.polar" is a policy, and the query is missing.'],
  ['a query that begins with a minus', ['query', '-1 = x'], 'wrong-use', "Put -- before it: -- '-1 = x'"],
  ['a negation with a minus', ['query', '--policy', 'main.polar', '-(1) = x'], 'wrong-use', "-- '-(1) = x'"],
  [
    'a pattern in place of an object',
    ['query', 'x = User{name: "a"}'],
    'unrecognized-token',
    'an object is `new User(…)`',
  ],
])('%s exits 2 with a message', async (_name, commandLine, code, message) => {
  const folder = folderOf({
    'main.polar': example('main.polar'),
    'data.json': example('data.json'),
    'bad.json': '{"objects": {"a": }}',
    'ref.json':
      '{"classes": {"User": {"fields": ["boss"]}}, "objects": {"larry": {"$class": "User", "boss": {"$ref": "lary"}}}}',
    'bad.polar': 'f(x) if ;',
  });
  const text = await polar(folder, commandLine);
  expect(text.status).toBe(2);
  expect(text.errors).toContain('error: ');
  expect(text.errors).toContain(message);
  const json = await polar(folder, [...commandLine, '--format', 'json']);
  expect(json.status).toBe(2);
  expect(JSON.parse(json.output).error.code).toBe(code);
  expect(JSON.parse(json.output).error.message).toContain(message);
});

test('a query that takes too long ends with the limit in its message', async () => {
  const folder = folderOf({ 'main.polar': 'f(x) if f(x) or f(x);' });
  const { status, errors } = await polar(folder, ['query', '-p', 'main.polar', '--timeout', '50', 'f(1)']);
  expect(status).toBe(2);
  expect(errors).toContain('--timeout');
});

test('answers that were found before an error are printed', async () => {
  const { status, output } = await polar(folderOf({}), ['query', '--format', 'json', 'x in [1, "a"] and x < 2']);
  expect(status).toBe(2);
  expect(JSON.parse(output)).toMatchObject({ results: [{ x: 1 }], error: { code: expect.any(String) } });
});

test.each([
  ['x = "abc".startsWith("a")', 'x = true\n', 0],
  ['x = nil and x = nil', 'x = nil\n', 0],
  ['"abc".nothing = 1', '', 2],
  ['x = "abc".nothing', '', 2],
])('without data, built-in values and nil are known: %s', async (text, answers, exit) => {
  const { status, output, errors } = await polar(folderOf({}), ['query', text]);
  expect(output).toBe(answers);
  expect(status).toBe(exit);
  if (exit === 2) expect(errors).toContain('nothing not found on "abc"');
});

test('a query may begin and end with the signs that people are used to', async () => {
  const { output } = await polar(folderOf({}), ['query', '?= x = 1;']);
  expect(output).toBe('x = 1\n');
});

test('a query whose answers never end is given up in time', async () => {
  const { status, errors } = await polar(folderOf({ 'main.polar': 'n(0); n(x) if n(y) and x = y + 1;' }), [
    ...['query', '--policy', 'main.polar', '--timeout', '200', 'n(x)'],
  ]);
  expect(status).toBe(2);
  expect(errors).toContain('Query timeout');
});

const calling = {
  'main.polar': 'f(x) if\n  g(x) and 1 = 1;\ng(x) if x > "a";\nr(0) if 1 < "a";\nr(n) if n > 0 and r(n - 1);',
};

test('an error comes with the calls that led to it, the innermost first', async () => {
  const { errors } = await polar(folderOf(calling), ['query', '--policy', 'main.polar', 'f(1)']);
  expect(errors).toContain('main.polar:3:9: error: Not supported: 1 > "a"');
  expect(errors).toContain('\n  in g(x), main.polar:2:3\n  in f(1)\n');
  const { output } = await polar(folderOf(calling), ['query', '--policy', 'main.polar', '--format', 'json', 'f(1)']);
  expect(JSON.parse(output).error.calls).toEqual([
    { goal: 'g(x)', file: 'main.polar', range: { start: { line: 1, character: 2 }, end: { line: 1, character: 6 } } },
    { goal: 'f(1)', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 4 } } },
  ]);
});

test('of many calls those nearest to the error are shown, and the first', async () => {
  const { errors } = await polar(folderOf(calling), ['query', '--policy', 'main.polar', 'r(40)']);
  expect(errors).toContain('\n  … 29 more\n  in r(40)\n');
});

test('an inline query of the policy that fails is told beside the answer', async () => {
  const folder = folderOf({ 'f.polar': 'f(1);\n?= 1 = 2;\n' });
  const { status, output, errors } = await polar(folder, ['query', '--policy', 'f.polar', 'f(1)']);
  expect({ status, output }).toEqual({ status: 0, output: 'true\n' });
  expect(errors).toContain('f.polar:2:4: This inline query has no answer, so the library will not load the policy.');
});

test.each(['h(2, x: 1)', 'not f(x: 1)', 'not h(User:a)', 'x > 1 and not f(x, y: 2)', 'g(1)'])(
  'named arguments in a call of a rule are an error, never left out: %s',
  async (query) => {
    const folder = folderOf({
      'm.polar': 'f(x) if x = 1; h(x) if not f(x); g(a) if f(a, extra: 99) and not f(2, y: 1);',
    });
    const { status, output, errors } = await polar(folder, ['query', '--policy', 'm.polar', query]);
    expect([status, output]).toEqual([2, '']);
    expect(errors).toContain('with named arguments');
  },
);
