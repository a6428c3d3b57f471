import {
  type ClientCapabilities,
  type Connection,
  type Disposable,
  type DocumentSelector,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { URI } from 'vscode-uri';

/**
 * Has a client tell of the data files that it opens, and ask about them: of those files alone, as other JSON is nobody's business. A client
 * that cannot be asked for that while it runs may open them by itself.
 */
export class WatchedData {
  readonly #connection: Connection;
  readonly #isAble: boolean;
  #files: readonly string[] = [];
  #registered: Promise<Disposable | undefined> = Promise.resolve(undefined);

  constructor(connection: Connection, capabilities: ClientCapabilities | undefined) {
    this.#connection = connection;
    const { synchronization, completion, definition, references, rename } = capabilities?.textDocument ?? {};
    this.#isAble = [synchronization, completion, definition, references, rename].every(
      (each) => each?.dynamicRegistration === true,
    );
  }

  /** @param files the data files that configurations name now, as the client spells them */
  watch(files: readonly string[]): void {
    if (!this.#isAble || files.join('\n') === this.#files.join('\n')) return;
    this.#files = files;
    const before = this.#registered;
    this.#registered = before.then(async (registered) => {
      registered?.dispose();
      return files.length === 0 ? undefined : this.#register(files);
    });
    this.#registered.catch((error) => this.#connection.console.error(`Watching data files: ${error}`));
  }

  async #register(files: readonly string[]): Promise<Disposable> {
    const documentSelector: DocumentSelector = files.map((file) => {
      const uri = URI.parse(file);
      return { scheme: uri.scheme, pattern: uri.fsPath };
    });
    const registrations: readonly [string, object][] = [
      ['textDocument/didOpen', {}],
      ['textDocument/didChange', { syncKind: TextDocumentSyncKind.Incremental }],
      ['textDocument/didClose', {}],
      ['textDocument/completion', { triggerCharacters: ['"'] }],
      ['textDocument/definition', {}],
      ['textDocument/references', {}],
      ['textDocument/rename', { prepareProvider: true }],
    ];
    const ids = registrations.map(([method, options], at) => ({
      id: `polar-data-${++registrationsMade}-${at}`,
      method,
      registerOptions: { documentSelector, ...options },
    }));
    await this.#connection.sendRequest('client/registerCapability', { registrations: ids });
    return {
      dispose: () =>
        void this.#connection.sendRequest('client/unregisterCapability', {
          unregisterations: ids.map(({ id, method }) => ({ id, method })),
        }),
    };
  }
}

/** Each registration has a name of its own. */
let registrationsMade = 0;
