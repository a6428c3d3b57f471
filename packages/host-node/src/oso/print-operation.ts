import { inspect } from 'node:util';
import { signOfOperator } from './operators.ts';
import { Expression, Pattern, Variable } from './terms.ts';

/** A constraint as Polar writes it: `_this.id + 1 = 2`. */
export function printOperation(term: unknown): string {
  if (term instanceof Variable) return term.name;
  if (term instanceof Pattern) {
    const fields = Object.entries(term.fields).map(([key, value]) => `${key}: ${printOperation(value)}`);
    return `${term.tag ?? ''}{${fields.join(', ')}}`;
  }
  if (typeof term === 'string') return `"${term}"`;
  if (!(term instanceof Expression)) return inspect(term);
  const sign = signOfOperator(term.operator) ?? term.operator;
  const args = term.args.map((arg) => (sign === '.' && typeof arg === 'string' ? arg : printOperation(arg)));
  if (sign === '.') return args.join('.');
  const [left, right, result] = args;
  if (result !== undefined && sign !== 'and' && sign !== 'or') return `${left} ${sign} ${right} = ${result}`;
  return right === undefined ? `${sign} ${left}` : args.join(` ${sign} `);
}
