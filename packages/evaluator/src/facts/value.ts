/** A value of Cloud: an object of a declared type, or a `String`, `Integer` or `Boolean`, whose id is its text. */
export interface CloudValue {
  readonly type: string;
  readonly id: string;
}

/** Any value of one type, that type exactly; of any type where there is none (docs/language/queries.md#sets-of-answers). */
export interface Wildcard {
  readonly type: string | undefined;
  readonly id?: undefined;
}

/** What stands in an answer: a value, or a wildcard where the rules leave a position free. */
export type AnswerValue = CloudValue | Wildcard;

/** A fact: what is told, and what an answer says when it has no wildcards. */
export interface Fact {
  readonly predicate: string;
  readonly arguments: readonly CloudValue[];
}

/** A fact with wildcards. */
export interface FactPattern {
  readonly predicate: string;
  readonly arguments: readonly AnswerValue[];
}

/** A string, a boolean, an integer or an object of the application as a value. Other numbers are of type `Float`. */
export function cloudValue(value: string | number | bigint | boolean | CloudValue): CloudValue {
  switch (typeof value) {
    case 'string':
      return { type: 'String', id: value };
    case 'boolean':
      return { type: 'Boolean', id: String(value) };
    case 'bigint':
      return { type: 'Integer', id: String(value) };
    case 'number':
      return { type: Number.isInteger(value) ? 'Integer' : 'Float', id: String(value) };
    default:
      return value;
  }
}

/** What of an id would read as something else than the id. */
const UNCLEAR = /[\p{Cc}(),"]/u;

/** `User:anne`, `String:read`, `Repository:_`, `_`: as Cloud's own command prints it. */
export function printValue({ type, id }: AnswerValue): string {
  if (type === undefined) return '_';
  if (id === undefined) return `${type}:_`;
  return `${type}:${id === '_' || UNCLEAR.test(id) ? JSON.stringify(id) : id}`;
}

/** `has_role(User:anne, String:admin, Repository:acme)` */
export function printFact({ predicate, arguments: values }: FactPattern): string {
  return `${predicate}(${values.map(printValue).join(', ')})`;
}

/** How a value is written in a policy: `User{"anne"}`, `"read"`, `3`, `true`; a wildcard as in a query. */
export function writeValue(value: AnswerValue): string {
  const { type, id } = value;
  if (id === undefined) return printValue(value);
  if (type === 'String') return JSON.stringify(id);
  if (type === 'Integer' || type === 'Boolean' || type === 'Float') return id;
  return `${type}{${JSON.stringify(id)}}`;
}

/** How a fact is written in a policy, without the semicolon. */
export function writeFact({ predicate, arguments: values }: FactPattern): string {
  return `${predicate}(${values.map(writeValue).join(', ')})`;
}

/** Values by type, then by id, integers by number; wildcards after values of their type, the one of any type last. */
export function compareValues(a: AnswerValue, b: AnswerValue): number {
  if (a.type !== b.type) {
    if (a.type === undefined) return 1;
    return b.type === undefined || a.type < b.type ? -1 : 1;
  }
  if (a.id === b.id) return 0;
  if (a.id === undefined) return 1;
  if (b.id === undefined) return -1;
  if (a.type === 'Integer') {
    const difference = Number(a.id) - Number(b.id);
    if (difference !== 0) return difference;
  }
  return a.id < b.id ? -1 : 1;
}

/** Lists of values, the first difference decides. */
export function compareLists(a: readonly AnswerValue[], b: readonly AnswerValue[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = compareValues(a[i]!, b[i]!);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
