import {
  type Box,
  CALL,
  CONS,
  DICTIONARY,
  EXPRESSION,
  FIELDS,
  type Fields,
  INSTANCE,
  REST,
  type Term,
} from './term.ts';

/** The terms in a box, in the order in which the reference visits them; the variable after a list's star is among them. */
export function childrenOf(box: Box): readonly Term[] {
  switch (box.kind) {
    case CONS:
      return [box.a as Term, box.b as Term];
    case REST:
      return [box.a as Term];
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
