import { countParts } from './count-parts.ts';
import { didYouMean } from './did-you-mean.ts';
import {
  Dictionary,
  Float,
  HostError,
  HostObject,
  type HostValue,
  MISSING,
  NIL,
  type Reply,
  UnboundArgument,
} from './host.ts';

// Methods of JavaScript's built-in values that neither change their receiver nor take a function: what a policy can
// sensibly call on a list, a number or a string under the reference's Node host. Nothing else of JavaScript is reachable.
const ofAnything = ['hasOwnProperty', 'propertyIsEnumerable', 'valueOf'];
const stringMethods = new Set([
  ...[
    'at',
    'charAt',
    'charCodeAt',
    'codePointAt',
    'concat',
    'endsWith',
    'includes',
    'indexOf',
    'lastIndexOf',
    'localeCompare',
  ],
  ...[
    'normalize',
    'padEnd',
    'padStart',
    'repeat',
    'replace',
    'replaceAll',
    'slice',
    'split',
    'startsWith',
    'substring',
  ],
  ...['isWellFormed', 'substr', 'toLowerCase', 'toString', 'toUpperCase', 'toWellFormed'],
  ...['trim', 'trimEnd', 'trimLeft', 'trimRight', 'trimStart'],
  ...ofAnything,
]);
const numberMethods = new Set(['toExponential', 'toFixed', 'toPrecision', 'toString', ...ofAnything]);
const listMethods = new Set([
  'at',
  'concat',
  'flat',
  'includes',
  'indexOf',
  'join',
  'lastIndexOf',
  'slice',
  'toReversed',
  'toSorted',
  'toSpliced',
  'toString',
  'with',
  ...ofAnything,
]);

const dictionaryMethods = new Set(['toString', ...ofAnything]);

/** What a policy can sensibly ask of the built-in classes themselves: constants, and functions that take values. */
const classMembers: ReadonlyMap<unknown, ReadonlySet<string>> = new Map<unknown, ReadonlySet<string>>([
  [
    Number,
    new Set([
      ...['EPSILON', 'MAX_SAFE_INTEGER', 'MAX_VALUE', 'MIN_SAFE_INTEGER', 'MIN_VALUE', 'NaN'],
      ...['NEGATIVE_INFINITY', 'POSITIVE_INFINITY', 'isFinite', 'isInteger', 'isNaN', 'isSafeInteger'],
      ...['parseFloat', 'parseInt'],
    ]),
  ],
  [String, new Set(['fromCharCode', 'fromCodePoint'])],
  [Boolean, new Set()],
  [Array, new Set(['from', 'isArray', 'of'])],
  [Object, new Set(['entries', 'hasOwn', 'is', 'keys', 'values'])],
]);

/** What they call themselves. */
const classNames: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [Number, 'Number'],
  [String, 'String'],
  [Boolean, 'Boolean'],
  [Array, 'Array'],
  [Object, 'Dict'],
]);

/** Parts that a method may go through: one that makes a text of a list goes through what is shared as often as it stands there. */
const MOST_PARTS = 1_000_000;

/** The fields of an object of the application, as far as they are known. */
export type FieldsOf = (object: HostObject) => ReadonlyMap<string, HostValue> | undefined;

/** How a value is shown in a message. */
type Describe = (value: HostValue) => string;

function methodsOf(value: HostValue): ReadonlySet<string> {
  if (typeof value === 'string') return stringMethods;
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Float) return numberMethods;
  if (value instanceof Dictionary) return dictionaryMethods;
  if (value instanceof HostObject) return classMembers.get(value.value) ?? new Set();
  return Array.isArray(value) ? listMethods : new Set();
}

/** Of the receiver alone: an argument is a value as it is. */
function receiverOf(value: HostValue): Record<string, unknown> {
  if (value instanceof HostObject) return value.value as Record<string, unknown>;
  return Object(toJavaScript(value)) as Record<string, unknown>;
}

function toJavaScript(value: HostValue): unknown {
  if (value instanceof Float) return value.value;
  if (typeof value === 'bigint') return Number(value);
  if (value === NIL) return null;
  if (value === MISSING) return undefined;
  if (value instanceof Dictionary) return toObject(value);
  return Array.isArray(value) ? value.map(toJavaScript) : value;
}

/** What JavaScript's objects here stand for: what comes back of one is that again. */
const originals = new WeakMap<object, HostValue>();

function toObject(dictionary: Dictionary): object {
  const made = {};
  for (const [key, value] of dictionary.fields)
    Object.defineProperty(made, key, { value: toJavaScript(value), enumerable: true });
  originals.set(made, dictionary);
  return made;
}

/** What a function of a class is given: of an object its fields, of a variable without a value its name. */
function givenTo(value: HostValue, fieldsOf: FieldsOf): unknown {
  const fields =
    value instanceof UnboundArgument
      ? new Map<string, HostValue>([['name', value.name]])
      : value instanceof HostObject && value !== NIL && value !== MISSING
        ? (fieldsOf(value) ?? new Map<string, HostValue>())
        : undefined;
  if (fields === undefined) return toJavaScript(value);
  const made = toObject(new Dictionary(fields));
  originals.set(made, value);
  return made;
}

/** Half of a character, which a method may cut off, is none to the reference. */
export const wellFormed = (text: string): string =>
  /[\ud800-\udfff]/.test(text) ? text.replaceAll(/\p{Surrogate}/gu, '\uFFFD') : text;

function fromJavaScript(value: unknown): HostValue {
  switch (typeof value) {
    case 'string':
      return wellFormed(value);
    case 'boolean':
    case 'bigint':
      return value;
    case 'number':
      return Number.isSafeInteger(value) ? value + 0 : new Float(value);
    default:
      break;
  }
  if (value === null) return NIL;
  if (Array.isArray(value)) return value.map(fromJavaScript);
  const original = typeof value === 'object' ? originals.get(value) : undefined;
  if (original !== undefined) return original;
  return value instanceof HostObject || value instanceof Dictionary || value instanceof UnboundArgument
    ? value
    : MISSING;
}

/** What a method with this receiver and these arguments ends with, where they have too many parts. */
export const tooManyParts = (name: string, values: readonly HostValue[]): HostError | undefined =>
  countParts(values) > MOST_PARTS
    ? new HostError('exception', 'too-large', `What ${name} is called with has more than a million parts.`)
    : undefined;

/** Whether it is a built-in class as a value. */
export const isBuiltinClass = ({ value }: HostObject): boolean =>
  typeof value === 'function' && classMembers.has(value);

/** `value.name` on a list, a number, a string or a built-in class. A list has a `length` and its members by index. */
export function builtinAttribute(value: HostValue, name: string, describe: Describe): Reply {
  if (Array.isArray(value)) {
    if (name === 'length') return value.length;
    const member: HostValue | undefined = /^(0|[1-9]\d*)$/.test(name) ? value[Number(name)] : undefined;
    if (member !== undefined) return member;
  }
  if (value instanceof HostObject && isBuiltinClass(value) && name === 'name') return classNames.get(value.value)!;
  if (value instanceof HostObject && classMembers.get(value.value)?.has(name) === true) {
    const member = receiverOf(value)[name];
    if (typeof member !== 'function') return fromJavaScript(member);
  }
  const hint = methodsOf(value).has(name)
    ? `It is a method: call it, ${name}(…).`
    : didYouMean(name, Array.isArray(value) ? ['length'] : [], 'A value of this kind has no attributes.');
  return new HostError('application', 'missing-attribute', `${name} not found on ${describe(value)}. ${hint}`);
}

/** `value.name(…)` on a list, a dictionary, a number, a string or a built-in class: the JavaScript method of that name, as in the reference's Node host. */
export function builtinCall(
  value: HostValue,
  name: string,
  args: readonly HostValue[],
  describe: Describe,
  fieldsOf: FieldsOf = () => undefined,
): Reply {
  const known = methodsOf(value);
  if (!known.has(name)) {
    const hint = didYouMean(name, known, 'A value of this kind has no such method.');
    return new HostError('application', 'not-a-method', `${describe(value)}.${name} is not a function. ${hint}`);
  }
  const tooLarge = tooManyParts(name, [value, ...args]);
  if (tooLarge !== undefined) return tooLarge;
  const receiver = receiverOf(value) as Record<string, (...values: unknown[]) => unknown>;
  try {
    const given = value instanceof HostObject ? args.map((arg) => givenTo(arg, fieldsOf)) : args.map(toJavaScript);
    return fromJavaScript(receiver[name]?.(...given));
  } catch (error) {
    // A wrong argument, such as a negative count for `repeat`: JavaScript throws, and so would the reference's host.
    const message = error instanceof Error ? error.message : String(error);
    return new HostError(error instanceof TypeError ? 'application' : 'exception', 'exception', message, error);
  }
}
