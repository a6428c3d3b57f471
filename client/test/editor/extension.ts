import { PassThrough } from 'node:stream';
import { readSource } from '@polar-tools/app-classes/reading';
import { memoryFiles } from '@polar-tools/project';
import { startServer } from '@polar-tools/server';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import {
  createConnection,
  createProtocolConnection,
  type Diagnostic as Finding,
  type WorkspaceEdit as LspEdit,
  type Position as LspPosition,
  type Range as LspRange,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import type { activateOn, PolarApi } from '../../src/activate.ts';
import { changedDocument, closedDocument, disk, openedDocument, type TextDocument } from './documents.ts';
import type { Disposable } from './events.ts';
import { Diagnostic, Position, Range, WorkspaceEdit } from './values.ts';
import { findingsOf, person, reset, workspace } from './vscode.ts';

export const FOLDER = 'file:///w';

/** The language client: real messages to a real server in this process, which reads files by asking for them. */
export class FakeLanguageClient {
  readonly options: LanguageClientOptions;
  /** What the server found, by file, as the middleware left it. */
  readonly findings = new Map<string, readonly Diagnostic[]>();
  /** What the next starts end with, before one goes well. */
  refuses: Error[] = [];
  starts = 0;
  /** What the newest server was given as it started. */
  given: unknown;
  /** What a stop waits for. */
  stops: () => Promise<void> = async () => {};
  /** Stands before each request: for what the server does not do by itself. */
  before: (method: string, params: unknown) => unknown = () => undefined;
  #connection: ProtocolConnection | undefined;
  readonly #handlers: (() => void)[] = [];
  readonly #requests = new Map<string, (params: never) => unknown>();

  constructor(options: LanguageClientOptions) {
    this.options = options;
    openedDocument.event((document) => this.#tellOpen(document));
    closedDocument.event(({ uri }) => this.#notify('didClose', { textDocument: { uri: uri.toString() } }));
    changedDocument.event(({ document }) => {
      if (!this.#isOurs(document)) return;
      const textDocument = { uri: document.uri.toString(), version: document.version };
      this.#notify('didChange', { textDocument, contentChanges: [{ text: document.getText() }] });
    });
    disk.written.event((uri) => {
      // The editor watches the folders that are open in it.
      if (workspace.workspaceFolders !== undefined && workspace.getWorkspaceFolder(URI.parse(uri)) === undefined)
        return;
      void this.#connection?.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
    });
  }

  #isOurs({ languageId, uri: { scheme } }: TextDocument): boolean {
    const selector = this.options.documentSelector as { language: string; scheme: string }[];
    return selector.some((each) => each.language === languageId && each.scheme === scheme);
  }
  #tellOpen(document: TextDocument): void {
    if (!this.#isOurs(document)) return;
    const { languageId, version } = document;
    const textDocument = { uri: document.uri.toString(), languageId, version, text: document.getText() };
    this.#notify('didOpen', { textDocument });
  }
  #notify(what: string, params: object): void {
    void this.#connection?.sendNotification(`textDocument/${what}`, params);
  }

  isRunning = (): boolean => this.#connection !== undefined;
  async start(): Promise<void> {
    this.starts++;
    const refusal = this.refuses.shift();
    if (refusal !== undefined) throw refusal;
    this.#connection = connect();
    for (const handler of this.#handlers) handler();
    this.#connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
      this.options.middleware!.handleDiagnostics!(URI.parse(uri), diagnostics.map(diagnosticOf), (where, found) => {
        this.findings.set(where.toString(), found as unknown as Diagnostic[]);
        findingsOf(where, found as unknown as Diagnostic[]);
      });
    });
    this.#connection.onRequest('client/registerCapability', () => null);
    this.#connection.onNotification('window/logMessage', ({ message }) => void person.log.push(message));
    this.#connection.listen();
    this.given = (this.options.initializationOptions as () => unknown)();
    await this.#connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      workspaceFolders: workspace.workspaceFolders?.map(({ uri, name }) => ({ uri: uri.toString(), name })) ?? null,
      capabilities: { workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } } },
      initializationOptions: this.given,
    });
    await this.#connection.sendNotification('initialized', {});
    for (const document of workspace.textDocuments) this.#tellOpen(document);
  }
  async stop(): Promise<void> {
    this.#connection?.dispose();
    this.#connection = undefined;
    await this.stops();
  }
  dispose(): Promise<void> {
    return this.stop();
  }

  /** What the server does for lenses is asked of it through the protocol: nothing listens for a change of them. */
  getFeature(_name: string): { getProvider(): undefined } {
    return { getProvider: () => undefined };
  }

  async sendRequest(method: string, params: unknown, token?: unknown): Promise<unknown> {
    const instead = await this.before(method, params);
    if (instead !== undefined) return instead;
    return token === undefined
      ? this.#connection!.sendRequest(method, params)
      : this.#connection!.sendRequest(method, params, token as never);
  }
  /** What the extension answers when the server asks it. */
  asked(method: string, params: object): unknown {
    return this.#requests.get(method)!(params as never);
  }
  onRequest(method: string, handler: (params: never) => unknown): Disposable {
    this.#requests.set(method, handler);
    this.#handlers.push(() => this.#connection!.onRequest(method, handler as never));
    return { dispose: () => {} };
  }
  onNotification(method: string, handler: () => void): Disposable {
    this.#handlers.push(() => this.#connection!.onNotification(method, handler));
    return { dispose: () => {} };
  }

  readonly code2ProtocolConverter = {
    asUri: (uri: URI): string => uri.toString(),
    asRange: ({ start, end }: Range): LspRange => ({ start, end }),
    asPosition: ({ line, character }: Position): LspPosition => ({ line, character }),
  };
  readonly protocol2CodeConverter = {
    asUri: (uri: string): URI => URI.parse(uri),
    asRange: rangeOf,
    asTextEdits: async (edits: readonly { range: LspRange; newText: string }[] | null) =>
      edits?.map(({ range, newText }) => ({ range: rangeOf(range), newText })),
    async asWorkspaceEdit(edit: LspEdit | null): Promise<WorkspaceEdit | undefined> {
      if (edit === null) return undefined;
      const converted = new WorkspaceEdit();
      for (const [uri, edits] of Object.entries(edit.changes ?? {}))
        for (const { range, newText } of edits) converted.replace(URI.parse(uri), rangeOf(range), newText);
      for (const change of edit.documentChanges ?? []) {
        if ('edits' in change)
          for (const each of change.edits)
            converted.replace(
              URI.parse(change.textDocument.uri),
              rangeOf(each.range),
              'newText' in each ? each.newText : '',
              'annotationId' in each ? edit.changeAnnotations?.[each.annotationId] : undefined,
            );
        else if (change.kind === 'create') converted.createFile(URI.parse(change.uri));
      }
      return converted;
    },
  };
}

function rangeOf({ start, end }: LspRange): Range {
  return new Range(new Position(start.line, start.character), new Position(end.line, end.character));
}

/** The editor counts severities from 0. */
const diagnosticOf = ({ range, message, code, severity = 1 }: Finding) =>
  Object.assign(new Diagnostic(rangeOf(range), message, severity - 1), { code }) as never;

/** A server that has no files of its own, and the way to it. */
function connect(): ProtocolConnection {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), {
    files: (client) => client ?? memoryFiles({}),
    version: '0.0.0',
    now: () => performance.now(),
    readsSources: async () => readSource,
  });
  return createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
}

export interface Running {
  readonly api: PolarApi;
  readonly client: FakeLanguageClient;
  readonly context: { readonly subscriptions: Disposable[]; readonly remembered: Map<string, unknown> };
}

export interface Options {
  /** The folder that is open; undefined: none. */
  readonly folder?: string | undefined;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What the server's first starts end with. */
  readonly refuses?: readonly Error[];
  /** What is chosen while it starts. */
  readonly choices?: (string | undefined)[];
}

/** The extension, started in an editor with these files in its folder. */
export async function startExtension(
  activate: typeof activateOn,
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Options = {},
): Promise<Running> {
  const { settings = {}, choices = [], folder } = { folder: FOLDER, ...options };
  reset(folder === undefined ? [] : [URI.parse(folder)]);
  person.choices = choices;
  for (const [name, value] of Object.entries(settings)) person.settings.set(name, value);
  for (const [name, text] of Object.entries(files)) disk.write(`${FOLDER}/${name}`, text);
  const remembered = new Map<string, unknown>();
  const context = {
    subscriptions: [] as Disposable[],
    remembered,
    extensionUri: URI.parse('file:///extension'),
    globalStorageUri: URI.parse('file:///storage'),
    extension: { id: 'polar-tools.polar-tools' },
    workspaceState: {
      get: (key: string, otherwise: unknown) => remembered.get(key) ?? otherwise,
      update: async (key: string, value: unknown) => void remembered.set(key, value),
    },
  };
  let client: FakeLanguageClient | undefined;
  const api = await activate(context as never, {
    createClient: (given) => {
      client = new FakeLanguageClient(given);
      client.refuses = [...(options.refuses ?? [])];
      return client as unknown as BaseLanguageClient;
    },
  });
  return { api, client: client!, context };
}

/** Waits for what comes by itself, unless something is wrong. */
export async function until<Found>(what: string, look: () => Found | Promise<Found>): Promise<NonNullable<Found>> {
  for (const began = performance.now(); ; ) {
    const found = await look();
    if (found) return found;
    if (performance.now() - began > 8_000) throw new Error(`${what} did not come`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
