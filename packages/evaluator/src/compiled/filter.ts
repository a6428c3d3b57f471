import type { ClauseCode, PredicateCode } from '../compiler/program.ts';
import type { Choice } from './choice.ts';
import * as choices from './choice.ts';
import { enter } from './enter.ts';
import type { CompiledMachine } from './machine.ts';
import { onlyClause } from './unbound-arguments.ts';

/** Clauses whose heads fit, the last one first. */
interface Fitting {
  readonly clause: ClauseCode;
  readonly next: Fitting | null;
}

/** Begins to try each clause's head, because only that can say which ones fit. False where there are no clauses. */
export function beginFilter(machine: CompiledMachine, predicate: PredicateCode): boolean {
  const { clauses } = predicate;
  if (clauses.length === 0) return false;
  // A negation asks what became of the variables outside.
  const only = machine.negations === null ? onlyClause(predicate, machine.registers) : undefined;
  if (only !== undefined) return only !== null && enter(machine, [only], predicate.arity, true);
  machine.push(choices.FILTER, machine.registers.slice(0, predicate.arity), -1, 0, predicate, null);
  machine.pc = headOf(machine, clauses[0]!);
  return true;
}

/** After one head was tried: the next one, or sorting those that fit. The choice point is the newest one. */
export function nextFilter(machine: CompiledMachine, choice: Choice, fitted: boolean): void {
  const predicate = choice.list as PredicateCode;
  const before = choice.item as Fitting | null;
  const fitting = fitted ? { clause: predicate.clauses[choice.index]!, next: before } : before;
  machine.restore(choice);
  machine.cutTo(choice.previous);
  const index = choice.index + 1;
  if (index < predicate.clauses.length) {
    machine.push(choices.FILTER, choice.args, -1, index, predicate, fitting);
    machine.pc = headOf(machine, predicate.clauses[index]!);
    return;
  }
  const clauses: ClauseCode[] = [];
  for (let rest = fitting; rest !== null; rest = rest.next) clauses.push(rest.clause);
  machine.frame = [machine.frame, machine.returnTo, null, clauses.reverse(), choice.args];
  machine.pc = machine.space.stubs.sort;
}

function headOf(machine: CompiledMachine, clause: ClauseCode): number {
  return clause.filter >= 0 ? clause.filter : machine.space.assembleFilter(clause);
}
