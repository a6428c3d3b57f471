import {
  type BuiltinClasses,
  type HostClass,
  HostError,
  type HostObject,
  type HostValue,
  MISSING,
  NIL,
  NO_MORE,
  type Question,
  type Reply,
  type UnboundArgument,
} from '@polar-tools/evaluator';
import { type Greeting, rubbish } from './greeting.ts';
import { KnownObjects } from './known-objects.ts';
import { type Handle, numberOf, read, type Wire, type WireObject, write } from './wire.ts';

/** A question as `python/polar_host/answers.py` reads it: its kind, and what it is about. */
export type Asked = readonly [string, ...unknown[]];

/** Variables without a value that a question names: they may come back. */
export type Variables = UnboundArgument[];

const ENDED = 'The application ended while it was asked. If it wrote why, that is above.';

/**
 * An application of another process as a policy sees it, whoever carries the lines: its classes, and questions and answers as they are written. At the other
 * end is `python/polar_host`, which runs with the application's interpreter, or `packages/host-node/src/application`.
 */
export abstract class RemoteApplication {
  readonly classes: ReadonlyMap<string, HostClass>;
  readonly builtinClasses: BuiltinClasses;
  readonly constants: ReadonlyMap<string, HostValue>;
  /** The module's globals that a query may name. */
  readonly queryNames: readonly string[];
  readonly howToRegister: string;
  readonly failsOnMissing: boolean;
  /** What is known of constants, of globals and of classes as values. */
  protected readonly known: {
    readonly constants: Map<string, HostValue>;
    readonly globals: Map<string, HostValue>;
    readonly classes: Map<string, HostObject>;
  };
  protected readonly classNames: ReadonlySet<string>;
  protected readonly objects = new KnownObjects();
  readonly #numbered: readonly HostClass[];
  /** Why it answers no more. */
  protected broken: HostError | undefined;

  constructor(greeting: Greeting) {
    const classes = greeting.classes.map(({ name }) => ({ name, ancestry: [] as HostClass[], fields: new Map() }));
    for (const [at, { order }] of greeting.classes.entries())
      classes[at]!.ancestry.push(...order.flatMap((number) => classes[number] ?? []));
    this.#numbered = classes;
    this.classes = new Map(classes.map((one) => [one.name, one]));
    this.builtinClasses = greeting.builtin as unknown as BuiltinClasses;
    this.classNames = new Set([...this.classes.keys(), ...Object.values(greeting.builtin).flat()]);
    this.howToRegister = greeting.registered
      ? 'Register it with oso.register_class.'
      : 'The module has no class of this name.';
    this.queryNames = greeting.names;
    this.failsOnMissing = greeting.failsOnMissing === true;
    this.known = { constants: new Map([['nil', NIL]]), globals: new Map(), classes: new Map() };
    this.constants = this.known.constants;
  }

  /** A question of a policy, as it is asked. */
  protected asked(question: Question, variables: Variables): Asked {
    const value = (one: HostValue): Wire => write(one, variables);
    const all = (many: readonly HostValue[]): readonly Wire[] => many.map(value);
    const named = (keywords: ReadonlyMap<string, HostValue> | undefined) =>
      keywords && Object.fromEntries([...keywords].map(([key, one]) => [key, value(one)]));
    switch (question.kind) {
      case 'attribute':
        return ['a', value(question.object), question.name];
      case 'call':
        return ['c', value(question.object), question.name, all(question.args), named(question.keywords)];
      case 'construct':
        return ['n', question.class, all(question.args), named(question.keywords)];
      case 'is-instance':
        return ['i', value(question.object), question.class];
      case 'is-more-specific':
        return ['s', value(question.object), question.left, question.right];
      case 'is-subclass':
        return ['b', question.left, question.right];
      case 'compare':
        return ['o', question.operator, value(question.left), value(question.right)];
      case 'next':
        return ['x', value(question.object), question.iteration, question.index];
    }
  }

  /** The lines that ask it, with what is to be forgotten first. */
  protected lines(asked: Asked): string {
    const forgotten = this.objects.takeForgotten();
    const before = forgotten.length === 0 ? '' : `${JSON.stringify(['z', forgotten])}\n`;
    return `${before}${JSON.stringify(asked)}\n`;
  }

  /** What a line answers; undefined for the line where the application is gone, for a reason that may be known. What is no answer is the last one. */
  protected reply(line: string | undefined, variables: readonly UnboundArgument[], reason = ENDED): Reply {
    if (line === undefined) {
      this.broken ??= new HostError('exception', 'host-ended', reason);
      return this.broken;
    }
    try {
      const said = this.said(JSON.parse(line), variables);
      if (said !== undefined) return said;
    } catch {
      // Told below, as whatever else is no answer.
    }
    this.close();
    this.broken = new HostError('exception', 'host-wrote-rubbish', rubbish(line).message);
    return this.broken;
  }

  /** What an answer says; undefined where it is none. */
  protected said(answer: unknown, variables: readonly UnboundArgument[]): Reply | undefined {
    const said = answer as readonly [0, Wire] | readonly [1, HostError['kind'], string, string] | readonly [2];
    if (said[0] === 0) return read(said[1], this.object, variables);
    if (said[0] === 1) return new HostError(said[1], said[2], said[3]);
    return said[0] === 2 ? NO_MORE : undefined;
  }

  /** Ends the application. It answers no more. */
  abstract close(): void;

  protected ended(): HostError {
    return new HostError('exception', 'host-ended', 'The application was ended.');
  }

  /** How an object is written where the application was not asked. */
  protected written(object: HostObject): string {
    if (object === NIL) return 'nil';
    if (object === MISSING) return 'missing';
    return (object.value as Handle).text ?? `${object.class?.name ?? 'object'} #${numberOf(object)}`;
  }

  /** The object that is written so. */
  protected readonly object = ([number, classNumber, text, inside]: WireObject): HostObject => {
    const object = this.objects.with(number, classNumber === null ? undefined : this.#numbered[classNumber]);
    const handle = object.value as Handle;
    if (text !== undefined) handle.text = text;
    if (inside === undefined) return object;
    if (!isNames(inside)) handle.inside = this.fields(inside);
    else handle.inside ??= new Map(inside.map((name) => [name, undefined]));
    return object;
  };

  /** What is stored in an object, as it was written. */
  protected fields(inside: Readonly<Record<string, Wire>>): ReadonlyMap<string, HostValue> {
    return new Map(Object.entries(inside).map(([name, one]) => [name, read(one, this.object, [])]));
  }
}

const isNames = (inside: object): inside is readonly string[] => Array.isArray(inside);

/** A reply that is a value; what is missing stands for none. */
export const valueIn = (reply: Reply): HostValue => (reply instanceof HostError || reply === NO_MORE ? MISSING : reply);
