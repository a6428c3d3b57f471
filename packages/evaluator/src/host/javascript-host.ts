import { builtinAttribute, builtinCall, wellFormed } from './builtin-methods.ts';
import {
  type AsyncHost,
  type BuiltinClasses,
  builtinClassObject,
  type ComparisonOperator,
  Dictionary,
  Float,
  type HostClass,
  HostError,
  HostObject,
  type HostValue,
  MISSING,
  NIL,
  NO_MORE,
  nodeBuiltinClasses,
  type Question,
  type Reply,
  UnboundArgument,
} from './host.ts';
import { unregisteredClass } from './unregistered-class.ts';

/** A class of the application. */
// biome-ignore lint/suspicious/noExplicitAny: the arguments of an application's constructor are its own business.
export type JavaScriptClass = abstract new (...args: any[]) => object;

/**
 * A Polar dictionary on the application's side: an object with its keys as properties. What the application gives back of it is a dictionary
 * again.
 */
export class PolarDictionary extends Object {
  constructor(fields: Readonly<Record<string, unknown>>) {
    super();
    // Whatever its keys are called, none is more than a property.
    for (const [key, value] of Object.entries(fields))
      Object.defineProperty(this, key, { value, enumerable: true, writable: true, configurable: true });
  }
}

/** The built-in classes as the application knows them. */
const builtinConstructors: ReadonlyMap<string, JavaScriptClass> = new Map<string, JavaScriptClass>([
  ['Integer', Number],
  ['Float', Number],
  ['String', String],
  ['Boolean', Boolean],
  ['List', Array],
  ['Dictionary', PolarDictionary],
]);

/** Whether two values are the same to the application: `==` in policies, and unification with an object. */
export type Equality = (left: unknown, right: unknown) => boolean;

export interface JavaScriptHostOptions {
  /** Classes by the name that policies use. */
  readonly classes?: Readonly<Record<string, JavaScriptClass>>;
  /** Values by the name that policies use. */
  readonly constants?: Readonly<Record<string, unknown>>;
  /** The class of each class's fields, by the names that policies use; only partial evaluation asks for it. */
  readonly fields?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Whether a value is an instance of a class, by the names that policies use; by default `instanceof` says. */
  readonly isInstance?: Readonly<Record<string, (value: unknown) => boolean>>;
  /** By default two objects are equal when they are the same. */
  readonly equality?: Equality;
}

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

/** Answers when what it waits for is there: at once, if nothing is to be waited for. */
function after(
  value: unknown,
  then: (value: unknown) => Reply,
  fail: (error: unknown) => Reply,
): Reply | Promise<Reply> {
  return isPromise(value) ? value.then(then, fail) : then(value);
}

/** The same for several values of which any may be a promise. */
function afterAll(
  values: readonly unknown[],
  then: (values: readonly unknown[]) => Reply | Promise<Reply>,
): Reply | Promise<Reply> {
  return values.some(isPromise) ? Promise.all(values).then(then).catch(thrown) : then(values);
}

/** What an application's code threw. A TypeError ends the query as Polar's own `Application` error, as in the reference. */
function thrown(error: unknown): HostError {
  const message = error instanceof Error ? error.message : String(error);
  return new HostError(error instanceof TypeError ? 'application' : 'exception', 'exception', message, error);
}

/**
 * Answers a policy's questions from live JavaScript classes and objects, as the reference's Node host does: attributes and
 * getters, methods, `new`, `instanceof`, iterables and generators, promises of all of them.
 *
 * It answers at once unless the application gives a promise or an asynchronous iterable.
 */
export class JavaScriptHost implements AsyncHost {
  readonly classes: ReadonlyMap<string, HostClass>;
  readonly builtinClasses: BuiltinClasses = nodeBuiltinClasses;
  readonly howToRegister = 'Register it with the host.';
  readonly constants: ReadonlyMap<string, HostValue>;
  readonly #constructors: ReadonlyMap<string, JavaScriptClass>;
  readonly #classOf: ReadonlyMap<unknown, HostClass>;
  readonly #objects = new WeakMap<object, HostObject>();
  readonly #iterators = new Map<number, Iterator<unknown> | AsyncIterator<unknown>>();
  readonly #equality: Equality;
  readonly #isInstance: ReadonlyMap<string, (value: unknown) => boolean>;

  constructor({
    classes = {},
    constants = {},
    fields = {},
    isInstance = {},
    equality = Object.is,
  }: JavaScriptHostOptions) {
    this.#equality = equality;
    this.#isInstance = new Map(Object.entries(isInstance));
    this.#constructors = new Map(Object.entries(classes));
    const made = new Map<unknown, HostClass & { ancestry: HostClass[] }>();
    for (const [name, javaScriptClass] of this.#constructors) {
      made.set(javaScriptClass, { name, ancestry: [], fields: new Map(Object.entries(fields[name] ?? {})) });
    }
    for (const [javaScriptClass, { ancestry }] of made) {
      for (let one: unknown = javaScriptClass; typeof one === 'function'; one = Object.getPrototypeOf(one)) {
        const known = made.get(one);
        if (known !== undefined) ancestry.push(known);
      }
    }
    // Where the application decides what an instance is, the class of an object says nothing.
    this.#classOf = this.#isInstance.size === 0 ? made : new Map();
    this.classes = new Map([...made.values()].map((one) => [one.name, one]));
    this.constants = new Map<string, HostValue>([
      ['nil', NIL],
      ...Object.entries(constants).map(([name, value]) => [name, this.toPolar(value)] as const),
    ]);
  }

  classObject(name: string): HostObject | undefined {
    const found = this.#constructors.get(name);
    return found === undefined ? builtinClassObject(name) : this.#objectFor(found);
  }

  describe(object: HostObject): string {
    if (object === NIL) return 'nil';
    if (object === MISSING) return 'missing';
    if (typeof object.value === 'function') return object.value.name;
    const fields = [...(this.inspect(object) ?? [])].map(([key, value]) => `${key}: ${this.#describe(value)}`);
    return `${object.class?.name ?? this.#constructorName(object)}{${fields.join(', ')}}`;
  }

  inspect(object: HostObject): ReadonlyMap<string, HostValue> | undefined {
    if (typeof object.value !== 'object' || object.value === null) return undefined;
    // Getters are code of the application: only what is stored is shown.
    const stored = Object.entries(Object.getOwnPropertyDescriptors(object.value)).filter(
      ([, { value, enumerable }]) => enumerable === true && value !== undefined,
    );
    return new Map(stored.map(([key, { value }]) => [key, this.toPolar(value)]));
  }

  /** An application's value as a policy sees it: integers, floats, strings, booleans, arrays and dictionaries by value, all else as an object. */
  toPolar(value: unknown): HostValue {
    switch (typeof value) {
      case 'boolean':
        return value;
      case 'string':
        return wellFormed(value);
      case 'number':
        return Number.isSafeInteger(value) ? value + 0 : new Float(value);
      case 'bigint':
        return Number.isSafeInteger(Number(value)) ? Number(value) : value;
      default:
        break;
    }
    if (Array.isArray(value)) return value.map((item) => this.toPolar(item));
    if (value instanceof PolarDictionary) {
      return new Dictionary(new Map(Object.entries(value).map(([key, inner]) => [key, this.toPolar(inner)])));
    }
    if (value instanceof UnboundArgument) return value;
    return this.#objectFor(value);
  }

  /** The other way: a policy's value as the application sees it. */
  toJavaScript(value: HostValue): unknown {
    if (value instanceof Float) return value.value;
    if (value instanceof HostObject) return value.value;
    if (value instanceof Dictionary) {
      return new PolarDictionary(
        Object.fromEntries([...value.fields].map(([key, inner]) => [key, this.toJavaScript(inner)])),
      );
    }
    return Array.isArray(value) ? value.map((item) => this.toJavaScript(item)) : value;
  }

  answer(question: Question): Reply | Promise<Reply> {
    try {
      switch (question.kind) {
        case 'attribute':
          return this.#attribute(question.object, question.name);
        case 'call':
          return this.#call(question.object, question.name, question.args, question.keywords !== undefined);
        case 'construct':
          return this.#construct(question.class, question.args, question.keywords !== undefined);
        case 'compare':
          return afterAll([this.toJavaScript(question.left), this.toJavaScript(question.right)], ([left, right]) =>
            this.#compare(question.operator, left, right),
          );
        case 'is-instance':
          return this.#withClass(question.class, (one) =>
            afterAll([question.object.value], ([value]) => this.#isInstanceOf(value, question.class, one)),
          );
        case 'is-more-specific':
          return this.#withClass(question.left, (left) =>
            this.#withClass(question.right, (right) =>
              afterAll([question.object.value], ([value]) => isMoreSpecific(value, left, right)),
            ),
          );
        case 'is-subclass':
          return this.#withClass(question.left, (left) =>
            this.#withClass(question.right, (right) => chain(left).includes(right)),
          );
        case 'next':
          return this.#next(question.object, question.iteration, question.index);
      }
    } catch (error) {
      return thrown(error);
    }
  }

  #objectFor(value: unknown): HostObject {
    if (value === null) return NIL;
    if (value === undefined) return MISSING;
    // A symbol: nothing can be kept about it.
    if (typeof value !== 'object' && typeof value !== 'function') return new HostObject(undefined, value);
    const known = this.#objects.get(value);
    if (known !== undefined) return known;
    // A class stands for itself: `User matches User` holds.
    const itself = this.#classOf.get(value);
    const object = new HostObject(
      itself === undefined ? this.#classOf.get(value.constructor) : { ...itself, isOfClass: true },
      value,
    );
    this.#objects.set(value, object);
    return object;
  }

  #isInstanceOf(value: unknown, name: string, javaScriptClass: JavaScriptClass): boolean {
    const check = this.#isInstance.get(name);
    if (check !== undefined) return check(value);
    return value instanceof javaScriptClass || (value as object | null | undefined)?.constructor === javaScriptClass;
  }

  #withClass<Result>(name: string, use: (found: JavaScriptClass) => Result): Result | HostError {
    const found = this.#constructors.get(name) ?? builtinConstructors.get(name);
    if (found !== undefined) return use(found);
    return new HostError('exception', 'unknown-class', unregisteredClass(name, this));
  }

  #attribute(object: HostValue, name: string): Reply | Promise<Reply> {
    if (!(object instanceof HostObject)) return builtinAttribute(object, name, (value) => this.#describe(value));
    return afterAll([object.value], ([value]) => {
      if (value === null || value === undefined || !(name in Object(value))) {
        return new HostError('application', 'missing-attribute', `${name} not found on ${this.describe(object)}.`);
      }
      return this.#reply(Reflect.get(Object(value), name, value));
    });
  }

  #call(object: HostValue, name: string, args: readonly HostValue[], keywords: boolean): Reply | Promise<Reply> {
    if (keywords) return keywordsError();
    if (!(object instanceof HostObject)) return builtinCall(object, name, args, (value) => this.#describe(value));
    return afterAll([object.value, ...args.map((arg) => this.toJavaScript(arg))], ([receiver, ...given]) => {
      const method = (receiver as Readonly<Record<string, unknown>> | null | undefined)?.[name];
      if (typeof method !== 'function') {
        return new HostError('application', 'not-a-method', `${this.describe(object)}.${name} is not a function`);
      }
      return this.#reply(method.apply(receiver, given));
    });
  }

  #construct(name: string, args: readonly HostValue[], keywords: boolean): Reply | Promise<Reply> {
    if (keywords) return keywordsError();
    return this.#withClass(name, (found) =>
      afterAll(
        args.map((arg) => this.toJavaScript(arg)),
        (given) => {
          const Made = found as new (...values: unknown[]) => object;
          try {
            return this.toPolar(new Made(...given));
          } catch (error) {
            // Whatever a constructor throws ends the query as it is, a TypeError too.
            return new HostError(
              'exception',
              'exception',
              error instanceof Error ? error.message : String(error),
              error,
            );
          }
        },
      ),
    );
  }

  #compare(operator: ComparisonOperator, left: unknown, right: unknown): boolean {
    if (operator === '==') return this.#equality(left, right);
    if (operator === '!=') return !this.#equality(left, right);
    // JavaScript compares anything with anything; what the application's `valueOf` says counts.
    const [a, b] = [left, right] as [number, number];
    return operator === '<' ? a < b : operator === '<=' ? a <= b : operator === '>' ? a > b : a >= b;
  }

  #next(object: HostObject, iteration: number, index: number): Reply | Promise<Reply> {
    return afterAll([object.value], ([iterable]) => this.#nextOf(iterable, iteration, index));
  }

  #nextOf(iterable: unknown, iteration: number, index: number): Reply | Promise<Reply> {
    if (index === 0 || !this.#iterators.has(iteration)) {
      const made = iteratorOf(iterable);
      if (made === undefined) return new HostError('exception', 'not-iterable', `'${typeof iterable}' is not iterable`);
      this.#iterators.set(iteration, made);
    }
    const step = (result: unknown): Reply => {
      const { done, value } = result as IteratorResult<unknown>;
      if (done !== true) return this.toPolar(value);
      this.#iterators.delete(iteration);
      return NO_MORE;
    };
    return after(this.#iterators.get(iteration)?.next(), step, thrown);
  }

  #reply(value: unknown): Reply | Promise<Reply> {
    return after(value, (ready) => this.toPolar(ready), thrown);
  }

  #describe(value: HostValue): string {
    if (value instanceof HostObject)
      return value.value === null ? 'nil' : (value.class?.name ?? this.#constructorName(value));
    if (Array.isArray(value)) return `[${value.map((item) => this.#describe(item)).join(', ')}]`;
    if (value instanceof Dictionary)
      return `{${[...value.fields].map(([key, inner]) => `${key}: ${this.#describe(inner)}`).join(', ')}}`;
    if (value instanceof Float) return String(value.value);
    return value instanceof UnboundArgument
      ? value.name
      : JSON.stringify(typeof value === 'bigint' ? Number(value) : value);
  }

  #constructorName({ value }: HostObject): string {
    return typeof value === 'object' && value !== null
      ? (Object.getPrototypeOf(value)?.constructor?.name ?? 'object')
      : typeof value;
  }
}

const keywordsError = (): HostError =>
  new HostError('exception', 'keywords', 'JavaScript does not support keyword arguments');

/** A class and those that it extends. */
function chain(from: unknown): unknown[] {
  const classes: unknown[] = [];
  for (let one = from; typeof one === 'function' && one !== Function.prototype; one = Object.getPrototypeOf(one))
    classes.push(one);
  return classes;
}

function isMoreSpecific(value: unknown, left: JavaScriptClass, right: JavaScriptClass): boolean {
  const classes = value === null || value === undefined ? [] : chain(Object(value).constructor);
  const [leftIndex, rightIndex] = [classes.indexOf(left), classes.indexOf(right)];
  return leftIndex !== -1 && (rightIndex === -1 || leftIndex < rightIndex);
}

function iteratorOf(value: unknown): Iterator<unknown> | AsyncIterator<unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Symbol.iterator in value && typeof value[Symbol.iterator] === 'function')
    return (value as Iterable<unknown>)[Symbol.iterator]();
  if (Symbol.asyncIterator in value && typeof value[Symbol.asyncIterator] === 'function') {
    return (value as AsyncIterable<unknown>)[Symbol.asyncIterator]();
  }
  return undefined;
}
