import {
  Box,
  CALL,
  CONS,
  DICTIONARY,
  deref,
  EMPTY_LIST,
  EXPRESSION,
  FIELDS,
  type Fields,
  INSTANCE,
  LAST_VARIABLE,
  list,
  type Term,
} from '../terms/term.ts';
import { partsOf } from './terms.ts';

/** True if backtracking may change what a term stands for. */
export function hasVariables(term: Term): boolean {
  const pending: Term[] = [term];
  const seen = new Set<Box>();
  while (pending.length > 0) {
    const t = pending.pop()!;
    if (typeof t !== 'object') continue;
    if (t.kind <= LAST_VARIABLE) return true;
    if (t.kind === CONS && t.b !== EMPTY_LIST) {
      if (seen.has(t)) continue;
      if (seen.size < 1000) seen.add(t);
    }
    for (const part of partsOf(t)) pending.push(part);
  }
  return false;
}

/**
 * A copy of a term with its bindings filled in, which backtracking does not change. Unbound variables become what `unbound`
 * says (default: they stay). A term that contains itself is cut off there.
 */
export function resolve(term: Term, unbound: (variable: Box) => Term = (variable) => variable, depth = 0): Term {
  const t = deref(term);
  if (typeof t !== 'object' || !hasVariables(t)) return t;
  if (t.kind <= LAST_VARIABLE) return unbound(t);
  if (depth > 500) return EMPTY_LIST;
  const inner = (part: Term): Term => resolve(part, unbound, depth + 1);
  const fields = (of: Fields): Fields => new Map([...of].map(([key, value]) => [key, inner(value)]));
  switch (t.kind) {
    case CONS: {
      const elements: Term[] = [];
      const met = new Set<Box>();
      let rest: Term = t;
      while (typeof rest === 'object' && rest.kind === CONS && !met.has(rest)) {
        met.add(rest);
        elements.push(inner(rest.a as Term));
        rest = deref(rest.b as Term);
      }
      return list(elements, typeof rest === 'object' && rest.kind === CONS ? EMPTY_LIST : inner(rest));
    }
    case DICTIONARY:
    case FIELDS:
      return new Box(t.kind, fields(t.a as Fields), undefined);
    case INSTANCE:
      return new Box(t.kind, t.a, fields(t.b as Fields));
    case CALL:
    case EXPRESSION:
      return new Box(t.kind, t.a, (t.b as readonly Term[]).map(inner));
    default:
      return t;
  }
}
