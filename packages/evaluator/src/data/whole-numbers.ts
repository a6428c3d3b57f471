import { Dictionary, Float, type HostValue } from '../host/host.ts';

/**
 * A value as an object of the data keeps it: JSON, as JavaScript, has one kind of number, so a float without a fraction is an integer when it comes
 * back. What stands in several places is one value still, and what has no such float is itself.
 */
export function withWholeNumbers(value: HostValue, made = new Map<HostValue, HostValue>()): HostValue {
  if (value instanceof Float) return Number.isSafeInteger(value.value) ? value.value + 0 : value;
  if (!Array.isArray(value) && !(value instanceof Dictionary)) return value;
  const known = made.get(value);
  if (known !== undefined) return known;
  made.set(value, value);
  const parts = Array.isArray(value) ? value : [...value.fields.values()];
  const whole = parts.map((part) => withWholeNumbers(part, made));
  if (whole.every((part, at) => Object.is(part, parts[at]))) return value;
  const kept = Array.isArray(value)
    ? whole
    : new Dictionary(new Map([...value.fields.keys()].map((key, at) => [key, whole[at]!])));
  made.set(value, kept);
  return kept;
}
