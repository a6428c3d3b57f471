import type { ClauseCode, PredicateCode } from '../compiler/program.ts';
import { isSame } from '../terms/same.ts';
import { EMPTY_LIST, FLOAT, type Term } from '../terms/term.ts';
import type { Choice } from './choice.ts';
import * as choices from './choice.ts';
import { enter } from './enter.ts';
import type { CompiledMachine } from './machine.ts';
import { onlyClause } from './unbound-arguments.ts';

/** Clauses whose heads fit, in the order in which they are written. */
interface Fitting {
  readonly clause: ClauseCode;
  readonly next: Fitting | null;
}

/**
 * Begins to try each clause's head, because only that can say which ones fit. The reference begins with the last one, which the application notices: it is
 * asked for what a head needs. False where there are no clauses.
 */
export function beginFilter(machine: CompiledMachine, predicate: PredicateCode): boolean {
  const { clauses } = predicate;
  if (clauses.length === 0) return false;
  // A negation asks what became of the variables outside.
  const only = machine.negations === null ? onlyClause(predicate, machine.registers) : undefined;
  if (only !== undefined) return only !== null && enter(machine, [only], predicate.arity, true);
  const args = machine.registers.slice(0, predicate.arity);
  const index = lastToTry(predicate, args, clauses.length);
  if (index >= 0) tryHead(machine, predicate, args, index, null);
  return index >= 0;
}

/** After one head was tried: the next one, or sorting those that fit. The choice point is the newest one. */
export function nextFilter(machine: CompiledMachine, choice: Choice, fitted: boolean): void {
  const predicate = choice.list as PredicateCode;
  const before = choice.item as Fitting | null;
  const fitting = fitted ? { clause: predicate.clauses[choice.index]!, next: before } : before;
  machine.restore(choice);
  machine.cutTo(choice.previous);
  const args = choice.args!;
  const index = lastToTry(predicate, args, choice.index);
  if (index >= 0) {
    tryHead(machine, predicate, args, index, fitting);
    return;
  }
  const clauses: ClauseCode[] = [];
  for (let rest = fitting; rest !== null; rest = rest.next) clauses.push(rest.clause);
  machine.frame = [machine.frame, machine.returnTo, null, clauses, args];
  machine.pc = machine.space.stubs.sort;
}

function tryHead(
  machine: CompiledMachine,
  predicate: PredicateCode,
  args: readonly Term[],
  index: number,
  fitting: Fitting | null,
): void {
  machine.push(choices.FILTER, args, -1, index, predicate, fitting);
  machine.pc = headOf(machine, predicate.clauses[index]!);
}

/** The last clause before one whose head is to be tried; -1 where there is none. */
function lastToTry({ clauses }: PredicateCode, args: readonly Term[], before: number): number {
  for (let index = before - 1; index >= 0; index--) if (!isRuledOut(clauses[index]!, args)) return index;
  return -1;
}

/** Whether a value in a head is another one than the argument: then nobody is asked for what else the head needs. */
const isRuledOut = ({ lowered }: ClauseCode, args: readonly Term[]): boolean =>
  lowered.parameters.some(({ value, specializer }, at) => {
    if (value.kind !== 'constant' || specializer !== undefined) return false;
    const argument = args[at]!;
    const isPlain = typeof argument !== 'object' || argument.kind === FLOAT || argument === EMPTY_LIST;
    return isPlain && !isSame(value.term, argument);
  });

function headOf(machine: CompiledMachine, clause: ClauseCode): number {
  return clause.filter >= 0 ? clause.filter : machine.space.assembleFilter(clause);
}
