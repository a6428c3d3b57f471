import { PassThrough } from 'node:stream';
import { readSource } from '@polar-tools/app-classes/reading';
import { type Files, memoryFiles } from '@polar-tools/project';
import {
  createConnection,
  createProtocolConnection,
  type InitializeParams,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Registration,
  type RegistrationParams,
  StreamMessageReader,
  StreamMessageWriter,
  type UnregistrationParams,
} from 'vscode-languageserver/node';
import { startServer } from '../src/server.ts';

export const ROOT = 'file:///w';

/** An editor, as far as the server can tell: real messages over streams, in one process. */
export class TestClient {
  readonly connection: ProtocolConnection;
  readonly files: Map<string, string>;
  readonly published: PublishDiagnosticsParams[] = [];
  readonly logged: string[] = [];
  /** What the server has asked to be told of or asked for, by its identifier. */
  readonly registered = new Map<string, Registration>();
  initializeResult: InitializeResult | undefined;
  #heard: (() => void)[] = [];
  #version = 1;

  constructor(files: Readonly<Record<string, string>> = {}, over?: ProtocolConnection) {
    this.files = new Map(Object.entries(files).map(([name, text]) => [`${ROOT}/${name}`, text]));
    this.connection = over ?? inMemory(memoryFiles(this.files));
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      this.#wake();
    });
    this.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.logged.push(message);
    });
    this.connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
      for (const each of registrations) this.registered.set(each.id, each);
      this.#wake();
      return null;
    });
    this.connection.onRequest('client/unregisterCapability', ({ unregisterations }: UnregistrationParams) => {
      for (const { id } of unregisterations) this.registered.delete(id);
      this.#wake();
      return null;
    });
    this.connection.listen();
  }

  async initialize(params: Partial<InitializeParams> = {}): Promise<InitializeResult> {
    const result: InitializeResult = await this.connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      workspaceFolders: [{ uri: ROOT, name: 'w' }],
      capabilities: {},
      ...params,
    });
    this.initializeResult = result;
    await this.connection.sendNotification('initialized', {});
    return result;
  }

  request<T = unknown>(method: string, params: unknown): Promise<T> {
    return this.connection.sendRequest(method, params);
  }

  /** Opens a file as it is on disk, or with another text. */
  async open(name: string, text = this.files.get(`${ROOT}/${name}`) ?? '', languageId = 'polar'): Promise<string> {
    const uri = name.includes(':') ? name : `${ROOT}/${name}`;
    const textDocument = { uri, languageId, version: this.#version, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
    return uri;
  }

  async change(uri: string, ...contentChanges: readonly object[]): Promise<void> {
    const textDocument = { uri, version: ++this.#version };
    await this.connection.sendNotification('textDocument/didChange', { textDocument, contentChanges });
  }

  /** The newest diagnostics of a file, once `accept` likes them; rejects after a while, saying what it saw. */
  async diagnostics(
    uri: string,
    accept: (params: PublishDiagnosticsParams) => boolean = () => true,
  ): Promise<PublishDiagnosticsParams> {
    const deadline = setTimeout(() => this.#wake(), 10_000);
    const end = Date.now() + 10_000;
    try {
      for (;;) {
        const newest = this.published.findLast((params) => params.uri === uri);
        if (newest !== undefined && accept(newest)) return newest;
        if (Date.now() >= end) throw new Error(`No such diagnostics; seen: ${JSON.stringify(this.published, null, 1)}`);
        await new Promise<void>((resolve) => this.#heard.push(resolve));
      }
    } finally {
      clearTimeout(deadline);
    }
  }

  /** Resolves once the server has asked for what `accept` likes. */
  async registrations(accept: (registered: readonly Registration[]) => boolean): Promise<readonly Registration[]> {
    const end = Date.now() + 10_000;
    for (;;) {
      const all = [...this.registered.values()];
      if (accept(all)) return all;
      if (Date.now() >= end) throw new Error(`No such registrations: ${JSON.stringify(all)}`);
      await new Promise<void>((resolve) => {
        this.#heard.push(resolve);
        setTimeout(resolve, 1000);
      });
    }
  }

  #wake(): void {
    for (const heard of this.#heard.splice(0)) heard();
  }

  dispose(): void {
    this.connection.dispose();
  }
}

/** A server over a file system, and the way to it. */
export function inMemory(files: Files, now = () => performance.now()): ProtocolConnection {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), {
    files: () => files,
    readsSources: async () => readSource,
    version: '0.0.0',
    now,
  });
  return createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
}

/** The marked place `|` in a text, and the text without it. */
export function marked(source: string): {
  text: string;
  position: { line: number; character: number };
  offset: number;
} {
  const offset = source.indexOf('|');
  if (offset < 0) throw new Error(`No | in ${source}`);
  const before = source.slice(0, offset).split('\n');
  return {
    text: source.slice(0, offset) + source.slice(offset + 1),
    position: { line: before.length - 1, character: before.at(-1)!.length },
    offset,
  };
}
