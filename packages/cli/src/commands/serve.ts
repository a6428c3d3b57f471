import type { Server } from 'node:http';
import { CloudService, noPolicy, type ServiceClock } from '@polar-tools/serve';
import { loadFacts } from '../cloud/load-facts.ts';
import type { ExitStatus } from '../exit-status.ts';
import { Failure, systemCode } from '../failure.ts';
import { printable } from '../report/printable.ts';
import { httpDoor } from '../serve/http-door.ts';
import { loadServed } from '../serve/load-served.ts';
import { namesOf, type Surroundings } from '../surroundings.ts';

export interface ServeOptions {
  readonly policy: readonly string[];
  readonly facts: readonly string[];
  readonly port: number;
  readonly token?: string;
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
  const loaded = named.length === 0 ? undefined : await loadServed(named, surroundings);
  const policy = loaded?.served ?? noPolicy;
  const files = options.facts.length > 0 ? options.facts.map(namesOf(surroundings).uriOf) : (loaded?.factFiles ?? []);
  const facts = await loadFacts(files, policy.policy, surroundings);
  const clock: ServiceClock = { now: surroundings.now, unixTime: () => options.now ?? surroundings.unixTime() };
  const service = new CloudService({
    facts,
    policy,
    journal: { change: () => {}, clear: () => {}, policy: () => {} },
    clock,
    timeout: options.timeout,
    notice: (message) => errors.write(`${printable(message)}\n`),
  });
  const door = httpDoor({
    service,
    token: options.token,
    failed: (thrown) => errors.write(`A fault of polar serve: ${thrown instanceof Error ? thrown.stack : thrown}\n`),
  });
  return listen(door, options.port, surroundings, (port) => {
    const count = `${facts.size.toLocaleString('en')} ${facts.size === 1 ? 'fact' : 'facts'}`;
    errors.write(
      `polar serve is for development: it answers programs on this machine, over HTTP, to ${options.token === undefined ? 'any API key' : 'the one API key of --token'}.\n` +
        `${loaded === undefined ? 'No policy yet: it waits for one to be uploaded.' : `The policy has ${loaded.files.length === 1 ? 'one file' : `${loaded.files.length} files`}, and ${count}.`}\n` +
        `Listening on http://${loopback}:${port}\n`,
    );
  });
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
    const off = onInterrupt(() => {
      off();
      server.close(() => resolve(0));
      server.closeAllConnections();
    });
  });
}
