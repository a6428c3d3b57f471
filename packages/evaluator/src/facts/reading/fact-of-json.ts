import type { CloudValue, Fact } from '../value.ts';

const integer = /^[+-]?\d+$/;
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const smallest = -(2n ** 63n);
const largest = 2n ** 63n - 1n;

/**
 * A fact as the client libraries of Oso Cloud write it, `["has_role", {"type": "User", "id": "bob"}, "admin"]`, or as its HTTP interface
 * does, `{"predicate": "has_role", "args": [{"type": "User", "id": "bob"}, …]}`; a text that says what is wrong with it, otherwise.
 */
export function factOfJson(json: unknown): Fact | string {
  if (Array.isArray(json)) return factOf(json[0], json.slice(1));
  if (isObject(json) && Array.isArray(json.args)) return factOf(json.predicate, json.args);
  return 'This is no fact. One is written ["has_role", {"type": "User", "id": "bob"}, "admin", {"type": "Org", "id": "acme"}].';
}

function factOf(predicate: unknown, values: readonly unknown[]): Fact | string {
  if (typeof predicate !== 'string' || predicate === '') {
    return 'The first item of a fact is the name of its predicate, a text: ["has_role", …].';
  }
  const made: CloudValue[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = valueOfJson(values[i]);
    if (typeof value === 'string') return `Argument ${i + 1} of ${predicate}: ${value}`;
    made.push(value);
  }
  return { predicate, arguments: made };
}

/** A value as JSON writes it: a text, an integer, true or false, or `{"type": "User", "id": "bob"}`; a text that says what is wrong with it, otherwise. */
export function valueOfJson(json: unknown): CloudValue | string {
  if (typeof json === 'string') return { type: 'String', id: json };
  if (typeof json === 'boolean') return { type: 'Boolean', id: String(json) };
  if (typeof json === 'number') {
    if (Number.isSafeInteger(json)) return { type: 'Integer', id: String(json === 0 ? 0 : json) };
    return Number.isInteger(json)
      ? `${json} is too large to be read exactly from JSON. Write it as {"type": "Integer", "id": "…"}.`
      : `${json} is no integer, and Cloud has no other numbers.`;
  }
  if (!isObject(json) || typeof json.type !== 'string' || json.type === '') {
    return 'a value is a text, an integer, true or false, or {"type": "User", "id": "bob"}.';
  }
  if (typeof json.id !== 'string') {
    const meant = typeof json.id === 'number' || typeof json.id === 'boolean' ? `: "id": "${json.id}"` : '';
    return `the id of a value is a text${meant}.`;
  }
  return typedValue(json.type, json.id);
}

/** The value of a type with an id as text; says what is wrong where the type is built in and the text is no such value. */
export function typedValue(type: string, id: string): CloudValue | string {
  if (type === 'Integer') {
    if (!integer.test(id))
      return number.test(id) ? `"${id}" is no integer, and Cloud has no other numbers.` : `"${id}" is no integer.`;
    const value = BigInt(id.startsWith('+') ? id.slice(1) : id);
    if (value < smallest || value > largest) return `${id} does not fit into 64 bits.`;
    return { type, id: String(value) };
  }
  if (type === 'Boolean' && id !== 'true' && id !== 'false') return `"${id}" is neither true nor false.`;
  return { type, id };
}

function isObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
