import type { ClauseCode } from '../compiler/program.ts';
import { ASKED } from '../run/asked.ts';
import { Failure } from '../run/failure.ts';
import type { Outcome } from '../run/outcome.ts';
import { sortFitting } from '../run/specificity.ts';
import {
  Box,
  CONS,
  call,
  DICTIONARY,
  deref,
  EMPTY_LIST,
  expression,
  FIELDS,
  type Fields,
  INSTANCE,
  isUnbound,
  LAST_VARIABLE,
  type Term,
  UNBOUND,
  VAR,
} from '../terms/term.ts';
import { answerBindings } from './answer.ts';
import { noteSolution } from './backtrack.ts';
import type { Choice } from './choice.ts';
import * as choices from './choice.ts';
import { ConstraintMet } from './constraint-met.ts';
import { enter } from './enter.ts';
import { nextFilter } from './filter.ts';
import { type Frame, type Goals, PARENT, PAYLOAD, RETURN_TO } from './frame.ts';
import { callMethod, lookup } from './lookup.ts';
import type { CompiledMachine } from './machine.ts';
import { afterCall, callAt, operandOf } from './operands.ts';
import { solve } from './solve-goals.ts';

/** `true`: go on at the machine's `pc`; `false`: failure; ASKED: a question waits, and it is executed again with the reply. */
type Done = boolean | typeof ASKED | Outcome;

/**
 * Executes one instruction that the loop leaves to us. The machine's registers are written back, and are read again after it.
 */
export function executeRare(machine: CompiledMachine, instruction: number): boolean | Outcome {
  const mark = machine.application.replied;
  const done = perform(machine, instruction);
  if (done === ASKED) {
    machine.application.replied = mark;
    return machine.application.waiting;
  }
  machine.application.settle();
  return done;
}

function perform(machine: CompiledMachine, instruction: number): Done {
  switch (instruction) {
    case 21: // DICTIONARY
      return makeFields(machine, DICTIONARY);
    case 24: // FIELDS
      return makeFields(machine, FIELDS);
    case 23: // INSTANCE
      return makeInstance(machine);
    case 22: // CALL_TERM
      return makeCall(machine);
    case 28: // LOOKUP_KEY
      return lookupKey(machine);
    case 29: // METHOD
      return method(machine);
    case 30: // CONSTRUCT
      return construct(machine);
    case 33: // MATCH
      return match(machine);
    case 38: // NOT_SOLUTION
      machine.negations = noteSolution(machine);
      return false;
    case 42: // BARRIER
      machine.push(choices.BARRIER, null, 0, word(machine, 1), null, null);
      return goOn(machine, 2);
    case 43: // CUT_TO
      return cutTo(machine);
    case 44: // PRINT
    case 58: // DEBUG
      return print(machine, instruction === 58 /* DEBUG */);
    case 46: // SOLVE
      return solveNext(machine);
    case 47: // RESUME
      return restoreSaved(machine);
    case 48: // FILTERED
      return filtered(machine);
    case 49: // ANSWER
      return answer(machine);
    case 51: // ALIAS
      machine.store.alias(machine.frame![word(machine, 1)] as Term);
      return goOn(machine, 2);
    case 52: // ASSIGNABLE
      return assignable(machine);
    case 53: // SORT
      return sort(machine);
    case 60: // REST
      return restAlone(machine);
    case 61: // HAND_OVER
      throw new ConstraintMet();
    default:
      throw new Error(`There is no instruction ${instruction} at ${machine.pc}.`);
  }
}

const word = (machine: CompiledMachine, offset: number): number => machine.space.code.code[machine.pc + offset]!;

const operand = (machine: CompiledMachine, offset: number): Term => operandOf(machine, word(machine, offset));

function goOn(machine: CompiledMachine, length: number): true {
  machine.pc += length;
  return true;
}

function setResult(machine: CompiledMachine, value: Term, length: number): true {
  machine.registers[word(machine, 1)] = value;
  return goOn(machine, length);
}

// ---- Terms ------------------------------------------------------------------------------------------------------------

function fieldsAt(machine: CompiledMachine, offset: number): Map<string, Term> {
  const keys = machine.space.code.keyLists[word(machine, offset)]!;
  return new Map(keys.map((key, i) => [key, operand(machine, offset + 1 + i)]));
}

function makeFields(machine: CompiledMachine, kind: number): true {
  const fields = fieldsAt(machine, 2);
  return setResult(machine, new Box(kind, fields, undefined), 3 + fields.size);
}

/** What a list of which only the rest is written comes to where that is no list, or not known yet, only an `ExactRun` knows. */
function restAlone(machine: CompiledMachine): true {
  const rest = deref(operand(machine, 2));
  if (typeof rest !== 'object' || (rest.kind !== CONS && rest !== EMPTY_LIST)) throw new ConstraintMet();
  return setResult(machine, rest, 3);
}

function makeInstance(machine: CompiledMachine): true {
  const fields = fieldsAt(machine, 3);
  return setResult(machine, new Box(INSTANCE, operandName(machine, 2), fields), 4 + fields.size);
}

function makeCall(machine: CompiledMachine): true {
  const count = word(machine, 3);
  const args: Term[] = [];
  for (let i = 0; i < count; i++) args.push(operand(machine, 4 + i));
  return setResult(machine, call(operandName(machine, 2), args), 4 + count);
}

function operandName(machine: CompiledMachine, offset: number): string {
  return machine.space.code.constants[word(machine, offset)] as string;
}

// ---- The application --------------------------------------------------------------------------------------------------

function lookupKey(machine: CompiledMachine): Done {
  const object = deref(operand(machine, 2));
  const key = deref(operand(machine, 3));
  if (typeof key === 'string' && !(typeof object === 'object' && object.kind <= LAST_VARIABLE)) {
    if (typeof object === 'object' && object.kind === DICTIONARY) {
      const value = (object.a as Fields).get(key);
      if (value === undefined) return machine.lacks(object, key);
      machine.store.alias(value);
      return setResult(machine, value, 4);
    }
    const value = lookup(machine, object, key);
    return value === ASKED ? ASKED : setResult(machine, value, 4);
  }
  const result = new Box(VAR, UNBOUND, machine.store.generation);
  machine.registers[word(machine, 1)] = result;
  machine.solveThen({ goal: expression('.', [object, key, result]), next: null }, machine.pc + 4);
  return true;
}

function method(machine: CompiledMachine): Done {
  const object = deref(operand(machine, 2));
  const { name, args, keywords } = callAt(machine, machine.pc + 3);
  const value = callMethod(machine, object, name, args, keywords);
  return value === ASKED ? ASKED : setResult(machine, value, afterCall(machine, machine.pc + 3) - machine.pc);
}

function construct(machine: CompiledMachine): Done {
  const { name, args, keywords } = callAt(machine, machine.pc + 2);
  const reply = machine.ask({ kind: 'construct', class: name, args, keywords });
  if (reply === ASKED) return ASKED;
  return setResult(machine, machine.termOf(reply), afterCall(machine, machine.pc + 2) - machine.pc);
}

function print(machine: CompiledMachine, isDebug: boolean): true {
  const count = word(machine, 1);
  const parts: string[] = [];
  for (let i = 0; i < count; i++) parts.push(machine.print(deref(operand(machine, 2 + i))));
  const text = parts.join(', ');
  machine.say(isDebug ? `debug(${text})` : text);
  return goOn(machine, 2 + count);
}

function assignable(machine: CompiledMachine): true {
  const t = deref(operand(machine, 1));
  const name = operandName(machine, 2);
  if (!(typeof t === 'object' && t.kind === VAR)) {
    // Whether a variable without a value was unified with another one in earnest, only a `ExactRun` knows for certain.
    if (isUnbound(t)) throw new ConstraintMet();
    throw new Failure(
      'type-error',
      name === ''
        ? `Type error: Cannot assign to type ${machine.print(t)}.`
        : `Type error: Can only assign to unbound variables, ${name} is not unbound.`,
    );
  }
  return goOn(machine, 3);
}

/** Back to before the barrier of this frame. */
function cutTo(machine: CompiledMachine): true {
  const id = word(machine, 1);
  let { choice } = machine;
  while (choice !== null && !(choice.kind === choices.BARRIER && choice.index === id && choice.frame === machine.frame))
    choice = choice.previous;
  if (choice !== null) machine.cutTo(choice.previous);
  return goOn(machine, 2);
}

// ---- Goals as terms ---------------------------------------------------------------------------------------------------

function match(machine: CompiledMachine): true {
  const t = deref(operand(machine, 1));
  const pattern = operand(machine, 2);
  machine.solveThen({ goal: expression('matches', [t, pattern]), next: null }, machine.pc + 3);
  return true;
}

function solveNext(machine: CompiledMachine): boolean | typeof ASKED {
  const frame = machine.frame!;
  const goals = frame[PAYLOAD] as Goals | null;
  if (goals !== null) return solve(machine, goals);
  machine.pc = frame[RETURN_TO] as number;
  machine.frame = frame[PARENT] as Frame | null;
  return true;
}

/** What `CompiledMachine.solveThen` saved. */
function restoreSaved(machine: CompiledMachine): true {
  const { registers } = machine;
  const frame = machine.frame!;
  const saved = frame[PAYLOAD] as readonly Term[];
  for (let i = 0; i < saved.length; i++) registers[i] = saved[i]!;
  machine.returnTo = frame[RETURN_TO] as number;
  machine.level = frame[4] as Choice | null;
  machine.pc = frame[5] as number;
  machine.frame = frame[PARENT] as Frame | null;
  return true;
}

// ---- Clauses that only their heads can tell apart ---------------------------------------------------------------------

function filtered(machine: CompiledMachine): true {
  const { store } = machine;
  if (store.woken.length > 0) {
    machine.wake(machine.frame, machine.pc);
    return true;
  }
  let choice = machine.choice!;
  while (choice.kind !== choices.FILTER) choice = choice.previous!;
  store.undo(choice.top);
  nextFilter(machine, choice, true);
  return true;
}

function sort(machine: CompiledMachine): boolean | typeof ASKED {
  const { registers } = machine;
  const frame = machine.frame!;
  const args = frame[4] as readonly Term[];
  const sorted = sortFitting(machine, frame[PAYLOAD] as readonly ClauseCode[], args);
  if (sorted === ASKED) return ASKED;
  machine.returnTo = frame[RETURN_TO] as number;
  machine.frame = frame[PARENT] as Frame | null;
  for (let i = 0; i < args.length; i++) registers[i] = args[i]!;
  return enter(machine, sorted, args.length, true);
}

function answer(machine: CompiledMachine): Outcome {
  return { kind: 'answer', answer: { bindings: answerBindings(machine) } };
}
