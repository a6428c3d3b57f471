import { Box, CONSTRAINED, deref, expression, type Term, UNBOUND, VAR } from '../terms/term.ts';
import { conjunctsOf } from './add.ts';
import { resolve } from './resolve.ts';
import { simplifyFor } from './simplify.ts';

/**
 * What is known of an unbound variable while a query runs, said about `_this` (polar.md section 3.10): `_this > 3`. Undefined where
 * nothing is.
 */
export function constraintsOn(term: Term): Term | undefined {
  const variable = deref(term);
  if (!(variable instanceof Box) || variable.kind !== CONSTRAINED) return undefined;
  const simplified = simplifyFor(variable, expression('and', conjunctsOf(variable)));
  const self = new Box(VAR, UNBOUND, '_this');
  return resolve(simplified, (other) => (other === variable ? self : other));
}
