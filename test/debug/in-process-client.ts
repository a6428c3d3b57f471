import { createSession, type DebugHost, type Session } from '@polar-tools/debug-adapter';
import type { DebugProtocol } from '@vscode/debugprotocol';

/** Milliseconds after which an event that does not come is an error: only reached when a test fails. */
const PATIENCE = 10_000;

/** A client in the same process: sends requests, keeps events in order. */
export class InProcessClient {
  readonly session: Session;
  /** Everything that came in, in order. */
  readonly received: DebugProtocol.ProtocolMessage[] = [];
  #sequence = 0;
  readonly #waiting = new Map<number, (response: DebugProtocol.Response) => void>();
  #events: DebugProtocol.Event[] = [];
  #wanted: { names: readonly string[]; resolve: (event: DebugProtocol.Event) => void }[] = [];
  readonly #listeners: ((message: DebugProtocol.ProtocolMessage) => void)[] = [];

  constructor(host: DebugHost) {
    this.session = createSession({ send: (message) => this.#take(message), host });
  }

  /** Sees each message as it comes in. */
  listen(listener: (message: DebugProtocol.ProtocolMessage) => void): void {
    this.#listeners.push(listener);
  }

  request(command: string, args?: object): Promise<DebugProtocol.Response> {
    return this.send(command, args).response;
  }

  /** Sends a request; gives its number too, by which it can be cancelled. */
  send(command: string, args?: object): { readonly seq: number; readonly response: Promise<DebugProtocol.Response> } {
    const seq = ++this.#sequence;
    const answer = new Promise<DebugProtocol.Response>((resolve) => this.#waiting.set(seq, resolve));
    this.session.receive({ seq, type: 'request', command, ...(args !== undefined && { arguments: args }) });
    return { seq, response: inTime(answer, `the response to ${command}`) };
  }

  /** The next event with one of the names; one that came already counts, in order. */
  next(...names: string[]): Promise<DebugProtocol.Event> {
    const at = this.#events.findIndex((event) => names.includes(event.event));
    if (at >= 0) {
      const [event] = this.#events.splice(0, at + 1).slice(-1);
      return Promise.resolve(event!);
    }
    return inTime(new Promise((resolve) => this.#wanted.push({ names, resolve })), `the event ${names.join(' or ')}`);
  }

  #take(message: DebugProtocol.ProtocolMessage): void {
    this.received.push(message);
    for (const listener of this.#listeners) listener(message);
    if (message.type === 'response') {
      const response = message as DebugProtocol.Response;
      this.#waiting.get(response.request_seq)?.(response);
      this.#waiting.delete(response.request_seq);
      return;
    }
    const event = message as DebugProtocol.Event;
    const at = this.#wanted.findIndex(({ names }) => names.includes(event.event));
    if (at < 0) this.#events.push(event);
    else {
      this.#events = [];
      this.#wanted.splice(at, 1)[0]!.resolve(event);
    }
  }
}

function inTime<T>(promise: Promise<T>, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come`)), PATIENCE);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Waits for what comes by itself, unless something is wrong. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const began = performance.now(); !(await holds()); ) {
    if (performance.now() - began > PATIENCE) throw new Error(`${what} did not come`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
