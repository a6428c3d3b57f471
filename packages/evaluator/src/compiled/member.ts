import { type Box, CONS, deref, EMPTY_LIST, expression, type Term } from '../terms/term.ts';
import * as choices from './choice.ts';
import type { CompiledMachine } from './machine.ts';

/**
 * Unifies an item with the first member that it may equal, leaving a choice point where there are more; where to go on,
 * or -1. Members that cannot equal a ground item are passed over without one.
 */
export function member(machine: CompiledMachine, item: Term, container: Box, address: number): number {
  const { store } = machine;
  let rest: Term = container;
  const simple = typeof item !== 'object';
  while (typeof rest === 'object' && rest.kind === CONS) {
    const first = deref(rest.a as Term);
    let after: Term = deref(rest.b as Term);
    if (simple) {
      if (typeof first !== 'object' && first !== item) {
        rest = after;
        continue;
      }
      while (typeof after === 'object' && after.kind === CONS) {
        const next = deref(after.a as Term);
        if (typeof next === 'object' || next === item) break;
        after = deref(after.b as Term);
      }
    }
    if (after !== EMPTY_LIST) machine.push(choices.MEMBERS, null, address, 0, after, item);
    if (store.unify(item, first)) return address;
    if (after === EMPTY_LIST) return -1;
    store.undo(machine.choice!.top);
    machine.cutTo(machine.choice!.previous);
    rest = after;
  }
  if (rest === EMPTY_LIST) return -1;
  // The rest of the list is a variable: its members are what it will have.
  machine.solveThen({ goal: expression('in', [item, rest]), next: null }, address);
  return machine.pc;
}
