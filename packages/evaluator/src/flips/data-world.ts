import type { DataChange, DataPath } from '../data/changed-data.ts';
import { dataOf } from '../data/data-object.ts';
import type { Json } from '../data/json.ts';
import type { Data } from '../data/load-data.ts';
import { Dictionary, Float, HostObject, type HostValue, NIL } from '../host/host.ts';

/** What has fields in a data file. */
export type Fielded = HostObject | Dictionary;

/** A field of an object of a data file, or an entry of a dictionary in it. */
export interface DataField {
  readonly object: Fielded;
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
  readonly #paths = new Map<Fielded, DataPath>();
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

  #readFields(object: Fielded, path: DataPath): void {
    for (const [name, value] of entriesOf(object) ?? []) {
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
    if (!isFielded(value) || this.#paths.has(value)) return;
    this.#paths.set(value, path);
    this.#readFields(value, path);
  }

  /** The objects that have a name, in the order of the file. */
  get objects(): readonly HostObject[] {
    return [...this.data.host.objects.values()];
  }

  /** Where an object of the file stands in it; undefined for any other. */
  pathOf(object: Fielded): DataPath | undefined {
    return this.#paths.get(object);
  }

  valueOf({ object, name }: DataField): HostValue | undefined {
    return entriesOf(object)?.get(name);
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
      for (const ofOne of byField(changes)) before.push(changeField(ofOne));
      return use();
    } finally {
      for (const undo of before.reverse()) undo();
    }
  }
}

function byField(changes: readonly ObjectChange[]): readonly (readonly ObjectChange[])[] {
  const groups: ObjectChange[][] = [];
  for (const change of changes) {
    const { object, name } = change.field;
    const group = groups.find(([first]) => first!.field.object === object && first!.field.name === name);
    if (group === undefined) groups.push([change]);
    else group.push(change);
  }
  return groups;
}

/** Makes the changes of one field; what members of a list are gone is said by where they stood before any of them. */
function changeField(changes: readonly ObjectChange[]): () => void {
  const { object, name } = changes[0]!.field;
  const fields = entriesOf(object) as Map<string, HostValue>;
  const was = fields.get(name);
  for (const { change, value } of changes) if (change.kind === 'set') fields.set(name, value!);
  if (changes.some(({ change }) => change.kind !== 'set')) {
    const gone = new Set(changes.flatMap(({ change: { kind, path } }) => (kind === 'remove' ? [path.at(-1)] : [])));
    const kept = (was as readonly HostValue[]).filter((_, i) => !gone.has(i));
    fields.set(name, [...kept, ...changes.flatMap(({ change, member }) => (change.kind === 'add' ? [member!] : []))]);
  }
  return () => {
    if (was === undefined) fields.delete(name);
    else fields.set(name, was);
  };
}

/** The fields of an object of the file, or the entries of a dictionary. */
export const entriesOf = (object: Fielded): ReadonlyMap<string, HostValue> | undefined =>
  object instanceof Dictionary ? object.fields : dataOf(object)?.fields;

/** Whether a value has fields that a data file gives. */
export const isFielded = (value: unknown): value is Fielded =>
  value instanceof Dictionary || (value instanceof HostObject && dataOf(value) !== undefined);

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
