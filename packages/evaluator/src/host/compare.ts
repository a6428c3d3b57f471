import { type ComparisonOperator, Dictionary, Float, HostObject, type HostValue, UnboundArgument } from './host.ts';

/** The fields of an object of the application; undefined for `nil`, for a class, and for what is missing. */
type FieldsOf = (object: HostObject) => ReadonlyMap<string, HostValue> | undefined;

type Pair = readonly [HostObject, HostObject];

/** Where there is no application, no object has fields. */
const NO_FIELDS: FieldsOf = () => undefined;

function equalMaps(
  left: ReadonlyMap<string, HostValue>,
  right: ReadonlyMap<string, HostValue>,
  fieldsOf: FieldsOf,
  open: readonly Pair[],
): boolean {
  if (left.size !== right.size) return false;
  for (const [key, value] of left) {
    const other = right.get(key);
    if (other === undefined || !equal(value, other, fieldsOf, open)) return false;
  }
  return true;
}

const numberOf = (value: HostValue): number | bigint | undefined =>
  value instanceof Float ? value.value : typeof value === 'number' || typeof value === 'bigint' ? value : undefined;

function equal(left: HostValue, right: HostValue, fieldsOf: FieldsOf, open: readonly Pair[]): boolean {
  if (left === right) return true;
  const leftNumber = numberOf(left);
  if (leftNumber !== undefined) {
    const rightNumber = numberOf(right);
    if (rightNumber === undefined) return false;
    // Neither greater nor less: unlike `===`, this holds for a number and the bigint of the same value.
    if (leftNumber <= rightNumber && leftNumber >= rightNumber) return true;
    return Number.isNaN(leftNumber) && Number.isNaN(rightNumber);
  }
  if (left instanceof HostObject) {
    if (!(right instanceof HostObject) || left.class !== right.class) return false;
    const mine = fieldsOf(left);
    const theirs = fieldsOf(right);
    if (mine === undefined || theirs === undefined) return false;
    // Two objects that are being compared further out are taken for equal: only another part can tell them apart.
    if (open.some(([a, b]) => a === left && b === right)) return true;
    return equalMaps(mine, theirs, fieldsOf, [...open, [left, right]]);
  }
  if (left instanceof Dictionary)
    return right instanceof Dictionary && equalMaps(left.fields, right.fields, fieldsOf, open);
  if (left instanceof UnboundArgument) return right instanceof UnboundArgument && left.name === right.name;
  if (Array.isArray(left)) {
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item, index) => equal(item, right[index], fieldsOf, open))
    );
  }
  return false;
}

/**
 * Whether two values are the same to the application. Objects are when they are of one class and all their fields are
 * equal, whatever their names: the reference's Node host compares so. `1` equals `1.0`, NaN equals itself.
 */
export function equalValues(left: HostValue, right: HostValue, fieldsOf: FieldsOf = NO_FIELDS): boolean {
  return equal(left, right, fieldsOf, []);
}

type Primitive = number | bigint | string | boolean | null | undefined;

/** What JavaScript's `<` sees of a value. */
function primitiveOf(value: HostValue, fieldsOf: FieldsOf): Primitive {
  if (value instanceof Float) return value.value;
  if (value instanceof HostObject) {
    if (value.value === null || value.value === undefined) return value.value;
    // A class is a function there, and its text is its source.
    if (value.value === Object) return 'class Dict extends Object {';
    if (typeof value.value === 'function') return String(value.value);
    return fieldsOf(value) === undefined && value.class !== undefined
      ? `class ${value.class.name} {}`
      : '[object Object]';
  }
  if (value instanceof Dictionary || value instanceof UnboundArgument) return '[object Object]';
  if (typeof value === 'object') return value.map((item) => primitiveOf(item, fieldsOf) ?? '').join(',');
  return value;
}

/**
 * A comparison with an object on one side, by JavaScript's rules, which are the reference's in Node: no object is smaller
 * than another, each is `<=` and `>=` every other, and none compares with a number. `nil` is 0.
 */
export function compareValues(
  operator: ComparisonOperator,
  left: HostValue,
  right: HostValue,
  fieldsOf: FieldsOf = NO_FIELDS,
): boolean {
  if (operator === '==') return equalValues(left, right, fieldsOf);
  if (operator === '!=') return !equalValues(left, right, fieldsOf);
  // JavaScript's own comparison of mixed primitives is the rule here.
  const [a, b] = [primitiveOf(left, fieldsOf), primitiveOf(right, fieldsOf)] as [number, number];
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}
