import { randomUUID } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { type DebugHost, type StreamOptions, serveStream } from '@polar-tools/debug-adapter';
import { pathOfUri } from '@polar-tools/project';
import type { ExitStatus } from '../exit-status.ts';
import { Failure, systemCode } from '../failure.ts';
import { namesOf, type Surroundings } from '../surroundings.ts';

export interface DapOptions {
  readonly port?: number;
  /** What a configuration must carry to be served; true: one that nobody can guess. */
  readonly token?: string | true;
}

/** Only programs of this machine may debug: a session reads files. */
const loopback = '127.0.0.1';

/** `polar dap`: the debug adapter over standard streams, or on a port of this machine, one session a connection. */
export async function dap({ port, token: wanted }: DapOptions, surroundings: Surroundings): Promise<ExitStatus> {
  const token = wanted === true ? randomUUID() : wanted;
  if (wanted === true) surroundings.errors.write(`Token for debug clients: ${token}\n`);
  const { applications, environment } = surroundings;
  const host: DebugHost = {
    files: surroundings.files,
    folder: namesOf(surroundings).uriOf('.'),
    breathe: () => setImmediate(),
    now: surroundings.now,
    heap: surroundings.heap.use,
    time: surroundings.unixTime,
    writeFile: (uri, text) => surroundings.write(pathOfUri(uri, surroundings.pathStyle), text),
    ...(applications !== undefined && {
      startApplication: async (wanted, print) => {
        const { startApplication } = await import('@polar-tools/host-python/node');
        const node = { program: applications.node, interpreter: process.execPath };
        return startApplication(wanted, print, { program: applications.python, node, environment });
      },
      findApplications: (wanted, finder) => findLater(wanted, finder, environment),
    }),
  };
  if (port === undefined) {
    const { input, output } = surroundings.streams;
    await serveStream(input as AsyncIterable<Uint8Array>, (bytes) => output.write(bytes), host, { token });
    // The client has disconnected: what it leaves open must not keep the program.
    if ('destroy' in input && typeof input.destroy === 'function') input.destroy();
    return 0;
  }
  return listen(port, { strict: true, token }, host, surroundings);
}

/** Finds running applications, with what is loaded once some are wanted. */
function findLater(
  wanted: Parameters<Find>[0],
  finder: Parameters<Find>[1],
  environment: Surroundings['environment'],
): { close(): void } {
  const enough = new AbortController();
  void import('@polar-tools/host-python/node').then(({ findApplications, folderOfApplications }) => {
    if (enough.signal.aborted) return;
    const search = findApplications(wanted, finder, folderOfApplications(environment));
    enough.signal.addEventListener('abort', () => search.close());
  });
  return { close: () => enough.abort() };
}

type Find = NonNullable<DebugHost['findApplications']>;

async function listen(
  port: number,
  options: StreamOptions,
  host: DebugHost,
  { errors, onInterrupt }: Surroundings,
): Promise<ExitStatus> {
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => connections.delete(socket));
    // A client that goes away ends its session, and nothing else.
    socket.on('error', () => socket.destroy());
    serveStream(socket, (bytes) => socket.writable && socket.write(bytes), host, options).then(
      () => socket.end(),
      (thrown) => {
        if (!socket.destroyed) errors.write(`A debug session ended with a fault: ${thrown}\n`);
        socket.destroy();
      },
    );
  });
  return new Promise((resolve, reject) => {
    server.on('error', (thrown) => {
      const taken = systemCode(thrown) === 'EADDRINUSE';
      const refused = systemCode(thrown) === 'EACCES';
      if (!taken && !refused) reject(thrown);
      else {
        const why = taken ? 'is in use' : 'may not be used';
        reject(new Failure('port', `Port ${port} ${why}. Choose another one, or --port 0 for any that is free.`));
      }
    });
    server.listen(port, loopback, () => {
      const address = server.address();
      const chosen = typeof address === 'object' && address !== null ? address.port : port;
      // Clients that start an adapter and connect to it wait for this line.
      errors.write(`Listening for debug clients on ${loopback}:${chosen}\n`);
    });
    const off = onInterrupt(() => {
      off();
      for (const socket of connections) socket.destroy();
      server.close(() => resolve(0));
    });
  });
}
