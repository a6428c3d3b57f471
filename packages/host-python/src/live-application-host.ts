import { type AsyncHost, HostObject, type HostValue, type Question, type Reply } from '@polar-tools/evaluator';
import type { LiveChannel } from './channel.ts';
import { type Greeting, readGreeting, type StartFailure } from './greeting.ts';
import { type Asked, RemoteApplication, type Variables, valueIn } from './remote-application.ts';
import { type Handle, numberOf, write } from './wire.ts';

/** What is shown of a value that is not known yet. */
const UNKNOWN = '…';

/**
 * The same for a debugger, which is to go on while the application thinks: answers are promises. The application says unasked how its objects are shown and
 * what is stored in them.
 */
export class LiveApplicationHost extends RemoteApplication implements AsyncHost {
  readonly #channel: LiveChannel;
  /** Questions are asked in turn. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(channel: LiveChannel, greeting: Greeting) {
    super(greeting);
    this.#channel = channel;
  }

  /** Settles when the application is imported. */
  static async begin(channel: LiveChannel, module: string): Promise<LiveApplicationHost | StartFailure> {
    const greeting = readGreeting(await channel.receive(), module);
    if ('code' in greeting) return greeting;
    const host = new LiveApplicationHost(channel, greeting);
    for (const name of greeting.constants) host.known.constants.set(name, valueIn(await host.#ask(['k', name])));
    for (const name of host.classNames) {
      const value = await host.#ask(['t', name]);
      if (value instanceof HostObject) host.known.classes.set(name, value);
    }
    return host;
  }

  /** Gets to know the globals that a text may name, before it is read as a query. */
  async meet(text: string): Promise<void> {
    const words = new Set(text.match(/[\p{L}_][\p{L}\p{N}_]*/gu));
    for (const name of this.queryNames)
      if (words.has(name) && !this.known.globals.has(name))
        this.known.globals.set(name, valueIn(await this.#ask(['g', name])));
  }

  /** Gets to know what is stored in an object. */
  async look(object: HostObject): Promise<void> {
    if (numberOf(object) === undefined) return;
    const fields = await this.#ask(['f', write(object, [])]);
    if (typeof fields === 'object' && 'fields' in fields) (object.value as Handle).inside = fields.fields;
  }

  queryConstant(name: string): HostValue | undefined {
    return this.known.globals.get(name);
  }

  classObject(name: string): HostObject | undefined {
    return this.known.classes.get(name);
  }

  describe(object: HostObject): string {
    return this.written(object);
  }

  inspect(object: HostObject): ReadonlyMap<string, HostValue> | undefined {
    const inside = (object.value as Handle | null | undefined)?.inside;
    return inside && new Map([...inside].map(([name, value]) => [name, value ?? UNKNOWN]));
  }

  answer(question: Question): Promise<Reply> {
    const variables: Variables = [];
    return this.#ask(this.asked(question, variables), variables);
  }

  close(): void {
    this.broken ??= this.ended();
    this.#channel.close();
  }

  #ask(asked: Asked, variables: Variables = []): Promise<Reply> {
    const reply = this.#turn.then(async (): Promise<Reply> => {
      if (this.broken !== undefined) return this.broken;
      this.#channel.send(this.lines(asked));
      return this.reply(await this.#channel.receive(), variables);
    });
    this.#turn = reply;
    return reply;
  }
}
