import { describeKind, type Evaluation, type Term } from '@polar-tools/evaluator';
import { type Binary, type Expression, type Node, parseQuery, print, walk } from '@polar-tools/language';
import type { Evaluate } from './condition.ts';

/** What is compared with a value that is written out: `user = "ann"`, `role.name in ["a", "b"]`. */
export interface Comparison {
  readonly side: string;
  readonly value: string;
  readonly kind: Kind;
  /** It is under `not`, or `!=`: what is never equal makes it hold. */
  readonly negated: boolean;
}

type Kind = 'a string' | 'a number' | 'a boolean' | 'a character of it';

const KINDS: Readonly<Record<string, Kind>> = {
  StringLiteral: 'a string',
  IntegerLiteral: 'a number',
  FloatLiteral: 'a number',
  BooleanLiteral: 'a boolean',
};
const SIDES: ReadonlySet<string> = new Set(['Variable', 'Lookup']);
const COMPARE: ReadonlySet<string> = new Set(['=', '==', '!=', '<', '<=', '>', '>=']);

/** The comparisons of a condition with values that are written out. */
export function comparisonsIn(condition: string): readonly Comparison[] {
  const found: Comparison[] = [];
  const add = (side: Expression, value: Expression, negated: boolean, kind = KINDS[value.$type]): void => {
    if (kind === undefined || !SIDES.has(side.$type)) return;
    found.push({ side: print(side), value: print(value), kind, negated });
  };
  const { query } = parseQuery(condition);
  if (query === undefined) return found;
  walk(query, (node) => {
    if (node.$type !== 'Binary') return;
    const { left, operator, right } = node as Binary;
    const negated = (operator === '!=') !== isNegated(node);
    if (operator === 'in' && right.$type === 'List') for (const element of right.elements) add(left, element, negated);
    if (operator === 'in' && right.$type === 'StringLiteral') add(left, right, negated, 'a character of it');
    if (!COMPARE.has(operator)) return;
    add(left, right, negated);
    add(right, left, negated);
  });
  return found;
}

/** Whether it stands under an odd number of `not`. */
function isNegated(node: Node): boolean {
  let negated = false;
  for (let holder = node.$container; holder !== undefined; holder = holder.$container)
    if (holder.$type === 'Not') negated = !negated;
  return negated;
}

/**
 * Why a condition that does not hold never will where such values are, or one that holds always will: what it compares with a string is an object, a list or a number.
 *
 * @param holds which of the two it is
 * @param show writes an evaluation on one line
 * @param fields whether an object has fields that could be compared
 */
export async function mismatchIn(
  condition: string,
  holds: boolean,
  evaluate: Evaluate,
  show: (evaluation: Evaluation) => string,
  fields: boolean,
): Promise<string | undefined> {
  for (const { side, value, kind, negated } of comparisonsIn(condition)) {
    if (negated !== holds) continue;
    const found = await evaluate(side);
    if (found.kind !== 'value') continue;
    const shown = show(found);
    // What is missing is compared all the same.
    const is = shown === 'nil' ? undefined : kindOf(found.value);
    if (is === undefined || is === kind) continue;
    if (kind === 'a character of it') {
      if (is === 'a string' && isCharacter(found.value)) continue;
      return `${side} is ${shown}, and in looks among the characters of ${value}: write ${side} = ${value}, or a list`;
    }
    return `${side} is ${is === 'an object' ? `the object ${shown}` : `${shown}, ${is}`}, and ${value} ${kind}${advice(is, side, value, shown, fields)}`;
  }
  return undefined;
}

const isCharacter = (value: Term): boolean => typeof value === 'string' && [...value].length === 1;

function advice(is: string, side: string, value: string, shown: string, fields: boolean): string {
  if (is === 'a list') return `: write ${value} in ${side}`;
  if (is === 'a string') return `: write "${value}"`;
  if (is === 'a number' || is === 'a boolean') return value === `"${shown}"` ? `: write ${shown}` : '';
  if (is !== 'an object') return '';
  const name = value.startsWith('"') ? value.slice(1, -1) : value;
  const isMeant = shown === name || shown.endsWith(`{"${name}"}`);
  const named = isMeant ? `write ${shown}` : undefined;
  const [first, ...others] = [...(fields ? ['compare a field of it'] : []), ...(named === undefined ? [] : [named])];
  return first === undefined ? '' : `: ${[first, ...others].join(', or ')}`;
}

/** What a value is, with its article; undefined where that is open. */
function kindOf(value: Term): string | undefined {
  const kind = describeKind(value);
  if (kind === 'string' || kind === 'boolean') return `a ${kind}`;
  if (kind === 'integer' || kind === 'float') return 'a number';
  if (kind === 'empty list' || kind.startsWith('list of ')) return 'a list';
  if (kind.startsWith('dictionary of ')) return 'a dictionary';
  return ['unbound', 'call', 'constraint', 'pattern'].includes(kind) ? undefined : 'an object';
}
