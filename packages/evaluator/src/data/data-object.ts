import type { HostClass, HostError, HostObject, HostValue } from '../host/host.ts';

/** One row of a method's table of answers: what it gives for these arguments. No `args`: for any arguments. */
export interface Answer {
  readonly args: readonly HostValue[] | undefined;
  readonly keywords: ReadonlyMap<string, HostValue> | undefined;
  readonly gives: HostValue | HostError;
}

/** The answers of each method, in order: the first row whose arguments are equal to the call's is the answer. */
export type MethodTables = ReadonlyMap<string, readonly Answer[]>;

/** What a data host keeps for an object of one of its classes. */
export interface DataObject {
  /** The name that queries use; undefined for an object inside another, and for one that a policy made with `new`. */
  readonly name: string | undefined;
  readonly fields: ReadonlyMap<string, HostValue>;
  /** Its own tables, which come before those of its class. */
  readonly methods: MethodTables;
}

/** What a data host knows of a class beyond what the machine does. */
export interface DataClass extends HostClass {
  readonly ancestry: readonly DataClass[];
  readonly methods: MethodTables;
  /** True if the class says itself which fields its objects have. */
  readonly closed: boolean;
}

/** The data of an object of a data file's class; undefined for `nil`, for a class, and for what is missing. */
export function dataOf(object: HostObject): DataObject | undefined {
  const { value } = object;
  return typeof value === 'object' &&
    value !== null &&
    'fields' in value &&
    'methods' in value &&
    !('ancestry' in value)
    ? (value as DataObject)
    : undefined;
}

/** The fields of such an object. */
export const fieldsOf = (object: HostObject): ReadonlyMap<string, HostValue> | undefined => dataOf(object)?.fields;
