import { printString } from '@polar-tools/language';
import { reservedWords } from '@polar-tools/policy';
import type { Json } from '../data/json.ts';
import type { FieldUse, PartsUsed } from './fields-used.ts';
import { classNameFor } from './prove.ts';
import type { SampleClasses } from './sample-classes.ts';
import { isObject, type Plain, plainOf, type Store, type Unknown } from './unknown.ts';
import { writeDataFile } from './write-data-file.ts';

/** Fields, or methods, by class. */
export type Parts = ReadonlyMap<string, ReadonlySet<string>>;

/** What is known of a sample's objects, written as a data file, with a name for each object. */
export class WrittenSample {
  readonly #store: Store;
  readonly #classes: SampleClasses;
  readonly #used: PartsUsed;
  readonly #needed: { readonly fields: Parts; readonly methods: Parts };
  readonly #names = new Map<Unknown, string>();
  readonly #taken: Set<string>;
  readonly #waiting: Unknown[] = [];
  readonly #fieldsOf = new Map<string, Set<string>>();
  readonly #methodsOf = new Map<string, Map<string, Json>>();
  readonly #values = new Map<Unknown, Json>();
  #ids = 0;
  readonly text: string;

  constructor(
    store: Store,
    classes: SampleClasses,
    used: PartsUsed,
    needed: { readonly fields: Parts; readonly methods: Parts },
    asked: readonly Unknown[],
  ) {
    this.#store = store;
    this.#classes = classes;
    this.#used = used;
    this.#needed = needed;
    this.#taken = new Set([...classes.names, ...reservedWords, 'nil']);
    for (const name of classes.names) {
      this.#classOf(name);
      this.#nameOf(classes.object(name));
    }
    for (const name of classes.constants.keys()) this.#taken.add(name);
    for (const value of classes.constants.values())
      if (store.root(value).className !== undefined) this.#nameOf(store.root(value));
    for (const value of asked) if (store.root(value).className !== undefined) this.#nameOf(store.root(value));
    const objects: Record<string, Json> = {};
    for (let object = this.#waiting.shift(); object !== undefined; object = this.#waiting.shift())
      objects[this.#nameOf(object)] = this.#object(object);
    const constants = [...classes.constants].filter(([, value]) => {
      const root = store.root(value);
      const { isList, fields, className, least, most } = root;
      const isNumber = least !== undefined || most !== undefined;
      return className !== undefined || plainOf(root) !== undefined || isList || isNumber || fields.size > 0;
    });
    this.text = writeDataFile({
      classes: this.#classesJson(),
      objects,
      ...(constants.length > 0 && {
        constants: Object.fromEntries(constants.map(([name, value]) => [name, this.#json(value, name, undefined)])),
      }),
    });
  }

  /** A value as a query names it. */
  inQuery(value: Unknown): string {
    const root = this.#store.root(value);
    const plain = plainOf(root);
    if (typeof plain === 'string') return printString(plain);
    if (plain !== undefined) return plain === null ? 'nil' : String(plain);
    return root.className === undefined ? '_' : this.#nameOf(root);
  }

  #classOf(name: string): Set<string> {
    let fields = this.#fieldsOf.get(name);
    if (fields === undefined) {
      fields = new Set();
      this.#fieldsOf.set(name, fields);
    }
    return fields;
  }

  #classesJson(): Json {
    return Object.fromEntries(
      [...this.#fieldsOf].map(([name, fields]) => {
        const methods = this.#methodsOf.get(name);
        return [
          name,
          {
            ...(fields.size > 0 && { fields: [...fields] }),
            ...(methods !== undefined && { methods: Object.fromEntries(methods) }),
          },
        ];
      }),
    );
  }

  /** The name of an object, which is written when the ones before it are. */
  #nameOf(value: Unknown): string {
    const object = this.#store.root(value);
    const known = this.#names.get(object);
    if (known !== undefined) return known;
    const base = (object.className ?? 'object')
      .replaceAll(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, '_')
      .replaceAll(/[^\p{L}\p{N}_]+/gu, '_')
      .toLowerCase();
    let name = base;
    for (let n = this.#taken.has(base) && this.#isWord(base) ? 1 : 2; this.#taken.has(name); n++) name = `${base}_${n}`;
    this.#taken.add(name);
    this.#names.set(object, name);
    this.#waiting.push(object);
    return name;
  }

  #isWord = (name: string): boolean => reservedWords.has(name) || name === 'nil' || this.#classes.names.includes(name);

  #object(object: Unknown): Json {
    const className = object.className!;
    const fields: Record<string, Json> = { $class: className };
    const known = this.#classOf(className);
    for (const [name, value] of object.fields) {
      fields[name] = this.#json(value, name, this.#useOf(className, 'fields', name));
      known.add(name);
    }
    for (const name of this.#partsOf(className, 'fields')) {
      if (name in fields || object.methods.has(name)) continue;
      fields[name] = this.#guess(name, this.#useOf(className, 'fields', name), this.#names.get(object)!);
      known.add(name);
    }
    for (const name of [...object.methods.keys(), ...this.#partsOf(className, 'methods')]) {
      const methods = this.#methodsOf.get(className) ?? new Map<string, Json>();
      this.#methodsOf.set(className, methods);
      const value = object.methods.get(name);
      const use = this.#useOf(className, 'methods', name);
      if (value !== undefined) methods.set(name, [{ returns: this.#json(value, name, use) }]);
      else if (!methods.has(name)) methods.set(name, [{ returns: this.#guess(name, use, '') }]);
    }
    return fields;
  }

  /** The fields or methods that some rule or run asks of a class. */
  *#partsOf(className: string, kind: 'fields' | 'methods'): Iterable<string> {
    for (const name of this.#namesFor(className)) yield* this.#used[kind].get(name)?.keys() ?? [];
    yield* this.#needed[kind].get(className) ?? [];
  }

  #useOf(className: string, kind: 'fields' | 'methods', name: string): FieldUse | undefined {
    for (const type of this.#namesFor(className)) {
      const use = this.#used[kind].get(type)?.get(name);
      if (use !== undefined) return use;
    }
    return undefined;
  }

  /** The names by which rules mean a class: its own, and `Actor` or `Resource`. */
  #namesFor(className: string): readonly string[] {
    return [className, ...['Actor', 'Resource'].filter((union) => this.#classes.concrete(union).includes(className))];
  }

  #json(value: Unknown, name: string, use: FieldUse | undefined, depth = 0): Json {
    const known = this.#store.root(value);
    const plain = plainOf(known);
    if (plain !== undefined) return plain;
    if (known.className !== undefined) return { $ref: this.#nameOf(known) };
    if (known.least !== undefined || known.most !== undefined) return known.least ?? known.most!;
    if (depth > 8) return null;
    if (known.isList)
      return known.members.map((member) =>
        this.#json(member, member.name ?? member.field ?? name, undefined, depth + 1),
      );
    if (isObject(known))
      return Object.fromEntries(
        [...known.fields].map(([key, part]) => [key, this.#json(part, key, undefined, depth + 1)]),
      );
    return this.#same(known, name, use, name);
  }

  /** A value of which nothing is known but that it is the same in several places. */
  #same(root: Unknown, name: string, use: FieldUse | undefined, owner: string): Json {
    let value = this.#values.get(root);
    if (value === undefined) {
      value = this.#guess(root.field === 'id' ? 'id' : name, use, owner);
      this.#values.set(root, value);
    }
    return value;
  }

  /** A value for a field of which nothing is asked that matters here. */
  #guess(name: string, use: FieldUse | undefined, owner: string): Json {
    switch (use?.kind) {
      case 'plain':
        return use.denies === true ? null : (use.value as Plain);
      case 'list':
        return [];
      case 'object':
        return this.#objectOf(this.#classes.concrete(use.className)[0], owner);
      default:
        // `issue.repo` is the Repo, where nothing else says what it is.
        if (this.#classes.names.includes(classNameFor(name))) return this.#objectOf(classNameFor(name), owner);
        if (/(?:^|_)id$/iu.test(name)) return ++this.#ids;
        return /^(?:name|title|slug|key|username|login)$/u.test(name) ? owner : null;
    }
  }

  /** The object of a class of the policy. */
  #objectOf(type: string | undefined, owner: string): Json {
    // An object that has itself for its parent would never end.
    if (this.#names.get(this.#classes.objects.get(type ?? '') as Unknown) === owner) return null;
    if (type === undefined || this.#classes.isBuiltIn(type) || !this.#classes.names.includes(type)) return null;
    return { $ref: this.#nameOf(this.#classes.object(type)) };
  }
}
