import { Dictionary, Float, HostObject, type HostValue, UnboundArgument } from './host-value.ts';
import { printTerm } from './print.ts';
import {
  Box,
  CALL,
  CONS,
  DICTIONARY,
  deref,
  EMPTY_LIST,
  EXPRESSION,
  FIELDS,
  type Fields,
  FLOAT,
  float,
  HOST,
  INSTANCE,
  integer,
  LAST_VARIABLE,
  list,
  openList,
  REST,
  sortedFields,
  type Term,
  UNBOUND,
  VAR,
} from './term.ts';

/**
 * A value of the application as a term. `objectTerm`: the term for an object (default: the one that stands for it everywhere). What stands in
 * several places is one term.
 */
export function fromHost(
  value: HostValue,
  objectTerm: (object: HostObject) => Term = hostTerm,
  made?: Map<HostValue, Term>,
): Term {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Object.is(value, -0) ? 0 : value;
    case 'bigint':
      return integer(value);
    default:
      if (value instanceof HostObject) return objectTerm(value);
      if (value instanceof Float) return float(value.value);
      if (value instanceof UnboundArgument) return value.term instanceof Box ? value.term : new Box(VAR, UNBOUND, 0);
      return containerTerm(value, objectTerm, made);
  }
}

function containerTerm(
  value: readonly HostValue[] | Dictionary,
  objectTerm: (object: HostObject) => Term,
  made: Map<HostValue, Term> | undefined,
): Term {
  const known = made?.get(value);
  if (known !== undefined) return known;
  const flat = made === undefined && !(value instanceof Dictionary) ? flatList(value, objectTerm) : undefined;
  if (flat !== undefined) return flat;
  const all = made ?? new Map<HostValue, Term>();
  const inner = (part: HostValue): Term => fromHost(part, objectTerm, all);
  const term =
    value instanceof Dictionary
      ? new Box(
          DICTIONARY,
          sortedFields([...value.fields].map(([key, field]): [string, Term] => [key, inner(field)])),
          undefined,
        )
      : list(value.map(inner));
  all.set(value, term);
  return term;
}

/** A list in which no other stands, nor a dictionary, as in most: nothing in it can be met again. Undefined for others. */
function flatList(value: readonly HostValue[], objectTerm: (object: HostObject) => Term): Term | undefined {
  let term: Term = EMPTY_LIST;
  for (let i = value.length - 1; i >= 0; i--) {
    const part = value[i]!;
    if (Array.isArray(part) || part instanceof Dictionary) return undefined;
    term = new Box(CONS, fromHost(part, objectTerm), term);
  }
  return term;
}

/** The term that stands for an application's object: one for each. */
export function hostTerm(object: HostObject): Box {
  object.term ??= new Box(HOST, object, object.class);
  return object.term as Box;
}

/** A term as a value for the application. What stands in several places is one value. */
export function toHost(term: Term): HostValue {
  return converted(term, undefined);
}

function converted(term: Term, made: Map<Box, HostValue> | undefined): HostValue {
  const t = deref(term);
  if (typeof t !== 'object') return t;
  switch (t.kind) {
    case FLOAT:
      return new Float(t.a as number);
    case HOST:
      return t.a as HostObject;
    case DICTIONARY:
    case REST:
    case CONS: {
      const known = made?.get(t);
      if (known !== undefined) return known;
      const all = made ?? new Map<Box, HostValue>();
      const value = t.kind === DICTIONARY ? dictionaryOf(t, all) : listOf(t, all);
      all.set(t, value);
      return value;
    }
    default:
      if (t === EMPTY_LIST) return [];
      return t.kind <= LAST_VARIABLE ? new UnboundArgument(nameOf(t), t) : new UnboundArgument(printTerm(t));
  }
}

const names = new WeakMap<Box, string>();
let named = 0;

/** What the application knows a variable by: two of them are never alike. */
function nameOf(variable: Box): string {
  if (typeof variable.b === 'string') return variable.b;
  const known = names.get(variable) ?? `_${++named}`;
  names.set(variable, known);
  return known;
}

const dictionaryOf = (t: Box, made: Map<Box, HostValue>): Dictionary =>
  new Dictionary(
    new Map([...(t.a as Fields)].map(([key, field]): [string, HostValue] => [key, converted(field, made)])),
  );

/** The application is given a variable after the star as one more element. */
function listOf(t: Box, made: Map<Box, HostValue>): HostValue {
  const { elements, rest } = openList(t.kind === REST ? (t.a as Term) : t);
  return [...elements, ...(rest === EMPTY_LIST ? [] : [rest])].map((element) => converted(element, made));
}

/** Who knows what is inside an application's object: see `HostDescription`. */
export interface Inspector {
  inspect(object: HostObject): ReadonlyMap<string, HostValue> | undefined;
}

export interface Part {
  readonly name: string;
  readonly value: Term;
}

export interface Parts {
  readonly total: number;
  /** They are numbered, and not named. */
  readonly indexed: boolean;
  readonly parts: readonly Part[];
}

/**
 * What is inside a value, for a tree: elements of a list by index, entries of a dictionary by key, fields of an application's
 * object; undefined when it has no parts. `from` and `count` page through long ones.
 */
export function partsOf(
  term: Term,
  host: Inspector | undefined,
  from = 0,
  count = Number.POSITIVE_INFINITY,
): Parts | undefined {
  const t = deref(term);
  if (typeof t !== 'object') return undefined;
  // Only what is on the page is made: a field of an application's object may be a long list.
  const page = <T>(all: readonly T[], indexed: boolean, part: (each: T, index: number) => Part): Parts => ({
    total: all.length,
    indexed,
    parts: all.slice(from, from + count).map((each, at) => part(each, from + at)),
  });
  const entry = ([name, value]: readonly [string, Term]): Part => ({ name, value });
  switch (t.kind) {
    case REST:
    case CONS: {
      const parts: Part[] = [];
      let total = 0;
      let rest: Term = t.kind === REST ? deref(t.a as Term) : t;
      while (typeof rest === 'object' && rest.kind === CONS) {
        if (total >= from && parts.length < count) parts.push({ name: String(total), value: rest.a as Term });
        total++;
        rest = deref(rest.b as Term);
      }
      if (rest !== EMPTY_LIST) {
        if (total >= from && parts.length < count) parts.push({ name: '*', value: rest });
        total++;
      }
      return { total, indexed: true, parts };
    }
    case DICTIONARY:
    case FIELDS:
      return page([...(t.a as Fields)], false, entry);
    case INSTANCE:
      return page([...(t.b as Fields)], false, entry);
    case CALL:
    case EXPRESSION:
      return page(t.b as readonly Term[], true, (value, index) => ({ name: String(index), value }));
    case HOST: {
      const fields = host?.inspect(t.a as HostObject);
      return fields === undefined
        ? undefined
        : page([...fields], false, ([name, value]) => ({ name, value: fromHost(value) }));
    }
    default:
      return undefined;
  }
}
