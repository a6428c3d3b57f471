import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Diagnostic, DocumentDiagnosticReport } from 'vscode-languageserver/node';
import { nodeFiles } from '../src/node-files.ts';
import { inMemory, TestClient } from './test-client.ts';

let client: TestClient;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'polar-encodings-'));
});
afterEach(() => {
  client.dispose();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
const errors = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.filter(({ severity }) => severity === 1).map(({ code, message }) => `${code}: ${message}`);
const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();

const TEXT = 'allow(x, y, z) if g(x, y, z);\n\n# grün\nh(1);\n';
const UTF_16 = Buffer.from(TEXT, 'utf16le');
const IS_UTF_16 =
  'unreadable-file: "a.polar" is text in UTF-16, and only UTF-8 is read. Save it in that encoding, or leave it out.';
const IS_LATIN_1 =
  'unreadable-file: "a.polar" is not text in UTF-8: line 3 has bytes that are none. Save it in that encoding, or leave it out.';
const IS_PROGRAM =
  'unreadable-file: "a.polar" is no text, but a program, an image or the like. Leave it out, or name another file.';

test.each<[string, Buffer, string]>([
  ['UTF-16, little end first', Buffer.concat([Buffer.from([0xff, 0xfe]), UTF_16]), IS_UTF_16],
  ['UTF-16, big end first', swapped(Buffer.concat([Buffer.from([0xff, 0xfe]), UTF_16])), IS_UTF_16],
  ['UTF-16 without a mark', UTF_16, IS_UTF_16],
  ['Latin-1', Buffer.from(TEXT, 'latin1'), IS_LATIN_1],
  ['UTF-16, big end first, without a mark', swapped(UTF_16), IS_UTF_16],
])('a file in %s has one error, and its rules are known', async (_encoding, bytes, message) => {
  writeFileSync(join(folder, 'a.polar'), bytes);
  writeFileSync(join(folder, 'b.polar'), 'g(1, 2, 3);\nf(x) if h(x);\n');
  client = new TestClient({}, inMemory(nodeFiles()));
  await client.initialize({ workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'w' }] });
  expect(errors((await client.diagnostics(uriOf('a.polar'))).diagnostics)).toEqual([message]);
  await client.open(uriOf('b.polar'), 'g(1, 2, 3);\nf(x) if h(x);\n');
  expect(errors((await client.diagnostics(uriOf('b.polar'))).diagnostics)).toEqual([]);
  // Saved in UTF-8, it has none.
  writeFileSync(join(folder, 'a.polar'), TEXT);
  const changes = [{ uri: uriOf('a.polar'), type: 2 }];
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  await client.diagnostics(uriOf('a.polar'), ({ diagnostics }) => errors(diagnostics).length === 0);
});

test('a program by the name of a policy has one error', async () => {
  writeFileSync(join(folder, 'a.polar'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 9, 0x80]));
  client = new TestClient({}, inMemory(nodeFiles()));
  await client.initialize({ workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'w' }] });
  expect(errors((await client.diagnostics(uriOf('a.polar'))).diagnostics)).toEqual([IS_PROGRAM]);
});

test('control characters among text are errors at their places, in a file and in a document', async () => {
  writeFileSync(join(folder, 'a.polar'), 'g(1);\n\0\n');
  client = new TestClient({}, inMemory(nodeFiles()));
  await client.initialize({ workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'w' }] });
  const places = ({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) =>
    diagnostics
      .filter(({ severity }) => severity === 1)
      .map(({ code, range, message }) => [code, range.start, /U\+.{4}/.exec(String(message))?.[0]]);
  expect(places(await client.diagnostics(uriOf('a.polar')))).toEqual([
    ['unrecognized-eof', { line: 1, character: 1 }, 'U+0000'],
  ]);
  await client.open(uriOf('b.polar'), 'f(x) if g(x)\x07;\n');
  expect(places(await client.diagnostics(uriOf('b.polar')))).toEqual([
    ['unrecognized-token', { line: 0, character: 12 }, 'U+0007'],
  ]);
});

test('a document that the editor took for UTF-8 has one error, and none once it is read anew', async () => {
  client = new TestClient({});
  await client.initialize({ capabilities: { textDocument: { diagnostic: {} } } });
  const wrong = `\uFFFD\uFFFD${[...TEXT].map((sign) => `${sign}\0`).join('')}`;
  const uri = await client.open('a.polar', wrong);
  const now = async (): Promise<string[]> => {
    const report = await client.request<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: { uri } });
    return errors(report.kind === 'full' ? report.items : []);
  };
  expect(await now()).toEqual([IS_UTF_16]);
  expect(await client.request('textDocument/documentSymbol', { textDocument: { uri } })).toEqual([]);
  await client.change(uri, { text: 'f(1);\n' });
  expect(await now()).toEqual([]);
});

test('a configuration in UTF-16 has an error that says so', async () => {
  writeFileSync(join(folder, 'polar.config.json'), Buffer.from('\uFEFF{"dialect": "cloud"}', 'utf16le'));
  writeFileSync(join(folder, 'a.polar'), 'f(1);\n');
  client = new TestClient({}, inMemory(nodeFiles()));
  await client.initialize({ workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'w' }] });
  const told = await client.diagnostics(uriOf('polar.config.json'));
  expect(told.diagnostics.map(({ message }) => message)).toEqual([
    '"polar.config.json" is text in UTF-16, and only UTF-8 is read. Save it in that encoding, or leave it out.',
  ]);
});
