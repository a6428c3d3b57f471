import { Dictionary, Float, HostObject, type HostValue, MISSING, NIL, UnboundArgument } from '../host/host.ts';
import { dataOf } from './data-object.ts';

const DEEPEST = 2;

const describeFields = (fields: ReadonlyMap<string, HostValue>, depth: number): string =>
  depth >= DEEPEST && fields.size > 0
    ? '{…}'
    : `{${[...fields].map(([key, value]) => `${key}: ${describeValue(value, depth + 1)}`).join(', ')}}`;

/** A value on one line, as a policy would write it; deeper than two levels, what is inside is left out. */
export function describeValue(value: HostValue, depth = 0): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Float) return Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value);
  if (value instanceof HostObject) {
    if (value === NIL) return 'nil';
    if (value === MISSING) return 'missing';
    const data = dataOf(value);
    if (data === undefined) return value.class?.name ?? 'unknown object';
    return data.name ?? `${value.class?.name}${describeFields(data.fields, depth)}`;
  }
  if (value instanceof Dictionary) return describeFields(value.fields, depth);
  if (value instanceof UnboundArgument) return value.name;
  if (typeof value === 'object') {
    return depth >= DEEPEST && value.length > 0
      ? '[…]'
      : `[${value.map((item) => describeValue(item, depth + 1)).join(', ')}]`;
  }
  return String(value);
}
