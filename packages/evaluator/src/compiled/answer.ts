import { copyTerm, hasVariables } from '../terms/copy.ts';
import { Box, deref, isUnbound, type Term, UNBOUND, VAR } from '../terms/term.ts';
import { ConstraintMet } from './constraint-met.ts';
import type { CompiledMachine } from './machine.ts';

const NO_BINDINGS: ReadonlyMap<string, Term> = new Map();

/** The bindings of an answer (docs/language/queries.md#constraints): values with all that is known filled in. */
export function answerBindings(machine: CompiledMachine): ReadonlyMap<string, Term> {
  const { queryClause } = machine;
  queryClause.slots ??= machine.space.code.frameSlots(queryClause.index);
  const { slots } = queryClause;
  if (slots.length === 0) return NO_BINDINGS;
  const bindings = new Map<string, Term>();
  const frame = machine.frame!;
  let allKnown = true;
  for (let i = 0; i < slots.length; i++) {
    const { name, slot } = slots[i]!;
    const value = deref(frame[slot] as Term);
    if (typeof value === 'object' && hasVariables(value)) allKnown = false;
    else if (isShown(name)) bindings.set(name, value);
  }
  if (allKnown) return bindings;
  return openBindings(slots.map(({ name, slot }) => ({ name, value: deref(frame[slot] as Term) })));
}

interface Named {
  readonly name: string;
  readonly value: Term;
}

const UNDERSCORE = 95;
const isShown = (name: string): boolean => name.charCodeAt(0) !== UNDERSCORE;

/** A variable in an answer: unbound for good, and it knows its name. */
const namedVariable = (name: string): Box => new Box(VAR, UNBOUND, name);

/** The bindings of an answer that leaves something open. */
function openBindings(open: readonly Named[]): ReadonlyMap<string, Term> {
  const bindings = new Map<string, Term>();
  const names = new Map<Box, string>();
  for (const { name, value } of open) if (isUnbound(value) && !names.has(value)) names.set(value, name);
  for (const { name, value } of open) {
    if (!isShown(name)) continue;
    if (!isUnbound(value)) bindings.set(name, hasVariables(value) ? finish(value, names) : value);
    else {
      // An unbound variable is shown only where another one of the query is the same.
      const other = open.find(
        (candidate) => candidate.value === value && candidate.name !== name && isShown(candidate.name),
      );
      if (other !== undefined) bindings.set(name, namedVariable(other.name));
    }
  }
  return bindings;
}

function finish(term: Term, names: ReadonlyMap<Box, string>): Term {
  const made = new Map<Box, Box>();
  const named = (variable: Box): Box => {
    let known = made.get(variable);
    if (known === undefined) {
      known = namedVariable(names.get(variable) ?? `_${made.size + 1}`);
      made.set(variable, known);
    }
    return known;
  };
  // How far a term that contains itself is shown is the reference's own affair.
  return copyTerm(term, named, () => {
    throw new ConstraintMet();
  });
}
