/** A client that asks for the diagnostics of what is open: what is sent to it unasked is taken back meanwhile. */

import { afterEach, expect, test } from 'vitest';
import type { DocumentDiagnosticReport } from 'vscode-languageserver/node';
import { TestClient } from './test-client.ts';

const FAULTY = 'f(x) if g(x);\n';
const CODES = ['missing-allow-rule', 'undefined-rule-call'];
let client: TestClient;
afterEach(() => client.dispose());

const codes = (diagnostics: readonly { code?: unknown }[]): unknown[] => diagnostics.map(({ code }) => code);

test('a file has its findings once: sent while it is closed, asked for while it is open', async () => {
  client = new TestClient({ 'a.polar': FAULTY });
  await client.initialize({ capabilities: { textDocument: { diagnostic: {} } } });
  const uri = 'file:///w/a.polar';
  const sent = await client.diagnostics(uri, ({ diagnostics }) => diagnostics.length > 0);
  expect(codes(sent.diagnostics)).toEqual(CODES);

  for (let turn = 0; turn < 2; turn++) {
    client.published.length = 0;
    await client.open('a.polar');
    expect((await client.diagnostics(uri)).diagnostics).toEqual([]);
    const report = await client.request<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: { uri } });
    expect(codes((report as { items: { code?: unknown }[] }).items)).toEqual(CODES);

    client.published.length = 0;
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    expect(codes((await client.diagnostics(uri)).diagnostics)).toEqual(CODES);
  }
});

test('nothing is taken back from a client that does not ask', async () => {
  client = new TestClient({ 'a.polar': FAULTY });
  await client.initialize();
  const uri = 'file:///w/a.polar';
  await client.diagnostics(uri, ({ diagnostics }) => diagnostics.length > 0);
  await client.open('a.polar');
  await client.diagnostics(uri, ({ version }) => version !== undefined);
  expect(client.published.filter((each) => each.uri === uri && each.diagnostics.length === 0)).toEqual([]);
});

test.each([
  ['one of several changes', [{ text: 'g(1);\n' }, 5]],
  ['the first of several changes', [{}, { text: 'g(1);\n' }]],
  ['a range', [{ range: { start: 1, end: 2 }, text: '' }]],
  ['a text', [{ text: 3 }]],
])('changes of which %s is none are left out, and that is logged', async (_name, changes) => {
  client = new TestClient({ 'a.polar': FAULTY });
  await client.initialize();
  const uri = await client.open('a.polar');
  await client.change(uri, ...(changes as object[]));
  const symbols = await client.request<{ name: string }[]>('textDocument/documentSymbol', { textDocument: { uri } });
  expect(symbols.map(({ name }) => name)).toEqual(['f']);
  expect(client.logged.join()).toContain('A change of file:///w/a.polar that is none was ignored.');
});
