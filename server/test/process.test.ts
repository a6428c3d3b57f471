import { fork, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createProtocolConnection,
  type Hover,
  IPCMessageReader,
  IPCMessageWriter,
  type Location,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { TestClient } from './test-client.ts';

const server = fileURLToPath(new URL('../src/node.ts', import.meta.url));
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polar tools ü-'));
});
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

describe('the server as a process', () => {
  test('takes what cannot be read for what is not there, and goes on when its folder disappears', async () => {
    await mkdir(join(folder, 'a.polar'));
    await mkdir(join(folder, 'sub'));
    await writeFile(join(folder, 'sub', 'closed.polar'), 'g(2);\n', { mode: 0o000 });
    await writeFile(join(folder, 'sub', 'binary.polar'), Buffer.from([0xff, 0xfe, 0, 0xd8, 0x80, 10]));
    await writeFile(join(folder, 'sub', 'b.polar'), 'g(1);\n');
    const links: readonly [string, string][] = [
      ['itself.polar', join(folder, 'sub', 'itself.polar')],
      ['nowhere.polar', join(folder, 'nowhere')],
      ['linked.polar', join(folder, 'sub', 'b.polar')],
      ['up', folder],
    ];
    // Not every system allows links.
    for (const [name, target] of links) await symlink(target, join(folder, 'sub', name)).catch(() => undefined);
    const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const client = new TestClient({}, connection);
    try {
      await client.initialize({ workspaceFolders: [{ uri: URI.file(folder).toString(), name: 'w' }] });
      const uri = await client.open(URI.file(join(folder, 'sub', 'main.polar')).toString(), 'f(x) if g(x);\n');
      const where = { textDocument: { uri }, position: { line: 0, character: 8 } };
      const found = await client.request<Location[]>('textDocument/definition', where);
      expect(found.map((each) => each.uri)).toContain(URI.file(join(folder, 'sub', 'b.polar')).toString());
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      const changes = [{ uri: URI.file(folder).toString(), type: 3 }];
      await connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
      // A request of the whole workspace waits for the disk; one of a document is answered with what is known by then.
      await client.request('workspace/symbol', { query: 'g' });
      expect(await client.request('textDocument/definition', where)).toEqual([]);
      expect(
        await client.request('textDocument/hover', { ...where, position: { line: 0, character: 0 } }),
      ).not.toBeNull();
      expect(client.logged).toEqual([]);
    } finally {
      child.kill();
    }
  });

  test('ends with a failure where it is told to exit before it was shut down', async () => {
    const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const left = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const client = new TestClient({}, connection);
    try {
      await client.initialize({ workspaceFolders: null });
      await connection.sendNotification('exit');
      expect(await left).toBe(1);
    } finally {
      child.kill();
    }
  });

  test('reads policies from the disk, whatever their folder is called', async () => {
    await mkdir(join(folder, 'a b'));
    await mkdir(join(folder, 'node_modules', 'x'), { recursive: true });
    await writeFile(join(folder, 'polar.config.json'), '{}');
    await writeFile(join(folder, 'a b', 'ü.polar'), '\uFEFFg(1);\n');
    await writeFile(join(folder, 'node_modules', 'x', 'x.polar'), 'g(2);\n');
    await symlink(folder, join(folder, 'a b', 'round')).catch(() => undefined); // Not every system allows it.
    const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const client = new TestClient({}, connection);
    const left = new Promise<number | null>((resolve) => child.once('exit', resolve));
    try {
      await client.initialize({ workspaceFolders: [{ uri: URI.file(folder).toString(), name: 'w' }] });
      const uri = await client.open(URI.file(join(folder, 'main.polar')).toString(), 'f(x) if g(x);\n');
      const found = await client.request<Location[]>('textDocument/definition', {
        textDocument: { uri },
        position: { line: 0, character: 8 },
      });
      expect(found.map((each) => URI.parse(each.uri).fsPath)).toEqual([join(folder, 'a b', 'ü.polar')]);
      await client.request('shutdown', undefined);
      await connection.sendNotification('exit');
      expect(await left).toBe(0);
    } finally {
      child.kill();
    }
  });

  test('writes the outline of edited files as a server does that has just read them', async () => {
    const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const client = new TestClient(
      {},
      createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin)),
    );
    const block = 'resource R { roles = ["a", "b\\"ü"];\n  relations = { p: R };\n  "a" if "b" on "p"; }';
    const texts = [
      `f(x) if g(x); ${block}\n\ng(1); g("ä");\n`,
      `\n# moved down\nf(x) if g(x); ${block}\n\ng(1); g("ä");\n`,
      `f(x) if g(x);      ${block}\n\ng(1);   g("ä");\n`, // moved within their lines
      `f(x) if g(x); ${block}\n\ng(1); g("ä");\n`,
      `f(x) if g(x);\n${block} g(1); g("ä"); h(\n`,
      '',
      `${block}\n${block}`,
    ];
    const outlineIn = (one: TestClient, uri: string) =>
      one.request('textDocument/documentSymbol', { textDocument: { uri } });
    try {
      await client.initialize({ workspaceFolders: null });
      const uri = await client.open('untitled:Untitled-1', '');
      for (const text of texts) {
        const fresh = new TestClient();
        await fresh.initialize({ workspaceFolders: null });
        const expected = await outlineIn(fresh, await fresh.open('untitled:Untitled-1', text));
        fresh.dispose();
        expect(Array.isArray(expected) && (expected.length > 0 || text === '')).toBe(true);
        await client.change(uri, { text });
        expect(await outlineIn(client, uri)).toEqual(expected);
        expect(await outlineIn(client, uri)).toEqual(expected);
      }
    } finally {
      child.kill();
    }
  });

  test('speaks over the channel that VS Code opens', async () => {
    const child = fork(server, ['--node-ipc'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
    const client = new TestClient(
      {},
      createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child)),
    );
    try {
      await client.initialize({ workspaceFolders: null });
      const uri = await client.open('untitled:Untitled-1', 'f(x) if g(x);\ng(1);\n');
      const hover = await client.request<Hover>('textDocument/hover', {
        textDocument: { uri },
        position: { line: 0, character: 8 },
      });
      expect(JSON.stringify(hover)).toContain('g(1);');
    } finally {
      child.kill();
    }
  });

  test('goes on after messages that are no JSON, and ends when its client does', async () => {
    const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    const left = new Promise((resolve) => child.once('exit', resolve));
    try {
      child.stdin.write('Content-Length: 9\r\n\r\n{"broken"');
      const client = new TestClient(
        {},
        createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin)),
      );
      const { capabilities } = await client.initialize({ workspaceFolders: null });
      expect(capabilities.hoverProvider).toBe(true);
      client.dispose();
      child.stdin.end();
      await left;
    } finally {
      child.kill();
    }
  });
});
