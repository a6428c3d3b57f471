import { buildValue } from './assemble-values.ts';
import type { Assembly } from './assembly.ts';
import type { Value, Variable } from './goal.ts';
import * as op from './opcodes.ts';

/** Longer list patterns are built and unified, as their code would grow with the square of their length. */
const LONGEST_UNROLLED_LIST = 8;

/** Checks what is in a register against a pattern. */
export function matchSpecializer(assembly: Assembly, register: number, specializer: Value): void {
  if (isPlainClass(specializer)) {
    assembly.emit(op.MATCH_CLASS, register, assembly.constant(assembly.space.instance(specializer.name)));
  } else {
    const temps = assembly.nextTemp;
    assembly.emit(op.MATCH, register, buildValue(assembly, specializer));
    assembly.nextTemp = Math.max(temps, assembly.nextTemp);
  }
}

/** Matches what is in a register; true if that may bind something. */
export function match(assembly: Assembly, value: Value, register: number): boolean {
  switch (value.kind) {
    case 'constant':
      assembly.emit(op.GET_CONSTANT, register, assembly.constant(value.term));
      return true;
    case 'variable':
      if (assembly.seen.has(value.variable)) {
        assembly.emit(op.UNIFY_HEAD, register, assembly.places.get(value.variable)!);
        return true;
      }
      assembly.define(value.variable, register);
      return false;
    case 'cons':
      matchList(assembly, value, register, 0);
      return true;
    default:
      assembly.emit(op.UNIFY_HEAD, register, buildValue(assembly, value));
      return true;
  }
}

function matchList(
  assembly: Assembly,
  value: Extract<Value, { kind: 'cons' }>,
  register: number,
  position: number,
): void {
  const { head, tail } = value;
  if (position === 0 && longerThan(value, LONGEST_UNROLLED_LIST)) {
    assembly.emit(op.UNIFY_HEAD, register, buildValue(assembly, value));
    return;
  }
  const tailIsFirst = tail.kind === 'variable' && !assembly.seen.has(tail.variable);
  const same = head.kind === 'variable' && tail.kind === 'variable' && head.variable === tail.variable;
  if (head.kind === 'variable' && tailIsFirst && !same) {
    const known = assembly.seen.has(head.variable);
    const h = known ? assembly.places.get(head.variable)! : registerFor(assembly, head.variable, register);
    if (!known) assembly.define(head.variable, h);
    const t = registerFor(assembly, tail.variable, register);
    assembly.define(tail.variable, t);
    assembly.emit(known ? op.GET_LIST_VALUE_VAR : op.GET_LIST_VAR_VAR, register, h, t);
    return;
  }
  const before = new Set(assembly.seen);
  const h = assembly.temp();
  const t = assembly.temp();
  assembly.emit(op.GET_CONS, register, h, t, 0);
  const otherwise = assembly.space.length - 1;
  match(assembly, head, h);
  if (tail.kind === 'cons') matchList(assembly, tail, t, position + 1);
  else match(assembly, tail, t);
  assembly.emit(op.JUMP, 0);
  const end = assembly.space.length - 1;
  assembly.space.patch(otherwise, assembly.space.length);
  for (const variable of assembly.seen)
    if (!before.has(variable)) assembly.emit(op.NEW, assembly.places.get(variable)!);
  assembly.emit(op.UNIFY_HEAD, register, buildValue(assembly, value));
  assembly.space.patch(end, assembly.space.length);
}

/** In a clause without a frame: where a variable should best be, which is where the last call wants it. */
export function preferRegisters(assembly: Assembly, args: readonly Value[]): void {
  args.forEach((arg, index) => {
    if (arg.kind === 'variable' && !assembly.preferred.has(arg.variable)) assembly.preferred.set(arg.variable, index);
  });
}

function registerFor(assembly: Assembly, variable: Variable, current: number): number {
  const wanted = assembly.preferred.get(variable);
  // A parameter's register is free once it has been matched and no variable lives in it.
  if (
    wanted !== undefined &&
    wanted <= current &&
    current < assembly.clause.parameters.length &&
    ![...assembly.places.values()].includes(wanted)
  )
    return wanted;
  return assembly.temp();
}

/** A pattern of a class without fields: values of known classes are checked against it without asking anyone. */
export function isPlainClass(value: Value): value is Extract<Value, { kind: 'instance' }> {
  return value.kind === 'instance' && value.fields.length === 0;
}

function longerThan(value: Value, length: number): boolean {
  let rest = value;
  for (let i = 0; i <= length; i++) {
    if (rest.kind !== 'cons') return false;
    rest = rest.tail;
  }
  return true;
}
