import { isNumber, numbersEqual } from '../machine/numbers.ts';
import {
  type Box,
  CALL,
  CONS,
  DICTIONARY,
  deref,
  EMPTY_LIST,
  EXPRESSION,
  FIELDS,
  type Fields,
  FLOAT,
  HOST,
  INSTANCE,
  isUnbound,
  LAST_VARIABLE,
  type Term,
} from '../terms/term.ts';

/** The parts of a box that are terms. */
export function partsOf(box: Box): readonly Term[] {
  switch (box.kind) {
    case CONS:
      return [box.a as Term, box.b as Term];
    case DICTIONARY:
    case FIELDS:
      return [...(box.a as Fields).values()];
    case INSTANCE:
      return [...(box.b as Fields).values()];
    case CALL:
    case EXPRESSION:
      return box.b as readonly Term[];
    default:
      return [];
  }
}

/** The unbound variables in terms, each once, in the order in which they occur. */
export function variablesOf(terms: readonly Term[]): Box[] {
  const found = new Set<Box>();
  const pending: Term[] = [...terms].reverse();
  while (pending.length > 0) {
    const t = deref(pending.pop()!);
    if (typeof t !== 'object') continue;
    if (t.kind <= LAST_VARIABLE) found.add(t);
    else if (t.kind === CONS) {
      // The variable after the star of a list does not count, as in the reference.
      const rest = deref(t.b as Term);
      if (!isUnbound(rest)) pending.push(rest);
      pending.push(t.a as Term);
    } else {
      const parts = partsOf(t);
      for (let i = parts.length - 1; i >= 0; i--) pending.push(parts[i]!);
    }
  }
  return [...found];
}

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
    const lParts = partsOf(l);
    const rParts = partsOf(r);
    if (lParts.length !== rParts.length) return false;
    for (let i = 0; i < lParts.length; i++) pending.push(lParts[i]!, rParts[i]!);
  }
  return true;
}

/** The reference's notion of a ground term: no variables, and neither application objects nor calls. */
export function isGround(term: Term): boolean {
  const pending: Term[] = [term];
  while (pending.length > 0) {
    const t = deref(pending.pop()!);
    if (typeof t !== 'object' || t.kind === FLOAT || t === EMPTY_LIST) continue;
    if (t.kind <= LAST_VARIABLE || t.kind === HOST || t.kind === CALL) return false;
    for (const part of partsOf(t)) pending.push(part);
  }
  return true;
}
