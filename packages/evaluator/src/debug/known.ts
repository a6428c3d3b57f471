import { Box, deref, type Term, UNBOUND, VAR } from '../terms/term.ts';

/** What is known of an unbound variable. */
class Known {
  readonly constraints: Term;
  constructor(constraints: Term) {
    this.constraints = constraints;
  }
}

/** An unbound variable as it is shown, with what is known of it: an operation about `_this`. */
export const shownVariable = (constraints: Term | undefined): Box =>
  new Box(VAR, UNBOUND, constraints === undefined ? 0 : new Known(constraints));

/**
 * What is known of an unbound variable of a debugged query, said about `_this` (docs/language/queries.md#constraints): `_this > 3`. Undefined where
 * nothing is.
 */
export function constraintsOn(term: Term): Term | undefined {
  const variable = deref(term);
  return typeof variable === 'object' && variable.b instanceof Known ? variable.b.constraints : undefined;
}
