import type { Box } from '../terms/term.ts';
import { expression, type Term } from '../terms/term.ts';
import type { Follower } from './bindings.ts';
import { argsOf, conjunction, isExpression, merge } from './operations.ts';
import { simplifyEach } from './simplify.ts';

/**
 * What a negation leaves when its goal had these solutions (docs/language/conditions.md#negation-and-forall): for each variable, that none of what they did to
 * it holds. `mayConstrain`: the variables that were unified with another or had constraints before the negation began; what a
 * goal does to others makes the negation fail.
 */
export function constraintsOfNegation(
  solutions: readonly Follower[],
  mayConstrain: (variable: Box) => boolean,
): Map<Box, Box> {
  const together = new Map<Box, Box>();
  // Only now that all are there, as in the reference: an error on the way comes first, and making them simple may take long.
  for (const solution of solutions) {
    for (const [variable, constraints] of invertSolution(solution)) {
      const known = together.get(variable);
      together.set(variable, known === undefined ? (constraints as Box) : merge(known, constraints as Box));
    }
  }
  const result = new Map<Box, Box>();
  for (const [variable, value] of simplifyEach(together)) {
    if (!mayConstrain(variable)) continue;
    result.set(variable, isExpression(value) ? value : expression('=', [variable, value]));
  }
  return result;
}

/** The opposite of what one solution did, for each variable that it did something to. */
function invertSolution(made: Follower): Map<Box, Term> {
  const constraints = new Map<Box, Term>();
  for (const variable of made.variables()) constraints.set(variable, made.constraintsOf(variable));
  const inverted = new Map<Box, Term>();
  for (const [variable, value] of simplifyEach(constraints)) {
    inverted.set(
      variable,
      conjunction([
        isExpression(value) ? expression('not', [conjunction(argsOf(value))]) : made.isNot(variable, value),
      ]),
    );
  }
  return inverted;
}
