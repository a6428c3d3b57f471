import { CONSTANTS } from '../compiler/opcodes.ts';
import type { ClauseCode } from '../compiler/program.ts';
import { ASKED } from '../run/asked.ts';
import { type Dispatch, dispatchOf, lookUp } from '../run/dispatch.ts';
import { instanceOf } from '../run/instance-of.ts';
import type { Outcome } from '../run/outcome.ts';
import { CALL_PORT, EXIT_PORT, FAIL_PORT, PORT_BITS, UNIFY_PORT } from '../run/ports.ts';
import {
  ALIASED,
  Box,
  CONS,
  DICTIONARY,
  deref,
  EMPTY_LIST,
  expression,
  type Fields,
  HOST,
  LAST_VARIABLE,
  type Term,
  UNBOUND,
  VAR,
} from '../terms/term.ts';
import { resume } from './backtrack.ts';
import { checkLimits } from './check-limits.ts';
import type { Choice } from './choice.ts';
import * as choices from './choice.ts';
import { calculate, compare } from './compute.ts';
import { addressOf, aliasArguments, enter } from './enter.ts';
import { beginFilter } from './filter.ts';
import { Activation, type Frame, newFrame, PARENT, RETURN_TO } from './frame.ts';
import { lookup } from './lookup.ts';
import type { CompiledMachine } from './machine.ts';
import { member } from './member.ts';
import { executeRare } from './rare-instructions.ts';

/**
 * Executes instructions until there is something to say. In the switch `continue` is success and `break` is failure, which
 * goes back to the newest choice point. What the registers hold is written back before anything that may throw, stop or
 * look at them.
 *
 * One long function, because V8 keeps what its locals hold in the processor's registers only within one. Instructions that
 * are rare, or long in themselves, stand in `rare-instructions.ts`.
 */
export function execute(machine: CompiledMachine): Outcome {
  const { store, registers, space } = machine;
  const { constants } = space.code;
  const { predicates } = space;
  let { code } = space.code;
  let { pc, frame } = machine;
  let calls = machine.calls;
  for (;;) {
    switch (code[pc]) {
      case 0: {
        // PROCEED
        if (store.woken.length > 0) {
          pc = machine.wake(frame, pc);
          frame = machine.frame;
          continue;
        }
        pc = machine.returnTo;
        continue;
      }
      case 54: // EVENT_CALL
      case 1: // CALL
      case 2: // EXECUTE
      case 5: {
        // DEALLOCATE_EXECUTE
        if (code[pc] === 54 /* EVENT_CALL */) {
          const count = code[pc + 2]!;
          for (let i = 0; i < count; i++) {
            const a = code[pc + 3 + i]!;
            registers[i] = a < 0 ? (frame![~a] as Term) : a < CONSTANTS ? registers[a]! : constants[a - CONSTANTS]!;
          }
          const event = ++machine.event;
          const made = new Activation(machine.activation, code[pc + 1]!, event, frame, store.top, ++store.generation);
          // What is bound from here on is unbound again when the goal fails.
          store.bound = store.generation;
          machine.activation = made;
          pc += 3 + count;
          if (event >= machine.attendAt) {
            if (event < machine.hearUntil) {
              const { heard, heardFrom } = machine;
              const { parent } = made;
              const at = 2 * (event - heardFrom);
              heard[at] = (made.site << PORT_BITS) | CALL_PORT;
              heard[at + 1] = parent === null ? 0 : parent.event;
            } else {
              machine.pc = pc;
              machine.frame = frame;
              if (machine.tell(CALL_PORT, made, -1)) {
                machine.calls = calls;
                return { kind: 'paused' };
              }
            }
          }
          if (code[pc] !== 1 /* CALL */) continue;
        }
        if (store.woken.length > 0) {
          pc = machine.wake(frame, pc);
          frame = machine.frame;
          continue;
        }
        if (++calls >= machine.checkAt) {
          machine.pc = pc;
          machine.frame = frame;
          machine.calls = calls;
          if (checkLimits(machine)) return { kind: 'paused' };
        }
        const word = code[pc];
        const predicate = predicates[code[pc + 1]!]!;
        if (word === 1 /* CALL */) machine.returnTo = pc + 2;
        else if (word === 5 /* DEALLOCATE_EXECUTE */) {
          machine.returnTo = frame![RETURN_TO] as number;
          machine.pc = pc;
          frame = frame![PARENT] as Frame | null;
        }
        let dispatch = predicate.dispatch as Dispatch | undefined;
        if (dispatch === undefined) {
          if (!predicate.defined) machine.pc = pc;
          dispatch = dispatchOf(predicate);
        }
        let selection = dispatch.plain;
        if (selection === undefined) {
          const { arity } = predicate;
          for (let i = 0; i < arity; i++) registers[i] = deref(registers[i]!);
          selection = dispatch.select(registers);
          if (selection === undefined) {
            machine.frame = frame;
            if (!beginFilter(machine, predicate)) break;
            pc = machine.pc;
            code = space.code.code;
            continue;
          }
        }
        let clauses = selection.all;
        const { position } = selection;
        if (position >= 0) {
          const argument = deref(registers[position]!);
          registers[position] = argument;
          clauses = lookUp(selection, argument);
        }
        if (clauses.length === 1) {
          const clause = clauses[0]!;
          machine.level = machine.choice;
          if (machine.negations !== null) aliasArguments(machine, clause);
          pc = selection.checked ? clause.entry : clause.unchecked;
          if (pc < 0) {
            pc = addressOf(machine, clause, selection.checked);
            code = space.code.code;
          }
          continue;
        }
        if (clauses.length === 0) break;
        machine.frame = frame;
        enter(machine, clauses, predicate.arity, selection.checked);
        pc = machine.pc;
        code = space.code.code;
        continue;
      }
      case 3: {
        // ALLOCATE
        const size = code[pc + 1]!;
        const count = code[pc + 2]!;
        const made = newFrame(size, frame, machine.returnTo, false);
        pc += 3;
        for (let i = 0; i < count; i++) made[i + 2] = registers[code[pc++]!];
        frame = made;
        continue;
      }
      case 57: {
        // ALLOCATE_ALL
        const size = code[pc + 1]!;
        const count = code[pc + 2]!;
        const { returnTo, activation } = machine;
        pc += 3;
        let made: Frame;
        if (count <= 5 && size <= 8) {
          // Stored in the literal they cost half of what they would cost afterwards.
          const first = count > 0 ? registers[code[pc]!]! : false;
          const second = count > 1 ? registers[code[pc + 1]!]! : false;
          const third = count > 2 ? registers[code[pc + 2]!]! : false;
          const fourth = count > 3 ? registers[code[pc + 3]!]! : false;
          const fifth = count > 4 ? registers[code[pc + 4]!]! : false;
          made = [frame, returnTo, activation, first, second, third, fourth, fifth];
        } else {
          made = newFrame(size, frame, returnTo, activation);
          for (let i = 0; i < count; i++) made[i + 3] = registers[code[pc + i]!];
        }
        pc += count;
        const variables = code[pc++]!;
        for (let i = 0; i < variables; i++) made[i + 3 + count] = new Box(code[pc++]!, UNBOUND, store.generation);
        frame = made;
        continue;
      }
      case 55: // EVENT_EXIT
      case 4: {
        // RETURN
        if (code[pc] === 55 /* EVENT_EXIT */) {
          const event = ++machine.event;
          const made = machine.activation!;
          let { choice } = machine;
          // Nothing is left to try at a barrier.
          while (choice !== null && choice.kind === choices.BARRIER) choice = choice.previous;
          if (choice !== null && choice.generation > made.generation) {
            machine.frame = frame;
            machine.push(choices.REDONE, null, 0, 0, null, made);
            machine.activation = made.parent;
          } else {
            machine.activation = made.parent;
            machine.rebound();
            store.tidy(made.top);
          }
          pc += 1;
          if (event >= machine.attendAt) {
            if (event < machine.hearUntil) {
              const { heard, heardFrom } = machine;
              const at = 2 * (event - heardFrom);
              heard[at] = (made.site << PORT_BITS) | EXIT_PORT;
              heard[at + 1] = made.event;
            } else {
              machine.pc = pc;
              machine.frame = frame;
              if (machine.tell(EXIT_PORT, made, -1)) {
                machine.calls = calls;
                return { kind: 'paused' };
              }
            }
          }
          if (code[pc] !== 4 /* RETURN */) continue;
        }
        if (store.woken.length > 0) {
          pc = machine.wake(frame, pc);
          frame = machine.frame;
          continue;
        }
        pc = frame![RETURN_TO] as number;
        frame = frame![PARENT] as Frame | null;
        continue;
      }
      case 6: {
        // GET_CONSTANT
        const constant = constants[code[pc + 2]!]!;
        const t = deref(registers[code[pc + 1]!]!);
        if (t !== constant) {
          if (typeof t === 'object') {
            if (t.kind <= LAST_VARIABLE) {
              t.a = constant;
              if ((t.b as number) < store.bound) store.trail[store.top++] = t;
            } else {
              machine.pc = pc;
              machine.frame = frame;
              if (!store.unify(t, constant)) break;
            }
          } else if (typeof constant !== 'object' || !store.unify(t, constant)) break;
        }
        pc += 3;
        continue;
      }
      case 7: {
        // GET_LIST_VAR_VAR
        const t = deref(registers[code[pc + 1]!]!);
        if (typeof t !== 'object') break;
        if (t.kind === CONS) {
          registers[code[pc + 2]!] = t.a as Term;
          registers[code[pc + 3]!] = t.b as Term;
        } else {
          if (t.kind > LAST_VARIABLE && t.kind !== HOST) break;
          const head = new Box(VAR, UNBOUND, store.generation);
          const tail = new Box(VAR, UNBOUND, store.generation);
          registers[code[pc + 2]!] = head;
          registers[code[pc + 3]!] = tail;
          machine.pc = pc;
          machine.frame = frame;
          if (!store.unify(t, new Box(CONS, head, tail))) break;
        }
        pc += 4;
        continue;
      }
      case 8: {
        // GET_LIST_VALUE_VAR
        const t = deref(registers[code[pc + 1]!]!);
        if (typeof t !== 'object') break;
        const operand = code[pc + 2]!;
        const value = operand < 0 ? (frame![~operand] as Term) : registers[operand]!;
        if (t.kind <= LAST_VARIABLE) {
          const tail = new Box(VAR, UNBOUND, store.generation);
          registers[code[pc + 3]!] = tail;
          t.a = new Box(CONS, value, tail);
          if ((t.b as number) < store.bound) store.trail[store.top++] = t;
        } else if (t.kind === CONS) {
          machine.pc = pc;
          machine.frame = frame;
          if (!store.unify(t.a as Term, value)) break;
          registers[code[pc + 3]!] = t.b as Term;
        } else {
          if (t.kind > LAST_VARIABLE && t.kind !== HOST) break;
          const tail = new Box(VAR, UNBOUND, store.generation);
          registers[code[pc + 3]!] = tail;
          machine.pc = pc;
          machine.frame = frame;
          if (!store.unify(t, new Box(CONS, value, tail))) break;
        }
        pc += 4;
        continue;
      }
      case 9: {
        // GET_CONS
        const t = deref(registers[code[pc + 1]!]!);
        if (typeof t !== 'object') break;
        if (t.kind === CONS) {
          registers[code[pc + 2]!] = t.a as Term;
          registers[code[pc + 3]!] = t.b as Term;
          pc += 5;
        } else if (t.kind <= LAST_VARIABLE || t.kind === HOST) pc = code[pc + 4]!;
        else break;
        continue;
      }
      case 10: {
        // UNIFY
        const a = code[pc + 1]!;
        const b = code[pc + 2]!;
        const l = a < 0 ? (frame![~a] as Term) : a < CONSTANTS ? registers[a]! : constants[a - CONSTANTS]!;
        const r = b < 0 ? (frame![~b] as Term) : b < CONSTANTS ? registers[b]! : constants[b - CONSTANTS]!;
        machine.pc = pc;
        machine.frame = frame;
        if (!store.unify(l, r)) break;
        pc += 3;
        if (store.woken.length > 0) {
          pc = machine.wake(frame, pc);
          frame = machine.frame;
        }
        continue;
      }
      case 11: {
        // UNIFY_HEAD
        const a = code[pc + 1]!;
        const b = code[pc + 2]!;
        const l = a < 0 ? (frame![~a] as Term) : a < CONSTANTS ? registers[a]! : constants[a - CONSTANTS]!;
        const r = b < 0 ? (frame![~b] as Term) : b < CONSTANTS ? registers[b]! : constants[b - CONSTANTS]!;
        machine.pc = pc;
        machine.frame = frame;
        if (!store.unify(l, r)) break;
        pc += 3;
        continue;
      }
      case 50: {
        // NECK
        pc += 1;
        if (store.woken.length > 0) {
          pc = machine.wake(frame, pc);
          frame = machine.frame;
        }
        continue;
      }
      case 12: {
        // PUT_CONSTANT
        registers[code[pc + 1]!] = constants[code[pc + 2]!]!;
        pc += 3;
        continue;
      }
      case 13: {
        // PUT_SLOT
        registers[code[pc + 1]!] = frame![code[pc + 2]!] as Term;
        pc += 3;
        continue;
      }
      case 14: {
        // PUT_NEW_SLOT
        const made = new Box(ALIASED, UNBOUND, store.generation);
        registers[code[pc + 1]!] = made;
        frame![code[pc + 2]!] = made;
        pc += 3;
        continue;
      }
      case 15: {
        // PUT_NEW
        registers[code[pc + 1]!] = new Box(ALIASED, UNBOUND, store.generation);
        pc += 2;
        continue;
      }
      case 16: {
        // NEW
        registers[code[pc + 1]!] = new Box(VAR, UNBOUND, store.generation);
        pc += 2;
        continue;
      }
      case 17: {
        // NEW_SLOT
        frame![code[pc + 1]!] = new Box(code[pc + 2]!, UNBOUND, store.generation);
        pc += 3;
        continue;
      }
      case 18: {
        // MOVE
        const a = code[pc + 2]!;
        registers[code[pc + 1]!] =
          a < 0 ? (frame![~a] as Term) : a < CONSTANTS ? registers[a]! : constants[a - CONSTANTS]!;
        pc += 3;
        continue;
      }
      case 19: {
        // CONS
        const a = code[pc + 2]!;
        const b = code[pc + 3]!;
        const l = a < 0 ? (frame![~a] as Term) : a < CONSTANTS ? registers[a]! : constants[a - CONSTANTS]!;
        const r = b < 0 ? (frame![~b] as Term) : b < CONSTANTS ? registers[b]! : constants[b - CONSTANTS]!;
        registers[code[pc + 1]!] = new Box(CONS, l, r);
        pc += 4;
        continue;
      }
      case 20: {
        // STORE
        frame![code[pc + 1]!] = registers[code[pc + 2]!]!;
        pc += 3;
        continue;
      }
      case 25: {
        // ARITHMETIC
        const operator = code[pc + 1]!;
        const a = code[pc + 3]!;
        const b = code[pc + 4]!;
        const l = deref(a < 0 ? (frame![~a] as Term) : a < CONSTANTS ? registers[a]! : constants[a - CONSTANTS]!);
        const r = deref(b < 0 ? (frame![~b] as Term) : b < CONSTANTS ? registers[b]! : constants[b - CONSTANTS]!);
        if (typeof l === 'number' && typeof r === 'number' && operator < 3) {
          const result = operator === 0 ? l + r : operator === 1 ? l - r : l * r;
          if (result <= 9007199254740991 && result >= -9007199254740991) {
            registers[code[pc + 2]!] = result + 0;
            pc += 5;
            continue;
          }
        }
        machine.pc = pc;
        machine.frame = frame;
        registers[code[pc + 2]!] = calculate(machine, operator, l, r);
        pc += 5;
        continue;
      }
      case 26: {
        // COMPARE
        const operator = code[pc + 1]!;
        const a = code[pc + 2]!;
        const b = code[pc + 3]!;
        const l = deref(a < 0 ? (frame![~a] as Term) : a < CONSTANTS ? registers[a]! : constants[a - CONSTANTS]!);
        const r = deref(b < 0 ? (frame![~b] as Term) : b < CONSTANTS ? registers[b]! : constants[b - CONSTANTS]!);
        if (typeof l === 'number' && typeof r === 'number') {
          let holds: boolean;
          switch (operator) {
            case 0:
              holds = l === r;
              break;
            case 1:
              holds = l !== r;
              break;
            case 2:
              holds = l < r;
              break;
            case 3:
              holds = l <= r;
              break;
            case 4:
              holds = l > r;
              break;
            default:
              holds = l >= r;
          }
          if (!holds) break;
          pc += 4;
          continue;
        }
        machine.pc = pc;
        machine.frame = frame;
        const mark = machine.application.replied;
        const holds = compare(machine, operator, l, r);
        if (holds === ASKED) {
          machine.application.replied = mark;
          return machine.application.waiting;
        }
        machine.application.settle();
        if (!holds) break;
        pc += 4;
        continue;
      }
      case 27: {
        // LOOKUP
        const a = code[pc + 2]!;
        const object = deref(a < 0 ? (frame![~a] as Term) : a < CONSTANTS ? registers[a]! : constants[a - CONSTANTS]!);
        const name = constants[code[pc + 3]!] as string;
        if (typeof object === 'object' && object.kind === DICTIONARY) {
          const value = (object.a as Fields).get(name);
          if (value === undefined) {
            machine.lacks(object, name);
            break;
          }
          // The name that stands for what is found is another one for a variable: `:=` asks about that.
          if (typeof value === 'object' && value.kind <= LAST_VARIABLE) store.alias(value);
          registers[code[pc + 1]!] = value;
          pc += 4;
          continue;
        }
        machine.pc = pc;
        machine.frame = frame;
        const mark = machine.application.replied;
        const value = lookup(machine, object, name);
        if (value === ASKED) {
          machine.application.replied = mark;
          return machine.application.waiting;
        }
        machine.application.settle();
        registers[code[pc + 1]!] = value;
        pc += 4;
        continue;
      }
      case 31: {
        // IN
        const a = code[pc + 1]!;
        const b = code[pc + 2]!;
        const item = deref(a < 0 ? (frame![~a] as Term) : a < CONSTANTS ? registers[a]! : constants[a - CONSTANTS]!);
        const container = deref(
          b < 0 ? (frame![~b] as Term) : b < CONSTANTS ? registers[b]! : constants[b - CONSTANTS]!,
        );
        machine.frame = frame;
        machine.pc = pc;
        if (typeof container === 'object' && container.kind === CONS) {
          const next = member(machine, item, container, pc + 3);
          if (next < 0) break;
          pc = next;
          frame = machine.frame;
          if (store.woken.length > 0) {
            pc = machine.wake(frame, pc);
            frame = machine.frame;
          }
          continue;
        }
        if (container === EMPTY_LIST) break;
        machine.solveThen({ goal: expression('in', [item, container]), next: null }, pc + 3);
        pc = machine.pc;
        frame = machine.frame;
        continue;
      }
      case 32: {
        // MATCH_CLASS
        const a = code[pc + 1]!;
        const t = deref(a < 0 ? (frame![~a] as Term) : a < CONSTANTS ? registers[a]! : constants[a - CONSTANTS]!);
        const pattern = constants[code[pc + 2]!] as Box;
        const known = instanceOf(machine.program, t, pattern.a as string);
        pc += 3;
        if (known === true) continue;
        if (known === false) break;
        machine.pc = pc - 3;
        machine.frame = frame;
        machine.solveThen({ goal: expression('matches', [t, pattern]), next: null }, pc);
        pc = machine.pc;
        frame = machine.frame;
        continue;
      }
      case 34: {
        // CONDITION
        const a = code[pc + 1]!;
        const t = deref(a < 0 ? (frame![~a] as Term) : a < CONSTANTS ? registers[a]! : constants[a - CONSTANTS]!);
        pc += 2;
        if (t === true) continue;
        if (t === false) break;
        machine.pc = pc - 2;
        machine.frame = frame;
        machine.solveThen({ goal: t, next: null }, pc);
        pc = machine.pc;
        frame = machine.frame;
        continue;
      }
      case 35: {
        // OR
        machine.frame = frame;
        machine.push(choices.ALTERNATIVE, null, code[pc + 1]!, 0, null, null);
        pc += 2;
        continue;
      }
      case 36: {
        // JUMP
        pc = code[pc + 1]!;
        continue;
      }
      case 37: {
        // NOT
        machine.frame = frame;
        machine.push(choices.NEGATION, null, code[pc + 1]!, code[pc + 2]!, null, null);
        machine.negations = { parent: machine.negations, isSolved: false };
        store.joins = true;
        pc += 3;
        continue;
      }
      case 39: {
        // CUT
        machine.cutTo(machine.level);
        pc += 1;
        continue;
      }
      case 40: {
        // CUT_SLOT
        machine.cutTo(frame![code[pc + 1]!] as Choice | null);
        pc += 2;
        continue;
      }
      case 41: {
        // SAVE_LEVEL
        frame![code[pc + 1]!] = machine.level;
        pc += 2;
        continue;
      }
      case 45: // FAIL
        break;
      case 56: {
        // EVENT_ENTER
        if (store.woken.length > 0) {
          pc = machine.wake(frame, pc);
          frame = machine.frame;
          continue;
        }
        pc += 2;
        const event = ++machine.event;
        if (event >= machine.attendAt) {
          const clause = code[pc - 1]!;
          if (event < machine.hearUntil) {
            const { heard, heardFrom } = machine;
            const at = 2 * (event - heardFrom);
            heard[at] = (clause << PORT_BITS) | UNIFY_PORT;
            heard[at + 1] = machine.activation!.event;
          } else {
            machine.pc = pc;
            machine.frame = frame;
            if (machine.tell(UNIFY_PORT, machine.activation, clause)) {
              machine.calls = calls;
              return { kind: 'paused' };
            }
          }
        }
        continue;
      }
      default: {
        machine.pc = pc;
        machine.frame = frame;
        machine.calls = calls;
        const done = executeRare(machine, code[pc]!);
        if (done === false) break;
        if (done !== true) return done;
        pc = machine.pc;
        frame = machine.frame;
        code = space.code.code;
        continue;
      }
    }
    if (calls >= machine.checkAt) {
      machine.pc = space.stubs.fail;
      machine.frame = frame;
      machine.calls = calls;
      if (checkLimits(machine)) return { kind: 'paused' };
    }
    calls += machine.callsAFailure;
    // Failure: back to the newest choice point, past the goals being debugged that have none left.
    for (;;) {
      const choice: Choice | null = machine.choice;
      const failed: Activation | null = machine.activation;
      if (failed !== null && (choice === null || choice.generation < failed.generation)) {
        store.undo(failed.top);
        frame = failed.frame;
        machine.activation = failed.parent;
        machine.rebound();
        const event = ++machine.event;
        if (event >= machine.attendAt) {
          if (event < machine.hearUntil) {
            const { heard, heardFrom } = machine;
            const at = 2 * (event - heardFrom);
            heard[at] = (failed.site << PORT_BITS) | FAIL_PORT;
            heard[at + 1] = failed.event;
          } else {
            machine.pc = space.stubs.fail;
            machine.frame = frame;
            if (machine.tell(FAIL_PORT, failed, -1)) {
              machine.calls = calls;
              return { kind: 'paused' };
            }
          }
        }
        continue;
      }
      if (choice === null) {
        machine.calls = calls;
        return { kind: 'done' };
      }
      store.undo(choice.top);
      machine.frame = choice.frame;
      machine.returnTo = choice.returnTo;
      machine.activation = choice.activation;
      frame = choice.frame;
      if (choice.kind === choices.CLAUSES) {
        const args = choice.args!;
        for (let i = 0; i < args.length; i++) registers[i] = args[i]!;
        const clauses = choice.list as readonly ClauseCode[];
        const { index } = choice;
        machine.cutTo(choice.previous);
        machine.level = choice.previous;
        if (index + 1 < clauses.length) machine.push(choices.CLAUSES, args, choice.address, index + 1, clauses, null);
        machine.level = choice.previous;
        const clause = clauses[index]!;
        if (machine.negations !== null) aliasArguments(machine, clause);
        pc = choice.address === 1 ? clause.entry : clause.unchecked;
        if (pc < 0) {
          pc = addressOf(machine, clause, choice.address === 1);
          code = space.code.code;
        }
        break;
      }
      if (choice.kind === choices.ALTERNATIVE) {
        machine.cutTo(choice.previous);
        pc = choice.address;
        break;
      }
      if (choice.kind === choices.MEMBERS) {
        machine.cutTo(choice.previous);
        machine.pc = pc;
        const next = member(machine, choice.item as Term, choice.list as Box, choice.address);
        if (next < 0) continue;
        pc = next;
        frame = machine.frame;
        if (store.woken.length > 0) {
          pc = machine.wake(frame, pc);
          frame = machine.frame;
        }
        break;
      }
      machine.pc = pc;
      const resumed = resume(machine, choice);
      if (resumed === 'fail') continue;
      if (resumed === 'stop') {
        machine.calls = calls;
        return { kind: 'paused' };
      }
      pc = machine.pc;
      frame = machine.frame;
      code = space.code.code;
      break;
    }
  }
}
