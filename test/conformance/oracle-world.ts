import { linearise } from '../../packages/evaluator/src/data/linearise.ts';

/** A class of the application as the oracle's host has it. */
export interface WorldClass {
  readonly name: string;
  /** Itself, then its supertypes, the most specific first. */
  readonly ancestry: readonly WorldClass[];
  readonly make: new (...args: unknown[]) => object;
}

/** Classes and objects made of a data file for the oracle, independently of the code under test. */
export interface World {
  readonly classes: ReadonlyMap<string, WorldClass>;
  readonly constants: ReadonlyMap<string, unknown>;
  /** The class of an object of this world. */
  classOf(object: object): WorldClass | undefined;
  nameOf(object: object): string | undefined;
  /** Whether its methods and constructors take keywords. */
  readonly takesKeywords: boolean;
  /** How messages show an object, where not as the host of a data file does. */
  describe?(object: object): string;
  /** Called before each query: what the application has counted is forgotten. */
  begin?(): void;
}

interface WrittenClass {
  readonly extends?: string | readonly string[];
  readonly fields?: readonly string[] | Readonly<Record<string, string>>;
  readonly methods?: Readonly<Record<string, readonly WrittenAnswer[]>>;
}

interface WrittenAnswer {
  readonly args?: readonly unknown[];
  readonly kwargs?: Readonly<Record<string, unknown>>;
  readonly returns?: unknown;
  readonly raises?: string;
}

interface Written {
  readonly classes?: Readonly<Record<string, WrittenClass>>;
  readonly objects?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly constants?: Readonly<Record<string, unknown>>;
}

export type Equal = (left: unknown, right: unknown) => boolean;
type DictionaryClass = new (fields: object) => object;

/** Marks a dictionary that is the keywords of a call, its last argument. */
export const KEYWORDS = '$keywords';

/** The arguments of a call, and its keywords. */
function split(args: readonly unknown[]): {
  readonly positional: readonly unknown[];
  readonly keywords: Readonly<Record<string, unknown>>;
} {
  const last = args.at(-1);
  if (typeof last !== 'object' || last === null || !(KEYWORDS in last)) return { positional: args, keywords: {} };
  const { [KEYWORDS]: _, ...keywords } = last as Readonly<Record<string, unknown>>;
  return { positional: args.slice(0, -1), keywords };
}

const supertypesOf = ({ extends: names }: WrittenClass): readonly string[] =>
  names === undefined ? [] : typeof names === 'string' ? [names] : names;

function fieldsOf(name: string, classes: Readonly<Record<string, WrittenClass>>): readonly string[] {
  const { fields } = classes[name] ?? {};
  if (fields !== undefined) return Array.isArray(fields) ? fields : Object.keys(fields);
  return [...new Set(supertypesOf(classes[name] ?? {}).flatMap((one) => fieldsOf(one, classes)))];
}

/**
 * Makes JavaScript classes and objects of a data file. A class with several supertypes is one for the oracle's host only:
 * JavaScript has no such thing, so the host is asked about ancestry instead of the prototype chain.
 */
export function makeWorld(data: object, Dict: DictionaryClass, equal: Equal): World {
  const written = data as Written;
  const writtenClasses = written.classes ?? {};
  const classes = new Map<string, WorldClass>();
  const classOfConstructor = new Map<unknown, WorldClass>();
  const names = new Map<object, string>();

  function classNamed(name: string): WorldClass {
    const known = classes.get(name);
    if (known !== undefined) return known;
    const supertypes = supertypesOf(writtenClasses[name] ?? {}).map(classNamed);
    const fields = fieldsOf(name, writtenClasses);
    const made = {
      [name]: class {
        constructor(...args: unknown[]) {
          const { positional, keywords } = split(args);
          for (const [index, value] of positional.entries()) Reflect.set(this, fields[index] ?? '', value);
          for (const [key, value] of Object.entries(keywords)) Reflect.set(this, key, value);
        }
      },
    }[name] as WorldClass['make'];
    // JavaScript compares classes by the text of their code: here that of an application that writes each by itself.
    Object.defineProperty(made, 'toString', { value: () => `class ${name} {}` });
    const ancestry: WorldClass[] = [];
    const result: WorldClass = { name, ancestry, make: made };
    ancestry.push(
      ...(linearise(
        result,
        supertypes,
        supertypes.map((one) => one.ancestry),
      ) ?? []),
    );
    classes.set(name, result);
    classOfConstructor.set(made, result);
    return result;
  }

  const objects = new Map<string, object>();
  const constants = new Map<string, unknown>();

  function value(from: unknown): unknown {
    if (Array.isArray(from)) return from.map(value);
    if (typeof from !== 'object' || from === null) return from;
    if ('$ref' in from) {
      const name = String(from.$ref);
      if (objects.has(name)) return objects.get(name);
      if (!constants.has(name)) constants.set(name, value(written.constants?.[name]));
      return constants.get(name);
    }
    if ('$class' in from) return fill(empty(String(from.$class)), from as Readonly<Record<string, unknown>>);
    return new Dict(Object.fromEntries(Object.entries(from).map(([key, inner]) => [key, value(inner)])));
  }

  const valuesOf = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(fields).map(([key, inner]) => [key, value(inner)]));

  const empty = (name: string): object => new (classNamed(name).make)();

  function fill(object: object, from: Readonly<Record<string, unknown>>): object {
    for (const [key, inner] of Object.entries(from)) if (!key.startsWith('$')) Reflect.set(object, key, value(inner));
    if (from.$methods !== undefined) addMethods(object, from.$methods as NonNullable<WrittenClass['methods']>);
    return object;
  }

  function addMethods(target: object, methods: NonNullable<WrittenClass['methods']>): void {
    for (const [name, rows] of Object.entries(methods)) {
      if (Object.hasOwn(target, name)) continue;
      const answer = (...args: unknown[]): unknown => {
        const { positional, keywords } = split(args);
        const row = rows.find(
          ({ args: wanted, kwargs }) =>
            (wanted === undefined && kwargs === undefined) ||
            (equal((wanted ?? []).map(value), positional) && equal(valuesOf(kwargs ?? {}), keywords)),
        );
        // The reference makes an `Application` error of a TypeError.
        if (row === undefined) throw new TypeError(`${name} has no answer`);
        if (row.raises !== undefined) throw new Error(row.raises);
        return value(row.returns);
      };
      Object.defineProperty(target, name, { value: answer, enumerable: false });
    }
  }

  for (const name of Object.keys(writtenClasses)) classNamed(name);
  for (const [name, from] of Object.entries(written.objects ?? {})) {
    const object = empty(String(from.$class));
    objects.set(name, object);
    names.set(object, name);
  }
  for (const [name, from] of Object.entries(written.objects ?? {})) fill(objects.get(name) ?? {}, from);
  for (const name of Object.keys(written.constants ?? {})) value({ $ref: name });
  for (const { make, ancestry } of classes.values()) {
    for (const { name } of ancestry) addMethods(make.prototype as object, writtenClasses[name]?.methods ?? {});
  }
  return {
    classes,
    constants: new Map<string, unknown>([...objects, ...constants]),
    classOf: (object) => classOfConstructor.get(object.constructor),
    nameOf: (object) => names.get(object),
    takesKeywords: true,
  };
}
