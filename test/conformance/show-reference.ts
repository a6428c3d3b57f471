import type { World } from './oracle-world.ts';

/** A term as the reference engine hands it to its host. */
export interface ReferenceTerm {
  readonly value: ReferenceValue;
}

type Fields = { readonly fields: ReadonlyMap<string, ReferenceTerm> };

interface ReferenceValue {
  readonly Number?: { readonly Integer?: number | bigint; readonly Float?: number | string };
  readonly String?: string;
  readonly Boolean?: boolean;
  readonly List?: readonly ReferenceTerm[];
  readonly Dictionary?: Fields;
  readonly ExternalInstance?: { readonly instance_id: number };
  readonly Call?: { readonly name: string; readonly args: readonly ReferenceTerm[] };
  readonly Variable?: string;
  readonly RestVariable?: string;
  readonly Expression?: { readonly operator: string; readonly args: readonly ReferenceTerm[] };
  readonly Pattern?: {
    readonly Dictionary?: Fields;
    readonly Instance?: { readonly tag: string; readonly fields: Fields };
  };
}

const operators: Record<string, string> = {
  ...{
    Not: 'not',
    Mul: '*',
    Div: '/',
    Mod: 'mod',
    Rem: 'rem',
    Add: '+',
    Sub: '-',
    Eq: '==',
    Geq: '>=',
    Leq: '<=',
    Neq: '!=',
  },
  ...{ Gt: '>', Lt: '<', Or: 'or', And: 'and', New: 'new', Dot: '.', Unify: '=', Assign: ':=', In: 'in', Cut: 'cut' },
  ...{ ForAll: 'forall', Debug: 'debug', Print: 'print', Isa: 'matches' },
};

type InstanceOf = (id: number) => unknown;

/** Floats are marked, because the reference's own text for 1.0 is 1. */
export function showFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return `${Object.is(value, -0) ? '-0' : value}f`;
}

/** Where a term stands: the whole value of a variable, a part of one, or in a constraint. */
export type Place = 'value' | 'part' | 'constraint';

/** How a variable without a value is shown: the query's own by name, all others alike. */
export function showVariable(name: string, query: string, place: Place): string {
  if (place === 'part') return '_';
  if (name === '_this') return name;
  const named: readonly string[] = query.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];
  return !name.startsWith('_') && named.includes(name) ? name : '_';
}

/** Comes before variables of an answer that are one and the same. */
export const SAME = '& ';

/**
 * An answer's text. Variables without a value are left out, but for those that are one and the same: `& x = y`, at the end. The reference
 * shows these in a circle, `x = y, y = z, z = x`, whose order says nothing, and it forgets which of its temporary variables
 * are the same; so a variable within a list or a dictionary is shown as `_`.
 */
export function joinBindings(bindings: readonly (readonly [name: string, value: string])[]): string {
  const shown = bindings.filter(([name, value]) => !name.startsWith('_') && value !== '_' && value !== name);
  const same = new Map<string, Set<string>>();
  for (const [name, value] of shown.filter(
    ([, text]) => /^[\p{L}][\p{L}\p{N}_]*$/u.test(text) && bindings.some(([other]) => other === text),
  )) {
    const together = new Set([...(same.get(name) ?? [name]), ...(same.get(value) ?? [value])]);
    for (const one of together) same.set(one, together);
  }
  const values = shown.filter(([name]) => !same.has(name)).map(([name, value]) => `${name} = ${value}`);
  const groups = new Set([...same.values()].map((together) => [...together].sort().join(' = ')));
  return [...values.sort(), ...[...groups].sort().map((group) => `${SAME}${group}`)].join(', ');
}

/** A value of the application: a name, or its class and what is in it. */
export function showObject(value: unknown, world: World | undefined, depth = 0): string {
  if (value === null) return 'nil';
  if (value === undefined) return 'missing';
  if (Object(value).constructor?.name === 'Variable') return '_';
  if (typeof value === 'function') return `class ${value.name}`;
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : showFloat(value);
  if (typeof value !== 'object') return JSON.stringify(value);
  const name = world?.nameOf(value);
  if (name !== undefined) return name;
  if (depth > 3) return '…';
  if (Array.isArray(value)) return `[${value.map((item) => showObject(item, world, depth + 1)).join(', ')}]`;
  const fields = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return `${world?.classOf(value)?.name ?? ''}{${fields.map(([key, inner]) => `${key}: ${showObject(inner, world, depth + 1)}`).join(', ')}}`;
}

/** Levels of an object that a message shows. */
const DEEPEST = 2;

/** A value of the application as messages show it: as the host of a data file does. */
export function describeObject(value: unknown, world: World | undefined, depth = 0): string {
  if (value === null) return 'nil';
  if (value === undefined) return 'missing';
  if (typeof value === 'function') return value.name;
  if (typeof value !== 'object') return typeof value === 'string' ? JSON.stringify(value) : String(value);
  if (world?.describe !== undefined) return world.describe(value);
  const name = world?.nameOf(value);
  if (name !== undefined) return name;
  const inside = (text: string, isEmpty: boolean): string => (depth >= DEEPEST && !isEmpty ? '…' : text);
  if (Array.isArray(value))
    return `[${inside(value.map((item) => describeObject(item, world, depth + 1)).join(', '), value.length === 0)}]`;
  const fields = Object.entries(value);
  const shown = fields.map(([key, inner]) => `${key}: ${describeObject(inner, world, depth + 1)}`).join(', ');
  return `${world?.classOf(value)?.name ?? ''}{${inside(shown, fields.length === 0)}}`;
}

/** One answer: `x = 1, y = [2.5f]`, variables in order of their names. */
export function showAnswer(
  bindings: ReadonlyMap<string, ReferenceTerm>,
  query: string,
  instanceOf: InstanceOf,
  world: World | undefined,
): string {
  const show = ({ value }: ReferenceTerm, place: Place): string => {
    const inner = place === 'value' ? 'part' : place;
    if (value.Number !== undefined) {
      const { Integer, Float } = value.Number;
      return Integer === undefined ? showFloat(Number(Float)) : String(Integer);
    }
    if (value.String !== undefined) return JSON.stringify(value.String);
    if (value.Boolean !== undefined) return String(value.Boolean);
    if (value.List !== undefined) return `[${value.List.map((item) => show(item, inner)).join(', ')}]`;
    if (value.Dictionary !== undefined) return showFields(value.Dictionary, inner);
    if (value.ExternalInstance !== undefined) return showObject(instanceOf(value.ExternalInstance.instance_id), world);
    if (value.Call !== undefined)
      return `${value.Call.name}(${value.Call.args.map((arg) => show(arg, inner)).join(', ')})`;
    if (value.Variable !== undefined) return showVariable(value.Variable, query, place);
    if (value.RestVariable !== undefined) return `*${showVariable(value.RestVariable, query, place)}`;
    if (value.Pattern !== undefined) {
      const { Dictionary, Instance } = value.Pattern;
      if (Instance !== undefined) return `${Instance.tag}${showFields(Instance.fields, inner)}`;
      return Dictionary === undefined ? '{}' : showFields(Dictionary, inner);
    }
    const { operator = '', args = [] } = value.Expression ?? {};
    return `(${operators[operator] ?? operator}${args.map((arg) => ` ${show(arg, 'constraint')}`).join('')})`;
  };
  const showFields = ({ fields }: Fields, place: Place): string =>
    `{${[...fields].map(([key, inner]) => `${key}: ${show(inner, place)}`).join(', ')}}`;
  return joinBindings([...bindings].map(([name, term]) => [name, show(term, 'value')] as const));
}
