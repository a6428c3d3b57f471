import { afterEach, describe, expect, test } from 'vitest';
import type {
  DocumentDiagnosticReport,
  Location,
  WorkspaceDiagnosticReport,
  WorkspaceEdit,
  WorkspaceSymbol,
} from 'vscode-languageserver/node';
import { ROOT, TestClient } from './test-client.ts';

/** The sides of a diff, as editors open them beside the file, and cells of notebooks. */
const OTHERS = [
  'git:/w/main.polar?%7B%22path%22%3A%22%2Fw%2Fmain.polar%22%2C%22ref%22%3A%22~%22%7D',
  'gitlens://7b22726566/w/main.polar?%7B%22ref%22%3A%22HEAD%22%7D',
  'fugitive:///w/.git//0/main.polar',
  'chat-editing-text-model:/w/main.polar',
  'vscode-local-history:/w/main.polar',
  'vscode-notebook-cell:/w/book.ipynb#W0sZmlsZQ%3D%3D',
];
const MAIN = 'f(x) if g(x);\n';
const OLD = 'f(x) if h(x);\nh(x) if gone(x);\nresource Repo { roles = ["unused"]; }\ntest "old" { assert f(1); }\n';

let client: TestClient;
afterEach(() => client.dispose());

const started = async (): Promise<string> => {
  client = new TestClient({ 'main.polar': MAIN, 'other.polar': 'g(1);\nk(x) if f(x);\n' });
  await client.initialize({ capabilities: { textDocument: { diagnostic: {} } } });
  return client.open('main.polar');
};
const at = (uri: string, line: number, character: number) => ({ textDocument: { uri }, position: { line, character } });

describe.each(OTHERS)('%s', (other) => {
  test('is told nothing of, and is none of the policies of the workspace', async () => {
    const uri = await started();
    await client.open(other, OLD);
    const report = await client.request<DocumentDiagnosticReport>('textDocument/diagnostic', {
      textDocument: { uri: other },
    });
    expect(report).toMatchObject({ kind: 'full', items: [] });
    const everything = await client.request<WorkspaceDiagnosticReport>('workspace/diagnostic', {
      previousResultIds: [],
    });
    expect(everything.items.map((each) => each.uri).sort()).toEqual([uri, `${ROOT}/other.polar`]);
    const symbols = await client.request<WorkspaceSymbol[]>('workspace/symbol', { query: '' });
    expect(new Set(symbols.map(({ location }) => location.uri))).toEqual(new Set([uri, `${ROOT}/other.polar`]));
  });

  test('leaves what is asked of the file as it is', async () => {
    const uri = await started();
    await client.open(other, OLD);
    const places = await client.request<Location[]>('textDocument/references', {
      ...at(uri, 0, 0),
      context: { includeDeclaration: true },
    });
    expect(places.map((each) => each.uri)).toEqual([uri, `${ROOT}/other.polar`]);
    const edit = await client.request<WorkspaceEdit>('textDocument/rename', { ...at(uri, 0, 0), newName: 'new_name' });
    expect(Object.keys(edit.changes ?? {}).sort()).toEqual([uri, `${ROOT}/other.polar`]);
  });

  test('is answered from itself', async () => {
    await started();
    await client.open(other, OLD);
    const found = await client.request<Location[]>('textDocument/definition', at(other, 0, 8));
    expect(found).toEqual([
      { uri: other, range: { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } } },
    ]);
    expect(await client.request('textDocument/hover', at(other, 0, 8))).not.toBeNull();
    expect(await client.request('textDocument/documentSymbol', { textDocument: { uri: other } })).not.toEqual([]);
  });
});

test('an old version of a program with a policy is told nothing of', async () => {
  client = new TestClient({});
  await client.initialize();
  const text = 'oso.load_str("f(x) if gone(x);")\n';
  const old = await client.open('git:/w/app.py?ref', text, 'python');
  const now = await client.open('app.py', text, 'python');
  await client.diagnostics(now, ({ diagnostics }) => diagnostics.length > 0);
  await client.request('workspace/symbol', { query: '' });
  expect(client.published.filter(({ uri, diagnostics }) => uri === old && diagnostics.length > 0)).toEqual([]);
});

test('a document of an editor that has no files has its findings', async () => {
  client = new TestClient({});
  await client.initialize();
  const uri = await client.open('inmemory://model/1', 'f(x) if gone(x);\n');
  await client.diagnostics(uri, ({ diagnostics }) => diagnostics.some(({ code }) => code === 'undefined-rule-call'));
});
