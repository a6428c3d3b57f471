import { randomUUID } from 'node:crypto';
import type { Server, Socket } from 'node:net';
import { printable } from '@polar-tools/language';
import { pathOfUri } from '@polar-tools/project';
import { CloudService, type Journal, noPolicy, policyOf, Refusal, type ServedPolicy } from '@polar-tools/serve';
import { loadFacts } from '../cloud/load-facts.ts';
import type { ExitStatus } from '../exit-status.ts';
import { Failure, systemCode } from '../failure.ts';
import { debugOver, ServedTarget } from '../serve/debugging.ts';
import { httpDoor } from '../serve/http-door.ts';
import { type LoadedServed, loadServed } from '../serve/load-served.ts';
import { logLine } from '../serve/log-line.ts';
import { reloadAtChanges } from '../serve/reload.ts';
import { leaveServerNote } from '../serve/server-note.ts';
import { sharedPort } from '../serve/shared-port.ts';
import { openStore, type Store } from '../serve/sqlite-store.ts';
import { namesOf, type Surroundings } from '../surroundings.ts';

export interface ServeOptions {
  readonly policy: readonly string[];
  readonly facts: readonly string[];
  readonly port: number;
  readonly store?: string;
  readonly watch?: boolean;
  readonly token?: string;
  readonly log?: boolean;
  readonly now?: number;
  readonly timeout: number;
}

/** Only programs of this machine may ask: there are no accounts. */
const loopback = '127.0.0.1';

/** `polar serve`: Oso Cloud's HTTP interface over a policy and facts, until Ctrl-C. */
export async function serve(
  paths: readonly string[],
  options: ServeOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const { errors } = surroundings;
  const named = [...options.policy, ...paths];
  if (options.watch && named.length === 0)
    throw new Failure('wrong-use', '--watch watches the files of a policy: name them, or leave it out.');
  const loaded = named.length === 0 ? undefined : await loadServed(named, surroundings, options.facts);
  const store = options.store === undefined ? undefined : await storeAt(options.store, surroundings);
  let stopWatching = (): void => {};
  let note: ReturnType<typeof leaveServerNote>;
  try {
    const service = await serviceOf(loaded, store, options, surroundings);
    const door = httpDoor({
      service,
      token: options.token,
      ...(options.log && { answered: (...exchange) => errors.write(`${logLine(...exchange)}\n`) }),
      failed: (thrown) => errors.write(`A fault of polar serve: ${thrown instanceof Error ? thrown.stack : thrown}\n`),
    });
    if (options.watch) stopWatching = await reloadAtChanges(named, options.facts, loaded!, service, surroundings);
    const debugToken = options.token ?? randomUUID();
    const target = new ServedTarget(service);
    const shared = sharedPort(door, (socket) => debugOver(socket, target, debugToken, surroundings));
    return await listen(shared, options.port, surroundings, (port) => {
      const { folder, environment } = surroundings;
      note = leaveServerNote({ port, token: debugToken, folder, started: Date.now() }, environment);
      // A key that was given is nobody's to read here.
      const token = options.token === undefined ? `"token": "${debugToken}"` : 'the token of --token';
      const howTo = note === undefined ? ` with "port": ${port} and ${token}` : '';
      errors.write(
        `${greeting(service, loaded, options)}Editors attach to it${howTo}: requests stop at their breakpoints.\nListening on http://${loopback}:${port}\n`,
      );
    });
  } finally {
    stopWatching();
    note?.remove();
    store?.close();
  }
}

function storeAt(name: string, surroundings: Surroundings): Promise<Store> {
  const names = namesOf(surroundings);
  return openStore(pathOfUri(names.uriOf(name), surroundings.pathStyle), name);
}

/** The service over what was loaded and what is stored: files of a policy come before a stored one, and facts of files beside the stored ones. */
async function serviceOf(
  loaded: LoadedServed | undefined,
  store: Store | undefined,
  options: ServeOptions,
  surroundings: Surroundings,
): Promise<CloudService> {
  const policy = loaded?.served ?? storedPolicy(store);
  const files = options.facts.length > 0 ? options.facts.map(namesOf(surroundings).uriOf) : (loaded?.factFiles ?? []);
  const told = await loadFacts(files, policy.policy, surroundings);
  const service = new CloudService({
    facts: store?.facts ?? told,
    policy,
    journal: store ?? noJournal,
    clock: { now: surroundings.now, unixTime: () => options.now ?? surroundings.unixTime() },
    timeout: options.timeout,
    notice: (message) => surroundings.errors.write(`${printable(message)}\n`),
  });
  if (store !== undefined) service.insert(told.facts());
  return service;
}

function storedPolicy(store: Store | undefined): ServedPolicy {
  if (store?.policyText === undefined) return noPolicy;
  try {
    return policyOf(store.policyText);
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    throw new Failure(
      'store',
      `The policy in the store has errors: ${thrown.message}\nName the files of a policy to be used in its place.`,
    );
  }
}

const noJournal: Journal = { change: () => {}, clear: () => {}, policy: () => {} };

function greeting(
  { facts, policy: { text } }: CloudService,
  loaded: LoadedServed | undefined,
  { token, store, watch }: ServeOptions,
): string {
  const many = (count: number, what: string): string =>
    `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
  const kept = text === undefined ? 'No policy was named: clients upload one.' : `Policy: the one kept in ${store}.`;
  const policy =
    loaded === undefined ? kept : `Policy: ${many(loaded.files.length, 'file')}${watch ? ', watched' : ''}.`;
  return `polar serve is for development. It answers programs on this machine, and takes ${token === undefined ? 'any API key' : 'the API key of --token alone'}.
${policy} Facts: ${facts.size.toLocaleString('en')}, ${store === undefined ? 'kept in memory' : `kept in ${store}`}.
`;
}

/** Until Ctrl-C. */
function listen(
  server: Server,
  port: number,
  { onInterrupt }: Surroundings,
  listening: (port: number) => void,
): Promise<ExitStatus> {
  return new Promise((resolve, reject) => {
    server.on('error', (thrown) => {
      const taken = systemCode(thrown) === 'EADDRINUSE';
      if (!taken && systemCode(thrown) !== 'EACCES') reject(thrown);
      else {
        const why = taken ? 'is in use' : 'may not be used';
        reject(new Failure('port', `Port ${port} ${why}. Choose another one, or --port 0 for any that is free.`));
      }
    });
    server.listen(port, loopback, () => {
      const address = server.address();
      listening(typeof address === 'object' && address !== null ? address.port : port);
    });
    const connections = new Set<Socket>();
    server.on('connection', (socket) => {
      connections.add(socket);
      socket.once('close', () => connections.delete(socket));
    });
    const off = onInterrupt(() => {
      off();
      server.close(() => resolve(0));
      for (const socket of connections) socket.destroy();
    });
  });
}
