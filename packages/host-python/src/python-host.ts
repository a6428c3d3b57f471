import {
  type BuiltinClasses,
  type Host,
  type HostClass,
  HostError,
  HostObject,
  type HostValue,
  MISSING,
  NIL,
  NO_MORE,
  type Question,
  type Reply,
  type UnboundArgument,
} from '@polar-tools/evaluator';
import type { Channel } from './channel.ts';
import { type Greeting, readGreeting, rubbish, type StartFailure } from './greeting.ts';
import { KnownObjects } from './known-objects.ts';
import { numberOf, read, type Wire, write } from './wire.ts';

/** A question as `python/polar_host/answers.py` reads it: its kind, and what it is about. */
type Asked = readonly [string, ...unknown[]];

/**
 * Answers a policy's questions from the objects of a Python application, as the reference's Python package does. The program in
 * `python/polar_host` runs with the application's interpreter, at the other end of a channel.
 */
export class PythonHost implements Host {
  readonly classes: ReadonlyMap<string, HostClass>;
  readonly builtinClasses: BuiltinClasses;
  readonly constants: ReadonlyMap<string, HostValue>;
  /** The module's globals that a query may name. */
  readonly queryNames: readonly string[];
  readonly howToRegister: string;
  readonly failsOnMissing = true;
  readonly #channel: Channel;
  readonly #objects = new KnownObjects();
  readonly #numbered: readonly HostClass[];
  readonly #classNames: ReadonlySet<string>;
  readonly #globals = new Map<string, HostValue>();
  readonly #classObjects = new Map<string, HostObject>();
  /** Why it answers no more. */
  #broken: HostError | undefined;

  private constructor(channel: Channel, greeting: Greeting) {
    this.#channel = channel;
    const classes = greeting.classes.map(({ name }) => ({ name, ancestry: [] as HostClass[], fields: new Map() }));
    for (const [at, { order }] of greeting.classes.entries())
      classes[at]!.ancestry.push(...order.flatMap((number) => classes[number] ?? []));
    this.#numbered = classes;
    this.classes = new Map(classes.map((one) => [one.name, one]));
    this.builtinClasses = greeting.builtin as unknown as BuiltinClasses;
    this.#classNames = new Set([...this.classes.keys(), ...Object.values(greeting.builtin).flat()]);
    this.howToRegister = greeting.registered
      ? 'Register it with oso.register_class.'
      : 'The module has no class of this name.';
    this.queryNames = greeting.names;
    this.constants = new Map<string, HostValue>([
      ['nil', NIL],
      ...greeting.constants.map((name) => [name, this.#valueOf(['k', name])] as const),
    ]);
  }

  /** Waits until the application is imported. */
  static begin(channel: Channel, module: string): PythonHost | StartFailure {
    const greeting = readGreeting(channel.receive(), module);
    return 'code' in greeting ? greeting : new PythonHost(channel, greeting);
  }

  queryConstant(name: string): HostValue | undefined {
    if (!this.queryNames.includes(name)) return undefined;
    const known = this.#globals.get(name) ?? this.#valueOf(['g', name]);
    this.#globals.set(name, known);
    return known;
  }

  classObject(name: string): HostObject | undefined {
    if (!this.#classNames.has(name)) return undefined;
    const known = this.#classObjects.get(name);
    if (known !== undefined) return known;
    const value = this.#ask(['t', name]);
    if (!(value instanceof HostObject)) return undefined;
    this.#classObjects.set(name, value);
    return value;
  }

  describe(object: HostObject): string {
    if (object === NIL) return 'nil';
    if (object === MISSING) return 'missing';
    const text = this.#ask(['r', write(object, [])]);
    return typeof text === 'string' ? text : `${object.class?.name ?? 'object'} #${numberOf(object)}`;
  }

  inspect(object: HostObject): ReadonlyMap<string, HostValue> | undefined {
    if (numberOf(object) === undefined) return undefined;
    const fields = this.#ask(['f', write(object, [])]);
    return typeof fields === 'object' && 'fields' in fields ? fields.fields : undefined;
  }

  answer(question: Question): Reply {
    const variables: UnboundArgument[] = [];
    const value = (one: HostValue): Wire => write(one, variables);
    const all = (many: readonly HostValue[]): readonly Wire[] => many.map(value);
    const named = (keywords: ReadonlyMap<string, HostValue> | undefined) =>
      keywords && Object.fromEntries([...keywords].map(([key, one]) => [key, value(one)]));
    switch (question.kind) {
      case 'attribute':
        return this.#ask(['a', value(question.object), question.name], variables);
      case 'call': {
        const { object, name, args, keywords } = question;
        return this.#ask(['c', value(object), name, all(args), named(keywords)], variables);
      }
      case 'construct':
        return this.#ask(['n', question.class, all(question.args), named(question.keywords)], variables);
      case 'is-instance':
        return this.#ask(['i', value(question.object), question.class], variables);
      case 'is-more-specific':
        return this.#ask(['s', value(question.object), question.left, question.right], variables);
      case 'is-subclass':
        return this.#ask(['b', question.left, question.right], variables);
      case 'compare':
        return this.#ask(['o', question.operator, value(question.left), value(question.right)], variables);
      case 'next':
        return this.#ask(['x', value(question.object), question.iteration, question.index], variables);
    }
  }

  /** Ends the application. It answers no more. */
  close(): void {
    this.#broken ??= new HostError('exception', 'host-ended', 'The application was ended.');
    this.#channel.close();
  }

  #valueOf(question: Asked): HostValue {
    const reply = this.#ask(question);
    return reply instanceof HostError || reply === NO_MORE ? MISSING : reply;
  }

  #ask(question: Asked, variables: readonly UnboundArgument[] = []): Reply {
    if (this.#broken !== undefined) return this.#broken;
    const forgotten = this.#objects.takeForgotten();
    const before = forgotten.length === 0 ? '' : `${JSON.stringify(['z', forgotten])}\n`;
    this.#channel.send(`${before}${JSON.stringify(question)}\n`);
    const line = this.#channel.receive();
    if (line === undefined) {
      this.#broken = new HostError(
        'exception',
        'host-ended',
        'The application ended while it was asked. What it wrote is above.',
      );
      return this.#broken;
    }
    return this.#reply(line, variables);
  }

  #reply(line: string, variables: readonly UnboundArgument[]): Reply {
    try {
      const said = JSON.parse(line) as
        | readonly [0, Wire]
        | readonly [1, HostError['kind'], string, string]
        | readonly [2];
      if (said[0] === 0) return read(said[1], this.#object, variables);
      if (said[0] === 1) return new HostError(said[1], said[2], said[3]);
      if (said[0] === 2) return NO_MORE;
    } catch {
      // Told below, as whatever else is no answer.
    }
    this.#channel.close();
    this.#broken = new HostError('exception', 'host-wrote-rubbish', rubbish(line).message);
    return this.#broken;
  }

  readonly #object = (number: number, classNumber: number | null): HostObject =>
    this.#objects.with(number, classNumber === null ? undefined : this.#numbered[classNumber]);
}
