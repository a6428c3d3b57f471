import type { URI } from 'vscode-uri';
import { EventEmitter } from './events.ts';
import { Uri } from './values.ts';

type Configuration = Record<string, unknown>;
interface Message {
  readonly type: string;
  readonly command?: string;
  readonly event?: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: unknown;
}
interface Adapter {
  onDidSendMessage(listener: (message: Message) => void): unknown;
  handleMessage(message: object): void;
  dispose(): void;
}
interface Tracker {
  onDidSendMessage?(message: Message): void;
  onWillReceiveMessage?(message: object): void;
}
interface ConfigurationProvider {
  resolveDebugConfiguration?(folder: unknown, configuration: Configuration): Promise<Configuration | undefined>;
  resolveDebugConfigurationWithSubstitutedVariables?(
    folder: unknown,
    configuration: Configuration,
  ): Configuration | undefined;
  provideDebugConfigurations?(): Promise<Configuration[]>;
}

/** A session: the editor's side of the Debug Adapter Protocol, without breakpoints. */
export class DebugSession {
  readonly id: string;
  readonly type = 'polar';
  readonly configuration: Configuration;
  readonly workspaceFolder: unknown;
  readonly events: Message[] = [];
  isOver = false;
  #adapter: Adapter | undefined;
  #trackers: readonly Tracker[] = [];
  #sequence = 0;
  readonly #waiting = new Map<number, (response: Message) => void>();

  constructor(configuration: Configuration, workspaceFolder: unknown) {
    this.id = `session ${sessions.length + 1}`;
    this.configuration = configuration;
    this.workspaceFolder = workspaceFolder;
  }

  async begin(adapter: Adapter, trackers: readonly Tracker[], noDebug: boolean): Promise<void> {
    this.#adapter = adapter;
    this.#trackers = trackers;
    adapter.onDidSendMessage((message) => this.#take(message));
    await this.customRequest('initialize', { adapterID: 'polar' });
    await this.customRequest(this.configuration.request === 'attach' ? 'attach' : 'launch', {
      ...this.configuration,
      noDebug,
    });
    await this.customRequest('configurationDone');
  }

  customRequest(command: string, args?: object): Promise<unknown> {
    const request = { seq: ++this.#sequence, type: 'request', command, ...(args && { arguments: args }) };
    for (const tracker of this.#trackers) tracker.onWillReceiveMessage?.(request);
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.seq, ({ success, message, body }) =>
        success === true ? resolve(body) : reject(new Error(message)),
      );
      this.#adapter!.handleMessage(request);
    });
  }

  #take(message: Message): void {
    for (const tracker of this.#trackers) tracker.onDidSendMessage?.(message);
    if (message.type === 'response') this.#waiting.get(message.request_seq!)?.(message);
    if (message.type !== 'event') return;
    this.events.push(message);
    if (message.event?.includes('/')) told.fire({ session: this, event: message.event, body: message.body });
    if (message.event === 'terminated') end(this);
  }

  stop(): void {
    this.#adapter?.dispose();
    end(this);
  }
}

const ended = new EventEmitter<DebugSession>();
const started = new EventEmitter<DebugSession>();
const told = new EventEmitter<{ session: DebugSession; event: string; body: unknown }>();
const active = new EventEmitter<DebugSession | undefined>();
const state = {
  providers: [] as { provider: ConfigurationProvider; trigger: number | undefined }[],
  factory: undefined as
    | { createDebugAdapterDescriptor(session: DebugSession): { implementation?: Adapter } }
    | undefined,
  trackerFactories: [] as { createDebugAdapterTracker(session: DebugSession): Tracker }[],
  activeSession: undefined as DebugSession | undefined,
};
/** All sessions that were started. */
export const sessions: DebugSession[] = [];

export function resetDebugging(): void {
  for (const session of sessions.splice(0)) session.stop();
  Object.assign(state, { providers: [], factory: undefined, trackerFactories: [], activeSession: undefined });
  ended.dispose();
  started.dispose();
  told.dispose();
  active.dispose();
}

function end(session: DebugSession): void {
  if (session.isOver) return;
  session.isOver = true;
  if (state.activeSession === session) activate(undefined);
  ended.fire(session);
}

/** Chooses a session in the call stack. */
export function activate(session: DebugSession | undefined): void {
  state.activeSession = session;
  active.fire(session);
}

/** What the run view offers without a launch.json. */
export const offered = (): Promise<Configuration[]> =>
  state.providers.find(({ trigger }) => trigger === 2)!.provider.provideDebugConfigurations!();

/** What the extension would connect a session with: of a configuration that is not started here. */
export const descriptorOf = (configuration: Configuration): unknown =>
  state.factory!.createDebugAdapterDescriptor(new DebugSession(configuration, undefined));

export const debug = {
  breakpoints: [] as unknown[],
  addBreakpoints(added: readonly unknown[]): void {
    debug.breakpoints.push(...added);
  },
  get activeDebugSession() {
    return state.activeSession;
  },
  onDidStartDebugSession: started.event,
  onDidReceiveDebugSessionCustomEvent: told.event,
  onDidTerminateDebugSession: ended.event,
  /** Ends a session that the test made itself. */
  over: (session: DebugSession): void => ended.fire(session),
  onDidChangeActiveDebugSession: active.event,
  registerDebugConfigurationProvider(_type: string, provider: ConfigurationProvider, trigger?: number) {
    state.providers.push({ provider, trigger });
    return { dispose: () => {} };
  },
  registerDebugAdapterDescriptorFactory(_type: string, factory: typeof state.factory) {
    state.factory = factory;
    return { dispose: () => {} };
  },
  registerDebugAdapterTrackerFactory(_type: string, factory: (typeof state.trackerFactories)[number]) {
    state.trackerFactories.push(factory);
    return { dispose: () => {} };
  },
  async startDebugging(folder: unknown, given: Configuration, { noDebug = false } = {}): Promise<boolean> {
    let configuration: Configuration | undefined = given;
    for (const { provider } of state.providers) {
      configuration =
        configuration && provider.resolveDebugConfiguration
          ? await provider.resolveDebugConfiguration(folder, configuration)
          : configuration;
      if (configuration === undefined) return false;
    }
    for (const { provider } of state.providers) {
      configuration = provider.resolveDebugConfigurationWithSubstitutedVariables
        ? provider.resolveDebugConfigurationWithSubstitutedVariables(folder, configuration!)
        : configuration;
      if (configuration === undefined) return false;
    }
    const session = new DebugSession(configuration!, folder);
    sessions.push(session);
    activate(session);
    const { implementation } = state.factory!.createDebugAdapterDescriptor(session);
    const trackers = state.trackerFactories.map((factory) => factory.createDebugAdapterTracker(session));
    await session.begin(implementation!, trackers, noDebug);
    started.fire(session);
    return true;
  },
  async stopDebugging(session: DebugSession | undefined) {
    session?.stop();
  },
  asDebugSourceUri: ({ path, sourceReference }: { path?: string; sourceReference?: number }): URI =>
    sourceReference ? Uri.parse(`debug:${path}?ref=${sourceReference}`) : Uri.file(path ?? ''),
};
