import { Dictionary, Float, HostObject, type HostValue, UnboundArgument } from './host.ts';

/** Levels of a value that a message shows: lists that share their parts may stand for more than any text holds. */
const DEEPEST = 2;

/** How an object is shown within a value, so many levels down. */
export type DescribeObject = (object: HostObject, depth: number) => string;

/** Fields on one line, as a policy would write them; too deep, what is inside is left out. */
export const describeFields = (
  fields: ReadonlyMap<string, HostValue>,
  object: DescribeObject,
  depth: number,
): string =>
  depth >= DEEPEST && fields.size > 0
    ? '{…}'
    : `{${[...fields].map(([key, value]) => `${key}: ${describeValue(value, object, depth + 1)}`).join(', ')}}`;

/** A value on one line, as a policy would write it; deeper than two levels, what is inside is left out. */
export function describeValue(value: HostValue, object: DescribeObject, depth = 0): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Float) return Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value);
  if (value instanceof HostObject) return object(value, depth);
  if (value instanceof Dictionary) return describeFields(value.fields, object, depth);
  if (value instanceof UnboundArgument) return value.term === undefined ? value.name : '_';
  if (typeof value === 'object') {
    return depth >= DEEPEST && value.length > 0
      ? '[…]'
      : `[${value.map((item) => describeValue(item, object, depth + 1)).join(', ')}]`;
  }
  return String(value);
}
