import { type Host, HostObject, type HostValue, type Question, type Reply } from '@polar-tools/evaluator';
import type { Channel } from './channel.ts';
import { type Greeting, readGreeting, type StartFailure } from './greeting.ts';
import { type Asked, RemoteApplication, type Variables, valueIn } from './remote-application.ts';
import { numberOf, write } from './wire.ts';

/** Answers a policy's questions from the objects of an application of another process, as the reference's package for its language does. It waits for each answer. */
export class ApplicationHost extends RemoteApplication implements Host {
  readonly #channel: Channel;

  private constructor(channel: Channel, greeting: Greeting) {
    super(greeting);
    this.#channel = channel;
    for (const name of greeting.constants) this.known.constants.set(name, valueIn(this.#ask(['k', name])));
  }

  /** Waits until the application is imported. */
  static begin(channel: Channel, module: string): ApplicationHost | StartFailure {
    const greeting = readGreeting(channel.receive(), module, channel.reason);
    return 'code' in greeting ? greeting : new ApplicationHost(channel, greeting);
  }

  queryConstant(name: string): HostValue | undefined {
    if (!this.queryNames.includes(name)) return undefined;
    const known = this.known.globals.get(name) ?? valueIn(this.#ask(['g', name]));
    this.known.globals.set(name, known);
    return known;
  }

  classObject(name: string): HostObject | undefined {
    if (!this.classNames.has(name)) return undefined;
    const known = this.known.classes.get(name);
    if (known !== undefined) return known;
    const value = this.#ask(['t', name]);
    if (!(value instanceof HostObject)) return undefined;
    this.known.classes.set(name, value);
    return value;
  }

  describe(object: HostObject): string {
    if (numberOf(object) === undefined) return this.written(object);
    const text = this.#ask(['r', write(object, [])]);
    return typeof text === 'string' ? text : this.written(object);
  }

  inspect(object: HostObject): ReadonlyMap<string, HostValue> | undefined {
    if (numberOf(object) === undefined) return undefined;
    const fields = this.#ask(['f', write(object, [])]);
    return typeof fields === 'object' && 'fields' in fields ? fields.fields : undefined;
  }

  answer(question: Question): Reply {
    const variables: Variables = [];
    return this.#ask(this.asked(question, variables), variables);
  }

  close(): void {
    this.broken ??= this.ended();
    this.#channel.close();
  }

  #ask(asked: Asked, variables: Variables = []): Reply {
    if (this.broken !== undefined) return this.broken;
    this.#channel.send(this.lines(asked));
    const line = this.#channel.receive();
    return this.reply(line, variables, this.#channel.reason);
  }
}
