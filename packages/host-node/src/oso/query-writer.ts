import type { HostValue, JavaScriptHost } from '@polar-tools/evaluator';
import { isName } from '@polar-tools/language';
import { PolarError } from './errors.ts';
import { signOfOperator } from './operators.ts';
import { referenceError } from './reference-error.ts';
import { Dict, Expression, Pattern, Predicate, Variable } from './terms.ts';

/** Variables with this beginning are in no answer, as their names begin with `_`. */
const STANDS_FOR = '_polar_value_';
const standsFor = new RegExp(`${STANDS_FOR}\\d+`, 'g');

/** Writes questions in Polar's own words: a variable stands in them for each value of the application. */
export class QueryWriter {
  readonly #host: JavaScriptHost;
  readonly #values = new Map<string, HostValue>();

  constructor(host: JavaScriptHost) {
    this.#host = host;
  }

  /** The values that variables stand for, so far. */
  get values(): ReadonlyMap<string, HostValue> {
    return this.#values;
  }

  /** A value of the application, or a term of Polar with such values in it. */
  write(of: unknown): string {
    if (of instanceof Variable) return checked(of.name, 'variable');
    if (of instanceof Predicate) return this.#call(of);
    if (of instanceof Expression) return this.#expression(of);
    if (of instanceof Pattern) return `${of.tag ?? ''}${this.#fields(of.fields)}`;
    if (!hasTerms(of)) return this.#value(of);
    return Array.isArray(of) ? `[${of.map((each) => this.write(each)).join(', ')}]` : this.#fields(of as object);
  }

  /** A text with the values themselves in place of what stands for them. */
  withValues(text: string, show: (value: HostValue) => string): string {
    return text.replace(standsFor, (name) => {
      const value = this.#values.get(name);
      return value === undefined ? name : show(value);
    });
  }

  /** Most calls are of values alone, and are written once. */
  #call({ name, args }: Predicate): string {
    if (this.#values.size > 0 || args.some((arg) => hasTerms(arg)))
      return `${checked(name, 'rule')}(${args.map((arg) => this.write(arg)).join(', ')})`;
    for (const arg of args) this.#value(arg);
    return callOfValues(name, args.length);
  }

  #value(of: unknown): string {
    const name = nameOfValue(this.#values.size);
    this.#values.set(name, this.#host.toPolar(of));
    return name;
  }

  #fields(of: object): string {
    const pairs = Object.entries(of).map(([key, each]) => `${key}: ${this.write(each)}`);
    return `{${pairs.join(', ')}}`;
  }

  #expression({ operator, args }: Expression): string {
    const sign = signOfOperator(operator) ?? operator;
    const parts = args.map((arg) => (sign === '.' && typeof arg === 'string' ? arg : this.write(arg)));
    if (sign === '.') return parts.join('.');
    return parts.length === 1 && sign !== 'and' && sign !== 'or'
      ? `(${sign} ${parts[0]})`
      : `(${parts.join(` ${sign} `)})`;
  }
}

/**
 * A name, which stands in a text as it is: what is none could be read as a condition of its own.
 *
 * @throws PolarError
 */
function checked(name: string, what: 'rule' | 'variable'): string {
  if (isName(name)) return name;
  if (what === 'rule')
    throw referenceError('RuntimeError', 'query-for-undefined-rule', `Query for undefined rule \`${name}\``);
  throw new PolarError(
    `"${name}" is no name of a variable: letters, digits and _ make one, and no word of the language is one.`,
  );
}

/** Names and texts that are needed for each question, made once. */
const namesOfValues: string[] = [];
const callsOfValues = new Map<string, string[]>();
/** An application has a few rules that it asks. */
const MOST_CALLS = 1000;

function nameOfValue(at: number): string {
  const known = namesOfValues[at];
  if (known !== undefined) return known;
  const name = `${STANDS_FOR}${at}`;
  if (at === namesOfValues.length && at < MOST_CALLS) namesOfValues.push(name);
  return name;
}

function callOfValues(rule: string, arity: number): string {
  let calls = callsOfValues.get(rule);
  if (calls === undefined) {
    if (callsOfValues.size >= MOST_CALLS) callsOfValues.clear();
    calls = [];
    checked(rule, 'rule');
    callsOfValues.set(rule, calls);
  }
  calls[arity] ??= `${rule}(${Array.from({ length: arity }, (_, at) => nameOfValue(at)).join(', ')})`;
  return calls[arity];
}

/** Whether something of Polar's own stands in a list or a dictionary, however deep. */
function hasTerms(value: unknown, met?: Set<unknown>): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof Variable || value instanceof Predicate) return true;
  if (value instanceof Expression || value instanceof Pattern) return true;
  if (!Array.isArray(value) && !(value instanceof Dict)) return false;
  const before = met ?? new Set();
  if (before.has(value)) return false;
  before.add(value);
  return Object.values(value).some((each) => hasTerms(each, before));
}
