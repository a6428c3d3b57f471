import { afterEach, describe, expect, test } from 'vitest';
import {
  CancellationTokenSource,
  type CodeLens,
  type DocumentDiagnosticReport,
  type DocumentSymbol,
  type Hover,
  type Location,
  type ServerCapabilities,
  type WorkspaceDiagnosticReport,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { QUICKSTART } from './asked.ts';
import { ROOT, TestClient } from './test-client.ts';

let client: TestClient;
const started = async (files: Record<string, string> = {}, params = {}): Promise<TestClient> => {
  client = new TestClient(files);
  await client.initialize(params);
  return client;
};
afterEach(() => client.dispose());

const at = (uri: string, line: number, character: number) => ({ textDocument: { uri }, position: { line, character } });
const origin = { line: 0, character: 0 };
const codeOf = async (answer: Promise<unknown>): Promise<number | undefined> =>
  answer.then(
    () => undefined,
    (error: { code: number }) => error.code,
  );

describe('initialize', () => {
  /** For each capability, the requests that it promises to answer. */
  const REQUESTS: Partial<Record<keyof ServerCapabilities, readonly string[]>> = {
    diagnosticProvider: ['textDocument/diagnostic', 'workspace/diagnostic'],
    hoverProvider: ['textDocument/hover'],
    definitionProvider: ['textDocument/definition'],
    declarationProvider: ['textDocument/declaration'],
    typeDefinitionProvider: ['textDocument/typeDefinition'],
    implementationProvider: ['textDocument/implementation'],
    typeHierarchyProvider: ['textDocument/prepareTypeHierarchy', 'typeHierarchy/supertypes', 'typeHierarchy/subtypes'],
    documentLinkProvider: ['textDocument/documentLink'],
    inlineValueProvider: ['textDocument/inlineValue'],
    referencesProvider: ['textDocument/references'],
    documentHighlightProvider: ['textDocument/documentHighlight'],
    renameProvider: ['textDocument/prepareRename', 'textDocument/rename'],
    callHierarchyProvider: [
      'textDocument/prepareCallHierarchy',
      'callHierarchy/incomingCalls',
      'callHierarchy/outgoingCalls',
    ],
    linkedEditingRangeProvider: ['textDocument/linkedEditingRange'],
    inlayHintProvider: ['textDocument/inlayHint'],
    documentSymbolProvider: ['textDocument/documentSymbol'],
    workspaceSymbolProvider: ['workspace/symbol'],
    codeLensProvider: ['textDocument/codeLens', 'codeLens/resolve'],
    codeActionProvider: ['textDocument/codeAction'],
    foldingRangeProvider: ['textDocument/foldingRange'],
    documentFormattingProvider: ['textDocument/formatting'],
    documentRangeFormattingProvider: ['textDocument/rangeFormatting', 'textDocument/rangesFormatting'],
    documentOnTypeFormattingProvider: ['textDocument/onTypeFormatting'],
    selectionRangeProvider: ['textDocument/selectionRange'],
    completionProvider: ['textDocument/completion', 'completionItem/resolve'],
    signatureHelpProvider: ['textDocument/signatureHelp'],
    semanticTokensProvider: [
      'textDocument/semanticTokens/full',
      'textDocument/semanticTokens/full/delta',
      'textDocument/semanticTokens/range',
    ],
    positionEncoding: [],
    textDocumentSync: [],
    workspace: [],
  };

  test('advertises only what is answered', async () => {
    const { initializeResult } = await started({ 'main.polar': QUICKSTART });
    const uri = await client.open('main.polar');
    const hierarchy = await client.request<{ name: string }[]>('textDocument/prepareCallHierarchy', at(uri, 16, 2));
    expect(hierarchy[0]?.name).toBe('has_role');
    const params = {
      ...at(uri, 16, 2),
      range: { start: origin, end: { line: 30, character: 0 } },
      positions: [origin],
      context: { diagnostics: [], includeDeclaration: true },
      newName: 'other',
      previousResultId: '0',
      query: '',
      item: hierarchy[0],
      label: 'has_role',
      data: { uri, predicate: 'has_role' },
    };
    for (const capability of Object.keys(initializeResult!.capabilities) as (keyof ServerCapabilities)[]) {
      const requests = REQUESTS[capability];
      expect(requests, `a request for ${capability}`).toBeDefined();
      expect(initializeResult!.capabilities[capability], capability).not.toBe(false);
      for (const method of requests!) {
        // A refusal in words is an answer; MethodNotFound and a fault inside are none.
        const code = await codeOf(client.request(method, params));
        expect([undefined, -32803], `${method}: ${code}`).toContain(code);
      }
    }
    expect(Object.keys(initializeResult!.capabilities).sort()).toEqual(Object.keys(REQUESTS).sort());
    expect(client.logged).toEqual([]);
  });

  test('comes before any other request, and shutdown after', async () => {
    client = new TestClient();
    expect(await codeOf(client.request('textDocument/hover', at('file:///w/a.polar', 0, 0)))).toBe(-32002);
    await client.initialize();
    await client.request('shutdown', undefined);
    expect(await codeOf(client.request('textDocument/hover', at('file:///w/a.polar', 0, 0)))).toBe(-32600);
  });

  test('takes clients that say nothing of themselves', async () => {
    client = new TestClient();
    const { capabilities } = await client.request<{ capabilities: ServerCapabilities }>('initialize', {
      capabilities: {},
    });
    expect(capabilities.positionEncoding).toBe('utf-16');
  });
});

describe('rename', () => {
  test('of a class changes the data file that the configuration names', async () => {
    const data = '{"classes": {"Admin": {"extends": ["User"]}}, "objects": {"a": {"$class": "User", "name": "User"}}}';
    await started({
      'a.polar': 'f(_: User);\n',
      'data.json': data,
      'polar.config.json': '{"data": "data.json", "classes": {"User": {}}}',
    });
    const uri = await client.open('a.polar');
    const { changes } = await client.request<WorkspaceEdit>('textDocument/rename', {
      ...at(uri, 0, 6),
      newName: 'Person',
    });
    expect(Object.keys(changes!).sort()).toEqual([`${ROOT}/a.polar`, `${ROOT}/data.json`, `${ROOT}/polar.config.json`]);
    const places = changes![`${ROOT}/data.json`]!.map(({ range }) =>
      data.slice(range.start.character, range.end.character),
    );
    expect(places).toEqual(['User', 'User']);
    expect(changes![`${ROOT}/data.json`]![1]!.range.start.character).toBe(data.indexOf('"User", "name"') + 1);
  });

  test('reaches the facts that a configuration names', async () => {
    await started({
      'a.polar': 'actor User {}\nresource Repo { roles = ["reader", "other"]; }\n',
      'facts.polar': 'has_role(User{"a"}, "reader", Repo{"r"});\n',
      'polar.config.json': '{"dialect": "cloud", "include": ["a.polar"], "facts": ["facts.polar"]}',
    });
    const uri = await client.open('a.polar');
    const rename = (character: number) =>
      client.request<WorkspaceEdit>('textDocument/rename', { ...at(uri, 1, character), newName: 'new' });
    expect(Object.keys((await rename(27)).changes!).sort()).toEqual([uri, `${ROOT}/facts.polar`]);
    expect(Object.keys((await rename(37)).changes!)).toEqual([uri]);
  });
});

describe('diagnostics', () => {
  test('come as one types and go when the fault is mended', async () => {
    await started();
    const uri = await client.open('a.polar', 'allow(a, b, c) if\n  a = b and b = c;\n');
    expect((await client.diagnostics(uri)).diagnostics).toEqual([]);
    await client.change(uri, {
      range: { start: { line: 1, character: 17 }, end: { line: 1, character: 18 } },
      text: ' and;',
    });
    const broken = await client.diagnostics(uri, ({ diagnostics }) => diagnostics.length > 0);
    expect(broken).toMatchObject({
      version: 2,
      diagnostics: [{ severity: 1, source: 'polar', range: { start: { line: 1 } } }],
    });
    await client.change(uri, {
      range: { start: { line: 1, character: 17 }, end: { line: 1, character: 22 } },
      text: ';',
    });
    await client.diagnostics(uri, ({ version, diagnostics }) => version === 3 && diagnostics.length === 0);
  });

  test('are about all files of a policy, and change with any of them', async () => {
    await started({ 'a.polar': 'allow(x, y, z) if g(x) and y = z;\n', 'b.polar': 'g(1);\n' });
    const a = `${ROOT}/a.polar`;
    const b = await client.open('b.polar');
    await client.diagnostics(b);
    expect(client.published.filter(({ uri }) => uri === a)).toEqual([]);
    await client.change(b, { text: 'h(1);\n' });
    const { diagnostics } = await client.diagnostics(a, (params) => params.diagnostics.length > 0);
    expect(diagnostics.map(({ code }) => code)).toContain('undefined-rule-call');
    await client.change(b, { text: 'g(1);\n' });
    await client.diagnostics(a, (params) => !params.diagnostics.some(({ code }) => code === 'undefined-rule-call'));
  });

  test('follow the disk when files come, change and go', async () => {
    await started({ 'a.polar': 'f(x) if g(x);\n' });
    const a = await client.open('a.polar');
    const has = (code: string) => (params: { diagnostics: readonly { code?: unknown }[] }) =>
      params.diagnostics.some((each) => each.code === code);
    await client.diagnostics(a, has('undefined-rule-call'));
    const b = `${ROOT}/b.polar`;
    const tell = (type: number) =>
      client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: b, type }] });
    client.files.set(b, 'g(1);\n');
    await tell(1);
    await client.diagnostics(a, (params) => !has('undefined-rule-call')(params));
    client.files.set(b, 'h(1);\n');
    await tell(2);
    await client.diagnostics(a, has('undefined-rule-call'));
    client.files.set(b, 'g(1);\n');
    await tell(2);
    await client.diagnostics(a, (params) => !has('undefined-rule-call')(params));
    client.files.delete(b);
    await tell(3);
    await client.diagnostics(a, has('undefined-rule-call'));
  });

  test('go when the file comes to belong to another policy, in which nothing is wrong', async () => {
    const configuration = `${ROOT}/polar.config.json`;
    await started({ 'sub/a.polar': 'allow(x, y, z) if g(x) and y = z;\n', 'main.polar': 'g(1);\n' });
    const a = `${ROOT}/sub/a.polar`;
    await client.diagnostics(a, ({ diagnostics }) => diagnostics.length > 0);
    client.files.set(configuration, '{}');
    const changes = [{ uri: configuration, type: 1 }];
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await client.diagnostics(a, ({ diagnostics }) => diagnostics.length === 0);
  });

  test('refer to places in other files where they stand now', async () => {
    await started({ 'b.polar': 'f(1, 2);\ng(1);\n', 'polar.config.json': '{}' });
    const a = await client.open('a.polar', 'f(1, 2);\n');
    const refersTo =
      (line: number) => (params: { diagnostics: readonly { relatedInformation?: { location: Location }[] }[] }) =>
        params.diagnostics.some(({ relatedInformation }) =>
          relatedInformation?.some(({ location }) => location.uri === a && location.range.start.line === line),
        );
    await client.diagnostics(`${ROOT}/b.polar`, refersTo(0));
    await client.change(a, { text: '\n\nf(1, 2);\n' });
    await client.diagnostics(`${ROOT}/b.polar`, refersTo(2));
  });

  test('of a file that is closed without saving are those of the disk', async () => {
    await started({ 'a.polar': 'f(1);\nallow(a, b, c) if a = b and b = c;\n' });
    const uri = await client.open('a.polar', 'f(x if;\n');
    await client.diagnostics(uri, ({ diagnostics }) => diagnostics.length > 0);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await client.diagnostics(uri, ({ diagnostics }) => !diagnostics.some(({ severity }) => severity === 1));
  });

  test('are pulled by a client that can, and then not pushed for what it has open', async () => {
    await started(
      { 'a.polar': 'f(x) if g(x);\n', 'b.polar': 'h(x) if i(x);\n' },
      { capabilities: { textDocument: { diagnostic: {} } } },
    );
    const uri = await client.open('a.polar');
    await client.diagnostics(`${ROOT}/b.polar`);
    const report = await client.request<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: { uri } });
    expect(report.kind === 'full' && report.items.map(({ code }) => code)).toContain('undefined-rule-call');
    expect(client.published.filter((each) => each.uri === uri && each.diagnostics.length > 0)).toEqual([]);
  });

  test('of all files are pulled by a client that can, which is then told of them no more', async () => {
    await started(
      { 'a.polar': 'f(x) if g(x);\n', 'b.polar': 'h(x) if i(x);\n' },
      { capabilities: { textDocument: { diagnostic: {} } } },
    );
    await client.open('a.polar');
    const b = `${ROOT}/b.polar`;
    await client.diagnostics(b);
    const pull = (previousResultIds: object[]) =>
      client.request<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds });
    const first = await pull([]);
    expect(first.items.map(({ uri, version, kind }) => [uri.slice(-7), version, kind])).toEqual([
      ['a.polar', 1, 'full'],
      ['b.polar', null, 'full'],
    ]);
    expect(JSON.stringify(first)).toContain('i(x)');
    await client.diagnostics(b, ({ diagnostics }) => diagnostics.length === 0);
    const again = await pull(first.items.map(({ uri, resultId }) => ({ uri, value: resultId })));
    expect(again.items.map(({ kind }) => kind)).toEqual(['unchanged', 'unchanged']);
    await client.change(`${ROOT}/a.polar`, { text: 'f(x) if g(x);\ni(1);\n' });
    const changed = await pull(first.items.map(({ uri, resultId }) => ({ uri, value: resultId })));
    expect(changed.items.map(({ kind }) => kind)).toEqual(['unchanged', 'full']);
    expect(client.published.findLast(({ uri }) => uri === b)?.diagnostics).toEqual([]);
  });

  test('lead to the page of their check, where the client or the server has pages', async () => {
    await started({ 'a.polar': 'f(x) if g(x);\n' }, { initializationOptions: { checkPages: 'file:///pages' } });
    const { diagnostics } = await client.diagnostics(await client.open('a.polar'));
    expect(diagnostics.map(({ code, codeDescription }) => [code, codeDescription?.href])).toContainEqual([
      'undefined-rule-call',
      'file:///pages/undefined-rule-call.md',
    ]);
  });

  test('report a polar.config.json that is wrong, and go when it is right', async () => {
    const uri = `${ROOT}/polar.config.json`;
    await started({ 'a.polar': 'f(1);\n', 'polar.config.json': '{"dialect": "klingon"}' });
    const { diagnostics } = await client.diagnostics(uri);
    expect(diagnostics[0]?.message).toContain('dialect');
    client.files.set(uri, '{"dialect": "cloud"}');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
    await client.diagnostics(uri, (params) => params.diagnostics.length === 0);
  });

  test('survive 10,000 brackets, which are a diagnostic', async () => {
    await started();
    const deep = await client.open(
      'deep.polar',
      `deep(x) if x = ${'('.repeat(10_000)}1${')'.repeat(10_000)};\nf(x) if deep(x);\n`,
    );
    await client.diagnostics(deep, ({ diagnostics }) => diagnostics.length > 0);
    const hover = await client.request<Hover>('textDocument/hover', at(deep, 1, 9));
    expect(hover).not.toBeNull();
  });
});

describe('positions', () => {
  test('are counted as the client wants, for text that is not ASCII', async () => {
    for (const [encoding, character] of [
      ['utf-8', 21],
      ['utf-32', 15],
      ['utf-16', 16],
    ] as const) {
      await started({}, { capabilities: { general: { positionEncodings: [encoding] } } });
      expect(client.initializeResult?.capabilities.positionEncoding).toBe(encoding);
      const uri = await client.open('a.polar', 'f("é漢😀", x) if grüß(x);\ngrüß(1);\n');
      const [found] = await client.request<Location[]>('textDocument/definition', at(uri, 0, character + 2));
      expect(found?.range.start).toEqual({ line: 1, character: 0 });
      await client.change(uri, {
        range: {
          start: { line: 0, character },
          end: { line: 0, character: character + (encoding === 'utf-8' ? 6 : 4) },
        },
        text: 'unknown',
      });
      const { diagnostics } = await client.diagnostics(uri, ({ version }) => version === 2);
      const call = diagnostics.find(({ code }) => code === 'undefined-rule-call');
      expect(call?.range.start).toEqual({ line: 0, character });
      client.dispose();
    }
  });

  test('outside the text, and documents that nobody knows, are answered politely', async () => {
    await started({ 'main.polar': QUICKSTART });
    const uri = await client.open('main.polar');
    const odd = [
      at(uri, 99_999, 0),
      at(uri, 0, 99_999),
      at(uri, -5, -5),
      at(uri, 1.5, 2.5),
      at('file:///nowhere/x.polar', 0, 0),
      at('no uri at all', 0, 0),
      at('', 0, 0),
    ];
    for (const method of [
      'hover',
      'definition',
      'references',
      'completion',
      'signatureHelp',
      'prepareRename',
      'codeLens',
    ]) {
      for (const params of odd) expect(await codeOf(client.request(`textDocument/${method}`, params))).toBeUndefined();
    }
    expect(await client.request('textDocument/hover', odd[4])).toBeNull();
    expect(await client.request('textDocument/diagnostic', odd[4])).toEqual({ kind: 'full', items: [] });
  });

  test('and other parameters that are wrong are refused in words', async () => {
    await started();
    for (const params of [
      null,
      [],
      {},
      { textDocument: 5 },
      { textDocument: { uri: 5 } },
      { textDocument: { uri: 'file:///w/a.polar' } },
    ]) {
      expect(await codeOf(client.request('textDocument/hover', params))).toBe(-32602);
    }
    expect(await codeOf(client.request('textDocument/noSuchThing', {}))).toBe(-32601);
    for (const method of ['didOpen', 'didChange', 'didClose', 'didSave']) {
      await client.connection.sendNotification(`textDocument/${method}`, {});
      await client.connection.sendNotification(`textDocument/${method}`, {
        textDocument: { uri: 'file:///w/unknown.polar' },
        contentChanges: [{ text: '' }],
      });
    }
    const uri = await client.open('a.polar', 'f(1);\n');
    expect(await client.request('textDocument/hover', at(uri, 0, 0))).not.toBeNull();
  });
});

describe('requests', () => {
  test('that an edit overtakes are not answered with what is out of date', async () => {
    await started();
    const uri = await client.open('a.polar', 'f(x) if g(x);\ng(1);\n');
    await client.diagnostics(uri);
    const hover = client.request('textDocument/hover', at(uri, 0, 8));
    await client.change(uri, { text: 'f(1);\n' });
    expect(await codeOf(hover)).toBe(-32801);
  });

  test('can be cancelled', async () => {
    await started();
    const uri = await client.open('a.polar', 'f(x) if g(x);\ng(1);\n');
    await client.diagnostics(uri);
    const source = new CancellationTokenSource();
    const hover = client.connection.sendRequest('textDocument/hover', at(uri, 0, 8), source.token);
    source.cancel();
    expect(await codeOf(hover)).toBe(-32800);
  });

  test('wait for a document that is still being read', async () => {
    await started({ 'a.polar': 'f(x) if g(x);\n', 'b.polar': 'g(1);\n' });
    const uri = await client.open('a.polar');
    const found = await client.request<Location[]>('textDocument/definition', at(uri, 0, 8));
    expect(found.map((each) => each.uri)).toEqual([`${ROOT}/b.polar`]);
  });

  test('find symbols, hover and definitions beside any syntax error', async () => {
    await started();
    const text =
      'first(x) if second(x);\n\nbroken(x if = ;\n\nsecond(x) if x = 1;\n\nresource R { roles = ["a" }\n\nthird(x) if second(x);\n';
    const uri = await client.open('a.polar', text);
    const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument: { uri } });
    expect(symbols.map(({ name }) => name)).toEqual(expect.arrayContaining(['first', 'second', 'third']));
    expect(await client.request<Location[]>('textDocument/definition', at(uri, 8, 14))).toMatchObject([
      { range: { start: { line: 4 } } },
    ]);
    expect(JSON.stringify(await client.request('textDocument/hover', at(uri, 8, 14)))).toContain('second(x) if x = 1;');
  });

  test('of lenses carry what the commands need', async () => {
    await started();
    const uri = await client.open('a.polar', 'allow(a, _b, "c");\n?= allow(1, 2, 3);\n');
    const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
    expect(lenses.map(({ command }) => [command?.title, command?.arguments?.[0]])).toEqual([
      ['Run', { uri, query: 'allow(a, b, "c")', ask: true }],
      ['Debug', { uri, query: 'allow(a, b, "c")', ask: true }],
      ['Run', { uri, query: 'allow(1, 2, 3)', ask: false }],
      ['Debug', { uri, query: 'allow(1, 2, 3)', ask: false }],
    ]);
  });

  test('use the URIs that the client spells', async () => {
    await started();
    const uri = await client.open('file:///c%3A/my%20policies/a(1).polar', 'f(x) if g(x);\ng(1);\n');
    const spelled = 'file:///c%3A/my%20policies/a(1).polar';
    expect(await client.diagnostics(spelled)).toBeDefined();
    expect(await client.request<Location[]>('textDocument/definition', at(uri, 0, 8))).toMatchObject([
      { uri: spelled },
    ]);
  });
});
