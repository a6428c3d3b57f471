import type { Binary, Expression, List, PolarNode } from '@polar-tools/language';
import { unwrap } from '../model/walk.ts';

/**
 * The variables of a condition of Cloud that have a value wherever it holds, those among them that have one already: what a call outside of `not`
 * is asked with, what is in a list, and what is equal to a value or to one of these. A type gives no value.
 */
export function boundIn(condition: Expression, known: ReadonlySet<string>): ReadonlySet<string> {
  const it = unwrap<Expression>(condition);
  switch (it.$type) {
    case 'And': {
      let bound = known;
      for (let size = -1; size !== bound.size; ) {
        ({ size } = bound);
        for (const operand of it.operands) bound = boundIn(operand, bound);
      }
      return bound;
    }
    case 'Or': {
      const [first, ...others] = it.operands.map((operand) => boundIn(operand, known));
      return new Set([...first!].filter((name) => others.every((other) => other.has(name))));
    }
    case 'Call':
      return including(known, it.arguments);
    case 'Binary':
      return boundInBinary(it, known);
    case 'Not': {
      const operand = unwrap<Expression>(it.operand);
      return operand.$type === 'Binary' && operand.operator === '!=' ? equated(operand, known) : known;
    }
    default:
      return known;
  }
}

function boundInBinary(binary: Binary, known: ReadonlySet<string>): ReadonlySet<string> {
  if (binary.operator === '=') return equated(binary, known);
  if (binary.operator !== 'in') return known;
  const list = unwrap<PolarNode>(binary.right as PolarNode);
  return list.$type === 'List' && list.elements.every((element) => hasValue(element, known))
    ? including(known, [binary.left])
    : known;
}

const equated = ({ left, right }: Binary, known: ReadonlySet<string>): ReadonlySet<string> =>
  hasValue(left, known) || hasValue(right, known) ? including(known, [left, right]) : known;

function hasValue(node: List['elements'][number], known: ReadonlySet<string>): boolean {
  const it = unwrap<PolarNode>(node as PolarNode);
  return it.$type !== 'Variable' || known.has(it.name);
}

function including(known: ReadonlySet<string>, nodes: readonly Expression[]): ReadonlySet<string> {
  const names = nodes.flatMap((node) => {
    const it = unwrap<Expression>(node);
    return it.$type === 'Variable' && !known.has(it.name) ? [it.name] : [];
  });
  return names.length === 0 ? known : new Set([...known, ...names]);
}
