import { type Files, memoryFiles } from '@polar-tools/project';
import { afterEach, describe, expect, test } from 'vitest';
import { inMemory, ROOT, TestClient } from './test-client.ts';

let client: TestClient;
afterEach(() => client.dispose());

const messages = async (name: string, least = 1) =>
  (await client.diagnostics(`${ROOT}/${name}`, ({ diagnostics }) => diagnostics.length >= least)).diagnostics.map(
    ({ code, message, range }) => [code, range.start.line, message],
  );

describe('what is wrong in a data file that a configuration names is told', () => {
  const DATA = '{\n  "clases": {},\n  "objects": {\n    "ann": { "$class": "Usr" }\n  }\n}\n';

  test.each(['data.json', 'sub/things.json', 'polar-data.json'])('whatever its name: %s', async (name) => {
    client = new TestClient({ 'polar.config.json': `{"data": "${name}"}`, 'main.polar': 'f(1);\n', [name]: DATA });
    await client.initialize();
    await client.open('main.polar');
    expect(await messages(name, 2)).toEqual([
      ['unknown-key', 1, "A data file has no 'clases'. Did you mean 'classes'?"],
      ['unknown-class', 3, expect.stringContaining("There is no class 'Usr'.")],
    ]);
  });

  test('until it is mended, is named no more, or its policy is gone', async () => {
    const files = { 'polar.config.json': '{"data": "data.json"}', 'main.polar': 'f(1);\n', 'data.json': DATA };
    client = new TestClient(files);
    await client.initialize();
    await client.open('main.polar');
    const uri = `${ROOT}/data.json`;
    const write = async (name: string, text: string): Promise<void> => {
      client.files.set(`${ROOT}/${name}`, text);
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: `${ROOT}/${name}`, type: 2 }],
      });
    };
    const gone = () => client.diagnostics(uri, ({ diagnostics }) => diagnostics.length === 0);
    await messages('data.json', 2);
    await write('data.json', '{}');
    await gone();
    await write('data.json', '{"objects": []}');
    expect(await messages('data.json')).toEqual([['wrong-type', 0, expect.any(String)]]);
    await write('polar.config.json', '{}');
    await gone();
  });
});

describe('a file that a configuration names and that is not there, or cannot be read', () => {
  const warned = async (name: string) =>
    (await client.diagnostics(`${ROOT}/${name}`, ({ diagnostics }) => diagnostics.length > 0)).diagnostics.map(
      ({ severity, range: { start, end }, message }) => [severity, start.line, start.character, end.character, message],
    );
  const missing = (name: string, what: string) =>
    `There is no file "${name}", which ${what} names. Check how it is spelled: paths begin at this folder.`;

  test.each<[string, [number, number, number, number, string][]]>([
    ['{"data": "nope.json"}', [[1, 0, 9, 20, missing('nope.json', '"data"')]]],
    ['{"facts": "nope.json"}', [[1, 0, 10, 21, missing('nope.json', '"facts"')]]],
    ['{"facts": ["facts.json",\n"nope.csv"]}', [[1, 1, 0, 10, missing('nope.csv', '"facts"')]]],
    [
      '{"host": {"kind": "python", "module": "app/nope.py"}}',
      [[1, 0, 38, 51, missing('app/nope.py', '"module" of "host"')]],
    ],
    [
      '{"host": {"kind": "node", "module": "/w/app/nope.js"}}',
      [[1, 0, 36, 52, 'There is no file "/w/app/nope.js", which "module" of "host" names. Check how it is spelled.']],
    ],
    [
      '{"include": ["*.polar", "police/**"]}',
      [
        [
          2,
          0,
          24,
          35,
          '"police/**" fits no .polar file of this policy. Check how it is spelled, or take it out: paths begin at this folder.',
        ],
      ],
    ],
  ])('is told at its place in %s', async (configuration, expected) => {
    const names = { 'main.polar': 'f(1);\n', 'facts.json': '[]', 'sub/x.txt': '', 'sub/y.polar': 'g(1);\n' };
    client = new TestClient({ 'polar.config.json': configuration, ...names });
    await client.initialize();
    await client.open('main.polar');
    expect(await warned('polar.config.json')).toEqual(expected);
  });

  test('is told no more once it is there', async () => {
    client = new TestClient({
      'polar.config.json': '{"data": "later.json", "include": ["*.polar", "more"]}',
      'main.polar': 'f(1);\n',
    });
    await client.initialize();
    await client.open('main.polar');
    expect(await warned('polar.config.json')).toHaveLength(2);
    client.files.set(`${ROOT}/later.json`, '{}');
    client.files.set(`${ROOT}/more/x.polar`, 'g(1);\n');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: ['later.json', 'more/x.polar'].map((name) => ({ uri: `${ROOT}/${name}`, type: 1 })),
    });
    await client.diagnostics(`${ROOT}/polar.config.json`, ({ diagnostics }) => diagnostics.length === 0);
  });

  test.each([
    '{"data": "data.json", "facts": ["facts.json", "utf16.csv"], "include": ["**/*.polar", "sub", "./main.polar"]}',
    '{"host": {"kind": "python", "module": "app.authorization"}}',
    '{"host": {"kind": "python", "module": "/other/app.py"}}',
    '{"host": {"kind": "node", "module": "../other/app.js"}}',
  ])('nothing is told of %s', async (configuration) => {
    const read: string[] = [];
    const disk = memoryFiles(
      Object.fromEntries(
        Object.entries({
          'polar.config.json': configuration,
          'main.polar': 'f(1);\n',
          'sub/x.polar': 'g(1);\n',
          'data.json': '{}',
          'facts.json': '[]',
          'utf16.csv': '',
        }).map(([name, text]) => [`${ROOT}/${name}`, text]),
      ),
    );
    const files: Files = {
      ...disk,
      read: async (uri) => {
        read.push(uri);
        return uri.endsWith('utf16.csv') ? { fault: { kind: 'utf-16', text: 'predicate\n' } } : disk.read(uri);
      },
    };
    client = new TestClient({}, inMemory(files));
    await client.initialize({ workspaceFolders: [{ uri: ROOT, name: 'w' }] });
    await client.open(`${ROOT}/main.polar`, 'f(1);\n');
    await client.diagnostics(`${ROOT}/main.polar`);
    await client.request('workspace/symbol', { query: 'x' });
    expect(read.some((uri) => uri.includes('other'))).toBe(false);
    expect(client.published.filter(({ uri }) => uri.endsWith('polar.config.json'))).toEqual([]);
  });
});

test('what any reader of JSON finds in a configuration can be told from what only we do', async () => {
  client = new TestClient({
    'main.polar': 'f(1);\n',
    'polar.config.json': '{"dialect": "prolog", "checks": {}, "checks": {}}',
    'broken/main.polar': 'f(1);\n',
    'broken/polar.config.json': '{"dialect": ',
  });
  await client.initialize();
  await client.open('main.polar');
  expect((await messages('polar.config.json', 2)).map(([code]) => code).sort()).toEqual([
    'configuration',
    'duplicate-name',
  ]);
  expect((await messages('broken/polar.config.json')).map(([code]) => code)).toEqual(['malformed-json']);
});

/** A disk that counts how often each folder is listed. */
function counting(texts: Readonly<Record<string, string>>): { files: Files; listed: Map<string, number> } {
  const disk = memoryFiles(Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${ROOT}/${name}`, text])));
  const listed = new Map<string, number>();
  const list: Files['list'] = async (uri) => {
    listed.set(uri, (listed.get(uri) ?? 0) + 1);
    await new Promise((resolve) => setImmediate(resolve));
    return disk.list(uri);
  };
  return { files: { ...disk, list }, listed };
}

test.each([
  ['the folder that is open', ROOT],
  ['a folder above the one that is open', `${ROOT}/src`],
])('the tree of a policy whose configuration stands in %s is listed once', async (_where, folder) => {
  const texts: Record<string, string> = { 'polar.config.json': '{}', 'src/main.polar': 'f(1);\n' };
  for (let at = 0; at < 50; at++) texts[`src/deep${at}/more/x${at}.polar`] = `x${at}(1);\n`;
  const { files, listed } = counting(texts);
  client = new TestClient(texts, inMemory(files));
  await client.initialize({ workspaceFolders: [{ uri: folder, name: 'w' }] });
  await client.open('src/main.polar');
  await client.diagnostics(`${ROOT}/src/main.polar`);
  await client.request('workspace/symbol', { query: 'x' });
  const twice = [...listed].filter(([uri, times]) => times > 1 && uri.includes('/deep'));
  expect(twice).toEqual([]);
  expect(listed.get(`${ROOT}/src/deep7/more`)).toBe(1);
});
