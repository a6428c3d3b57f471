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
