import { unhandledMessage } from '../run/runtime-error.ts';
import { Box, type Term, UNBOUND, VAR } from '../terms/term.ts';
import type { ExactMachine } from './machine.ts';
import { isExpression, isVariable, rebuild, variablesIn } from './operations.ts';
import { PlacedFailure } from './placed-failure.ts';
import { simplify } from './simplify.ts';

const isTemporary = (variable: Box): boolean => String(variable.b).startsWith('_');

/**
 * What an answer says of the query's variables (docs/language/queries.md#constraints): values with all that is known filled in, or constraints about
 * `_this`. Throws where a variable of the policy alone has constraints.
 */
export function answerOf(run: ExactMachine): ReadonlyMap<string, Term> | undefined {
  const values = new Map<Box, Term>();
  for (const [variable, value] of run.bindings.entries()) {
    if (run.terms.constant(String(variable.b)) === variable) continue;
    values.set(variable, run.bindings.resolve(value));
  }
  const outputs = new Set([...values.keys()].filter((variable) => !isTemporary(variable)));
  checkUnhandled(run, values);
  const bindings = new Map<string, Term>();
  const same = new Map<string, Box>();
  for (const [name, variable] of run.variables) {
    if (isTemporary(variable)) continue;
    const value = values.get(variable);
    if (value === undefined) continue;
    const shown = isExpression(value) ? simplify(variable, value, outputs) : beyondTemporary(value, values);
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

/** A variable of the policy that stands for another one is shown as that one. */
function beyondTemporary(value: Term, values: ReadonlyMap<Box, Term>): Term {
  if (!isVariable(value) || !isTemporary(value)) return value;
  const next = values.get(value);
  return next !== undefined && isVariable(next) ? next : value;
}

const THIS = new Box(VAR, UNBOUND, '_this');

const aboutThis = (term: Term, variable: Box): Term => rebuild(term, (part) => (part === variable ? THIS : undefined));

function checkUnhandled(run: ExactMachine, values: ReadonlyMap<Box, Term>): void {
  for (const [variable, value] of values) {
    if (!isTemporary(variable) || !isExpression(value) || !variablesIn(value).every(isTemporary)) continue;
    const shown = run.print(simplify(variable, value, new Set([variable])));
    const message = unhandledMessage(String(variable.b), shown);
    throw new PlacedFailure('unhandled-partial', message, run.terms.sources.first(value));
  }
}
