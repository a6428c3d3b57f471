import { printFloat } from './print.ts';
import { EMPTY_LIST, FLOAT, type Term } from './term.ts';

/** A value as the reference's messages about types show it; `print` shows what these show by its numbers. */
export function debugText(term: Term, print: (term: Term) => string): string {
  switch (typeof term) {
    case 'string':
      return `String(${JSON.stringify(term)})`;
    case 'boolean':
      return `Boolean(${term})`;
    case 'number':
    case 'bigint':
      return `Number(Integer(${term}))`;
    default:
      if (term.kind === FLOAT) return `Number(Float(${debugFloat(term.a as number)}))`;
      if (term === EMPTY_LIST) return 'List([])';
      return print(term);
  }
}

/** As Rust shows a float: with an exponent where it is very great or very small. */
function debugFloat(value: number): string {
  if (!Number.isFinite(value)) return printFloat(value);
  const size = Math.abs(value);
  if (size >= 1e16 || (size > 0 && size < 1e-4)) return value.toExponential().replace('+', '');
  return Number.isInteger(value) ? `${Object.is(value, -0) ? '-0' : value}.0` : String(value);
}
