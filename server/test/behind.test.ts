import { type Files, memoryFiles } from '@polar-tools/project';
import { afterEach, expect, test } from 'vitest';
import type { DocumentSymbol } from 'vscode-languageserver/node';
import { POLICY_OF, type PolicyInformation } from '../src/protocol.ts';
import { inMemory, ROOT, TestClient } from './test-client.ts';

let client: TestClient;
afterEach(() => client.dispose());

/** A disk one of whose folders, or files, is not answered for before `release` is called. */
function stuck(
  texts: Record<string, string>,
  stuckAt: string,
): { files: Files; release: () => void; asked: () => number; most: () => number } {
  const disk = memoryFiles(Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${ROOT}/${name}`, text])));
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  let asked = 0;
  let now = 0;
  let most = 0;
  const counted = async <Result>(uri: string, answer: () => Promise<Result>): Promise<Result> => {
    most = Math.max(most, ++now);
    if (uri === `${ROOT}/${stuckAt}`) {
      asked++;
      await gate;
    }
    await new Promise((resolve) => setImmediate(resolve));
    now--;
    return answer();
  };
  const files: Files = {
    read: (uri) => counted(uri, () => disk.read(uri)),
    list: (uri) => counted(uri, () => disk.list(uri)),
  };
  return { files, release, asked: () => asked, most: () => most };
}

const policyOf = (uri: string) => client.request<PolicyInformation>(POLICY_OF, { textDocument: { uri } });

test.each([
  ['without a configuration', {}, ['mine/b.polar', 'mine/main.polar']],
  [
    'with one of its own',
    { 'mine/polar.config.json': '{}', 'mine/sub/c.polar': '' },
    ['mine/b.polar', 'mine/main.polar', 'mine/sub/c.polar'],
  ],
  [
    'with one that names its folder',
    { 'polar.config.json': '{"include": ["mine"]}' },
    ['mine/b.polar', 'mine/main.polar'],
  ],
] as const)('an open document waits for its own policy alone (%s)', async (_how, more, policy) => {
  const text = 'f(x) if g(x);\n';
  const { files, release, asked } = stuck(
    { 'mine/main.polar': text, 'mine/b.polar': 'g(1);\n', 'slow/deep/x.polar': 'x(1);\n', ...more },
    'slow',
  );
  client = new TestClient({}, inMemory(files));
  await client.initialize();
  const uri = await client.open('mine/main.polar', text);
  const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument: { uri } });
  expect(symbols).toHaveLength(1);
  expect((await policyOf(uri)).files).toEqual(policy.map((name) => `${ROOT}/${name}`));
  expect((await client.diagnostics(uri)).diagnostics.map(({ code }) => code)).not.toContain('undefined-rule-call');
  expect(asked()).toBe(1);
  // What asks about everything waits for everything.
  const found = client.request<unknown[]>('workspace/symbol', { query: 'x' });
  release();
  expect(await found).toHaveLength(1);
});

test('an open document does not wait for the files of other policies', async () => {
  const { files, release, asked } = stuck({ 'a/a.polar': 'a(1);\n', 'mine/main.polar': 'f(1);\n' }, 'a/a.polar');
  client = new TestClient({}, inMemory(files));
  await client.initialize();
  await expect.poll(asked).toBe(1);
  // Opened while the other is being read, it is the next.
  const uri = await client.open('mine/main.polar', 'f(1);\n');
  const answered = policyOf(uri);
  release();
  expect((await answered).files).toEqual([uri]);
});

test('a search asks for few folders at once', async () => {
  const names = Array.from({ length: 200 }, (_, at) => `d${at}/x.polar`);
  const { files, most } = stuck(Object.fromEntries(names.map((name) => [name, ''])), 'none');
  client = new TestClient({}, inMemory(files));
  await client.initialize();
  await client.request('workspace/symbol', { query: '' });
  expect(most()).toBeLessThanOrEqual(16);
});

test('the root of a drive, and of everything, can be a workspace', async () => {
  for (const root of ['file:///c%3A/', 'file:///C:', 'file:///']) {
    const main = `${root.startsWith('file:///') && root.length > 8 ? 'file:///c%3A' : 'file://'}/main.polar`;
    client = new TestClient(
      {},
      inMemory(memoryFiles({ [main]: 'f(1);\n', [main.replace('main', 'sub/b')]: 'g(1);\n' })),
    );
    await client.initialize({ workspaceFolders: [{ uri: root, name: 'all' }] });
    expect(await client.request<unknown[]>('workspace/symbol', { query: 'g' })).toHaveLength(1);
    await client.open(main, 'f(1);\n');
    expect((await policyOf(main)).files).toEqual([main]);
    client.dispose();
  }
});
