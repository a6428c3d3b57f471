import { dataOf } from '../data/data-object.ts';
import { HostObject, type HostValue, NIL, type Question } from '../host/host.ts';

/**
 * Whether a question is which of two is the greater, of an object and what has another kind: over a data file the answer is no, and in an application it
 * is an error. A name for it; undefined for any other question.
 */
export function mixedComparison(question: Question): string | undefined {
  if (question.kind !== 'compare') return undefined;
  const { operator, left, right } = question;
  if (operator === '==' || operator === '!=') return undefined;
  // A field that is not set is no other kind of value: rules that compare it answer as they do of 0.
  if (left === NIL || right === NIL) return undefined;
  const [one, other] = [kindOf(left), kindOf(right)];
  return one === other ? undefined : `${one} ${operator} ${other}`;
}

function kindOf(value: HostValue): string {
  if (!(value instanceof HostObject)) return typeof value === 'bigint' ? 'number' : typeof value;
  return dataOf(value) === undefined ? 'foreign' : `object ${value.class?.name}`;
}
