import type { Socket } from 'node:net';
import { type JavaScriptHost, NIL } from '@polar-tools/evaluator';
import {
  type AttachedGreeting,
  type FromApplication,
  type ToApplication,
  type Wire,
  write,
} from '@polar-tools/host-python';
import { NumberedObjects, toldClasses } from '../application/answers.ts';
import type { AttachedOso } from './attach.ts';
import { Decision } from './decision.ts';
import { hostOf, type QueryOpts } from './registered.ts';

/** What the application has loaded and registered, until that changes. */
export interface Known {
  readonly version: number;
  readonly host: JavaScriptHost;
  readonly objects: NumberedObjects;
}

/** The editor at the other end of the socket: lines of JSON both ways, for many questions at once (`host-python/src/attached/messages.ts`). */
export class Editor {
  readonly #attached: AttachedOso;
  readonly #socket: Socket;
  readonly #decisions = new Map<number, Decision>();
  readonly #known = new Map<number, Known>();
  #now: Known;
  #last = 0;
  #received = '';

  constructor(attached: AttachedOso, socket: Socket) {
    this.#attached = attached;
    this.#socket = socket;
    this.#now = this.#tell();
  }

  /** @param rest what came with the greeting */
  listen(rest: string): void {
    const socket = this.#socket;
    socket.on('data', (text: string) => this.#take(text));
    socket.on('close', () => this.leave());
    this.#take(rest);
  }

  send(message: FromApplication): void {
    // What is not ASCII is escaped: the other side reads bytes.
    const text = JSON.stringify(message).replaceAll(
      /[^\0-\x7f]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    if (this.#socket.writable) this.#socket.write(`${text}\n`);
  }

  /** The answers of the application's own engine, each after the editor has come to its own. */
  decide(q: unknown, opts: QueryOpts | undefined): ReturnType<AttachedOso['query']> {
    const own = this.#attached.query(q, opts);
    if (this.#now.version !== this.#attached.version) this.#now = this.#tell();
    const decision = Decision.of(this, ++this.#last, this.#now, q, opts);
    if (typeof decision !== 'string') return decision.answers(own);
    this.send(['note', decision]);
    return own;
  }

  began(decision: Decision): void {
    this.#decisions.set(decision.number, decision);
    // Who waits for an editor is not at its end.
    this.#socket.ref();
    if (this.#socket.destroyed) decision.gone();
  }

  ended(decision: Decision): void {
    this.#decisions.delete(decision.number);
    if (this.#decisions.size === 0) this.#socket.unref();
  }

  /** It speaks something else: whatever that is, the application goes on. */
  refuse(error: unknown): void {
    console.error(`attach: the editor wrote what is no message, and is not listened to any more: ${error}`);
    this.leave();
  }

  /** Nobody is there any more: whoever waits goes on with the application's own answer. */
  leave(): void {
    if (this.#attached.editor === this) this.#attached.editor = undefined;
    this.#socket.destroy();
    for (const decision of this.#decisions.values()) decision.gone();
  }

  /** Says what the application has. */
  #tell(): Known {
    const { oso, constants, version, sources, name } = this.#attached;
    const host = hostOf(oso, constants);
    const objects = new NumberedObjects(host, true);
    const written = (value: Parameters<typeof write>[0]): Wire => write(value, [], objects.write);
    const greeting: AttachedGreeting = {
      polar: 1,
      attached: 1,
      version,
      program: name,
      pid: process.pid,
      folder: process.cwd(),
      sources: sources ?? null,
      classes: toldClasses(host),
      builtin: host.builtinClasses,
      constants: [...constants.keys()],
      names: [],
      registered: true,
      values: {
        constants: Object.fromEntries([...constants].map(([name, value]) => [name, written(host.shownAs(value))])),
        classes: Object.fromEntries(
          [...host.classes.keys(), ...Object.values(host.builtinClasses).flat()].map((name) => [
            name,
            written(host.classObject(name) ?? NIL),
          ]),
        ),
      },
    };
    this.send(greeting);
    const known = { version, host, objects };
    this.#known.set(version, known);
    return known;
  }

  #take(text: string): void {
    const lines = `${this.#received}${text}`.split('\n');
    this.#received = lines.pop() ?? '';
    try {
      for (const line of lines) this.#hear(JSON.parse(line) as ToApplication);
    } catch (error) {
      this.refuse(error);
    }
  }

  #hear(message: ToApplication): void {
    if ('token' in message) return;
    if (message[0] === 'forget') this.#known.get(message[1])?.objects.forget(message[2]);
    else if (message[0] === 'names') void this.#attached.findConstants(message[1]);
    else this.#decisions.get(message[1])?.take(message);
  }
}
