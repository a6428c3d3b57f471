import { memoryFiles } from '@polar-tools/project';
import type {
  ClientCapabilities,
  Diagnostic,
  DocumentDiagnosticReport,
  ProtocolConnection,
} from 'vscode-languageserver';
import {
  READ_FILE,
  READ_FOLDER,
  type ReadFileParams,
  type ReadFileResult,
  type ReadFolderParams,
} from '../../src/protocol.ts';
import { ROOT, TestClient } from '../test-client.ts';
import { type Encoding, positionAt } from './client-text.ts';
import type { Edit } from './edits.ts';

export interface EditorOptions {
  readonly encoding: Encoding;
  readonly pulls: boolean;
  readonly snippets: boolean;
  /** A server of another making than the one in this process; it has no disk, and asks the editor for files. */
  readonly connect?: () => ProtocolConnection;
}

/** What is on the disk and open in the editor, by URI. */
export interface Texts {
  readonly disk: ReadonlyMap<string, string>;
  readonly open: ReadonlyMap<string, string>;
  readonly settings: object;
}

/** An editor that knows what its documents hold, and a server that has to keep up with it. */
export class Editor {
  readonly client: TestClient;
  readonly options: EditorOptions;
  readonly open = new Map<string, string>();
  settings: object = {};
  /** How often a document was edited. */
  edits = 0;

  private constructor(client: TestClient, options: EditorOptions) {
    this.client = client;
    this.options = options;
  }

  static async start({ disk, open, settings }: Texts, options: EditorOptions): Promise<Editor> {
    const editor = new Editor(new TestClient({}, options.connect?.()), options);
    if (options.connect !== undefined) offerFiles(editor.client);
    for (const [uri, text] of disk) editor.client.files.set(uri, text);
    editor.settings = settings;
    editor.client.connection.onRequest('workspace/configuration', () => [editor.settings]);
    await editor.client.initialize({
      capabilities: capabilities(options),
      initializationOptions: { readsFiles: options.connect !== undefined },
      workspaceFolders: [{ uri: ROOT, name: 'w' }],
    });
    for (const [uri, text] of open) await editor.openFile(uri, text);
    return editor;
  }

  get texts(): Texts {
    return { disk: new Map(this.client.files), open: new Map(this.open), settings: this.settings };
  }

  /** The text that counts. */
  textOf(uri: string): string | undefined {
    return this.open.get(uri) ?? this.client.files.get(uri);
  }

  /** All policy files that exist in any way. */
  get files(): readonly string[] {
    return [...new Set([...this.client.files.keys(), ...this.open.keys()])]
      .filter((uri) => uri.endsWith('.polar'))
      .sort();
  }

  async openFile(uri: string, text = this.client.files.get(uri) ?? ''): Promise<void> {
    this.open.set(uri, text);
    await this.client.open(uri, text);
  }

  /** Several edits as one message, each against the text that the one before made; an undefined edit sends the whole text. */
  async edit(uri: string, edits: readonly Edit[], wholeText = false): Promise<void> {
    let text = this.open.get(uri)!;
    const changes = edits.map((edit) => {
      const range = {
        start: positionAt(text, edit.start, this.options.encoding),
        end: positionAt(text, edit.end, this.options.encoding),
      };
      text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
      return wholeText ? { text } : { range, text: edit.text };
    });
    this.open.set(uri, text);
    this.edits += edits.length;
    await this.client.change(uri, ...changes);
  }

  async close(uri: string): Promise<void> {
    this.open.delete(uri);
    await this.client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  /** Writes or deletes files on disk and tells the server of it afterwards, as a watcher does. */
  async write(changes: ReadonlyMap<string, string | undefined>): Promise<void> {
    const told = [];
    for (const [uri, text] of changes) {
      const existed = this.client.files.has(uri);
      if (text === undefined) this.client.files.delete(uri);
      else this.client.files.set(uri, text);
      told.push({ uri, type: text === undefined ? 3 : existed ? 2 : 1 });
    }
    await this.client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: told });
  }

  async changeSettings(settings: object): Promise<void> {
    this.settings = settings;
    await this.client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    // The server asks for the settings, and reads them once they are here.
    await this.client.request('workspace/symbol', { query: '' });
  }

  async pull(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.client.request<DocumentDiagnosticReport>('textDocument/diagnostic', {
      textDocument: { uri },
    });
    return report.kind === 'full' ? report.items : [];
  }

  /** The diagnostics of every file. */
  async diagnostics(): Promise<ReadonlyMap<string, readonly Diagnostic[]>> {
    return new Map(await Promise.all(this.files.map(async (uri) => [uri, await this.pull(uri)] as const)));
  }

  /** What was published last for a file. */
  published(uri: string): readonly Diagnostic[] {
    return this.client.published.findLast((each) => each.uri === uri)?.diagnostics ?? [];
  }

  dispose(): void {
    this.client.dispose();
  }
}

function offerFiles({ connection, files }: TestClient): void {
  const disk = memoryFiles(files);
  connection.onRequest(READ_FILE, async ({ uri }: ReadFileParams): Promise<ReadFileResult> => {
    const read = await disk.read(uri);
    return 'text' in read ? read : null;
  });
  connection.onRequest(READ_FOLDER, async ({ uri }: ReadFolderParams) => (await disk.list(uri)) ?? null);
}

function capabilities({ encoding, pulls, snippets }: EditorOptions): ClientCapabilities {
  return {
    general: { positionEncodings: [encoding] },
    textDocument: {
      ...(pulls && { diagnostic: {} }),
      completion: { completionItem: { snippetSupport: snippets } },
    },
    workspace: {
      configuration: true,
      workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
    },
  };
}
