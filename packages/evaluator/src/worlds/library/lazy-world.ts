import type { DataHost } from '../../data/data-host.ts';
import { dataOf } from '../../data/data-object.ts';
import type { Json } from '../../data/json.ts';
import { loadData } from '../../data/load-data.ts';
import { jsonOf } from '../../flips/data-world.ts';
import { HostObject, type HostValue, NIL, type Question, type Reply } from '../../host/host.ts';
import { PassingHost } from '../../host/passing-host.ts';
import { writeDataFile } from '../../sample/write-data-file.ts';
import type { Shape, Shapes } from './shapes.ts';

/** Picks one of some values, of a field or of a method's answer. */
export type Pick = (part: string, options: readonly HostValue[]) => HostValue;

/**
 * Objects of each class whose fields get their values when a policy first asks for them: so only what answers depend on is ever chosen.
 * A world is what was chosen; `begin` makes all open again.
 */
export class LazyWorld extends PassingHost {
  readonly #shapes: Shapes;
  readonly #objects = new Map<string, readonly HostObject[]>();
  readonly #answers = new Map<string, MethodAnswer>();
  /** Objects that something is known of: among those of a class that nothing is known of, each is as good as another. */
  readonly #used = new Set<HostObject>();
  #pick: Pick = (_, options) => options[0]!;

  /** @param count objects of each class */
  static of(shapes: Shapes, classes: readonly string[], count: number): LazyWorld {
    const names = new Set([...classes, ...shapes.classes.keys()]);
    const objects: Record<string, Json> = {};
    for (const name of names)
      for (let i = 1; i <= count; i++) objects[objectName(name, i)] = { $class: name, id: objectName(name, i) };
    const text = JSON.stringify({ classes: classesJson(shapes, names), objects });
    return new LazyWorld(shapes, loadData(text).data.host, names, count);
  }

  private constructor(shapes: Shapes, host: DataHost, names: Iterable<string>, count: number) {
    super(host);
    this.#shapes = shapes;
    for (const name of names)
      this.#objects.set(
        name,
        Array.from({ length: count }, (_, i) => host.objects.get(objectName(name, i + 1))!),
      );
  }

  /** Forgets what was chosen. */
  begin(pick: Pick, known: readonly HostObject[]): void {
    this.#pick = pick;
    this.#answers.clear();
    this.#used.clear();
    for (const object of known) this.#used.add(object);
    for (const objects of this.#objects.values())
      for (const object of objects)
        for (const name of [...fieldsOf(object).keys()]) if (name !== 'id') fieldsOf(object).delete(name);
  }

  /** The object of a class with a number, from 1 on. */
  object(className: string, number: number): HostObject {
    return this.#objects.get(className)![number - 1]!;
  }

  override answer(question: Question): Reply {
    if (question.kind === 'attribute') {
      const { object, name } = question;
      if (object instanceof HostObject && this.#isOurs(object) && !fieldsOf(object).has(name)) {
        const value = this.#choose(`${nameIn(object)}.${name}`, this.#shapes.of(object.class!.name, name));
        fieldsOf(object).set(name, value);
        return value;
      }
    } else if (question.kind === 'call') {
      const { object, name, args, keywords } = question;
      if (object instanceof HostObject && this.#isOurs(object)) {
        const [positional, named] = [args, [...(keywords?.values() ?? [])]].map((all) =>
          all.map((arg) => jsonOf(arg) ?? null),
        ) as [Json[], Json[]];
        const given = [...positional, ...named].map((arg) => JSON.stringify(arg));
        const key = `${nameIn(object)}.${name}(${given.join(', ')})`;
        const known = this.#answers.get(key);
        if (known !== undefined) return known.value;
        const value = this.#choose(key, this.#shapes.of(object.class!.name, name));
        const kwargs = Object.fromEntries([...(keywords?.keys() ?? [])].map((keyword, i) => [keyword, named[i]!]));
        this.#answers.set(key, { object, name, args: positional, kwargs, value });
        return value;
      }
    }
    return this.host.answer(question);
  }

  #isOurs(object: HostObject): boolean {
    return dataOf(object)?.name !== undefined && object.class?.isOfClass !== true;
  }

  #choose(part: string, shape: Shape): HostValue {
    const value = this.#pick(part, this.#optionsOf(shape));
    for (const one of Array.isArray(value) ? (value as readonly HostValue[]) : [value])
      if (one instanceof HostObject) this.#used.add(one);
    return value;
  }

  /** The values that a part may have, the one that says least first. */
  #optionsOf(shape: Shape, isField = true): readonly HostValue[] {
    const { members } = shape;
    if (members !== undefined) {
      const options = this.#optionsOf({ ...members, members: undefined }, false);
      const pairs = options.flatMap((one, i) => options.slice(i + 1).map((other): HostValue => [one, other]));
      return [[], ...options.map((one): HostValue => [one]), ...pairs];
    }
    return [
      ...(shape.plain.has('nil') ? [NIL] : []),
      ...(shape.plain.has('boolean') ? [false, true] : []),
      ...(shape.plain.has('string') ? this.#shapes.strings : []),
      ...(shape.plain.has('number') ? this.#shapes.numbers : []),
      ...this.#shapes.classesIn(shape).flatMap((name) => this.#objectsToTry(name)),
      ...(this.#shapes.namesNil && isField && !shape.plain.has('nil') ? [NIL] : []),
    ];
  }

  #objectsToTry(className: string): readonly HostObject[] {
    const all = this.#objects.get(className) ?? [];
    const fresh = all.find((object) => !this.#used.has(object));
    return all.filter((object) => this.#used.has(object) || object === fresh);
  }

  /** The world as a data file, with the methods that were asked as tables. */
  get text(): string {
    const objects: Record<string, Json> = {};
    const names = new Set<string>();
    for (const object of this.#told()) {
      const className = object.class!.name;
      names.add(className);
      const $methods = this.#methodsJson(object);
      objects[nameIn(object)] = {
        $class: className,
        ...this.#fieldsJson(object),
        ...(Object.keys($methods).length > 0 && { $methods }),
      };
    }
    return writeDataFile({ classes: classesJson(this.#shapes, names), objects });
  }

  /** The objects of which something is told, or that something names, in short. */
  get lines(): readonly string[] {
    return [
      ...this.#told().flatMap((object) => {
        const fields = [...fieldsOf(object)].filter(([name, value]) => name !== 'id' && !saysNothing(value));
        return fields.map(([name, value]) => `${nameIn(object)}.${name} = ${this.#written(value)}`);
      }),
      ...[...this.#answers].flatMap(([call, { value }]) =>
        saysNothing(value) ? [] : [`${call} = ${this.#written(value)}`],
      ),
    ];
  }

  /** Whether nothing in the world is about an object. */
  isFree(object: HostObject): boolean {
    const isNamed = [...this.#objects.values()]
      .flat()
      .some((one) =>
        [...fieldsOf(one).values()].some((value) =>
          Array.isArray(value) ? (value as readonly HostValue[]).includes(object) : value === object,
        ),
      );
    const isCalled = [...this.#answers].some(
      ([call, { value }]) => call.includes(nameIn(object)) && !saysNothing(value),
    );
    return !isNamed && !isCalled && [...fieldsOf(object)].every(([name, value]) => name === 'id' || saysNothing(value));
  }

  #written(value: HostValue): string {
    if (value instanceof HostObject) return value === NIL ? 'nil' : nameIn(value);
    if (Array.isArray(value)) return `[${(value as readonly HostValue[]).map((one) => this.#written(one)).join(', ')}]`;
    return typeof value === 'string' ? JSON.stringify(value) : String(value);
  }

  #told(): readonly HostObject[] {
    const called = new Set([...this.#answers.values()].map(({ object }) => object));
    return [...this.#objects.values()]
      .flat()
      .filter((object) => this.#used.has(object) || called.has(object) || fieldsOf(object).size > 1);
  }

  #fieldsJson(object: HostObject): Record<string, Json> {
    return Object.fromEntries([...fieldsOf(object)].map(([name, value]) => [name, jsonOf(value) ?? null]));
  }

  #methodsJson(object: HostObject): Record<string, Json> {
    const methods: Record<string, Json[]> = {};
    for (const { object: of, name, args, kwargs, value } of this.#answers.values()) {
      if (of !== object) continue;
      methods[name] ??= [];
      const named = Object.keys(kwargs).length > 0 ? { kwargs } : {};
      methods[name].push({ args, ...named, returns: jsonOf(value) ?? null });
    }
    return methods;
  }
}

/** What a method answered when it was asked with these arguments. */
interface MethodAnswer {
  readonly object: HostObject;
  readonly name: string;
  readonly args: readonly Json[];
  readonly kwargs: Readonly<Record<string, Json>>;
  readonly value: HostValue;
}

const fieldsOf = (object: HostObject): Map<string, HostValue> => dataOf(object)!.fields as Map<string, HostValue>;
const nameIn = (object: HostObject): string => dataOf(object)!.name!;
const saysNothing = (value: HostValue): boolean =>
  value === false || value === NIL || (Array.isArray(value) && value.length === 0);

/** What the object of a class with a number, from 1 on, is called: `repository_1`. */
export const objectName = (className: string, number: number): string =>
  `${className
    .replaceAll(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, '_')
    .replaceAll(/[^\p{L}\p{N}_]+/gu, '_')
    .toLowerCase()}_${number}`;

function classesJson(shapes: Shapes, names: Iterable<string>): Json {
  return Object.fromEntries(
    [...new Set([...names, ...shapes.classes.keys()])].map((name) => {
      const { fields, extends: above } = shapes.classes.get(name) ?? {};
      const all = fields === undefined ? undefined : Array.isArray(fields) ? fields : Object.keys(fields as object);
      return [
        name,
        {
          ...(all !== undefined && { fields: all.includes('id') ? all : [...all, 'id'] }),
          ...(above !== undefined && { extends: above }),
        },
      ];
    }),
  );
}
