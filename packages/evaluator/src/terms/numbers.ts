import { compareKeys, FLOAT, float, integer, type Term } from './term.ts';

const MIN = -(2n ** 63n);
const MAX = 2n ** 63n - 1n;

export const isNumber = (term: Term): boolean =>
  typeof term === 'number' || typeof term === 'bigint' || (typeof term === 'object' && term.kind === FLOAT);

/** Compares an integer and a float exactly: negative, zero, positive; NaN where the float is. */
function compareMixed(whole: number | bigint, fraction: number): number {
  if (Number.isNaN(fraction)) return Number.NaN;
  // JavaScript compares bigints and numbers by their mathematical values.
  return whole < fraction ? -1 : whole > fraction ? 1 : 0;
}

/**
 * The order of two numbers, exact across integers and floats (docs/language/conditions.md#comparison). A 64-bit integer near a float that is
 * not within 64 bits, as in the reference, is compared with the float's integral part.
 */
export function compareNumbers(left: Term, right: Term): number {
  const l = typeof left === 'object' ? (left.a as number) : (left as number | bigint);
  const r = typeof right === 'object' ? (right.a as number) : (right as number | bigint);
  const lFloat = typeof left === 'object';
  const rFloat = typeof right === 'object';
  if (lFloat && !rFloat) return -compareMixed(r, l as number);
  if (rFloat && !lFloat) return compareMixed(l, r as number);
  if (lFloat && (Number.isNaN(l) || Number.isNaN(r))) return Number.NaN;
  return l < r ? -1 : l > r ? 1 : 0;
}

export const numbersEqual = (left: Term, right: Term): boolean =>
  isNumber(left) && isNumber(right) && compareNumbers(left, right) === 0;

const asFloat = (term: Term): number =>
  typeof term === 'object' ? (term.a as number) : Number(term as number | bigint);

/** The floating remainder that has the divisor's sign where the reference's formula gives it. */
const floatModulo = (a: number, b: number): number => ((a % b) + b) % b;

/**
 * Arithmetic on two numbers (docs/language/conditions.md#arithmetic); undefined where it overflows 64 bits, or for the remainder by the integer 0.
 * `operator`: 0 `+`, 1 `-`, 2 `*`, 3 `/`, 4 `mod`, 5 `rem`.
 */
export function arithmetic(operator: number, left: Term, right: Term): Term | undefined {
  if (operator === 3) return float(asFloat(left) / asFloat(right));
  if (typeof left === 'object' || typeof right === 'object') {
    const l = asFloat(left);
    const r = asFloat(right);
    if (operator === 0) return float(l + r);
    if (operator === 1) return float(l - r);
    if (operator === 2) return float(l * r);
    return float(operator === 4 ? floatModulo(l, r) : l % r);
  }
  const l = BigInt(left as number | bigint);
  const r = BigInt(right as number | bigint);
  if (operator >= 4) {
    // The reference's 64 bits cannot hold the quotient of the least integer by -1.
    if (r === 0n || (r === -1n && l === MIN)) return undefined;
    if (operator === 5) return integer(l % r);
    const sum = (l % r) + r;
    return sum < MIN || sum > MAX ? integer(BigInt.asIntN(64, sum) % r) : integer(sum % r);
  }
  const result = operator === 0 ? l + r : operator === 1 ? l - r : l * r;
  return result < MIN || result > MAX ? undefined : integer(result);
}

export const ARITHMETIC_SIGNS = ['+', '-', '*', '/', 'mod', 'rem'] as const;
export const COMPARISON_SIGNS = ['==', '!=', '<', '<=', '>', '>='] as const;

/** Whether an order (negative, 0, positive, NaN for none) is what a comparison wants. `operator`: index in COMPARISON_SIGNS. */
function holds(operator: number, order: number): boolean {
  switch (operator) {
    case 0:
      return order === 0;
    case 1:
      return order !== 0;
    case 2:
      return order < 0;
    case 3:
      return order <= 0;
    case 4:
      return order > 0;
    default:
      return order >= 0;
  }
}

/** Compares numbers, booleans (as 0 and 1) and strings; undefined for other values. */
export function compareValues(operator: number, left: Term, right: Term): boolean | undefined {
  if (typeof left === 'string' && typeof right === 'string') return holds(operator, compareKeys(left, right));
  const l = typeof left === 'boolean' ? Number(left) : left;
  const r = typeof right === 'boolean' ? Number(right) : right;
  if (!isNumber(l) || !isNumber(r)) return undefined;
  return holds(operator, compareNumbers(l, r));
}
