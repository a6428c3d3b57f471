import { inspect } from 'node:util';
import { signOfOperator } from './operators.ts';
import { Expression, Pattern, Variable } from './terms.ts';

/** Values that Polar writes itself. */
const plain: ReadonlySet<string> = new Set(['Array', 'Dict', 'Object']);

/**
 * A constraint as Polar writes it: `_this.id + 1 = 2`.
 *
 * @param isRegistered whether a class of this name is registered: its objects are shown with it
 */
export function printOperation(term: unknown, isRegistered: (name: string) => boolean): string {
  const print = (inner: unknown): string => printOperation(inner, isRegistered);
  if (term instanceof Variable) return term.name;
  if (term instanceof Pattern) {
    const fields = Object.entries(term.fields).map(([key, value]) => `${key}: ${print(value)}`);
    return `${term.tag ?? ''}{${fields.join(', ')}}`;
  }
  if (typeof term === 'string') return `"${term}"`;
  if (!(term instanceof Expression)) {
    const name: unknown = Object(term) === term ? (term as object).constructor?.name : undefined;
    const isOfClass = typeof name === 'string' && !plain.has(name) && isRegistered(name);
    return isOfClass ? `${inspect(term)} TYPE \`${name}\`` : inspect(term);
  }
  const sign = signOfOperator(term.operator) ?? term.operator;
  const args = term.args.map((arg) => (sign === '.' && typeof arg === 'string' ? arg : print(arg)));
  if (sign === '.') return args.join('.');
  const [left, right, result] = args;
  if (result !== undefined && sign !== 'and' && sign !== 'or') return `${left} ${sign} ${right} = ${result}`;
  return right === undefined ? `${sign} ${left}` : args.join(` ${sign} `);
}
