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

/** Names for variables that the query does not name, in the order in which they are met. */
export class Names {
  readonly #ofQuery: ReadonlySet<string>;
  readonly #others = new Map<string, string>();
  constructor(query: string) {
    this.#ofQuery = new Set(query.match(/[\p{L}_][\p{L}\p{N}_]*/gu));
  }

  of(name: string): string {
    if (name === '_this' || (this.#ofQuery.has(name) && !name.startsWith('_'))) return name;
    const known = this.#others.get(name) ?? `_${this.#others.size + 1}`;
    this.#others.set(name, known);
    return known;
  }
}

/** A value of the application: a name, or its class and what is in it. */
export function showObject(value: unknown, world: World | undefined, depth = 0): string {
  if (value === null) return 'nil';
  if (value === undefined) return 'missing';
  if (typeof value === 'function') return `class ${value.name}`;
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : showFloat(value);
  if (typeof value !== 'object') return JSON.stringify(value);
  const name = world?.nameOf(value);
  if (name !== undefined) return name;
  if (depth > 3) return '…';
  if (Array.isArray(value)) return `[${value.map((item) => showObject(item, world, depth + 1)).join(', ')}]`;
  const fields = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `${world?.classOf(value)?.name ?? ''}{${fields.map(([key, inner]) => `${key}: ${showObject(inner, world, depth + 1)}`).join(', ')}}`;
}

/** One answer: `x = 1, y = [2.5f]`, variables in order of their names. */
export function showAnswer(
  bindings: ReadonlyMap<string, ReferenceTerm>,
  query: string,
  instanceOf: InstanceOf,
  world: World | undefined,
): string {
  const names = new Names(query);
  const show = (term: ReferenceTerm): string => {
    const { value } = term;
    if (value.Number !== undefined) {
      const { Integer, Float } = value.Number;
      return Integer === undefined ? showFloat(Number(Float)) : String(Integer);
    }
    if (value.String !== undefined) return JSON.stringify(value.String);
    if (value.Boolean !== undefined) return String(value.Boolean);
    if (value.List !== undefined) return `[${value.List.map(show).join(', ')}]`;
    if (value.Dictionary !== undefined) return showFields(value.Dictionary);
    if (value.ExternalInstance !== undefined) return showObject(instanceOf(value.ExternalInstance.instance_id), world);
    if (value.Call !== undefined) return `${value.Call.name}(${value.Call.args.map(show).join(', ')})`;
    if (value.Variable !== undefined) return names.of(value.Variable);
    if (value.RestVariable !== undefined) return `*${names.of(value.RestVariable)}`;
    if (value.Pattern !== undefined) {
      const { Dictionary, Instance } = value.Pattern;
      if (Instance !== undefined) return `${Instance.tag}${showFields(Instance.fields)}`;
      return Dictionary === undefined ? '{}' : showFields(Dictionary);
    }
    const { operator = '', args = [] } = value.Expression ?? {};
    return `(${operators[operator] ?? operator}${args.map((arg) => ` ${show(arg)}`).join('')})`;
  };
  const showFields = ({ fields }: Fields): string =>
    `{${[...fields].map(([key, inner]) => `${key}: ${show(inner)}`).join(', ')}}`;
  return [...bindings]
    .filter(([name]) => !name.startsWith('_'))
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, term]) => `${name} = ${show(term)}`)
    .join(', ');
}
