import { Refusal } from '../exchange.ts';

/** An object of a request's body. */
export type Fields = Readonly<Record<string, unknown>>;

/** The JSON that a body is; `what` says what it should be. */
export function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (thrown) {
    if (body.trim() === '') throw new Refusal(400, 'The request has no body, and this route needs one in JSON.');
    throw new Refusal(400, `The body is not JSON: ${thrown instanceof Error ? thrown.message : thrown}.`);
  }
}

/** @param what what it is, for a person: `The body`, `Change 2` */
export function fieldsOf(json: unknown, what: string): Fields {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Fields;
  throw new Refusal(400, `${what} should be a JSON object, and is ${kindOf(json)}.`);
}

export function listOf(json: unknown, what: string): readonly unknown[] {
  if (Array.isArray(json)) return json;
  throw new Refusal(400, `${what} should be a list, and is ${kindOf(json)}.`);
}

/** A field's value; undefined where it is missing or null. */
export function field(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? (fields[name] ?? undefined) : undefined;
}

export function textField(fields: Fields, name: string): string {
  const value = field(fields, name);
  if (typeof value === 'string') return value;
  throw new Refusal(400, `"${name}" should be a text, and is ${kindOf(value)}.`);
}

export function kindOf(json: unknown): string {
  if (json === undefined) return 'missing';
  if (json === null) return 'null';
  if (Array.isArray(json)) return 'a list';
  return { string: 'a text', number: 'a number', boolean: 'true or false' }[typeof json as string] ?? 'an object';
}
