import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Incoming } from './incoming.ts';
import { repositoryRoot } from './places.ts';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly uri?: string; readonly version?: number; readonly diagnostics?: readonly unknown[] };
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Answer {
  readonly message: Message;
  /** When its last byte had come. */
  readonly came: number;
}

export interface ServerOptions {
  readonly nodeOptions?: readonly string[];
  /** A folder for what the server's process compiles. */
  readonly compileCache?: string;
}

/** Just enough of an editor to time the language server, the one that ships, over its standard streams. */
export class LanguageClient {
  readonly process: ChildProcess;
  readonly #answers = new Map<number, (answer: Answer) => void>();
  readonly #listeners = new Set<(message: Message) => void>();
  #id = 0;

  constructor({ nodeOptions = [], compileCache }: ServerOptions = {}) {
    const entry = compileCache === undefined ? 'server' : 'server-again';
    const server = fileURLToPath(new URL(`dist/${entry}.cjs`, repositoryRoot));
    if (!existsSync(server)) throw new Error('dist/server.cjs is not built. Run `npm run build` first.');
    const options = compileCache === undefined ? [] : [`--compile-cache=${compileCache}`];
    this.process = spawn(process.execPath, [...nodeOptions, server, '--stdio', ...options], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const incoming = new Incoming((body) => {
      const came = performance.now();
      this.#dispatch(JSON.parse(body.toString('utf8')) as Message, came);
    });
    this.process.stdout?.on('data', (piece: Buffer) => incoming.add(piece));
  }

  async request(method: string, params: unknown): Promise<unknown> {
    const { result, error } = (await this.#ask(method, params)).message;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  /** Milliseconds until all of an answer has come, be it an error; reading it is the client's matter. */
  async timed(method: string, params: unknown): Promise<number> {
    const asked = performance.now();
    return (await this.#ask(method, params)).came - asked;
  }

  #ask(method: string, params: unknown): Promise<Answer> {
    const id = ++this.#id;
    const answer = new Promise<Answer>((resolve) => this.#answers.set(id, resolve));
    this.#send({ id, method, params });
    return answer;
  }

  notify(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  /** The diagnostics of a file once they are those of a version; undefined is the first of any. */
  diagnostics(uri: string, version: number | undefined): Promise<readonly unknown[]> {
    return new Promise((resolve) => {
      const listener = ({ method, params }: Message) => {
        if (method !== 'textDocument/publishDiagnostics' || params?.uri !== uri) return;
        if (version !== undefined && params.version !== version) return;
        this.#listeners.delete(listener);
        resolve(params.diagnostics ?? []);
      };
      this.#listeners.add(listener);
    });
  }

  async initialize(folder: string | undefined): Promise<void> {
    const uri = folder === undefined ? null : pathToFileURL(folder).href;
    await this.request('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: uri === null ? null : [{ uri, name: 'bench' }],
      capabilities: {
        textDocument: { publishDiagnostics: { versionSupport: true }, synchronization: {} },
        workspace: { workspaceFolders: true },
      },
    });
    this.notify('initialized', {});
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.process.once('close', resolve));
    await this.request('shutdown', undefined);
    this.notify('exit', undefined);
    await closed;
  }

  #send(message: object): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.process.stdin?.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.process.stdin?.write(body);
  }

  #dispatch(message: Message, came: number): void {
    if (message.method !== undefined && message.id !== undefined) {
      // A request of the server's: settings, registrations, progress. There is nothing to say.
      this.#send({ id: message.id, result: message.method === 'workspace/configuration' ? [null] : null });
    } else if (message.id !== undefined) {
      this.#answers.get(message.id)?.({ message, came });
      this.#answers.delete(message.id);
    }
    for (const listener of this.#listeners) listener(message);
  }
}

/** Writes files to a new folder, gives it to `use`, and takes it away. */
export async function inFolder<Result>(
  files: readonly { readonly name: string; readonly text: string }[],
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'polar-bench-'));
  try {
    for (const { name, text } of files) writeFileSync(join(folder, name), text);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A `polar.config.json` that names the application's classes. */
export function configurationFile(classes: readonly string[]): { name: string; text: string } {
  return {
    name: 'polar.config.json',
    text: JSON.stringify({
      dialect: 'library',
      classes: Object.fromEntries(classes.map((name) => [name, {}])),
    }),
  };
}
