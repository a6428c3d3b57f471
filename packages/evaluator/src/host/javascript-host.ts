import isEqual from 'lodash.isequal';
import { builtinAttribute, builtinCall, tooManyParts, wellFormed } from './builtin-methods.ts';
import { describeValue } from './describe-value.ts';
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
  type NextQuestion,
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
  // What the reference's own calls itself: classes are compared by their texts.
  static override readonly name = 'Dict';
  static override toString(): string {
    return 'class Dict extends Object {';
  }

  constructor(fields: Readonly<Record<string, unknown>> | undefined) {
    super();
    // Whatever its keys are called, none is more than a property.
    for (const [key, value] of Object.entries(fields ?? {}))
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

/** The built-in class that an object is of which is none of Polar's values (`new String("a")`), or whose class extends it. That of numbers is no integer. */
const builtinClassOf: ReadonlyMap<unknown, HostClass> = new Map(
  [...builtinConstructors].map(([name, javaScriptClass]) => {
    const itself: HostClass & { ancestry: HostClass[] } = { name, ancestry: [], fields: new Map() };
    itself.ancestry.push(itself);
    return [javaScriptClass, itself];
  }),
);

/** Whether two values are the same to the application: `==` in policies, and unification with an object. */
export type Equality = (left: unknown, right: unknown) => boolean;

/** The equality of an application that sets none: by structure. */
export const looksAlike: Equality = isEqual;

/** A field whose value is looked up: the objects of another class of which one field equals one of this object. */
export interface Relation {
  readonly kind: 'one' | 'many';
  /** The other class, by the name that policies use. */
  readonly otherType: string;
  readonly myField: string;
  readonly otherField: string;
}

/** The objects of a class, by the name that policies use, whose field has a value. */
export type Find = (type: string, field: string, value: unknown) => readonly unknown[] | Promise<readonly unknown[]>;

/** What the reference's `registerClass` and its engine take: npm `oso` 0.27.3. */
export interface JavaScriptHostOptions {
  /** Classes by the name that policies use. */
  readonly classes?: Readonly<Record<string, JavaScriptClass>>;
  /** Values by the name that policies use. */
  readonly constants?: Readonly<Record<string, unknown>>;
  /** The class of each class's fields, by the names that policies use, which only partial evaluation asks for; or how a field is looked up. */
  readonly fields?: Readonly<Record<string, Readonly<Record<string, string | Relation>>>>;
  /** Looks up what relations lead to. */
  readonly find?: Find;
  /**
   * Whether a value is an instance of a class, by the names that policies use; by default `instanceof` says. It is asked only of values
   * whose own class is not among `classes`.
   */
  readonly isInstance?: Readonly<Record<string, (value: unknown) => boolean>>;
  /** By default two objects are equal when they look alike. */
  readonly equality?: Equality;
  /** How a value is shown to a person, as Node's `inspect` does; the name of its class is added where a policy knows it. By default as Polar writes it. */
  readonly inspect?: (value: unknown) => string;
}

/** The `in` goals of one run that go through an object of the application, by number. Runs that share a host each have their own. */
export type Iterations = Map<number, Iterator<unknown> | AsyncIterator<unknown>>;

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

/** Answers when everything that it waits for is there: at once, if nothing is to be waited for. */
function after(
  values: readonly unknown[],
  then: (values: readonly unknown[]) => Reply | Promise<Reply>,
  fail: (error: unknown) => HostError,
): Reply | Promise<Reply> {
  return values.some(isPromise) ? Promise.all(values).then(then).catch(fail) : then(values);
}

/** The same of one value. */
function afterOne(
  value: unknown,
  then: (value: unknown) => Reply | Promise<Reply>,
  fail: (error: unknown) => HostError,
): Reply | Promise<Reply> {
  // What is `await`ed may be any object with a `then`.
  return isPromise(value) ? Promise.resolve(value).then(then).catch(fail) : then(value);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What an application's code threw, which ends the query as it is. */
const raised = (error: unknown): HostError => new HostError('exception', 'exception', messageOf(error), error);

/** What an attribute or a method threw: a TypeError ends the query as Polar's own `Application` error, as in the reference. */
const thrown = (error: unknown): HostError =>
  error instanceof TypeError ? new HostError('application', 'exception', error.message, error) : raised(error);

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
  readonly #iterations: Iterations = new Map();
  readonly #inspect: ((value: unknown) => string) | undefined;
  readonly #equality: Equality;
  readonly #isInstance: ReadonlyMap<string, (value: unknown) => boolean>;
  readonly #relations: ReadonlyMap<unknown, ReadonlyMap<string, Relation>>;
  readonly #find: Find | undefined;

  constructor({
    classes = {},
    constants = {},
    fields = {},
    isInstance = {},
    equality = looksAlike,
    find,
    inspect,
  }: JavaScriptHostOptions) {
    this.#equality = equality;
    this.#find = find;
    this.#inspect = inspect;
    this.#isInstance = new Map(Object.entries(isInstance));
    this.#constructors = new Map(Object.entries(classes));
    // A class that has two names is known by the last one.
    const made = new Map<unknown, HostClass & { ancestry: HostClass[] }>();
    const byName = new Map<string, HostClass>();
    for (const [name, javaScriptClass] of this.#constructors) {
      const classes = Object.entries(fields[name] ?? {}).map(([field, of]) => [field, classOfField(of)] as const);
      const one = { name, ancestry: [], fields: new Map(classes) };
      made.set(javaScriptClass, one);
      byName.set(name, one);
    }
    this.#relations = new Map(
      [...made].map(([javaScriptClass, { name }]) => [
        javaScriptClass,
        new Map(
          Object.entries(fields[name] ?? {}).filter(
            (entry): entry is [string, Relation] => typeof entry[1] !== 'string',
          ),
        ),
      ]),
    );
    for (const [javaScriptClass, { ancestry }] of made) {
      for (const one of chain(javaScriptClass)) {
        const known = made.get(one) ?? builtinClassOf.get(one);
        if (known !== undefined) ancestry.push(known);
      }
    }
    this.#classOf = made;
    this.#objects.set(PolarDictionary, new HostObject(builtinClassObject('Dictionary')?.class, PolarDictionary));
    this.classes = byName;
    this.constants = new Map<string, HostValue>([
      ['nil', NIL],
      ...Object.entries(constants).map(([name, value]) => [name, this.toPolar(value)] as const),
    ]);
  }

  classObject(name: string): HostObject | undefined {
    const found = this.#constructors.get(name);
    if (found !== undefined) return this.#objectFor(found);
    return name === 'Dictionary' ? this.#objectFor(PolarDictionary) : builtinClassObject(name);
  }

  describe(object: HostObject): string {
    if (this.#inspect !== undefined) {
      return `${this.#inspect(object.value)} TYPE \`${object.class?.name ?? 'UNKNOWN'}\``;
    }
    if (object === NIL) return 'nil';
    if (object === MISSING) return 'missing';
    if (typeof object.value === 'function') return object.value.name;
    const fields = [...(this.inspect(object) ?? [])].map(([key, value]) => `${key}: ${this.#describe(value)}`);
    return `${object.class?.name ?? this.#constructorName(object)}{${fields.join(', ')}}`;
  }

  /** In a message, which is about the value alone. */
  #shown(object: HostObject): string {
    return this.#inspect?.(object.value) ?? this.describe(object);
  }

  inspect(object: HostObject): ReadonlyMap<string, HostValue> | undefined {
    if (typeof object.value !== 'object' || object.value === null) return undefined;
    // Getters are code of the application: only what is stored is shown.
    const stored = Object.entries(Object.getOwnPropertyDescriptors(object.value)).filter(
      ([, { value, enumerable }]) => enumerable === true && value !== undefined,
    );
    return new Map(stored.map(([key, { value }]) => [key, this.shownAs(value)]));
  }

  /** A value to be shown: what is too deep to be passed as a value, as what contains itself is, as an object. */
  shownAs(value: unknown): HostValue {
    try {
      return this.toPolar(value);
    } catch (error) {
      if (error instanceof RangeError) return this.#objectFor(value);
      throw error;
    }
  }

  /** An application's value as a policy sees it: integers, floats, strings, booleans, arrays and dictionaries by value, all else, a BigInt too, as an object. */
  toPolar(value: unknown, before?: Map<unknown, HostValue>): HostValue {
    switch (typeof value) {
      case 'boolean':
        return value;
      case 'string':
        return wellFormed(value);
      case 'number':
        return Number.isSafeInteger(value) ? value + 0 : new Float(value);
      default:
        break;
    }
    if (Array.isArray(value) || value instanceof PolarDictionary) {
      const made = before ?? new Map<unknown, HostValue>();
      const known = made.get(value);
      if (known !== undefined) return known;
      const result = Array.isArray(value)
        ? Array.from(value, (item) => this.toPolar(item, made))
        : new Dictionary(new Map(Object.entries(value).map(([key, inner]) => [key, this.toPolar(inner, made)])));
      made.set(value, result);
      return result;
    }
    if (value instanceof UnboundArgument) return value;
    return this.#objectFor(value);
  }

  /**
   * The other way: a policy's value as the application sees it. Where there is a promise in it, a promise of the whole: await an answer's values.
   * What stands in several places is one value there, too.
   */
  toJavaScript(value: HostValue, before?: Map<HostValue, unknown>): unknown {
    if (value instanceof Float) return value.value;
    if (value instanceof HostObject) return value.value;
    if (!(value instanceof Dictionary || Array.isArray(value))) return value;
    const made = before ?? new Map<HostValue, unknown>();
    const known = made.get(value);
    if (known !== undefined) return known;
    const inside = Array.isArray(value) ? value : [...value.fields.values()];
    const items = inside.map((item) => this.toJavaScript(item, made));
    const whole = (ready: readonly unknown[]): unknown =>
      value instanceof Dictionary
        ? new PolarDictionary(Object.fromEntries([...value.fields.keys()].map((key, at) => [key, ready[at]])))
        : ready;
    const result = items.some(isPromise) ? Promise.all(items).then(whole) : whole(items);
    made.set(value, result);
    return result;
  }

  /** `iterations`: those of the run that asks, where several share this host. */
  answer(question: Question, iterations: Iterations = this.#iterations): Reply | Promise<Reply> {
    try {
      switch (question.kind) {
        case 'attribute':
          return this.#attribute(question.object, question.name);
        case 'call':
          return this.#call(question.object, question.name, question.args, question.keywords !== undefined);
        case 'construct':
          return this.#construct(question.class, question.args, question.keywords !== undefined);
        case 'compare':
          return after(
            [this.toJavaScript(question.left), this.toJavaScript(question.right)],
            ([left, right]) => this.#compare(question.operator, left, right),
            raised,
          );
        case 'is-instance':
          // What is told to another process without its class.
          if (question.object.class !== undefined)
            return question.object.class.ancestry.some((one) => one.name === question.class);
          return this.#withClass(question.class, (one) =>
            afterOne(question.object.value, (value) => this.#isInstanceOf(value, question.class, one), raised),
          );
        case 'is-more-specific':
          return this.#withClass(question.left, (left) =>
            this.#withClass(question.right, (right) =>
              afterOne(question.object.value, (value) => isMoreSpecific(value, left, right), raised),
            ),
          );
        case 'is-subclass':
          return this.#withClass(question.left, (left) =>
            this.#withClass(question.right, (right) => chain(left).includes(right)),
          );
        case 'next':
          return this.#next(question, iterations);
      }
    } catch (error) {
      return question.kind === 'attribute' || question.kind === 'call' ? thrown(error) : raised(error);
    }
  }

  #objectFor(value: unknown): HostObject {
    if (value === null) return NIL;
    if (value === undefined) return MISSING;
    // A symbol or a BigInt: nothing can be kept about it.
    if (typeof value !== 'object' && typeof value !== 'function') return new HostObject(undefined, value);
    const known = this.#objects.get(value);
    if (known !== undefined) return known;
    // A class stands for itself: `User matches User` holds.
    const itself = this.#classOf.get(value);
    const of = value.constructor;
    const object = new HostObject(
      itself === undefined ? (this.#classOf.get(of) ?? builtinClassOf.get(of)) : { ...itself, isOfClass: true },
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
    if (!(object instanceof HostObject)) {
      // A list's members and its length are values; what else JavaScript has of it may be a function.
      if (Array.isArray(object) && name !== 'length' && name in Array.prototype)
        return this.#reply(Reflect.get(this.toJavaScript(object) as object, name));
      const reply = builtinAttribute(object, name, (value) => this.#describe(value));
      return reply instanceof HostError && this.#inspect !== undefined
        ? new HostError(reply.kind, reply.code, noAttribute(this.toJavaScript(object), name, this.#inspect))
        : reply;
    }
    return afterOne(
      object.value,
      (value) => {
        const relation = this.#relationOf(value, name);
        if (relation !== undefined) return this.#related(value, relation);
        if (typeof value === 'bigint' || typeof value === 'symbol')
          return new HostError('application', 'missing-attribute', noAttribute(value, name, String));
        if (value !== null && value !== undefined) {
          // A text or a number that was awaited: it has no attributes, as where nothing is to be awaited.
          if (typeof value !== 'object' && typeof value !== 'function')
            return new HostError('application', 'missing-attribute', noAttribute(value, name, this.#inspect ?? String));
          if (name in value) return this.#reply(Reflect.get(value, name, value));
        }
        return new HostError('application', 'missing-attribute', `${name} not found on ${this.#shown(object)}.`);
      },
      thrown,
    );
  }

  #call(object: HostValue, name: string, args: readonly HostValue[], keywords: boolean): Reply | Promise<Reply> {
    if (keywords) return keywordsError();
    if (!(object instanceof HostObject)) return this.#callOfValue(object, name, args);
    return afterOne(
      object.value,
      (receiver) => {
        const relation = this.#relationOf(receiver, name);
        if (relation !== undefined) return this.#related(receiver, relation);
        const method = (receiver as Readonly<Record<string, unknown>> | null | undefined)?.[name];
        if (typeof method !== 'function') {
          return new HostError('application', 'not-a-method', `${this.#shown(object)}.${name} is not a function`);
        }
        const given = args.map((arg) => this.toJavaScript(arg));
        return after(given, (ready) => this.#reply(method.apply(receiver, [...ready])), thrown);
      },
      thrown,
    );
  }

  /** What JavaScript has of a list, a dictionary, a text or a number, whatever is awaited in it or in the arguments. */
  #callOfValue(value: HostValue, name: string, args: readonly HostValue[]): Reply | Promise<Reply> {
    const receiver = this.toJavaScript(value);
    const given = args.map((arg) => this.toJavaScript(arg));
    const call = ([ready, ...rest]: readonly unknown[]): Reply | Promise<Reply> => {
      const method = (ready as Readonly<Record<string, unknown>>)[name];
      if (typeof method !== 'function' && this.#inspect !== undefined)
        return new HostError('application', 'not-a-method', `${this.#inspect(ready)}.${name} is not a function`);
      // Which says what there is instead.
      if (typeof method !== 'function') return builtinCall(value, name, args, (one) => this.#describe(one));
      return this.#reply(method.apply(ready, rest));
    };
    return tooManyParts(name, [value, ...args]) ?? after([receiver, ...given], call, thrown);
  }

  #relationOf(value: unknown, name: string): Relation | undefined {
    return this.#relations.get((value as object | null | undefined)?.constructor)?.get(name);
  }

  #related(value: unknown, { kind, otherType, myField, otherField }: Relation): Reply | Promise<Reply> {
    if (this.#find === undefined)
      return new HostError('exception', 'exception', 'A field is a relation: the host needs `find` to look it up.');
    return after(
      [this.#find(otherType, otherField, (value as Readonly<Record<string, unknown>>)[myField])],
      ([found]) => {
        const objects = found as readonly unknown[];
        if (kind === 'many') return this.toPolar(objects);
        if (objects.length === 1) return this.toPolar(objects[0]);
        return new HostError('exception', 'exception', `Wrong number of parents: ${objects.length}`);
      },
      raised,
    );
  }

  /**
   * Whatever a constructor throws ends the query as it is, a TypeError too. What a policy has made is an object, whose class is not known: where
   * the application says what an instance is, or a built-in class is extended, it is asked.
   */
  #construct(name: string, args: readonly HostValue[], keywords: boolean): Reply | Promise<Reply> {
    if (keywords) return keywordsError();
    return this.#withClass(name, (found) => {
      const Made = found as new (...values: unknown[]) => object;
      const given = args.map((arg) => this.toJavaScript(arg));
      const make = (ready: readonly unknown[]): HostValue => {
        const made = new Made(...ready);
        const isAsked = this.#isInstance.size > 0 || chain(found).some((one) => builtinClassOf.has(one));
        return isAsked ? new HostObject(undefined, made) : this.#objectFor(made);
      };
      return after(given, make, raised);
    });
  }

  #compare(operator: ComparisonOperator, left: unknown, right: unknown): boolean {
    if (operator === '==') return this.#equality(left, right);
    if (operator === '!=') return !this.#equality(left, right);
    // JavaScript compares anything with anything; what the application's `valueOf` says counts.
    const [a, b] = [left, right] as [number, number];
    return operator === '<' ? a < b : operator === '<=' ? a <= b : operator === '>' ? a > b : a >= b;
  }

  #next({ object, iteration, index }: NextQuestion, iterations: Iterations): Reply | Promise<Reply> {
    return afterOne(object.value, (iterable) => this.#nextOf(iterable, iteration, index, iterations), raised);
  }

  #nextOf(iterable: unknown, iteration: number, index: number, iterations: Iterations): Reply | Promise<Reply> {
    if (index === 0 || !iterations.has(iteration)) {
      const made = iteratorOf(iterable);
      if (made === undefined) return new HostError('exception', 'not-iterable', `'${typeof iterable}' is not iterable`);
      iterations.set(iteration, made);
    }
    const step = (result: unknown): Reply | Promise<Reply> => {
      const { done, value } = result as IteratorResult<unknown>;
      // What a generator gives may be a promise, too.
      if (done !== true) return afterOne(value, (ready) => this.toPolar(ready), raised);
      iterations.delete(iteration);
      return NO_MORE;
    };
    return afterOne(iterations.get(iteration)?.next(), step, raised);
  }

  #reply(value: unknown): Reply | Promise<Reply> {
    return afterOne(value, (ready) => this.toPolar(ready), raised);
  }

  #describe(value: HostValue): string {
    return describeValue(value, (object) =>
      object.value === null ? 'nil' : (object.class?.name ?? this.#constructorName(object)),
    );
  }

  #constructorName({ value }: HostObject): string {
    return typeof value === 'object' && value !== null
      ? (Object.getPrototypeOf(value)?.constructor?.name ?? 'object')
      : typeof value;
  }
}

/** JavaScript's own words. */
const noAttribute = (value: unknown, name: string, inspect: (value: unknown) => string): string =>
  typeof value === 'object'
    ? `${name} not found on ${inspect(value)}.`
    : `Cannot use 'in' operator to search for '${name}' in ${String(value)}`;

const classOfField = (of: string | Relation): string =>
  typeof of === 'string' ? of : of.kind === 'one' ? of.otherType : 'List';

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
