import { type HostObject, NIL as NIL_OBJECT } from './host-value.ts';
import { Keywords } from './keywords.ts';
import {
  type Box,
  CALL,
  CONS,
  DICTIONARY,
  deref,
  EMPTY_LIST,
  EXPRESSION,
  FIELDS,
  type Fields,
  FLOAT,
  HOST,
  INSTANCE,
  isUnbound,
  LAST_VARIABLE,
  REST,
  type Term,
} from './term.ts';

export interface PrintOptions {
  readonly describe?: ((object: HostObject) => string) | undefined;
  /** The name of an unbound variable. */
  readonly nameOf?: ((variable: Box) => string | undefined) | undefined;
  /** Characters after which the rest of a list, a dictionary or a string becomes `…` (default: none). */
  readonly longest?: number | undefined;
  /** What to show where a term contains itself (default: `…`). */
  readonly inItself?: (() => string) | undefined;
  /** How a string is written; by default as the reference does, between quotes and without escapes. */
  readonly quote?: ((text: string) => string) | undefined;
}

/** A term as Polar text, in the reference's style: `[1, {a: "b"}]`. Application objects print as the host describes them. */
export function printTerm(term: Term, describe?: ((object: HostObject) => string) | PrintOptions): string {
  return new Printer(typeof describe === 'function' ? { describe } : (describe ?? {})).print(term);
}

const PRECEDENCE: Readonly<Record<string, number>> = {
  print: 11,
  debug: 11,
  new: 10,
  cut: 10,
  forall: 10,
  '.': 9,
  in: 8,
  matches: 8,
  '*': 7,
  '/': 7,
  mod: 7,
  rem: 7,
  '+': 6,
  '-': 6,
  '==': 5,
  '>=': 5,
  '<=': 5,
  '!=': 5,
  '>': 5,
  '<': 5,
  '=': 4,
  ':=': 4,
  not: 3,
  and: 2,
  or: 1,
};

/** An object that no host describes. */
function describeAlone(object: HostObject): string {
  return object === NIL_OBJECT ? 'nil' : `<${object.class?.name ?? 'object'}>`;
}

/** A term inside itself prints as this, and of a very long text what stands in it before. */
const CYCLE = '…';
const LEFT_OUT = '…';
/** Parts of a term after which those that were shown are left out: a term that shares its parts may be endlessly long. */
const PARTS_BEFORE = 100_000;
const DEEPEST = 200;

const hasParts = ({ kind }: Box): boolean => kind > LAST_VARIABLE && kind !== FLOAT && kind !== HOST;

class Printer {
  readonly #options: PrintOptions;
  readonly #names = new Map<Box, string>();
  #depth = 0;
  #parts = 0;
  readonly #shown = new Set<Box>();

  constructor(options: PrintOptions) {
    this.#options = options;
  }

  print(term: Term): string {
    const t = deref(term);
    switch (typeof t) {
      case 'string':
        return this.#string(t);
      case 'object':
        break;
      default:
        return String(t);
    }
    if (this.#wasShown(t)) return LEFT_OUT;
    if (this.#depth > DEEPEST) return this.#inItself();
    this.#depth++;
    const text = this.#box(t);
    this.#depth--;
    return text;
  }

  #box(t: Box): string {
    if (t.kind <= LAST_VARIABLE) return this.#variable(t);
    switch (t.kind) {
      case FLOAT:
        return printFloat(t.a as number);
      case REST: {
        const rest = deref(t.a as Term);
        if (typeof rest === 'object' && (rest.kind === CONS || rest === EMPTY_LIST)) return this.print(rest);
        return `[${isUnbound(rest) ? '*' : ''}${this.print(rest)}]`;
      }
      case CONS:
        return this.#list(t);
      case DICTIONARY:
      case FIELDS:
        return this.#fields(t.a as Fields);
      case INSTANCE:
        return `${t.a as string}${this.#fields(t.b as Fields)}`;
      case HOST:
        return this.#options.describe?.(t.a as HostObject) ?? describeAlone(t.a as HostObject);
      case CALL:
        return `${t.a as string}(${(t.b as readonly Term[]).map((arg) => this.#argument(arg)).join(', ')})`;
      case EXPRESSION:
        return this.#expression(t.a as string, t.b as readonly Term[]);
      default:
        return '[]';
    }
  }

  /** Whether a part is left out, as the text is long and has it already. */
  #wasShown(t: Box): boolean {
    if (++this.#parts < PARTS_BEFORE || !hasParts(t)) return false;
    if (this.#shown.has(t)) return true;
    this.#shown.add(t);
    return false;
  }

  #string(text: string): string {
    const { longest = Number.POSITIVE_INFINITY, quote = (whole: string) => `"${whole}"` } = this.#options;
    return quote(text.length > longest ? `${text.slice(0, longest)}…` : text);
  }

  #variable(t: Box): string {
    if (typeof t.b === 'string') return t.b;
    const given = this.#options.nameOf?.(t);
    if (given !== undefined) return given;
    const known = this.#names.get(t);
    if (known !== undefined) return known;
    const name = `_${this.#names.size + 1}`;
    this.#names.set(t, name);
    return name;
  }

  #inItself(): string {
    return this.#options.inItself?.() ?? CYCLE;
  }

  #list(t: Box): string {
    const parts: string[] = [];
    let length = 0;
    // One cell met is kept, of twice as many each time: a list that is its own rest comes back to it.
    let met: Term = t;
    let until = 16;
    const longest = this.#options.longest ?? Number.POSITIVE_INFINITY;
    let rest: Term = t;
    while (typeof rest === 'object' && rest.kind === CONS) {
      if (length > longest) return `[${parts.join(', ')}, …]`;
      if (rest !== t && this.#wasShown(rest)) return `[${parts.join(', ')}, *${LEFT_OUT}]`;
      const part = this.print(rest.a as Term);
      parts.push(part);
      length += part.length + 2;
      rest = deref(rest.b as Term);
      if (rest === met) return `[${parts.join(', ')}, ${this.#inItself()}]`;
      if (parts.length === until) {
        met = rest;
        until *= 2;
      }
    }
    // The reference shows a rest that is no list as one more element.
    if (rest !== EMPTY_LIST)
      parts.push(typeof rest === 'object' && rest.kind <= LAST_VARIABLE ? `*${this.print(rest)}` : this.print(rest));
    return `[${parts.join(', ')}]`;
  }

  #argument(arg: Term): string {
    return arg instanceof Keywords ? this.#pairs(arg.a as Fields) : this.print(arg);
  }

  #fields(fields: Fields): string {
    return `{${this.#pairs(fields)}}`;
  }

  #pairs(fields: Fields): string {
    const pairs: string[] = [];
    let length = 0;
    const longest = this.#options.longest ?? Number.POSITIVE_INFINITY;
    for (const [key, value] of fields) {
      if (length > longest) return `${pairs.join(', ')}, …`;
      const pair = `${key}: ${this.print(value)}`;
      pairs.push(pair);
      length += pair.length + 2;
    }
    return pairs.join(', ');
  }

  #operand(operator: string, term: Term): string {
    const t = deref(term);
    const text = this.print(t);
    return typeof t === 'object' && t.kind === EXPRESSION && PRECEDENCE[operator]! > (PRECEDENCE[t.a as string] ?? 0)
      ? `(${text})`
      : text;
  }

  #expression(operator: string, args: readonly Term[]): string {
    switch (operator) {
      case 'and':
      case 'or':
        if (args.length === 0) return operator === 'and' ? '(true)' : '(false)';
        return args.map((arg) => this.#operand(operator, arg)).join(` ${operator} `);
      case 'not':
        return `not ${this.#operand('not', args[0]!)}`;
      case '.': {
        const key = deref(args[1]!);
        const text = `${this.print(args[0]!)}.${typeof key === 'string' ? key : this.print(key)}`;
        return args.length === 3 ? `${text} = ${this.print(args[2]!)}` : text;
      }
      case 'new':
        return `new ${this.print(args[0]!)}`;
      default: {
        const text = `${this.#operand(operator, args[0]!)} ${operator} ${this.#operand(operator, args[1]!)}`;
        return args.length === 3 ? `${text} = ${this.#operand(operator, args[2]!)}` : text;
      }
    }
  }
}

/** A float as the reference prints it: without an exponent, and without `.0` where it is whole. */
export function printFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0';
  const text = String(value);
  const exponent = text.indexOf('e');
  if (exponent < 0) return text;
  const power = Number(text.slice(exponent + 1));
  const sign = text.startsWith('-') ? '-' : '';
  const [whole, fraction = ''] = text.slice(sign.length, exponent).split('.');
  const digits = `${whole}${fraction}`;
  const point = whole!.length + power;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, '0')}`;
}

/** What kind of thing it is, for a person: `string`, `list of 3`, `User`, `unbound`. */
export function describeKind(term: Term): string {
  const t = deref(term);
  switch (typeof t) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'object':
      break;
    default:
      return 'integer';
  }
  if (t.kind <= LAST_VARIABLE) return 'unbound';
  switch (t.kind) {
    case FLOAT:
      return 'float';
    case REST:
    case CONS: {
      let length = 0;
      let rest: Term = t.kind === REST ? deref(t.a as Term) : t;
      while (typeof rest === 'object' && rest.kind === CONS) {
        length++;
        rest = deref(rest.b as Term);
      }
      return rest === EMPTY_LIST ? `list of ${length}` : `list of ${length} or more`;
    }
    case DICTIONARY:
      return `dictionary of ${(t.a as Fields).size}`;
    case HOST:
      return (t.a as HostObject).class?.name ?? 'object';
    case CALL:
      return 'call';
    case EXPRESSION:
      return 'constraint';
    case INSTANCE:
    case FIELDS:
      return 'pattern';
    default:
      return 'empty list';
  }
}
