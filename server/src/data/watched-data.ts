import {
  type ClientCapabilities,
  type Connection,
  type Disposable,
  type DocumentSelector,
  type Registration,
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
  #watched = '';
  #registered: Promise<Disposable | undefined> = Promise.resolve(undefined);

  constructor(connection: Connection, capabilities: ClientCapabilities | undefined) {
    this.#connection = connection;
    const { synchronization, completion, definition, references, rename } = capabilities?.textDocument ?? {};
    this.#isAble = [synchronization, completion, definition, references, rename].every(
      (each) => each?.dynamicRegistration === true,
    );
  }

  /**
   * @param data the data files that configurations name now, as the client spells them
   * @param facts the files of facts, in other formats than Polar's
   */
  watch(data: readonly string[], facts: readonly string[]): void {
    const watched = JSON.stringify([data, facts]);
    if (!this.#isAble || watched === this.#watched) return;
    this.#watched = watched;
    const before = this.#registered;
    this.#registered = before.then(async (registered) => {
      registered?.dispose();
      const registrations = [...requestsIn(data, IN_DATA), ...requestsIn(facts, IN_FACTS)];
      return registrations.length === 0 ? undefined : this.#register(registrations);
    });
    this.#registered.catch((error) => this.#connection.console.error(`Watching data files: ${error}`));
  }

  async #register(registrations: Registration[]): Promise<Disposable> {
    await this.#connection.sendRequest('client/registerCapability', { registrations });
    return {
      dispose: () =>
        void this.#connection.sendRequest('client/unregisterCapability', {
          unregisterations: registrations.map(({ id, method }) => ({ id, method })),
        }),
    };
  }
}

type Requests = readonly (readonly [method: string, options: object])[];

const IN_DATA: Requests = [
  ['textDocument/didOpen', {}],
  ['textDocument/didChange', { syncKind: TextDocumentSyncKind.Incremental }],
  ['textDocument/didClose', {}],
  ['textDocument/completion', { triggerCharacters: ['"'] }],
  ['textDocument/definition', {}],
  ['textDocument/references', {}],
  ['textDocument/rename', { prepareProvider: true }],
];

/** Each of them is optional for a client: one that it cannot register is not asked. */
const IN_FACTS: Requests = [
  ...IN_DATA.filter(([method]) => method !== 'textDocument/completion'),
  ['textDocument/completion', { triggerCharacters: ['"', ','] }],
  ['textDocument/hover', {}],
  ['textDocument/documentHighlight', {}],
];

function requestsIn(files: readonly string[], requests: Requests): Registration[] {
  if (files.length === 0) return [];
  const documentSelector: DocumentSelector = files.map((file) => {
    const uri = URI.parse(file);
    return { scheme: uri.scheme, pattern: uri.fsPath };
  });
  return requests.map(([method, options]) => ({
    id: `polar-data-${++registrationsMade}`,
    method,
    registerOptions: { documentSelector, ...options },
  }));
}

/** Each registration has a name of its own. */
let registrationsMade = 0;
