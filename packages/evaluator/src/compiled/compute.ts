import { HostError } from '../host/host.ts';
import { ASKED } from '../run/asked.ts';
import { Failure, hostFailure, unsupported } from '../run/failure.ts';
import { toHost } from '../terms/convert.ts';
import { ARITHMETIC_SIGNS, arithmetic, COMPARISON_SIGNS, compareValues, isNumber } from '../terms/numbers.ts';
import { CONS, HOST, LAST_VARIABLE, type Term } from '../terms/term.ts';
import { ConstraintMet } from './constraint-met.ts';
import type { CompiledMachine } from './machine.ts';

const isFree = (t: Term): boolean => typeof t === 'object' && t.kind <= LAST_VARIABLE;

/** The result of an operation on dereferenced terms (docs/language/conditions.md#arithmetic). */
export function calculate(machine: CompiledMachine, operator: number, l: Term, r: Term): Term {
  const sign = ARITHMETIC_SIGNS[operator]!;
  if (isNumber(l) && isNumber(r)) {
    const result = arithmetic(operator, l, r);
    if (result === undefined)
      throw new Failure(
        'arithmetic-error',
        `Arithmetic error: ${machine.print(l)} ${sign} ${machine.print(r)} = ${resultName(operator)}`,
      );
    return result;
  }
  if (isFree(l) || isFree(r)) throw new ConstraintMet();
  throw unsupported(
    `unsupported arithmetic operands: ${machine.print(l)} ${sign} ${machine.print(r)} = ${resultName(operator)}`,
  );
}

/** A comparison of dereferenced terms (docs/language/conditions.md#comparison). */
export function compare(machine: CompiledMachine, operator: number, l: Term, r: Term): boolean | typeof ASKED {
  const sign = COMPARISON_SIGNS[operator]!;
  if (isFree(l) || isFree(r)) throw new ConstraintMet();
  if ((typeof l === 'object' && l.kind === HOST) || (typeof r === 'object' && r.kind === HOST)) {
    // A list's variables are variables to the application, even those that have a value.
    const hasList = (typeof l === 'object' && l.kind === CONS) || (typeof r === 'object' && r.kind === CONS);
    if (hasList && operator >= 2) throw new ConstraintMet();
    const reply = machine.ask({ kind: 'compare', operator: sign, left: toHost(l), right: toHost(r) });
    if (reply === ASKED) return ASKED;
    if (reply instanceof HostError) throw hostFailure(reply);
    return reply === true;
  }
  const holds = compareValues(operator, l, r);
  if (holds === undefined) throw unsupported(`${machine.print(l)} ${sign} ${machine.print(r)}`);
  return holds;
}

/** The reference shows the variable that gets the result; its number says nothing. */
const resultName = (operator: number): string => (operator < 4 ? '_op_1' : '_temp_1');
