import { inspect } from 'node:util';
import { type Equality, looksAlike } from '@polar-tools/evaluator';
import type { Configuration } from '@polar-tools/policy';
import {
  type Class,
  DataFilteringConfigurationError,
  DuplicateClassAliasError,
  InvalidConstructorError,
  UnregisteredClassError,
} from './errors.ts';
import { ExactHost } from './exact-host.ts';
import { type Adapter, Relation } from './filter.ts';
import { Dict } from './terms.ts';

type Fields = Readonly<Record<string, Class | Relation>>;

/** What `registerClass` takes beside the class. */
export interface ClassParams {
  /** The name that policies use. Default: the class's own. */
  readonly name?: string;
  /** Classes of fields, or how they are looked up: for data filtering. */
  readonly fields?: Fields | ReadonlyMap<string, Class | Relation>;
  /** Whether a value is an instance. Default: `instanceof` says. */
  // biome-ignore lint/suspicious/noExplicitAny: what an application's value is, is its own business.
  readonly isaCheck?: (instance: any) => boolean;
}

/** A registered class. */
export interface UserType {
  readonly name: string;
  readonly cls: Class;
  readonly fields: ReadonlyMap<string, Class | Relation>;
  readonly isaCheck: ((instance: unknown) => boolean) | undefined;
}

/** Whether two of the application's values look alike: what `equalityFn` is, where an application sets none. */
export const defaultEqualityFn: Equality = looksAlike;

const missingAdapter: Adapter = {
  buildQuery() {
    throw new DataFilteringConfigurationError();
  },
  executeQuery() {
    throw new DataFilteringConfigurationError();
  },
};

/** What a constant is tried with, before there are all classes. */
const converting = new ExactHost({});

/** The classes and constants that an application has registered, and the host that answers for them. */
export class Registry {
  /** By name and by class; a class with two names is known by the last one. */
  readonly types = new Map<string | Class, UserType>();
  adapter: Adapter = missingAdapter;
  readonly #constants = new Map<string, unknown>([['nil', null]]);
  readonly #equality: Equality | undefined;
  #host: ExactHost | undefined;

  constructor(equality: Equality | undefined) {
    this.#equality = equality;
    this.register(Boolean as unknown as Class);
    this.register(Number as unknown as Class, { name: 'Integer' });
    this.register(Number as unknown as Class, { name: 'Float' });
    this.register(String as unknown as Class);
    this.register(Array as unknown as Class, { name: 'List' });
    this.register(Dict, { name: 'Dictionary' });
  }

  /** @throws InvalidConstructorError, DuplicateClassAliasError */
  register(cls: Class, { name = cls?.name, fields = {}, isaCheck }: ClassParams = {}): void {
    if (!isConstructor(cls)) throw new InvalidConstructorError(inspect(cls));
    const existing = this.types.get(name);
    if (existing !== undefined) throw new DuplicateClassAliasError({ name, cls, existing: existing.cls });
    const type: UserType = {
      name,
      cls,
      fields: new Map(fields instanceof Map ? fields : Object.entries(fields)),
      isaCheck,
    };
    this.types.set(cls, type);
    this.types.set(name, type);
    this.#host = undefined;
  }

  /** @throws for a whole number beyond 2^53, also in a list or a dictionary */
  registerConstant(value: unknown, name: string): void {
    converting.toPolar(value);
    this.#constants.set(name, value);
    this.#host = undefined;
  }

  /** The same one until something else is registered. */
  get host(): ExactHost {
    this.#host ??= this.#makeHost();
    return this.#host;
  }

  /** What the checks of a policy are told of the application. */
  get configuration(): Configuration {
    const { classes, constants } = this.host;
    return {
      dialect: 'library',
      classes: Object.fromEntries(
        [...classes.values()].map(({ name, fields, ancestry }) => [
          name,
          { fields: [...fields.keys()], extends: ancestry.slice(1).map((one) => one.name) },
        ]),
      ),
      constants: [...constants.keys()],
    };
  }

  /** The registered classes that are the application's own, each by its name. */
  #own(): [string, UserType][] {
    return [...this.types].filter(
      (entry): entry is [string, UserType] => typeof entry[0] === 'string' && !builtIn.has(entry[0]),
    );
  }

  #makeHost(): ExactHost {
    const own = this.#own();
    const nameOf = (cls: Class): string => this.types.get(cls)?.name ?? cls.name;
    const fieldsOf = ({ fields }: UserType) =>
      Object.fromEntries([...fields].map(([field, of]) => [field, of instanceof Relation ? of : nameOf(of)]));
    return new ExactHost({
      classes: Object.fromEntries(own.map(([name, { cls }]) => [name, cls as Class<object>])),
      constants: Object.fromEntries(this.#constants),
      fields: Object.fromEntries(own.map(([name, type]) => [name, fieldsOf(type)])),
      isInstance: Object.fromEntries(
        own.flatMap(([name, { isaCheck }]) => (isaCheck === undefined ? [] : [[name, isaCheck]])),
      ),
      find: (type, field, value) => this.#find(type, field, value),
      inspect,
      ...(this.#equality && { equality: this.#equality }),
    });
  }

  /** Objects of a class whose field has a value: what a relation leads to. */
  async #find(model: string, fieldName: string, value: unknown): Promise<readonly unknown[]> {
    if (!this.types.has(model)) throw new UnregisteredClassError(model);
    const condition = { lhs: { typeName: model, fieldName }, cmp: 'Eq', rhs: { value } } as const;
    const query = this.adapter.buildQuery({ model, relations: [], conditions: [[condition]], types: this.types });
    return this.adapter.executeQuery(query);
  }
}

const builtIn: ReadonlySet<string> = new Set(['Boolean', 'Integer', 'Float', 'String', 'List', 'Dictionary']);

/** Whether `new` takes it. */
function isConstructor(value: unknown): value is Class {
  if (typeof value !== 'function') return false;
  try {
    Reflect.construct(Object, [], value);
    return true;
  } catch {
    return false;
  }
}
