import { ALIASED } from '../terms/term.ts';
import { buildValue } from './assemble-values.ts';
import type { Assembly } from './assembly.ts';
import { mentions, type Value } from './goal.ts';
import * as op from './opcodes.ts';

/** Puts the arguments of a call into the first registers. */
export function putArguments(assembly: Assembly, args: readonly Value[]): void {
  const moves: { to: number; from: number }[] = [];
  const rest: (() => void)[] = [];
  args.forEach((arg, index) => {
    if (arg.kind === 'variable' && !assembly.seen.has(arg.variable)) {
      const { variable } = arg;
      if (assembly.framed) {
        const place = assembly.places.get(variable)!;
        assembly.seen.add(variable);
        if (args.slice(index + 1).some((other) => other.kind !== 'variable' && mentions(other, variable))) {
          // It is in a value as well, which is built before the arguments are put.
          assembly.emit(op.NEW_SLOT, ~place, ALIASED);
          rest.push(() => assembly.emit(op.PUT_SLOT, index, ~place));
        } else rest.push(() => assembly.emit(op.PUT_NEW_SLOT, index, ~place));
      } else {
        const register = assembly.temp();
        assembly.emit(op.PUT_NEW, register);
        assembly.define(variable, register);
        moves.push({ to: index, from: register });
      }
    } else if (arg.kind === 'variable') {
      const place = assembly.places.get(arg.variable)!;
      if (place < 0) rest.push(() => assembly.emit(op.PUT_SLOT, index, ~place));
      else if (place !== index) moves.push({ to: index, from: place });
      else moves.push({ to: index, from: index });
    } else if (arg.kind === 'constant') {
      const constant = assembly.constant(arg.term);
      rest.push(() => assembly.emit(op.PUT_CONSTANT, index, constant));
    } else {
      const operand = buildValue(assembly, arg);
      moves.push({ to: index, from: operand });
    }
  });
  // A slot written by PUT_NEW_SLOT may be read by a PUT_SLOT of the same goal: keep their order.
  parallelMoves(assembly, moves);
  for (const emit of rest) emit();
}

/** A predicate unifies its arguments with variables of its own: a later negation in this clause must know. */
export function aliasArguments(assembly: Assembly, args: readonly Value[]): void {
  for (const arg of args) {
    if (arg.kind !== 'variable' || assembly.aliasedAtBirth.has(arg.variable) || !assembly.seen.has(arg.variable))
      continue;
    const place = assembly.places.get(arg.variable)!;
    if (place < 0) assembly.emit(op.ALIAS, ~place);
  }
}

/** Moves between registers as if all happened at once. */
function parallelMoves(assembly: Assembly, moves: { to: number; from: number }[]): void {
  let pending = moves.filter(({ to, from }) => to !== from);
  while (pending.length > 0) {
    const ready = pending.find(({ to }) => !pending.some(({ from }) => from === to));
    if (ready !== undefined) {
      assembly.emit(op.MOVE, ready.to, ready.from);
      pending = pending.filter((move) => move !== ready);
      continue;
    }
    // A cycle: put one of its values aside.
    const { from } = pending[0]!;
    const aside = assembly.temp();
    assembly.emit(op.MOVE, aside, from);
    pending = pending.map((move) => (move.from === from ? { to: move.to, from: aside } : move));
  }
}
