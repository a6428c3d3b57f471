import { describeValue as describe, describeFields } from '../host/describe-value.ts';
import { type HostObject, type HostValue, MISSING, NIL } from '../host/host.ts';
import { dataOf } from './data-object.ts';

/** An object of a data file: by its name, or by its class and what is in it. */
function describeObject(object: HostObject, depth: number): string {
  if (object === NIL) return 'nil';
  if (object === MISSING) return 'missing';
  const data = dataOf(object);
  if (data === undefined) return object.class?.name ?? 'unknown object';
  return data.name ?? `${object.class?.name}${describeFields(data.fields, describeObject, depth)}`;
}

/** A value on one line, as a policy would write it; deeper than two levels, what is inside is left out. */
export const describeValue = (value: HostValue): string => describe(value, describeObject);
