import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createContext, Script } from 'node:vm';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createProtocolConnection,
  type DataCallback,
  type Disposable,
  type Message,
  type ProtocolConnection,
} from 'vscode-languageserver/node';
import { session } from './session.ts';

const bundle = fileURLToPath(new URL('../../../dist/web/server.js', import.meta.url));
const packages = fileURLToPath(new URL('../../../dist/web/engine.js', import.meta.url));
const built = existsSync(bundle);
if (!built) console.log('The web worker is not built (dist/web/server.js): its test is left out. Run `npm run build`.');

class PortReader extends AbstractMessageReader {
  readonly #port: MessagePort;
  constructor(port: MessagePort) {
    super();
    this.#port = port;
  }
  listen(callback: DataCallback): Disposable {
    this.#port.on('message', callback);
    return { dispose: () => this.#port.close() };
  }
}

class PortWriter extends AbstractMessageWriter {
  readonly #port: MessagePort;
  constructor(port: MessagePort) {
    super();
    this.#port = port;
  }
  async write(message: Message): Promise<void> {
    this.#port.postMessage(message);
  }
  end(): void {
    this.#port.close();
  }
}

/** The worker's script with what every browser gives a worker, and nothing of Node's. */
function startWorker(script: Script, engine: Script): ProtocolConnection {
  const { port1, port2 } = new MessageChannel();
  const own = { self: port2, setTimeout, clearTimeout, performance, console, TextDecoder, TextEncoder };
  const worker: { polarEngine?: object; polarLoadEngine?: () => object } = createContext(own);
  worker.polarLoadEngine = () => {
    engine.runInContext(worker);
    return worker.polarEngine!;
  };
  script.runInContext(worker);
  return createProtocolConnection(new PortReader(port1), new PortWriter(port1));
}

describe.skipIf(!built)('the server in a web worker', () => {
  test('is answered as the one in Node, through random edits', { timeout: 120_000 }, async () => {
    const script = new Script(readFileSync(bundle, 'utf8'));
    const engine = new Script(readFileSync(packages, 'utf8'));
    const connect = (): ProtocolConnection => startWorker(script, engine);
    let asked = 0;
    for (const seed of [9001, 9002]) {
      const encoding = (['utf-16', 'utf-8', 'utf-32'] as const)[seed % 3]!;
      asked += (await session(seed, { encoding, pulls: seed % 2 === 0, snippets: true, connect })).asked;
    }
    expect(asked).toBeGreaterThan(0);
  });
});
