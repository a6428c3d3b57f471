import type { DataChange, DataPath } from '../data/changed-data.ts';
import { dataOf } from '../data/data-object.ts';
import type { Json } from '../data/json.ts';
import type { Data } from '../data/load-data.ts';
import { Dictionary, Float, HostObject, type HostValue, NIL } from '../host/host.ts';

/** A field of an object of a data file. */
export interface DataField {
  readonly object: HostObject;
  readonly name: string;
}

/** A change of objects that a query reads: what it is in the file, and what of an object becomes what. */
export interface ObjectChange {
  readonly change: DataChange;
  readonly field: DataField;
  /** Of `set`. */
  readonly value?: HostValue;
  /** Of `add` and `remove`. */
  readonly member?: HostValue;
}

/** The objects of a data file that was read for this alone: they are changed for a while, and where each stands in the file is known. */
export class DataWorld {
  readonly data: Data;
  readonly #paths = new Map<HostObject, DataPath>();
  /** Which values fields of a name have, in objects all over the file. */
  readonly #values = new Map<string, Map<string, HostValue>>();
  /** The same of the members of lists. */
  readonly #members = new Map<string, Map<string, HostValue>>();

  constructor(data: Data) {
    this.data = data;
    for (const [name, object] of data.host.objects) this.#paths.set(object, ['objects', name]);
    for (const [name, value] of data.host.constants) this.#readInner(value, ['constants', name]);
    for (const [object, path] of [...this.#paths]) this.#readFields(object, path);
  }

  #readFields(object: HostObject, path: DataPath): void {
    for (const [name, value] of dataOf(object)?.fields ?? []) {
      const at = [...path, name];
      if (Array.isArray(value)) {
        for (const [i, member] of (value as readonly HostValue[]).entries()) {
          note(this.#members, name, member);
          this.#readInner(member, [...at, i]);
        }
      } else {
        note(this.#values, name, value);
        this.#readInner(value, at);
      }
    }
  }

  #readInner(value: HostValue, path: DataPath): void {
    if (!(value instanceof HostObject) || this.#paths.has(value) || dataOf(value) === undefined) return;
    this.#paths.set(value, path);
    this.#readFields(value, path);
  }

  /** Where an object of the file stands in it; undefined for any other. */
  pathOf(object: HostObject): DataPath | undefined {
    return this.#paths.get(object);
  }

  get objects(): Iterable<HostObject> {
    return this.#paths.keys();
  }

  valueOf({ object, name }: DataField): HostValue | undefined {
    return dataOf(object)?.fields.get(name);
  }

  /** What fields of a name are elsewhere. */
  valuesOf(name: string): readonly HostValue[] {
    return [...(this.#values.get(name)?.values() ?? [])];
  }

  membersOf(name: string): readonly HostValue[] {
    return [...(this.#members.get(name)?.values() ?? [])];
  }

  /** Does something with changes made, and takes them back. */
  with<T>(changes: readonly ObjectChange[], use: () => T): T {
    const before: (() => void)[] = [];
    try {
      for (const change of changes) before.push(change_(change));
      return use();
    } finally {
      for (const undo of before.reverse()) undo();
    }
  }
}

function change_({ field: { object, name }, change, value, member }: ObjectChange): () => void {
  const fields = dataOf(object)!.fields as Map<string, HostValue>;
  const was = fields.get(name);
  if (change.kind === 'set') fields.set(name, value!);
  else {
    const list = was as readonly HostValue[];
    fields.set(name, change.kind === 'add' ? [...list, member!] : list.filter((one) => one !== member));
  }
  return () => {
    if (was === undefined) fields.delete(name);
    else fields.set(name, was);
  };
}

function note(all: Map<string, Map<string, HostValue>>, name: string, value: HostValue): void {
  let values = all.get(name);
  if (values === undefined) {
    values = new Map();
    all.set(name, values);
  }
  const key = keyOf(value);
  if (!values.has(key)) values.set(key, value);
}

/** Values with the same text are written alike in a data file. */
export const keyOf = (value: HostValue): string => JSON.stringify(jsonOf(value)) ?? '';

/** A value as a data file has it: a named object by reference. Undefined for what no file can have. */
export function jsonOf(value: HostValue): Json | undefined {
  if (value === NIL) return null;
  if (Array.isArray(value)) {
    const items = (value as readonly HostValue[]).map(jsonOf);
    return items.some((item) => item === undefined) ? undefined : (items as Json[]);
  }
  if (value instanceof Dictionary) return jsonOfFields(value.fields);
  if (value instanceof Float)
    return Number.isInteger(value.value) || !Number.isFinite(value.value) ? undefined : value.value;
  if (typeof value === 'bigint') return undefined;
  if (typeof value !== 'object') return value;
  const data = value instanceof HostObject ? dataOf(value) : undefined;
  if (data === undefined) return undefined;
  if (data.name !== undefined) return { $ref: data.name };
  const { class: of } = value as HostObject;
  const fields = jsonOfFields(data.fields);
  return fields === undefined || of === undefined || data.methods.size > 0 ? undefined : { $class: of.name, ...fields };
}

function jsonOfFields(fields: ReadonlyMap<string, HostValue>): { readonly [key: string]: Json } | undefined {
  const all: [string, Json][] = [];
  for (const [key, value] of fields) {
    const json = jsonOf(value);
    if (json === undefined) return undefined;
    all.push([key, json]);
  }
  return Object.fromEntries(all);
}
