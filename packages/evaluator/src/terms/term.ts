/**
 * The values that a machine works on.
 *
 * Strings, booleans and integers are JavaScript's own: an integer is a number within ±(2^53 − 1) and a bigint beyond, never
 * both for one value. Everything else is a {@link Box}: one class with one shape for all kinds, because the machine's inner
 * loop reads `kind` of whatever it meets and must find it at one place.
 */
export class Box {
  /** One of the constants below. Never changes. */
  readonly kind: number;
  /**
   * VAR, ALIASED: what it is bound to, or UNBOUND. CONS: first element. FLOAT: its number.
   * REST: what the list is. DICTIONARY: a map, keys sorted. HOST: the `HostObject`. CALL: its name. EXPRESSION: its operator.
   * INSTANCE (a pattern): its class. FIELDS (a pattern): a map.
   */
  a: unknown;
  /** VAR, ALIASED: generation of its birth, or its name where it stands for nothing that a machine knows. CONS: the rest. CALL, EXPRESSION: arguments. INSTANCE: map of fields. */
  b: unknown;
  constructor(kind: number, a: unknown, b: unknown) {
    this.kind = kind;
    this.a = a;
    this.b = b;
  }
}

/** A call or an operation as a value. The exact machine remembers in it where it is written, which a map of all of them would make slow. */
export class Compound extends Box {
  source: unknown;
}

export type Term = string | boolean | number | bigint | Box;

/** A variable that nothing else stands for. */
export const VAR = 0;
/**
 * A variable that was unified with another: bound like any other, but a negation may constrain it
 * (the reference tells the two apart, docs/language/conditions.md#negation-and-forall).
 */
export const ALIASED = 1;
/** Kinds up to this one are variables. */
export const LAST_VARIABLE = 1;
/** A list of which only the rest is written: `[*rest]`. It is that list once the rest is known to be one. */
export const REST = 2;
export const CONS = 3;
export const NIL = 4;
export const FLOAT = 5;
export const DICTIONARY = 6;
export const HOST = 7;
/** `f(a, b)` as a value. */
export const CALL = 8;
/** An operation as a value: in constraints, and in the results that carry them. */
export const EXPRESSION = 9;
/** `Class{…}` as a pattern. */
export const INSTANCE = 10;
/** `{…}` as a pattern. */
export const FIELDS = 11;
/** The mark in `a` of an unbound variable. */
export const UNBOUND: unique symbol = Symbol('unbound');

/** The empty list. */
export const EMPTY_LIST = new Box(NIL, undefined, undefined);

export type Fields = ReadonlyMap<string, Term>;

/** Follows bindings to a value or an unbound variable. */
export function deref(term: Term): Term {
  let t = term;
  while (typeof t === 'object' && t.kind <= LAST_VARIABLE) {
    const next = t.a;
    if (next === UNBOUND) return t;
    t = next as Term;
  }
  return t;
}

/** A box that is a variable. */
export interface VariableBox extends Box {
  readonly kind: 0 | 1;
}

export function isUnbound(term: Term): term is VariableBox {
  return typeof term === 'object' && term.kind <= LAST_VARIABLE;
}

let hadNaN = false;

export function float(value: number): Box {
  if (Number.isNaN(value)) hadNaN = true;
  return new Box(FLOAT, value, undefined);
}

/** Whether a float was ever nan: until then a term is equal to itself. */
export const wasNaN = (): boolean => hadNaN;

export function list(elements: readonly Term[], rest: Term = EMPTY_LIST): Term {
  let result = rest;
  for (let i = elements.length - 1; i >= 0; i--) result = new Box(CONS, elements[i], result);
  return result;
}

/** Compares keys as the reference does: by code point, which is not JavaScript's order beyond the basic plane. */
export function compareKeys(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const l = left.charCodeAt(i);
    const r = right.charCodeAt(i);
    if (l !== r) {
      const lSurrogate = l >= 0xd800 && l <= 0xdfff;
      const rSurrogate = r >= 0xd800 && r <= 0xdfff;
      if (lSurrogate !== rSurrogate) return lSurrogate ? 1 : -1;
      return l < r ? -1 : 1;
    }
  }
  return left.length - right.length;
}

/** A dictionary with its keys in order. */
export function dictionary(entries: Iterable<readonly [string, Term]>, kind: number = DICTIONARY): Box {
  return new Box(kind, sortedFields(entries), undefined);
}

export function sortedFields(entries: Iterable<readonly [string, Term]>): Fields {
  return new Map([...entries].sort((left, right) => compareKeys(left[0], right[0])));
}

export const call = (name: string, args: readonly Term[]): Compound => new Compound(CALL, name, args);

export const expression = (operator: string, args: readonly Term[]): Compound =>
  new Compound(EXPRESSION, operator, args);

export const instancePattern = (name: string, fields: Fields): Box => new Box(INSTANCE, name, fields);

/** The elements of a proper list, or undefined for anything else. */
export function listElements(term: Term): Term[] | undefined {
  const { elements, rest } = openList(term);
  return rest === EMPTY_LIST ? elements : undefined;
}

/**
 * The elements of a list and what is left after them. Throws a RangeError where the list is its own rest: unification has no occurs
 * check, so that may be.
 */
export function openList(term: Term): { readonly elements: Term[]; readonly rest: Term } {
  const elements: Term[] = [];
  // One cell met is kept, of twice as many each time: a ring comes back to it.
  let met: Term | undefined;
  let until = 16;
  let rest = deref(term);
  while (typeof rest === 'object' && rest.kind === CONS) {
    elements.push(rest.a as Term);
    rest = deref(rest.b as Term);
    if (rest === met) throw new RangeError('A list is its own rest.');
    if (elements.length === until) {
      met = rest;
      until *= 2;
    }
  }
  return { elements, rest };
}

/** An integer in its one representation. */
export function integer(value: bigint): number | bigint {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}
