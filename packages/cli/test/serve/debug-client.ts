import { connect, type Socket } from 'node:net';
import { createDecoder, encodeMessage } from '@polar-tools/debug-adapter';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { onTestFinished } from 'vitest';

const PATIENCE = 10_000;

/** An editor that debugs over a connection of its own. */
export class DebugClient {
  readonly #socket: Socket;
  readonly events: DebugProtocol.Event[] = [];
  #sequence = 0;
  readonly #waiting = new Map<number, (response: DebugProtocol.Response) => void>();
  readonly #listeners = new Set<() => void>();
  isClosed = false;

  constructor(url: string) {
    this.#socket = connect(Number(new URL(url).port), '127.0.0.1');
    const decoder = createDecoder();
    this.#socket.on('data', (bytes) => {
      for (const decoded of decoder.push(bytes)) if ('message' in decoded) this.#take(decoded.message);
    });
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => {
      this.isClosed = true;
      for (const listener of this.#listeners) listener();
    });
    onTestFinished(() => void this.#socket.destroy());
  }

  #take(message: unknown): void {
    const { type } = message as DebugProtocol.ProtocolMessage;
    if (type === 'event') this.events.push(message as DebugProtocol.Event);
    else {
      const response = message as DebugProtocol.Response;
      this.#waiting.get(response.request_seq)?.(response);
    }
    for (const listener of this.#listeners) listener();
  }

  /** Sends a request; gives the response, be it a refusal. */
  async ask(command: string, args: object = {}): Promise<DebugProtocol.Response> {
    const seq = ++this.#sequence;
    const answer = new Promise<DebugProtocol.Response>((resolve) => this.#waiting.set(seq, resolve));
    this.#socket.write(encodeMessage({ seq, type: 'request', command, arguments: args } as DebugProtocol.Request));
    return inTime(answer, `the response to ${command}`);
  }

  /** The body of the response to a request that succeeds. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what the protocol has
  async body(command: string, args: object = {}): Promise<any> {
    const response = await this.ask(command, args);
    if (!response.success) throw new Error(`${command}: ${response.message}`);
    return response.body;
  }

  /** The first event that fits and was not given yet. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what the protocol has
  async event(name: string, fits: (body: any) => boolean = () => true): Promise<any> {
    let off = (): void => {};
    const found = new Promise<unknown>((resolve) => {
      const look = (): void => {
        const at = this.events.findIndex(({ event, body }) => event === name && fits(body));
        if (at < 0) return;
        off();
        const [event] = this.events.splice(at, 1);
        resolve(event!.body);
      };
      this.#listeners.add(look);
      off = () => this.#listeners.delete(look);
      look();
    });
    return inTime(found, `the event ${name}`).finally(off);
  }

  /** Attaches, and sets breakpoints on lines of a file. */
  async attach(args: object, breakpoints: Readonly<Record<string, readonly number[]>> = {}): Promise<void> {
    await this.body('initialize', { adapterID: 'polar', linesStartAt1: true, columnsStartAt1: true });
    await this.body('attach', args);
    await this.event('initialized');
    for (const [path, lines] of Object.entries(breakpoints))
      await this.body('setBreakpoints', { source: { path }, breakpoints: lines.map((line) => ({ line })) });
    await this.body('configurationDone');
  }

  /** As a process that is killed. */
  drop(): void {
    this.#socket.destroy();
  }
}

function inTime<T>(promise: Promise<T>, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come`)), PATIENCE);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
