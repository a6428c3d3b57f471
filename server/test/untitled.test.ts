import { afterEach, describe, expect, test } from 'vitest';
import type { DocumentSymbol, Location } from 'vscode-languageserver/node';
import { POLICY_OF, type PolicyInformation } from '../src/protocol.ts';
import { ROOT, TestClient } from './test-client.ts';

let client: TestClient;
afterEach(() => client.dispose());

const policyOf = (uri: string) => client.request<PolicyInformation>(POLICY_OF, { textDocument: { uri } });
const symbols = (uri: string) =>
  client.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument: { uri } });

describe.each(['untitled:Untitled-1', 'untitled:/w/new.polar', 'polar-notes:first'])('with %s open', (blinding) => {
  test.each(['file:///elsewhere/a.polar', 'file:///elsewhere/new.polar', 'file:///top.polar', 'untitled:Untitled-9'])(
    '%s is seen',
    async (uri) => {
      client = new TestClient({ 'main.polar': 'f(1);\n' });
      client.files.set('file:///elsewhere/a.polar', '');
      await client.initialize();
      await client.open(blinding, 'blind(1);\n');
      await policyOf(blinding);
      await client.open(uri, 'f(x) if g(x);\ng(1);\nh(x) if lost(x);\n');
      expect((await symbols(uri)).length).toBeGreaterThan(0);
      const position = { line: 0, character: 8 };
      expect(
        await client.request<Location[]>('textDocument/definition', { textDocument: { uri }, position }),
      ).toMatchObject([{ uri }]);
      expect((await client.diagnostics(uri)).diagnostics.map(({ code }) => code)).toContain('undefined-rule-call');
      expect((await policyOf(uri)).files).not.toContain(blinding);
    },
  );
});

test('two documents that are not saved are two policies', async () => {
  client = new TestClient({ 'polar.config.json': '{}', 'main.polar': 'f(1);\n' });
  await client.initialize();
  const one = await client.open('untitled:Untitled-1', 'f(x) if g(x);\n');
  const other = await client.open('untitled:Untitled-2', 'g(1);\n');
  expect((await policyOf(one)).files).toEqual([one]);
  expect((await policyOf(other)).files).toEqual([other]);
  expect((await client.diagnostics(one)).diagnostics.map(({ code }) => code)).toContain('undefined-rule-call');
  await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: other } });
  expect((await policyOf(one)).files).toEqual([one]);
});

test('a folder that lies in a configured one belongs to that policy', async () => {
  client = new TestClient({ 'polar.config.json': '{}', 'sub/a.polar': 'f(x) if g(x);\n', 'b.polar': 'g(1);\n' });
  await client.initialize({ workspaceFolders: [{ uri: `${ROOT}/sub`, name: 'sub' }] });
  const uri = await client.open('sub/a.polar');
  expect((await policyOf(uri)).files).toEqual([`${ROOT}/b.polar`, uri]);
});

test('what changes in a folder that is never searched makes no policy there, and no configuration', async () => {
  client = new TestClient({ 'polar.config.json': '{}', 'main.polar': 'f(x) if lost(x);\n' });
  await client.initialize();
  const uri = await client.open('main.polar');
  expect((await policyOf(uri)).files).toEqual([uri]);
  const made = ['node_modules/p/a.polar', 'node_modules/p/polar.config.json', '.venv/b.polar', '.hidden.polar'];
  for (const name of made)
    client.files.set(`${ROOT}/${name}`, name.endsWith('.json') ? '{"include": 1}' : 'lost(1);\n');
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: made.map((name) => ({ uri: `${ROOT}/${name}`, type: 1 })),
  });
  await client.request('workspace/symbol', { query: '' });
  expect((await policyOf(uri)).files).toEqual([uri]);
  expect(client.published.map((each) => each.uri).filter((each) => each !== uri)).toEqual([]);
});

test('a configuration whose case is put right counts from then on', async () => {
  client = new TestClient({ 'Polar.config.json': '{}', 'a.polar': 'f(1);\n', 'sub/b.polar': 'g(1);\n' });
  await client.initialize();
  const uri = await client.open('a.polar');
  expect((await policyOf(uri)).files).toEqual([uri]);
  client.files.delete(`${ROOT}/Polar.config.json`);
  client.files.set(`${ROOT}/polar.config.json`, '{}');
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: `${ROOT}/polar.config.json`, type: 1 }],
  });
  await expect.poll(async () => (await policyOf(uri)).files).toEqual([uri, `${ROOT}/sub/b.polar`]);
});
