import type { Surroundings } from '../run/surroundings.ts';
import type { Box, Term } from '../terms/term.ts';
import type { ExactMachine } from './machine.ts';
import { isVariable, rebuild } from './operations.ts';

/**
 * Begins a run with what is known of the query's variables from outside. Where they are unbound, they are known by their own names from
 * here on.
 */
export function beginWith(
  { bindings, terms, variables, outside }: ExactMachine,
  { values, constraints }: Surroundings,
): void {
  const names = new Map<Box, Box>();
  const known: [Box, Term][] = [];
  for (const [name, value] of values) {
    const variable = variables.get(name);
    if (variable === undefined) continue;
    if (isVariable(value) && !names.has(value)) names.set(value, variable);
    else known.push([variable, value]);
  }
  // Others get a box of their own, as the machine that gives up may have bound them.
  const named = (term: Term, other: () => Box): Term =>
    rebuild(term, (part) => {
      if (!isVariable(part)) return undefined;
      const name = names.get(part) ?? other();
      names.set(part, name);
      return name;
    });
  for (const [variable, value] of known)
    bindings.bind(
      variable,
      named(value, () => {
        const made = bindings.variable(0);
        outside.push(made);
        return made;
      }),
    );
  // What is only connected with these is no more than a variable of the policy to an answer.
  for (const constraint of constraints) bindings.constrain(named(constraint, () => terms.fresh('given')) as Box);
}
