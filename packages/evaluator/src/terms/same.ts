import { isNumber, numbersEqual } from '../machine/numbers.ts';
import { childrenOf } from './children.ts';
import {
  CALL,
  DICTIONARY,
  deref,
  EXPRESSION,
  FIELDS,
  type Fields,
  HOST,
  INSTANCE,
  isUnbound,
  type Term,
} from './term.ts';

/** Structural equality, variables by identity; numbers by value as everywhere. */
export function sameTerm(left: Term, right: Term): boolean {
  const pending: Term[] = [left, right];
  while (pending.length > 0) {
    const r = deref(pending.pop()!);
    const l = deref(pending.pop()!);
    if (l === r) continue;
    if (isNumber(l) && isNumber(r)) {
      if (!numbersEqual(l, r)) return false;
      continue;
    }
    if (typeof l !== 'object' || typeof r !== 'object' || l.kind !== r.kind || isUnbound(l)) return false;
    if (l.kind === HOST) return false;
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
    for (let i = 0; i < lParts.length; i++) pending.push(lParts[i]!, rParts[i]!);
  }
  return true;
}
