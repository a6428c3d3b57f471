import { buildValue } from './assemble-values.ts';
import type { Assembly } from './assembly.ts';
import type { Value, Variable } from './goal.ts';
import * as op from './opcodes.ts';

/** `left = right`: a variable that occurs here first takes the other side as its value. */
export function unify(assembly: Assembly, left: Value, right: Value): void {
  if (left.kind === 'variable' && right.kind === 'variable') {
    if (left.variable === right.variable) return;
    // A name that the lowering made up is another one for the variable that it is unified with: `x = a.b`.
    if (assembly.isMadeUp(right.variable)) {
      assembly.define(right.variable, assembly.place(left.variable));
      return;
    }
    if (assembly.isMadeUp(left.variable)) {
      assembly.define(left.variable, assembly.place(right.variable));
      return;
    }
  }
  if (right.kind === 'variable' && !assembly.seen.has(right.variable) && left.kind !== 'variable') {
    store(assembly, right.variable, buildValue(assembly, left));
    return;
  }
  if (left.kind === 'variable' && !assembly.seen.has(left.variable)) {
    const isResult = right.kind === 'variable' && !right.variable.written && assembly.seen.has(right.variable);
    if (right.kind !== 'variable' || isResult) {
      store(assembly, left.variable, buildValue(assembly, right));
      return;
    }
  }
  const l = buildValue(assembly, left);
  const r = buildValue(assembly, right);
  assembly.emit(op.UNIFY, l, r);
}

/** Gives a variable the value of a goal: its first occurrence takes it, a later one is unified with it. */
export function assign(assembly: Assembly, variable: Variable, register: number, resultFirst: boolean): void {
  if (!assembly.seen.has(variable) && !variable.written) {
    store(assembly, variable, register);
    return;
  }
  const place = assembly.place(variable);
  if (resultFirst) assembly.emit(op.UNIFY, register, place);
  else assembly.emit(op.UNIFY, place, register);
}

/** Gives a variable that is not there yet its value. */
export function store(assembly: Assembly, variable: Variable, operand: number): void {
  const place = assembly.places.get(variable);
  if (assembly.framed && place !== undefined && place < 0) {
    if (operand >= 0 && operand < op.CONSTANTS) assembly.emit(op.STORE, ~place, operand);
    else {
      const register = assembly.temp();
      assembly.emit(op.MOVE, register, operand);
      assembly.emit(op.STORE, ~place, register);
    }
    assembly.seen.add(variable);
    return;
  }
  const register = assembly.temp();
  assembly.emit(op.MOVE, register, operand);
  assembly.define(variable, register);
}
