import { memoryFiles } from '@polar-tools/project';
import { afterEach, describe, expect, test } from 'vitest';
import type { Diagnostic, DocumentDiagnosticReport, Location, WorkspaceEdit } from 'vscode-languageserver/node';
import { POLICY_OF, type PolicyInformation } from '../src/protocol.ts';
import { inMemory, ROOT, TestClient } from './test-client.ts';

let client: TestClient;
let texts: Map<string, string>;
afterEach(() => client.dispose());

/** A server on a disk that ignores case and normalisation, as those of Windows and macOS do. */
async function started(files: Record<string, string>, folder = ROOT): Promise<void> {
  texts = new Map(Object.entries(files).map(([name, text]) => [`${ROOT}/${name}`, text]));
  client = new TestClient({}, inMemory(memoryFiles(texts, { ignoreCase: true, normalize: true })));
  await client.initialize({
    workspaceFolders: [{ uri: folder, name: 'w' }],
    capabilities: { textDocument: { diagnostic: {} } },
  });
}

const policyOf = (uri: string) => client.request<PolicyInformation>(POLICY_OF, { textDocument: { uri } });
const findings = async (uri: string): Promise<readonly Diagnostic[]> => {
  const report = await client.request<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: { uri } });
  return report.kind === 'full' ? report.items.filter(({ severity }) => severity === 1) : [];
};
const definition = (uri: string, character: number) =>
  client.request<Location[]>('textDocument/definition', {
    textDocument: { uri },
    position: { line: 0, character },
  });
const changedOnDisk = (...uris: string[]) =>
  client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: uris.map((uri) => ({ uri, type: 2 })),
  });
const close = (uri: string) => client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });

const F = 'f(x) if g(x);\n';
const G = 'g(1);\n';

describe('one file in two spellings is one file', () => {
  test.each([
    ['file:///w/policy', 'file:///w/Policy/a.polar', 'file:///w/Policy/b.polar'],
    ['file:///w/Policy', 'file:///w/policy/A.polar', 'file:///w/policy/b.polar'],
    ['file:///W', 'file:///w/POLICY/a.polar', 'file:///W/policy/b.polar'],
  ])('in the folder %s, opened as %s', async (folder, uri) => {
    await started({ 'policy/a.polar': F, 'policy/b.polar': G }, folder);
    await client.open(uri, F);
    expect((await policyOf(uri)).files).toHaveLength(2);
    expect(await findings(uri)).toEqual([]);
    const [found] = await definition(uri, 8);
    expect(found?.uri.toLowerCase()).toBe('file:///w/policy/b.polar');
    // Answers are in the client's spelling: of what is open, the document's; of the rest, its folder's.
    expect((await policyOf(uri)).files).toContain(uri);
    expect(found?.uri.startsWith(folder)).toBe(true);
  });

  test('whose letters the disk writes in two signs, and the editor in one', async () => {
    const [nfd, nfc] = ['NFD', 'NFC'].map((form) => `${encodeURIComponent('prüfen'.normalize(form))}.polar`) as [
      string,
      string,
    ];
    await started({ [nfd]: F, 'b.polar': G });
    const uri = await client.open(nfc, F);
    expect((await policyOf(uri)).files).toEqual([`${ROOT}/b.polar`, uri]);
    expect(await findings(uri)).toEqual([]);
  });

  test('and is edited as one', async () => {
    await started({ 'a.polar': F, 'b.polar': G });
    const uri = await client.open('A.polar', F);
    expect(await findings(uri)).toEqual([]);
    await client.change(uri, { text: 'f(x) if lost(x);\n' });
    expect((await findings(uri)).map(({ code }) => code)).toContain('undefined-rule-call');
    const other = await client.open('B.POLAR', `${G}lost(2);\n`);
    expect(await findings(uri)).toEqual([]);
    const edit = await client.request<WorkspaceEdit>('textDocument/rename', {
      textDocument: { uri: other },
      position: { line: 1, character: 1 },
      newName: 'found',
    });
    expect(Object.keys(edit.changes ?? {}).sort()).toEqual([uri, other]);
  });
});

describe('a rename that changes case alone', () => {
  const rename = (from: string, to: string): void => {
    const text = texts.get(`${ROOT}/${from}`)!;
    texts.delete(`${ROOT}/${from}`);
    texts.set(`${ROOT}/${to}`, text);
  };

  test.each([
    ['is told as gone and come', ['a.polar', 'A.polar']],
    ['is told the other way round', ['A.polar', 'a.polar']],
    ['is told as come alone', ['A.polar']],
    ['is told as gone alone', ['a.polar']],
  ])('leaves one file, where it %s', async (_how, told) => {
    await started({ 'a.polar': F, 'b.polar': G });
    const b = await client.open('b.polar', G);
    expect((await policyOf(b)).files).toHaveLength(2);
    rename('a.polar', 'A.polar');
    await changedOnDisk(...told.map((name) => `${ROOT}/${name}`));
    await expect.poll(async () => (await policyOf(b)).files).toEqual([`${ROOT}/A.polar`, b]);
    expect(await findings(b)).toEqual([]);
    // And back.
    rename('A.polar', 'a.polar');
    await changedOnDisk(...told.map((name) => `${ROOT}/${name}`));
    await expect.poll(async () => (await policyOf(b)).files).toEqual([`${ROOT}/a.polar`, b]);
  });

  test('leaves one document, where the editor closes one and opens the other', async () => {
    await started({ 'a.polar': F, 'b.polar': G });
    const before = await client.open('a.polar', F);
    expect(await findings(before)).toEqual([]);
    rename('a.polar', 'A.polar');
    await close(before);
    const after = await client.open('A.polar', F);
    await changedOnDisk(before, after);
    await expect.poll(async () => (await policyOf(after)).files).toEqual([after, `${ROOT}/b.polar`]);
    expect(await findings(after)).toEqual([]);
  });

  test('of a folder leaves one policy', async () => {
    await started({ 'sub/a.polar': F, 'sub/b.polar': G });
    const before = await client.open('sub/a.polar', F);
    expect((await policyOf(before)).files).toHaveLength(2);
    await close(before);
    rename('sub/a.polar', 'Sub/a.polar');
    rename('sub/b.polar', 'Sub/b.polar');
    await client.connection.sendNotification('workspace/didRenameFiles', {
      files: [{ oldUri: `${ROOT}/sub`, newUri: `${ROOT}/Sub` }],
    });
    const after = await client.open('Sub/a.polar', F);
    await expect.poll(async () => (await policyOf(after)).files).toEqual([after, `${ROOT}/Sub/b.polar`]);
    expect(await findings(after)).toEqual([]);
  });
});

test('what is written into a configuration is written into the one that the client has open', async () => {
  await started({ 'policy/a.polar': F, 'policy/polar.config.json': '{"classes": {"User": {}}}' }, 'file:///w/Policy');
  const text = 'f(_: User);\n';
  const uri = await client.open('file:///w/POLICY/a.polar', text);
  const { root, configuration } = await policyOf(uri);
  expect({ root, configuration }).toEqual({
    root: 'file:///w/Policy',
    configuration: 'file:///w/Policy/polar.config.json',
  });
  const position = { line: 0, character: 6 };
  const edit = await client.request<WorkspaceEdit>('textDocument/rename', {
    textDocument: { uri },
    position,
    newName: 'Person',
  });
  expect(Object.keys(edit.changes ?? {}).sort()).toEqual([
    'file:///w/POLICY/a.polar',
    'file:///w/Policy/polar.config.json',
  ]);
});

test('on a disk that tells them apart, two files whose names differ in case are two', async () => {
  client = new TestClient({ 'a.polar': F, 'A.polar': G });
  await client.initialize({ capabilities: { textDocument: { diagnostic: {} } } });
  const uri = await client.open('A.polar', G);
  expect((await policyOf(uri)).files).toEqual([uri, `${ROOT}/a.polar`]);
  const fresh = await client.open('B.polar', 'h(1);\n');
  expect((await policyOf(fresh)).files).toContain(fresh);
});
