import {
  Dictionary,
  Float,
  HostObject,
  type HostValue,
  NIL,
  UnboundArgument,
  wellFormed,
} from '@polar-tools/evaluator';

/** Values as `python/polar_host/values.py` writes them and reads them, which says what each looks like. */
export type Wire =
  | string
  | number
  | boolean
  | null
  | readonly Wire[]
  | { readonly i: string }
  | { readonly f: string }
  | { readonly d: Readonly<Record<string, Wire>> }
  | { readonly o: number | WireObject }
  | { readonly v: readonly [string, number] };

/** An object: its number, and that of its class; for a debugger, how it is shown, and what is stored in it, or the names of that. */
export type WireObject = readonly [
  number: number,
  classNumber: number | null,
  text?: string,
  inside?: Readonly<Record<string, Wire>> | readonly string[],
];

/** What the host keeps for an object of the application. */
export interface Handle {
  /** Its number there. */
  readonly number: number;
  /** How it was shown, where the application says so unasked. */
  text?: string;
  /** What was stored in it, by name; undefined: what is not known yet. */
  inside?: ReadonlyMap<string, HostValue | undefined>;
}

/** The number of an object that the application knows by one. */
export const numberOf = ({ value }: HostObject): number | undefined => (value as Handle | null | undefined)?.number;

const floats: Readonly<Record<string, number>> = {
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
  nan: Number.NaN,
};

function writeFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Object.is(value, -0) ? '-0.0' : String(value);
}

/** Writes an object. */
export type WriteObject = (object: HostObject) => Wire;

const byNumber: WriteObject = (object) => {
  const number = numberOf(object);
  return number === undefined ? null : { o: number };
};

/**
 * A value for the application. Variables without a value are numbered as they come, and added to `variables`.
 *
 * @throws RangeError where lists lie in one another too deep for JSON
 */
export function write(value: HostValue, variables: UnboundArgument[], ofObject: WriteObject = byNumber): Wire {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return value;
    case 'bigint':
      return { i: value.toString() };
    default:
      break;
  }
  if (value instanceof HostObject) return ofObject(value);
  if (value instanceof Float) return { f: writeFloat(value.value) };
  if (value instanceof Dictionary)
    return { d: Object.fromEntries([...value.fields].map(([key, field]) => [key, write(field, variables, ofObject)])) };
  if (value instanceof UnboundArgument) {
    variables.push(value);
    return { v: [value.name, variables.length - 1] };
  }
  return value.map((item) => write(item, variables, ofObject));
}

/** Gives the object that is meant. */
export type ObjectWith = (object: WireObject) => HostObject;

/** A value of the application. `variables`: those of the question, which may come back. */
export function read(wire: Wire, objectWith: ObjectWith, variables: readonly UnboundArgument[]): HostValue {
  switch (typeof wire) {
    case 'string':
      return wellFormed(wire);
    case 'boolean':
    case 'number':
      return wire;
    default:
      break;
  }
  if (wire === null) return NIL;
  if (isList(wire)) return wire.map((item) => read(item, objectWith, variables));
  if ('o' in wire) return objectWith(wire.o as WireObject);
  if ('f' in wire) return new Float(floats[wire.f] ?? Number(wire.f));
  if ('d' in wire) {
    const fields = Object.entries(wire.d).map(([key, item]) => [key, read(item, objectWith, variables)] as const);
    return new Dictionary(new Map(fields));
  }
  if ('i' in wire) return BigInt(wire.i);
  const [name, number] = wire.v;
  return variables[number] ?? new UnboundArgument(name);
}

const isList = (wire: object): wire is readonly Wire[] => Array.isArray(wire);
