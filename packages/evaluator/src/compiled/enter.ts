import type { Value } from '../compiler/goal.ts';
import type { ClauseCode } from '../compiler/program.ts';
import { ALIASED, CONS, deref, LAST_VARIABLE, type Term } from '../terms/term.ts';
import * as choices from './choice.ts';
import type { CompiledMachine } from './machine.ts';
import type { Store } from './store.ts';

/** Tries clauses in order; false where there are none. `checked`: their heads check classes themselves. */
export function enter(
  machine: CompiledMachine,
  clauses: readonly ClauseCode[],
  arity: number,
  checked: boolean,
): boolean {
  if (clauses.length === 0) return false;
  machine.level = machine.choice;
  if (clauses.length > 1)
    machine.push(choices.CLAUSES, firstOf(machine.registers, arity), checked ? 1 : 0, 1, clauses, null);
  if (machine.negations !== null) aliasArguments(machine, clauses[0]!);
  machine.pc = addressOf(machine, clauses[0]!, checked);
  return true;
}

/** A copy of the arguments, for a choice point: a literal takes a third of what a slice takes. */
function firstOf(registers: readonly Term[], count: number): readonly Term[] {
  switch (count) {
    case 1:
      return [registers[0]!];
    case 2:
      return [registers[0]!, registers[1]!];
    case 3:
      return [registers[0]!, registers[1]!, registers[2]!];
    default:
      return registers.slice(0, count);
  }
}

/** Where a clause begins, with or without the checks of plain classes. */
export function addressOf(machine: CompiledMachine, clause: ClauseCode, checked: boolean): number {
  if (clause.entry < 0) machine.space.assemble(clause);
  return checked ? clause.entry : clause.unchecked;
}

/**
 * Within a negation, what is unbound in the arguments is unified with the variables of a head in earnest, by another box for each: what a
 * solution did to the variables outside counts the variables that they were unified with.
 */
export function aliasArguments({ store, registers }: CompiledMachine, clause: ClauseCode): void {
  const { parameters } = clause.lowered;
  for (let i = 0; i < parameters.length; i++) aliasPart(store, parameters[i]!.value, registers[i]!);
}

/** The same for a part of an argument, which a head's list may take out of it. */
function aliasPart(store: Store, written: Value, part: Term): void {
  let value = written;
  let t = deref(part);
  while (value.kind === 'cons' && typeof t === 'object' && t.kind === CONS) {
    aliasPart(store, value.head, t.a as Term);
    value = value.tail;
    t = deref(t.b as Term);
  }
  if (value.kind === 'variable' && typeof t === 'object' && t.kind <= LAST_VARIABLE)
    store.bind(t, store.variable(ALIASED));
}
