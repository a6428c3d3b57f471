import { unhandledMessage } from '../run/runtime-error.ts';
import { Box, type Term, UNBOUND, VAR } from '../terms/term.ts';
import type { ExactMachine } from './machine.ts';
import { isExpression, isTemporary, isVariable, rebuild } from './operations.ts';
import { PlacedFailure } from './placed-failure.ts';
import { simplify } from './simplify.ts';

/**
 * What an answer says of the query's variables (docs/language/queries.md#constraints): values with all that is known filled in, or constraints about
 * `_this`. Throws where a variable of the policy alone has constraints.
 */
export function answerOf(run: ExactMachine): ReadonlyMap<string, Term> {
  const known = (variable: Box): Term | undefined => {
    const newest = run.bindings.newest(variable);
    return newest === undefined ? undefined : run.bindings.resolve(newest);
  };
  checkUnhandled(run);
  const bindings = new Map<string, Term>();
  const same = new Map<string, Box>();
  let outputs: ReadonlySet<Box> | undefined;
  for (const [name, variable] of run.variables) {
    if (isTemporary(variable)) continue;
    const value = known(variable);
    if (value === undefined) continue;
    if (isExpression(value)) {
      outputs ??= namedVariables(run);
      bindings.set(name, simplify(variable, value, outputs, THIS));
      continue;
    }
    let shown = value;
    if (isVariable(value) && isTemporary(value)) {
      // A variable of the policy that stands for another one is shown as that one.
      const next = known(value);
      if (next !== undefined && isVariable(next)) shown = next;
    }
    if (!isVariable(shown)) bindings.set(name, aboutThis(shown, variable));
    else if (shown !== variable && !isTemporary(shown)) {
      bindings.set(name, shown);
      // The other one of the two may be known by a name of the policy's alone.
      if (!bindings.has(String(shown.b))) same.set(String(shown.b), variable);
    }
  }
  for (const [name, variable] of same) if (!bindings.has(name)) bindings.set(name, variable);
  return bindings;
}

/** The variables that an answer may name. */
function namedVariables({ variables, outside, bindings }: ExactMachine): ReadonlySet<Box> {
  const named = [...variables.values(), ...outside];
  return new Set(named.filter((variable) => !isTemporary(variable) && bindings.newest(variable) !== undefined));
}

const THIS = new Box(VAR, UNBOUND, '_this');

const aboutThis = (term: Term, variable: Box): Term => rebuild(term, (part) => (part === variable ? THIS : undefined));

function checkUnhandled(run: ExactMachine): void {
  for (const variable of run.bindings.unnamed) {
    const value = run.bindings.constraintsOf(variable);
    const shown = run.print(simplify(variable, value, new Set([variable])));
    const message = unhandledMessage(String(variable.b), shown);
    throw new PlacedFailure('unhandled-partial', message, run.terms.sources.first(value));
  }
}
