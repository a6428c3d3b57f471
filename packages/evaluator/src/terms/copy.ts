import { childrenOf } from './children.ts';
import { Met } from './shared.ts';
import {
  Box,
  CALL,
  CONS,
  DICTIONARY,
  deref,
  EXPRESSION,
  FIELDS,
  type Fields,
  INSTANCE,
  LAST_VARIABLE,
  list,
  REST,
  type Term,
  UNBOUND,
  VAR,
} from './term.ts';

/** True if backtracking may change what a term stands for. */
export function hasVariables(term: Term): boolean {
  const pending: Term[] = [term];
  let met: Met | undefined;
  while (pending.length > 0) {
    const t = pending.pop()!;
    if (typeof t !== 'object') continue;
    // A term can only contain itself through a variable, so this ends.
    if (t.kind <= LAST_VARIABLE) return true;
    met ??= new Met();
    if (met.again(t)) continue;
    for (const part of childrenOf(t)) pending.push(part);
  }
  return false;
}

/**
 * A copy of a term with its bindings filled in, which backtracking does not change. Unbound variables become what `unbound`
 * says (default: they stay). Where a term contains itself it becomes what `inItself` says (default: an unbound variable).
 */
export function copyTerm(
  term: Term,
  unbound: (variable: Box) => Term = (variable) => variable,
  inItself: () => Term = () => new Box(VAR, UNBOUND, '_'),
): Term {
  const path = new Set<Box>();
  /** What was copied, so that a part that stands in several places is copied once. */
  const copies = new Map<Box, Term>();
  /** How often a term was in itself: what has such a part is another one elsewhere. */
  let cycles = 0;
  const inner = (part: Term): Term => {
    const t = deref(part);
    if (typeof t !== 'object') return t;
    const known = copies.get(t);
    if (known !== undefined) return known;
    if (!hasVariables(t)) return t;
    if (t.kind <= LAST_VARIABLE) return unbound(t);
    if (path.has(t)) {
      cycles++;
      return inItself();
    }
    path.add(t);
    const before = cycles;
    const copy = copyOf(t);
    path.delete(t);
    if (cycles === before) copies.set(t, copy);
    return copy;
  };
  const fields = (of: Fields): Fields => new Map([...of].map(([key, value]) => [key, inner(value)]));
  const copyOf = (t: Box): Term => {
    switch (t.kind) {
      case CONS: {
        const elements: Term[] = [];
        const met: Box[] = [];
        let rest = t as Term;
        do {
          const cell = rest as Box;
          path.add(cell);
          met.push(cell);
          elements.push(inner(cell.a as Term));
          rest = deref(cell.b as Term);
        } while (typeof rest === 'object' && rest.kind === CONS && !path.has(rest) && !copies.has(rest));
        const end = inner(rest);
        for (const box of met) path.delete(box);
        return list(elements, end);
      }
      case REST:
        return new Box(REST, inner(t.a as Term), undefined);
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
  };
  return inner(term);
}
