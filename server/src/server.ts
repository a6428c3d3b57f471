import type { Configuration } from '@polar-tools/policy';
import { type Files, hostNamed } from '@polar-tools/project';
import {
  type Connection,
  ErrorCodes,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  ResponseError,
  type ServerCapabilities,
  TextDocumentSyncKind,
  WatchKind,
} from 'vscode-languageserver';
import { ApplicationSources } from './application/application-sources.ts';
import type { ReadSource } from './application/parsed-sources.ts';
import { filesOfClient } from './client-files.ts';
import { WatchedData } from './data/watched-data.ts';
import { DiagnosticsPublisher } from './diagnostics-publisher.ts';
import { isChange } from './document.ts';
import { HostDocuments } from './embedded/host-documents.ts';
import { HostPublisher } from './embedded/host-publisher.ts';
import { registerHosts } from './embedded/register-hosts.ts';
import { FactDocuments } from './facts/fact-documents.ts';
import type { Feature } from './feature.ts';
import { clientAbilities, isRecord } from './feature.ts';
import { createFeatures } from './features.ts';
import { policyInformation, reasonOf } from './policy-information.ts';
import { negotiateEncoding } from './position-encoding.ts';
import { type InitializationOptions, POLICY_CHANGED, POLICY_OF } from './protocol.ts';
import { createReadingProgress } from './reading-progress.ts';
import { createRefresh } from './refresh.ts';
import { type Life, reportTo, serve } from './requests.ts';
import { readsClasses, settingsOf } from './settings.ts';
import type { Root } from './workspace/loaded-root.ts';
import { Workspace } from './workspace.ts';

/** What the server needs of the world it runs in. */
export interface Surroundings {
  /** Reads files; given the client's own files for what it cannot read itself. */
  readonly files: (clientFiles: Files | undefined) => Files;
  readonly version: string;
  /** The URI of the folder with the pages that explain checks, where the server has them. */
  readonly checkPages?: string | undefined;
  /** Milliseconds, from any start. */
  readonly now: () => number;
  /** Told the client's address of the script that reads and runs policies, where that is one of its own. */
  readonly engineAt?: (address: string) => void;
  /** Loads what reads the classes of the application's sources, given the client's address of it; undefined where there is none. */
  readonly readsSources?: ((address: string | undefined) => Promise<ReadSource>) | undefined;
  /** The connection writes messages with `bytesOf`. */
  readonly takesText?: boolean;
}

/** Answers on the connection until the client says `exit`. The connection must not be listening yet. */
export function startServer(connection: Connection, surroundings: Surroundings): void {
  const life: Life = {
    workspace: undefined,
    hosts: undefined,
    applications: undefined,
    client: clientAbilities(undefined, 'utf-16'),
    shutDown: false,
    now: surroundings.now,
  };
  let afterInitialized = async (): Promise<void> => {};
  let publisher: DiagnosticsPublisher | undefined;
  let hostPublisher: HostPublisher | undefined;
  let facts: FactDocuments | undefined;
  const features = createFeatures(() => publisher?.leaveToClient());

  connection.onInitialize((params) => {
    if (life.workspace !== undefined) {
      return new ResponseError(ErrorCodes.InvalidRequest, 'The server is initialized already.');
    }
    const options = initializationOptions(params);
    if (typeof options.engine === 'string') surroundings.engineAt?.(options.engine);
    const checkPages = typeof options.checkPages === 'string' ? options.checkPages : surroundings.checkPages;
    const renameAt = typeof options.renameAt === 'string' ? options.renameAt : undefined;
    const showReferences = typeof options.showReferences === 'string' ? options.showReferences : undefined;
    const encoding = negotiateEncoding(params.capabilities?.general?.positionEncodings);
    const clientFiles = options.readsFiles === true ? filesOfClient(connection) : undefined;
    const watched = new WatchedData(connection, params.capabilities);
    const refresh = createRefresh(connection, params.capabilities);
    const files = surroundings.files(clientFiles);
    const workspace = new Workspace(
      files,
      encoding,
      (root, cause) => {
        publisher?.touch(root);
        if (cause === 'files') {
          refresh.needed = true;
          hostPublisher?.touchAll();
        }
      },
      reportTo(connection),
      createReadingProgress(connection, params.capabilities),
    );
    const clientPulls = params.capabilities?.textDocument?.diagnostic !== undefined && options.diagnostics !== 'push';
    publisher = new DiagnosticsPublisher({
      workspace,
      clientPulls,
      checkPages,
      now: surroundings.now,
      report: reportTo(connection),
      afterwards: (root) => {
        announce(root);
        refresh.ask();
        watched.watch(
          workspace.dataFiles.map((uri) => workspace.clientUri(uri)),
          known.named.map((uri) => workspace.clientUri(uri)),
        );
        known.touch();
        readAhead(root);
      },
      send: (diagnostics) => void connection.sendDiagnostics(diagnostics),
    });
    const known = new FactDocuments(
      workspace,
      (diagnostics) => void connection.sendDiagnostics(diagnostics),
      reportTo(connection),
      (uri) => publisher?.tellAnew(uri),
    );
    facts = known;
    const { readsSources } = surroundings;
    const address = typeof options.sourceReader === 'string' ? options.sourceReader : undefined;
    const applications =
      readsSources === undefined
        ? undefined
        : new ApplicationSources({
            files,
            encoding,
            load: () => readsSources(address),
            openText: (uri) => life.hosts?.document(uri)?.text,
            clientUri: (uri) => workspace.clientUri(uri),
            say: (message) => connection.console.info(message),
            begun: () => void watchSources(connection, params).catch(() => undefined),
          });
    life.applications = applications;
    const hosts = new HostDocuments(encoding, (uri) => workspace.settingsFor(uri));
    hostPublisher = new HostPublisher({
      hosts,
      clientPulls,
      checkPages,
      report: reportTo(connection),
      send: (diagnostics) => void connection.sendDiagnostics(diagnostics),
    });
    life.hosts = hosts;
    // Here, since the connection puts a handler of its own in place when it hears that the client has folders.
    connection.onNotification('workspace/didChangeWorkspaceFolders', (params) => {
      const event = recordOf(recordOf(params).event);
      for (const uri of urisOf(event.removed)) {
        workspace.removeFolder(uri);
        applications?.removeFolder(uri);
      }
      for (const uri of urisOf(event.added)) {
        workspace.addFolder(uri);
        applications?.addFolder(uri);
      }
    });
    life.workspace = workspace;
    life.client = clientAbilities(params.capabilities, encoding, {
      checkPages,
      showReferences,
      renameAt,
      takesText: surroundings.takesText === true,
    });
    afterInitialized = async () => {
      // Before any policy is read, so that none is shown in another dialect first.
      if (params.capabilities?.workspace?.configuration === true) workspace.waitFor(readSettings());
      for (const folder of foldersOf(params)) {
        workspace.addFolder(folder);
        applications?.addFolder(folder);
      }
      await register(connection, params);
      await registerHosts(connection, params, options.embedded, features, clientPulls);
    };
    return initializeResult(features, encoding, clientPulls || options.diagnostics !== 'push', surroundings.version);
  });

  connection.onInitialized(() => {
    afterInitialized().catch((error) => connection.console.error(`After initialized: ${error}`));
  });

  const readSettings = async (): Promise<void> => {
    const settings: unknown = await connection.workspace.getConfiguration('polar');
    life.workspace?.changeSettings(settingsOf(settings));
    if (life.applications !== undefined) life.applications.enabled = readsClasses(settings);
    hostPublisher?.touchAll();
  };
  connection.onDidChangeConfiguration(async (params) => {
    const { settings } = recordOf(params);
    const given: Configuration | undefined =
      isRecord(settings) && isRecord(settings.polar) ? settingsOf(settings.polar) : undefined;
    if (given !== undefined) {
      life.workspace?.changeSettings(given);
      if (life.applications !== undefined && isRecord(settings))
        life.applications.enabled = readsClasses(settings.polar);
      hostPublisher?.touchAll();
    } else await readSettings().catch(() => undefined); // A client without workspace/configuration keeps the defaults.
  });

  connection.onDidOpenTextDocument((params) => {
    const { uri, version, text, languageId } = recordOf(recordOf(params).textDocument);
    if (typeof uri !== 'string' || typeof text !== 'string') return;
    const document = { uri, version: typeof version === 'number' ? version : 0, text };
    const host = typeof languageId === 'string' ? hostNamed(languageId) : undefined;
    if (host === undefined) {
      life.workspace?.open(document);
      facts?.open(uri);
    } else {
      life.hosts?.open(document, host);
      hostPublisher?.touch(uri);
      sourceChanged(uri);
    }
  });
  connection.onDidChangeTextDocument((params) => {
    const { textDocument, contentChanges } = recordOf(params);
    const { uri, version } = recordOf(textDocument);
    if (typeof uri !== 'string' || !Array.isArray(contentChanges)) return;
    if (!contentChanges.every(isChange)) {
      connection.console.warn(`A change of ${uri} that is none was ignored.`);
      return;
    }
    const next = typeof version === 'number' ? version : undefined;
    if (life.hosts?.change(uri, next, contentChanges)) {
      hostPublisher?.touch(uri);
      sourceChanged(uri);
      return;
    }
    const known = life.workspace?.change(uri, next, contentChanges);
    facts?.changed(uri);
    if (known === false) connection.console.warn(`A change of ${uri}, which is not open, was ignored.`);
  });
  connection.onDidCloseTextDocument((params) => {
    const { uri } = recordOf(recordOf(params).textDocument);
    if (typeof uri !== 'string') return;
    facts?.close(uri);
    if (life.hosts?.close(uri)) {
      hostPublisher?.closed(uri);
      // What was typed and not saved is gone.
      sourceChanged(uri);
    } else life.workspace?.close(uri);
  });
  connection.onDidChangeWatchedFiles((params) => {
    const { changes } = recordOf(params);
    if (!Array.isArray(changes)) return;
    for (const { uri, type } of changes.map(recordOf)) {
      if (typeof uri !== 'string') continue;
      life.workspace?.fileChanged(uri, type === FileChangeType.Created);
      sourceChanged(uri);
    }
  });
  connection.workspace.onDidRenameFiles((params) => {
    const { files } = recordOf(params);
    if (!Array.isArray(files)) return;
    for (const { oldUri, newUri } of files.map(recordOf)) {
      for (const uri of [oldUri, newUri]) {
        if (typeof uri !== 'string') continue;
        life.workspace?.folderChanged(uri);
        life.applications?.folderChanged(uri);
      }
    }
  });
  const configuredOf = ({ configuration }: Root): Configuration | undefined =>
    life.workspace?.configuration(configuration ?? '')?.configuration;
  /** Reads the sources of an open policy's application after its diagnostics are out, so that completion need not wait for them. */
  const readAhead = (rootUri: string): void => {
    const { workspace, applications } = life;
    const root = workspace?.root(rootUri);
    if (workspace === undefined || applications === undefined || root === undefined) return;
    if (!root.files.some((uri) => workspace.document(uri) !== undefined)) return;
    void applications.of(root).then((application) => workspace.takeWritten(rootUri, application?.written));
  };
  let reading: ReturnType<typeof setTimeout> | undefined;
  /** A source was changed, on the disk or by typing: checks are told once that pauses. */
  const sourceChanged = (clientUri: string): void => {
    if (life.applications?.fileChanged(life.workspace?.uriOf(clientUri) ?? clientUri) !== true) return;
    clearTimeout(reading);
    reading = setTimeout(() => life.workspace?.openRoots.forEach(readAhead), READING_PAUSE);
  };
  const announced = new Map<string, Announced>();
  /** Tells a client that wants to know (any may ignore it) which dialect a policy is in, when that is news. */
  const announce = (rootUri: string): void => {
    const { workspace } = life;
    const root = workspace?.root(rootUri);
    if (workspace === undefined || root === undefined) return;
    const view = workspace.view(root);
    const { files } = root;
    const { openings } = workspace;
    const reason = reasonOf(view, configuredOf(root));
    const before = announced.get(rootUri);
    // Most keystrokes change nothing of it, and the files may be many.
    const kept = before?.files === files && before.openings === openings;
    if (kept && before.dialect === root.policy.dialect && before.reason === reason) return;
    const information = policyInformation(view, root, configuredOf(root));
    const text = JSON.stringify(information);
    announced.set(rootUri, { files, openings, reason, dialect: root.policy.dialect, text });
    if (before?.text === text) return;
    void connection.sendNotification(POLICY_CHANGED, information);
  };

  serve(connection, life, {
    method: POLICY_OF,
    capability: {},
    subject: 'document',
    answer: ({ view, root }) => policyInformation(view, root, configuredOf(root)),
  });
  for (const feature of features) serve(connection, life, feature);

  connection.onShutdown(() => {
    life.shutDown = true;
  });
  connection.listen();
}

/** Milliseconds after the last change of a source until the policies that are open are checked by it. */
const READING_PAUSE = 250;

/** What a client was told last of a policy, and what that was made of. */
interface Announced {
  readonly files: readonly string[];
  readonly openings: number;
  readonly dialect: string;
  readonly reason: string;
  readonly text: string;
}

function initializeResult(
  features: readonly Feature[],
  encoding: string,
  pull: boolean,
  version: string,
): InitializeResult {
  const capabilities: ServerCapabilities = {
    positionEncoding: encoding,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      // A watcher may tell of the folder alone, and of where it is now not at all.
      fileOperations: { didRename: { filters: [{ pattern: { glob: '**', matches: 'folder' } }] } },
    },
  };
  for (const { capability } of features) {
    if (capability.diagnosticProvider !== undefined && !pull) continue;
    Object.assign(capabilities, capability);
  }
  return { capabilities, serverInfo: { name: 'Polar', version } };
}

function initializationOptions(params: InitializeParams): InitializationOptions {
  return isRecord(params.initializationOptions) ? params.initializationOptions : {};
}

const recordOf = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

/** The URIs of a list of things that have one each; what has none is left out. */
function urisOf(list: unknown): readonly string[] {
  return Array.isArray(list)
    ? list.flatMap((each) => (isRecord(each) && typeof each.uri === 'string' ? [each.uri] : []))
    : [];
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  if (Array.isArray(workspaceFolders)) return urisOf(workspaceFolders);
  return typeof rootUri === 'string' ? [rootUri] : [];
}

/** Asks the client to tell of files that change on disk, and of its settings. */
async function register(connection: Connection, { capabilities }: InitializeParams): Promise<void> {
  const registrations = [];
  if (capabilities?.workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
    registrations.push({
      id: 'polar-files',
      method: 'workspace/didChangeWatchedFiles',
      registerOptions: {
        watchers: [
          { globPattern: '**/*.polar' },
          // Configurations, and the data files that they name.
          { globPattern: '**/*.json' },
          // Files of facts.
          { globPattern: '**/*.{csv,jsonl,ndjson}' },
          // Of a folder that is moved in or deleted, this may be all that is told.
          { globPattern: '**', kind: WatchKind.Create | WatchKind.Delete },
        ],
      },
    });
  }
  if (capabilities?.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
    registrations.push({
      id: 'polar-settings',
      method: 'workspace/didChangeConfiguration',
      registerOptions: { section: 'polar' },
    });
  }
  if (registrations.length > 0) await connection.sendRequest('client/registerCapability', { registrations });
}

/** Asks the client to tell of sources that change, once some are read. */
async function watchSources(connection: Connection, { capabilities }: InitializeParams): Promise<void> {
  if (capabilities?.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
  const watchers = [
    { globPattern: '**/*.{py,js,mjs,cjs,jsx,ts,mts,cts,tsx}' },
    { globPattern: '**/{tsconfig,jsconfig}*.json' },
    { globPattern: '**/.vscode/launch.json' },
  ];
  const registration = {
    id: 'polar-sources',
    method: 'workspace/didChangeWatchedFiles',
    registerOptions: { watchers },
  };
  await connection.sendRequest('client/registerCapability', { registrations: [registration] });
}
