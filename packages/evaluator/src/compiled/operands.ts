import { CONSTANTS } from '../compiler/opcodes.ts';
import type { HostValue } from '../host/host.ts';
import { toHost } from '../terms/convert.ts';
import type { Term } from '../terms/term.ts';
import type { CompiledMachine } from './machine.ts';

/** The value of an operand: a register, a slot of the frame in progress, or a constant. */
export function operandOf(machine: CompiledMachine, operand: number): Term {
  if (operand < 0) return machine.frame![~operand] as Term;
  return operand < CONSTANTS ? machine.registers[operand]! : machine.space.code.constants[operand - CONSTANTS]!;
}

/** A call of the application as its operands at `at` say: name, count, operands…, keys, operands… */
export function callAt(
  machine: CompiledMachine,
  at: number,
): { name: string; args: HostValue[]; keywords: ReadonlyMap<string, HostValue> | undefined } {
  const { code, constants, keyLists } = machine.space.code;
  const count = code[at + 1]!;
  const args: HostValue[] = [];
  for (let i = 0; i < count; i++) args.push(toHost(operandOf(machine, code[at + 2 + i]!)));
  const keys = keyLists[code[at + 2 + count]!]!;
  const named = keys.map((key, i): [string, HostValue] => [key, toHost(operandOf(machine, code[at + 3 + count + i]!))]);
  return { name: constants[code[at]!] as string, args, keywords: named.length === 0 ? undefined : new Map(named) };
}

/** The address after such operands. */
export function afterCall(machine: CompiledMachine, at: number): number {
  const { code, keyLists } = machine.space.code;
  const count = code[at + 1]!;
  return at + 3 + count + keyLists[code[at + 2 + count]!]!.length;
}
