import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { AttachedOso, Attachment } from './attach.ts';
import { Editor } from './editor.ts';

const LOOPBACK = '127.0.0.1';

/** What an editor says first is short, and comes soon. */
const LONGEST_GREETING = 4_096;
const GREETING_TIME = 5_000;

/** Listens on a port of this machine for one editor at a time, and says in a file of the user's where: as `polar_debug/listener.py` does. */
export class Listener {
  readonly #attached: AttachedOso;
  readonly #server: Server;
  readonly #token = process.env.POLAR_DEBUG_TOKEN || randomBytes(16).toString('hex');
  #record: string | undefined;

  constructor(attached: AttachedOso) {
    this.#attached = attached;
    this.#server = createServer((socket) => this.#greet(socket));
  }

  open(): Promise<Attachment> {
    const server = this.#server;
    // Nobody lives longer for an editor that may come.
    server.unref();
    return new Promise((resolve, reject) => {
      // Once it listens, one that cannot be let in is no fault of the application's.
      server.on('error', reject);
      server.listen(Number(process.env.POLAR_DEBUG_PORT || 0), LOOPBACK, () => {
        const address = server.address();
        const port = typeof address === 'object' && address !== null ? address.port : 0;
        this.#writeRecord(port);
        process.once('exit', () => this.#removeRecord());
        resolve({ port, token: this.#token, close: () => this.#close() });
      });
    });
  }

  #close(): void {
    this.#server.close();
    this.#removeRecord();
    this.#attached.editor?.leave();
  }

  #writeRecord(port: number): void {
    const folder = process.env.POLAR_APPLICATIONS || join(homedir(), '.polar', 'applications');
    const record = join(folder, `${process.pid}-${port}.json`);
    const { name } = this.#attached;
    const told = {
      version: 1,
      pid: process.pid,
      port,
      token: this.#token,
      name,
      language: 'node',
      folder: process.cwd(),
    };
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      // Whole or not at all: an editor may look at any time.
      writeFileSync(`${record}.new`, JSON.stringify(told), { mode: 0o600 });
      renameSync(`${record}.new`, record);
      this.#record = record;
    } catch (error) {
      console.error(
        `attach: editors do not find this application, as ${record} cannot be written (${(error as Error).message}). Set POLAR_APPLICATIONS to a folder, there and in the editor.`,
      );
    }
  }

  #removeRecord(): void {
    if (this.#record !== undefined) rmSync(this.#record, { force: true });
    this.#record = undefined;
  }

  /** Lets an editor in that says the right thing. Whoever speaks anything else, a web page say, hears nothing. */
  #greet(socket: Socket): void {
    let received = '';
    const close = (): void => {
      socket.destroy();
    };
    socket.unref();
    const tooLate = setTimeout(close, GREETING_TIME).unref();
    const take = (text: string): void => {
      received += text;
      const end = received.indexOf('\n');
      if (!received.startsWith('{') || (end < 0 && received.length > LONGEST_GREETING)) {
        socket.destroy();
        return;
      }
      if (end < 0) return;
      clearTimeout(tooLate);
      socket.off('data', take);
      this.#admit(socket, received.slice(0, end), received.slice(end + 1));
    };
    socket.on('error', close);
    socket.setEncoding('utf8').on('data', take);
  }

  #admit(socket: Socket, line: string, rest: string): void {
    const said = greetingIn(line);
    if (said === undefined) {
      socket.destroy();
      return;
    }
    if (typeof said.token !== 'string' || !isEqual(said.token, this.#token)) {
      socket.end('{"refused":"wrong-token"}\n');
      return;
    }
    if (this.#attached.editor !== undefined) {
      socket.end('{"refused":"busy"}\n');
      return;
    }
    socket.setNoDelay(true);
    const editor = new Editor(this.#attached, socket);
    this.#attached.editor = editor;
    editor.listen(rest);
  }
}

function greetingIn(line: string): { readonly token: unknown } | undefined {
  try {
    const said = JSON.parse(line) as Readonly<Record<string, unknown>>;
    return said['polar-attach'] === 1 ? { token: said.token } : undefined;
  } catch {
    return undefined;
  }
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
