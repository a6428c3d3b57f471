import { afterEach, describe, expect, test } from 'vitest';
import type { CompletionList, Location, WorkspaceEdit } from 'vscode-languageserver/node';
import { POLICY_CHANGED, POLICY_OF, type PolicyInformation } from '../src/protocol.ts';
import { QUICKSTART } from './asked.ts';
import { marked, ROOT, TestClient } from './test-client.ts';

let client: TestClient;
const started = async (files: Record<string, string> = {}, params = {}): Promise<TestClient> => {
  client = new TestClient(files);
  await client.initialize(params);
  return client;
};
afterEach(() => client.dispose());

const at = (uri: string, line: number, character: number) => ({ textDocument: { uri }, position: { line, character } });

describe('policies', () => {
  test('are the files that the nearest polar.config.json includes', async () => {
    await started({
      'polar.config.json': '{"include": ["src/**/*.polar"], "dialect": "cloud"}',
      'src/a.polar': 'f(x) if g(x);\n',
      'src/deep/b.polar': 'g(1);\n',
      'old/c.polar': 'g(2);\n',
    });
    const uri = await client.open('src/a.polar');
    const found = await client.request<Location[]>('textDocument/definition', at(uri, 0, 8));
    expect(found.map((each) => each.uri)).toEqual([`${ROOT}/src/deep/b.polar`]);
    const information = await client.request<PolicyInformation>(POLICY_OF, { textDocument: { uri } });
    expect(information).toMatchObject({ root: ROOT, dialect: 'cloud', configuration: `${ROOT}/polar.config.json` });
    const old = await client.open('old/c.polar');
    expect((await client.request<PolicyInformation>(POLICY_OF, { textDocument: { uri: old } })).root).toBe(
      `${ROOT}/old`,
    );
  });

  test('know the constants that the data file declares, also when they change', async () => {
    await started({
      'a.polar': 'grab(v) if v = conf.level;\n',
      'polar.config.json': '{"data": "data.json"}',
      'data.json': '{"constants": {"other": 1}}',
    });
    const uri = await client.open('a.polar');
    const isSingleton = ({ diagnostics }: { diagnostics: readonly { code?: unknown }[] }) =>
      diagnostics.some(({ code }) => code === 'singleton-variable');
    await client.diagnostics(uri, isSingleton);
    client.files.set(`${ROOT}/data.json`, '{"constants": {"conf": {"level": 1}}}');
    client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: `${ROOT}/data.json`, type: 2 }],
    });
    await client.diagnostics(uri, (params) => !isSingleton(params));
  });

  test('come and go with the folders of the client', async () => {
    client = new TestClient({ 'one/a.polar': 'f(x) if gone(x);\n', 'two/b.polar': 'f(x) if lost(x);\n' });
    const asked: string[] = [];
    for (const method of ['workspace/diagnostic/refresh', 'workspace/inlayHint/refresh']) {
      client.connection.onRequest(method, () => {
        asked.push(method);
        return null;
      });
    }
    await client.initialize({
      workspaceFolders: [{ uri: `${ROOT}/one`, name: 'one' }],
      capabilities: {
        workspace: {
          workspaceFolders: true,
          diagnostics: { refreshSupport: true },
          inlayHint: { refreshSupport: true },
        },
      },
    });
    await client.diagnostics(`${ROOT}/one/a.polar`, ({ diagnostics }) => diagnostics.length > 0);
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { removed: [{ uri: `${ROOT}/one`, name: 'one' }], added: [{ uri: `${ROOT}/two`, name: 'two' }] },
    });
    await client.diagnostics(`${ROOT}/one/a.polar`, ({ diagnostics }) => diagnostics.length === 0);
    await client.diagnostics(`${ROOT}/two/b.polar`, ({ diagnostics }) => diagnostics.length > 0);
    await expect.poll(() => asked.length).toBeGreaterThanOrEqual(4);
  });

  test('of documents outside the folders, and of none, are found too', async () => {
    client = new TestClient({ 'polar.config.json': '{}', 'a.polar': 'f(x) if g(x);\n', 'sub/b.polar': 'g(1);\n' });
    await client.initialize({ workspaceFolders: null });
    const uri = await client.open('sub/b.polar');
    const references = await client.request<Location[]>('textDocument/references', {
      ...at(uri, 0, 0),
      context: { includeDeclaration: false },
    });
    expect(references.map((each) => each.uri)).toEqual([`${ROOT}/a.polar`]);
    const untitled = await client.open('untitled:Untitled-1', 'f(x) if g(x);\ng(1);\n');
    expect(await client.request<Location[]>('textDocument/definition', at(untitled, 0, 8))).toMatchObject([
      { uri: untitled },
    ]);
  });

  test('say their dialect and why, when that changes', async () => {
    client = new TestClient();
    const heard: PolicyInformation[] = [];
    client.connection.onNotification(POLICY_CHANGED, (information: PolicyInformation) => {
      heard.push(information);
    });
    await client.initialize();
    const uri = await client.open('a.polar', 'f(1);\n');
    await client.diagnostics(uri);
    await client.change(uri, { text: '\nglobal { roles = ["a"]; }\n' });
    await client.diagnostics(uri, ({ version }) => version === 2);
    await client.request('textDocument/hover', at(uri, 0, 0));
    expect(heard.map(({ dialect }) => dialect)).toEqual(['library', 'cloud']);
    expect(heard[1]?.reason).toMatch(/^a\.polar, line 2, has/);
  });

  test('are not shown before the settings are known', async () => {
    client = new TestClient({ 'a.polar': 'f(1);\n' });
    const heard: PolicyInformation[] = [];
    client.connection.onNotification(POLICY_CHANGED, (information: PolicyInformation) => {
      heard.push(information);
    });
    client.connection.onRequest('workspace/configuration', async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return [{ dialect: 'cloud' }];
    });
    await client.initialize({ capabilities: { workspace: { configuration: true } } });
    const uri = await client.open('a.polar');
    await client.diagnostics(uri);
    await client.request('textDocument/hover', at(uri, 0, 0));
    expect(heard.map(({ dialect }) => dialect)).toEqual(['cloud']);
  });

  test('take their dialect from the settings where nothing else says it', async () => {
    client = new TestClient({ 'a.polar': 'f(1);\n' });
    let dialect = 'cloud';
    client.connection.onRequest('workspace/configuration', () => [{ dialect }]);
    await client.initialize({ capabilities: { workspace: { configuration: true } } });
    const uri = await client.open('a.polar');
    const now = async () => (await client.request<PolicyInformation>(POLICY_OF, { textDocument: { uri } })).dialect;
    await expect.poll(now).toBe('cloud');
    dialect = 'auto';
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await expect.poll(now).toBe('library');
  });

  test('are edited as one: a role is renamed in strings, shorthands and other files', async () => {
    const { text, position } = marked(QUICKSTART.replace('"push" if "maintainer"', '"push" if "main|tainer"'));
    await started({ 'main.polar': text, 'more.polar': 'f(a, r: Repository) if has_role(a, "maintainer", r);\n' });
    const uri = await client.open('main.polar');
    expect(await client.request('textDocument/prepareRename', { textDocument: { uri }, position })).toMatchObject({
      placeholder: 'maintainer',
    });
    const edit = await client.request<WorkspaceEdit>('textDocument/rename', {
      textDocument: { uri },
      position,
      newName: 'editor',
    });
    expect(
      Object.entries(edit.changes ?? {}).map(([file, edits]) => [file, edits.map(({ newText }) => newText)]),
    ).toEqual([
      [uri, ['"editor"', '"editor"']],
      [`${ROOT}/more.polar`, ['"editor"']],
    ]);
  });

  test('complete with the names of the whole policy', async () => {
    await started({ 'main.polar': QUICKSTART, 'more.polar': '' });
    const uri = await client.open('more.polar', 'f(a, r) if has_role(a, "');
    const { items } = await client.request<CompletionList>('textDocument/completion', at(uri, 0, 24));
    expect(items.map(({ label }) => label)).toContain('maintainer');
  });
});
