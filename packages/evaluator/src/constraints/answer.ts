import { ConstraintMet } from '../machine/constraint-met.ts';
import { Failure } from '../machine/failure.ts';
import type { Machine } from '../machine/machine.ts';
import { unhandledMessage } from '../machine/runtime-error.ts';
import { Box, CONSTRAINED, deref, expression, isUnbound, type Term, UNBOUND, VAR } from '../terms/term.ts';
import { conjunctsOf } from './add.ts';
import { hasVariables, resolve } from './resolve.ts';
import { isFalse, simplifyFor } from './simplify.ts';
import { variablesOf } from './terms.ts';

/** A variable in an answer: unbound for good, and it knows its name. */
export function namedVariable(name: string): Box {
  return new Box(VAR, UNBOUND, name);
}

/**
 * The bindings of an answer (polar.md section 3.10): values with all that is known filled in; for a variable with
 * constraints, those constraints about `_this`. Undefined where its constraints cannot hold, so there is no answer.
 */
export function answerBindings(machine: Machine): ReadonlyMap<string, Term> | undefined {
  const { queryClause } = machine;
  queryClause.slots ??= machine.space.code.frameSlots(queryClause.index);
  const { slots } = queryClause;
  if (slots.length === 0 && !machine.store.constrained) return NO_BINDINGS;
  const bindings = new Map<string, Term>();
  const frame = machine.frame!;
  let allKnown = true;
  for (let i = 0; i < slots.length; i++) {
    const { name, slot } = slots[i]!;
    const value = deref(frame[slot] as Term);
    if (typeof value === 'object' && hasVariables(value)) allKnown = false;
    else if (!name.startsWith('_')) bindings.set(name, value);
  }
  if (allKnown && !machine.store.constrained) return bindings;
  return openBindings(
    machine,
    slots.map(({ name, slot }) => ({ name, value: deref(frame[slot] as Term) })),
  );
}

const NO_BINDINGS: ReadonlyMap<string, Term> = new Map();

interface Named {
  readonly name: string;
  readonly value: Term;
}

const isShown = (name: string): boolean => !name.startsWith('_');

/** The bindings of an answer that leaves something open. */
function openBindings(machine: Machine, open: readonly Named[]): ReadonlyMap<string, Term> | undefined {
  const bindings = new Map<string, Term>();
  const names = new Map<Box, string>();
  for (const { name, value } of open) if (isUnbound(value) && !names.has(value)) names.set(value, name);
  const outputs = new Set([...names].filter(([, name]) => isShown(name)).map(([box]) => box));
  for (const { name, value } of open) {
    if (!isShown(name)) continue;
    if (!isUnbound(value)) bindings.set(name, hasVariables(value) ? finish(value, undefined, names, machine) : value);
    else if (value.kind === CONSTRAINED) {
      const simplified = simplifyFor(value, expression('and', conjunctsOf(value)), outputs);
      if (isFalse(simplified)) return undefined;
      bindings.set(name, finishNamed(simplified, name, value, open, names));
    } else {
      // An unbound variable is shown only where another one of the query is the same.
      const other = open.find(
        (candidate) => candidate.value === value && candidate.name !== name && isShown(candidate.name),
      );
      if (other !== undefined) bindings.set(name, namedVariable(other.name));
    }
  }
  if (machine.store.constrained) checkUnhandled(machine, names);
  return bindings;
}

/**
 * Constraints in an answer. Where variables in them have several names in the query, these are first said to be equal, as the
 * reference keeps one variable for each name.
 */
function finishNamed(
  simplified: Term,
  self: string,
  value: Box,
  open: readonly Named[],
  names: ReadonlyMap<Box, string>,
): Term {
  const nameOf = (name: string): Box => namedVariable(name === self ? '_this' : name);
  const equalities: Term[] = [];
  const mentioned = new Set([value, ...variablesOf([simplified])]);
  const others = new Map(names);
  others.set(value, '_this');
  for (const box of mentioned) {
    const same = open.filter((other) => other.value === box && !other.name.startsWith('_')).map((other) => other.name);
    if (same.length > 0) others.set(box, same[0] === self ? '_this' : same[0]!);
    for (let i = 1; i < same.length; i++) equalities.push(expression('=', [nameOf(same[i - 1]!), nameOf(same[i]!)]));
  }
  const rest = finish(simplified, undefined, others);
  if (equalities.length === 0) return rest;
  const conjuncts = rest instanceof Box && rest.a === 'and' ? (rest.b as readonly Term[]) : [rest];
  return expression('and', [...equalities, ...conjuncts]);
}

function finish(term: Term, self: Box | undefined, names: ReadonlyMap<Box, string>, machine?: Machine): Term {
  const made = new Map<Box, Box>();
  const named = (variable: Box): Box => {
    if (variable === self) return namedVariable('_this');
    let known = made.get(variable);
    if (known === undefined) {
      known = namedVariable(names.get(variable) ?? `_${made.size + 1}`);
      made.set(variable, known);
    }
    return known;
  };
  // How far a term that contains itself is shown is the reference's own affair.
  return resolve(term, named, () => {
    if (machine?.store.constrains === false) throw new ConstraintMet();
    return namedVariable('_');
  });
}

/** A constraint whose variables are all the policy's own can be shown by no answer: an error, as in the reference. */
function checkUnhandled(machine: Machine, names: ReadonlyMap<Box, string>): void {
  const { trail, top } = machine.store;
  for (let i = 0; i < top; i++) {
    const { a } = trail[i]!;
    if (!(a instanceof Box) || a.kind !== CONSTRAINED || a.a !== UNBOUND) continue;
    const conjuncts = conjunctsOf(a);
    const isOutput = (variable: Box): boolean => names.has(variable) && isShown(names.get(variable)!);
    if (variablesOf([...conjuncts, a]).some(isOutput)) continue;
    const name = names.get(a) ?? '_';
    const shown = machine.print(finish(expression('and', conjuncts), undefined, names));
    throw new Failure('unhandled-partial', unhandledMessage(name, shown));
  }
}
