import { afterEach, describe, expect, test } from 'vitest';
import type { DocumentDiagnosticReport, Hover, Location } from 'vscode-languageserver';
import { createFeatures } from '../src/features.ts';
import { POLICY_OF } from '../src/protocol.ts';
import { QUICKSTART } from './asked.ts';
import { ROOT, TestClient } from './test-client.ts';

let client: TestClient;
afterEach(() => client.dispose());

const started = async (files: Record<string, string> = {}, params = {}): Promise<void> => {
  client = new TestClient(files);
  await client.initialize(params);
};
const codeOf = async (answer: Promise<unknown>): Promise<number | undefined> =>
  answer.then(
    () => undefined,
    (error: { code: number }) => error.code,
  );
const notify = (method: string, params: unknown): Promise<void> =>
  client.connection.sendNotification(method, params as object);

const methods = [...createFeatures().map(({ method }) => method), POLICY_OF];
const origin = { line: 0, character: 0 };

/** Parameters in which every request finds what it needs. */
const full = (uri: string, item: object) => ({
  textDocument: { uri },
  position: { line: 15, character: 2 },
  positions: [origin],
  range: { start: origin, end: { line: 30, character: 0 } },
  context: { diagnostics: [], includeDeclaration: true, only: ['quickfix'] },
  newName: 'other',
  previousResultId: '1',
  query: 'a',
  item,
  label: 'has_role',
  data: { uri, predicate: 'has_role' },
  block: 'Repository',
  dialect: 'cloud',
});

const WRONG: readonly unknown[] = [
  null,
  -1.5,
  1e308,
  'text',
  true,
  [],
  [null],
  {},
  { line: '1', character: [] },
  { uri: 5 },
  { uri: 'file:////x' },
  { uri: '%zz:%' },
  '__proto__',
  'toString',
];

/** The same parameters with each part in turn left out, and put in a wrong form. */
function* wrongForms(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    const { [key]: _, ...others } = value as Record<string, unknown>;
    yield others;
    for (const wrong of WRONG) yield { ...value, [key]: wrong };
    for (const deeper of wrongForms(part)) yield { ...value, [key]: deeper };
  }
}

describe('parameters of any form', () => {
  test('are answered, or refused in words, by every request', { timeout: 60_000 }, async () => {
    await started({ 'main.polar': QUICKSTART });
    const uri = await client.open('main.polar');
    const [item] = await client.request<object[]>('textDocument/prepareCallHierarchy', {
      textDocument: { uri },
      position: { line: 16, character: 2 },
    });
    expect(item).toBeDefined();
    const forms = [undefined, null, 5, 'x', [], [1], {}, ...wrongForms(full(uri, item!))];
    const bad: string[] = [];
    for (const method of methods) {
      const codes = await Promise.all(forms.map((form) => codeOf(client.request(method, form))));
      for (const [at, code] of codes.entries()) {
        // InvalidParams and RequestFailed say why in words.
        if (![undefined, -32602, -32803].includes(code)) bad.push(`${code} for ${method} ${JSON.stringify(forms[at])}`);
      }
    }
    expect(bad).toEqual([]);
    expect(client.logged).toEqual([]);
  });

  test('of notifications are taken or ignored, and the server goes on', { timeout: 60_000 }, async () => {
    await started({ 'main.polar': QUICKSTART });
    const uri = await client.open('main.polar');
    const position = { line: 1, character: 0 };
    const textDocument = { uri, version: 2, languageId: 'polar', text: QUICKSTART };
    const params = {
      textDocument,
      contentChanges: [{ range: { start: position, end: position }, text: '' }],
      changes: [{ uri, type: 2 }],
      settings: { polar: { dialect: 'library', checks: { 'unused-rule': 'off' } } },
      event: { added: [{ uri: `${ROOT}/other`, name: 'other' }], removed: [{ uri: `${ROOT}/other`, name: 'other' }] },
      id: 7,
    };
    for (const method of [
      'textDocument/didChange',
      'textDocument/didSave',
      'workspace/didChangeWatchedFiles',
      'workspace/didChangeConfiguration',
      'workspace/didChangeWorkspaceFolders',
      'textDocument/didClose',
      'textDocument/didOpen',
      '$/setTrace',
      '$/cancelRequest',
      'no/suchNotification',
    ]) {
      for (const form of [undefined, null, [], {}, ...wrongForms(params)]) await notify(method, form);
    }
    await notify('textDocument/didOpen', { textDocument: { ...textDocument, version: 99 } });
    const hover = await client.request<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: { line: 16, character: 2 },
    });
    expect(JSON.stringify(hover)).toContain('has_role');
    // What is ignored is said; two of these are the protocol library's own.
    expect(client.logged.filter((line) => !/was ignored|parameters by position|\$\/setTrace/.test(line))).toEqual([]);
  });

  test('of initialize are made the best of', async () => {
    for (const params of [
      { workspaceFolders: 'x' },
      { workspaceFolders: [null, 5, {}, { uri: 5 }, { uri: 'file:////x' }, { uri: ROOT, name: 'w' }] },
      { workspaceFolders: [{ uri: ROOT, name: 'w' }], capabilities: { workspace: null } },
      {
        workspaceFolders: [{ uri: ROOT, name: 'w' }],
        capabilities: {
          general: { positionEncodings: 'utf-8' },
          textDocument: 5,
          workspace: { workspaceEdit: { resourceOperations: 'create', documentChanges: true } },
        },
      },
      { workspaceFolders: null, rootUri: ROOT, initializationOptions: 5 },
      { workspaceFolders: null, rootUri: 7, initializationOptions: { diagnostics: 9, readsFiles: 'no' } },
    ]) {
      await started({ 'a.polar': 'f(x) if g(x);\n', 'b.polar': 'g(1);\n' }, params);
      const uri = await client.open('a.polar');
      const found = await client.request<Location[]>('textDocument/definition', {
        textDocument: { uri },
        position: { line: 0, character: 8 },
      });
      expect(found, JSON.stringify(params)).toMatchObject([{ uri: `${ROOT}/b.polar` }]);
      client.dispose();
    }
  });
});

describe('requests at the wrong time', () => {
  test('are refused before initialize and after shutdown, all of them', async () => {
    client = new TestClient({ 'main.polar': QUICKSTART });
    const uri = `${ROOT}/main.polar`;
    const params = full(uri, { data: { uri } });
    await client.open('main.polar');
    await client.change(uri, { text: '' });
    for (const method of methods) expect(await codeOf(client.request(method, params)), method).toBe(-32002);
    await client.initialize();
    expect(await codeOf(client.request('initialize', { capabilities: {} }))).toBe(-32600);
    expect(await codeOf(client.request('textDocument/hover', params))).toBeUndefined();
    await client.request('shutdown', undefined);
    for (const method of methods) expect(await codeOf(client.request(method, params)), method).toBe(-32600);
    await client.change(uri, { text: 'f(1);' });
    expect(client.logged.filter((line) => !/is not open/.test(line))).toEqual([]);
  });
});

describe('documents of any kind', () => {
  test('need not be files', async () => {
    await started({ 'main.polar': 'g(1);\n' });
    for (const uri of [
      'untitled:Untitled-1',
      'untitled:/w/new.polar',
      'git:/w/main.polar?%7B%22ref%22%3A%22HEAD%22%7D',
      'vscode-vfs://github/osohq/oso/main.polar',
      'https://example.com/a%20b/main.polar?x=1#y',
      'file:///w/no-ending',
      'inmemory:model/1',
      'a:',
    ]) {
      await client.open(uri, 'f(x) if h(x);\nh(1);\n');
      const textDocument = { uri };
      const found = await client.request<Location[]>('textDocument/definition', {
        textDocument,
        position: { line: 0, character: 8 },
      });
      expect(found, uri).toMatchObject([{ uri, range: { start: { line: 1 } } }]);
      for (const method of methods) {
        const code = await codeOf(client.request(method, full(uri, { data: { uri } })));
        expect([undefined, -32803], `${method} of ${uri}`).toContain(code);
      }
      await notify('textDocument/didClose', { textDocument });
    }
    expect(client.logged).toEqual([]);
  });

  test('two of the same name on two hosts are two', async () => {
    await started();
    await client.open('vscode-vfs://github/one/main.polar', 'f(x) if h(x);\nh(1);\n');
    const other = await client.open('vscode-vfs://gitlab/one/main.polar', 'f(x) if h(x);\n');
    expect(
      await client.request('textDocument/definition', {
        textDocument: { uri: other },
        position: { line: 0, character: 8 },
      }),
    ).toEqual([]);
  });

  test('may have 5 MB', { timeout: 60_000 }, async () => {
    await started();
    const long = 'é漢'.repeat(30);
    const rule = (n: number) => `rule_${n}(x, "${long}") if rule_${n + 1}(x, y) and y.name = "n${n}";\n`;
    const text = Array.from({ length: 25_000 }, (_, n) => rule(n)).join('');
    expect(Buffer.byteLength(text)).toBeGreaterThan(5_000_000);
    const uri = await client.open('large.polar', text);
    const at = (line: number) => ({ textDocument: { uri }, position: { line, character: 2 } });
    const hover = await client.request('textDocument/hover', at(20_000));
    expect(JSON.stringify(hover)).toContain('rule_20000');
    for (let edit = 0; edit < 6; edit++) {
      const start = { line: edit * 1000, character: 0 };
      await client.change(uri, { range: { start, end: start }, text: edit % 2 === 0 ? '"' : '{' });
      await client.request('textDocument/completion', at(edit * 1000 + 1));
    }
    await client.change(uri, { text: 'f(1);\n' });
    const report = await client.request<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: { uri } });
    expect(report).toMatchObject({ kind: 'full', items: expect.any(Array) });
    expect(client.logged).toEqual([]);
  });
});

describe('edits', () => {
  test('count in the order in which they come, whatever versions they bear', async () => {
    await started();
    const uri = await client.open('a.polar', '');
    let text = '';
    for (const [at, version] of [7, 7, 3, 0, -1, null, undefined, '8', 2 ** 60].entries()) {
      const position = { line: at, character: 0 };
      await notify('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range: { start: position, end: position }, text: `f(${at});\n` }],
      });
      text += `f(${at});\n`;
    }
    const hover = await client.request<Hover>('textDocument/hover', { textDocument: { uri }, position: origin });
    expect(JSON.stringify(hover)).toContain('and 1 more rule.');
    expect(text.split('\n')).toHaveLength(10);
  });

  test('by the thousand are kept up with, and requests in between are answered or overtaken', {
    timeout: 60_000,
  }, async () => {
    await started({ 'b.polar': 'g(1);\n' });
    const uri = await client.open('a.polar', `${QUICKSTART}\n`);
    const line = QUICKSTART.split('\n').length;
    const typed = 'allow(actor, action, resource) if g(actor) and action = resource and nowhere(action); ';
    const codes = new Set<number | undefined>();
    const waiting: Promise<unknown>[] = [];
    for (let at = 0; at < 3000; at++) {
      const position = { line, character: at };
      await client.change(uri, { range: { start: position, end: position }, text: typed[at % typed.length] });
      for (const method of ['completion', 'documentSymbol', 'semanticTokens/full', 'documentHighlight']) {
        if (at % 50 !== 0) continue;
        const answer = client.request(`textDocument/${method}`, { textDocument: { uri }, position });
        waiting.push(codeOf(answer).then((code) => codes.add(code)));
      }
    }
    await Promise.all(waiting);
    expect([...codes].filter((code) => code !== undefined && code !== -32801)).toEqual([]);
    const { version } = await client.diagnostics(uri, (params) => params.version === 3001);
    expect(version).toBe(3001);
    // Not one for each letter: what is out of date is not worked on.
    expect(client.published.filter((each) => each.uri === uri).length).toBeLessThan(2500);
    expect(client.logged).toEqual([]);
  });
});

describe('folders', () => {
  const definitionIn = (uri: string) =>
    client.request<Location[]>('textDocument/definition', {
      textDocument: { uri },
      position: { line: 0, character: 8 },
    });
  const change = (event: object) =>
    notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [], ...event } });

  test('may end in a slash', async () => {
    await started(
      { 'a.polar': 'f(x) if g(x);\n', 'b.polar': 'g(1);\n' },
      { workspaceFolders: [{ uri: `${ROOT}/`, name: 'w' }] },
    );
    const uri = await client.open('a.polar');
    expect(await definitionIn(uri)).toEqual([
      { uri: `${ROOT}/b.polar`, range: { start: origin, end: { line: 0, character: 1 } } },
    ]);
    await change({ removed: [{ uri: `${ROOT}/`, name: 'w' }] });
    expect(await client.request('workspace/symbol', { query: '' })).toHaveLength(2);
  });

  test('may lie in one another, and the inner one stays when the outer goes', async () => {
    await started(
      { 'a.polar': 'a(1);\n', 'in/b.polar': 'b(1);\n' },
      {
        workspaceFolders: [
          { uri: ROOT, name: 'w' },
          { uri: `${ROOT}/in`, name: 'in' },
        ],
      },
    );
    const names = async () =>
      (await client.request<{ name: string }[]>('workspace/symbol', { query: '' })).map(({ name }) => name).sort();
    expect(await names()).toEqual(['a', 'b']);
    await change({ removed: [{ uri: ROOT, name: 'w' }] });
    expect(await names()).toEqual(['b']);
    await change({ added: [{ uri: ROOT, name: 'w' }], removed: [{ uri: `${ROOT}/in`, name: 'in' }] });
    expect(await names()).toEqual(['a', 'b']);
  });

  test('that are deleted take their policies with them, though only the folder is told of', async () => {
    await started({ 'a.polar': 'f(x) if g(x);\n', 'old/deep/b.polar': 'h(1);\n', 'old/polar.config.json': '{}' });
    const symbols = () => client.request<{ name: string }[]>('workspace/symbol', { query: 'h' });
    expect(await symbols()).toHaveLength(1);
    client.files.delete(`${ROOT}/old/deep/b.polar`);
    client.files.delete(`${ROOT}/old/polar.config.json`);
    await notify('workspace/didChangeWatchedFiles', { changes: [{ uri: `${ROOT}/old`, type: 3 }] });
    expect(await symbols()).toEqual([]);
  });

  test('that are renamed keep their policies', async () => {
    await started({ 'old/a.polar': 'h(1);\n' });
    const uris = async () =>
      (await client.request<{ location: Location }[]>('workspace/symbol', { query: 'h' })).map(
        ({ location }) => location.uri,
      );
    expect(await uris()).toEqual([`${ROOT}/old/a.polar`]);
    client.files.delete(`${ROOT}/old/a.polar`);
    client.files.set(`${ROOT}/new/a.polar`, 'h(1);\n');
    await notify('workspace/didRenameFiles', { files: [{ oldUri: `${ROOT}/old`, newUri: `${ROOT}/new` }] });
    expect(await uris()).toEqual([`${ROOT}/new/a.polar`]);
  });

  test('of others are forgotten once nothing of them is open', async () => {
    client = new TestClient();
    client.files.set('file:///elsewhere/a.polar', 'f(x) if g(x);\n');
    client.files.set('file:///elsewhere/b.polar', 'h(x) if i(x);\n');
    await client.initialize();
    const uri = await client.open('file:///elsewhere/a.polar', 'f(x) if g(x);\n');
    await client.diagnostics('file:///elsewhere/b.polar', ({ diagnostics }) => diagnostics.length > 0);
    await notify('textDocument/didClose', { textDocument: { uri } });
    await client.diagnostics('file:///elsewhere/b.polar', ({ diagnostics }) => diagnostics.length === 0);
    expect(await client.request('workspace/symbol', { query: '' })).toEqual([]);
  });
});
