import { childrenOf } from './children.ts';
import { isNumber, numbersEqual } from './numbers.ts';
import { Met, MetPairs } from './shared.ts';
import {
  CALL,
  DICTIONARY,
  deref,
  EXPRESSION,
  FIELDS,
  type Fields,
  FLOAT,
  HOST,
  INSTANCE,
  isUnbound,
  REST,
  type Term,
  wasNaN,
} from './term.ts';

/** Structural equality of what terms are bound to: variables by identity, numbers by value as everywhere. */
export function sameTerm(left: Term, right: Term): boolean {
  return sameStructure(left, right, deref, numbersEqual);
}

/** Whether terms are the same, or may become so: a variable without a value and an object of the application may be anything. */
export function mayBeSame(left: Term, right: Term): boolean {
  return sameStructure(left, right, deref, numbersEqual, isOpen);
}

/** Structural equality of terms as they are written: variables by identity, numbers by value. */
export function isSame(left: Term, right: Term): boolean {
  return sameStructure(left, right, asWritten, numbersEqual);
}

/** The same as the reference compares hashes, where NaN equals itself. */
export function isSameByHash(left: Term, right: Term): boolean {
  return sameStructure(left, right, asWritten, numbersOrNaNs);
}

/** Whether a term is not equal to itself: nan, or something with nan in it. */
export function isUnlikeItself(term: Term): boolean {
  if (!wasNaN()) return false;
  const pending: Term[] = [term];
  const met = new Met();
  for (let t = pending.pop(); t !== undefined; t = pending.pop()) {
    const value = deref(t);
    if (isNaNumber(value)) return true;
    if (typeof value === 'object' && !met.again(value)) pending.push(...childrenOf(value));
  }
  return false;
}

const isOpen = (term: Term): boolean => isUnbound(term) || (typeof term === 'object' && OPEN.has(term.kind));

/** What is no value yet, or only the application knows. */
const OPEN: ReadonlySet<number> = new Set([HOST, EXPRESSION, REST]);

const asWritten = (term: Term): Term => term;

const isNaNumber = (term: Term): boolean => typeof term === 'object' && term.kind === FLOAT && Number.isNaN(term.a);

const numbersOrNaNs = (left: Term, right: Term): boolean =>
  numbersEqual(left, right) || (isNaNumber(left) && isNaNumber(right));

function sameStructure(
  left: Term,
  right: Term,
  seen: (term: Term) => Term,
  areEqual: (left: Term, right: Term) => boolean,
  isAny: (term: Term) => boolean = () => false,
): boolean {
  const pending: Term[] = [left, right];
  let met: MetPairs | undefined;
  while (pending.length > 0) {
    const r = seen(pending.pop()!);
    const l = seen(pending.pop()!);
    if ((l === r && !isNaNumber(l)) || isAny(l) || isAny(r)) continue;
    if (isNumber(l) && isNumber(r)) {
      if (!areEqual(l, r)) return false;
      continue;
    }
    if (typeof l !== 'object' || typeof r !== 'object' || l.kind !== r.kind || isUnbound(l)) return false;
    if (l.kind === HOST) return false;
    met ??= new MetPairs();
    if (met.again(l, r)) continue;
    if ((l.kind === CALL || l.kind === EXPRESSION || l.kind === INSTANCE) && l.a !== r.a) return false;
    if (l.kind === DICTIONARY || l.kind === FIELDS || l.kind === INSTANCE) {
      const lFields = (l.kind === INSTANCE ? l.b : l.a) as Fields;
      const rFields = (r.kind === INSTANCE ? r.b : r.a) as Fields;
      if (lFields.size !== rFields.size) return false;
      for (const [key, value] of lFields) {
        const other = rFields.get(key);
        if (other === undefined) return false;
        pending.push(value, other);
      }
      continue;
    }
    const lParts = childrenOf(l);
    const rParts = childrenOf(r);
    if (lParts.length !== rParts.length) return false;
    for (let i = lParts.length - 1; i >= 0; i--) pending.push(lParts[i]!, rParts[i]!);
  }
  return true;
}
