import { HostError, type HostObject, MISSING, NO_MORE } from '../host/host.ts';
import { unregisteredClass } from '../host/unregistered-class.ts';
import { ASKED } from '../run/asked.ts';
import { dispatchOf } from '../run/dispatch.ts';
import { Failure, hostFailure } from '../run/failure.ts';
import { instanceOf } from '../run/instance-of.ts';
import { childrenOf } from '../terms/children.ts';
import { fromHost, hostTerm, toHost } from '../terms/convert.ts';
import { debugText } from '../terms/debug-text.ts';
import { COMPARISON_SIGNS } from '../terms/numbers.ts';
import { Met } from '../terms/shared.ts';
import {
  Box,
  CALL,
  CONS,
  DICTIONARY,
  deref,
  EMPTY_LIST,
  EXPRESSION,
  expression,
  FIELDS,
  type Fields,
  HOST,
  INSTANCE,
  instancePattern,
  isUnbound,
  list,
  type Term,
} from '../terms/term.ts';
import * as choices from './choice.ts';
import { compare } from './compute.ts';
import { ConstraintMet } from './constraint-met.ts';
import { enter } from './enter.ts';
import { beginFilter } from './filter.ts';
import { type Goals, PARENT, RETURN_TO } from './frame.ts';
import { lookup } from './lookup.ts';
import type { CompiledMachine } from './machine.ts';
import { member } from './member.ts';

export type Solved = boolean | typeof ASKED;

/**
 * Solves the first of a list of goals that are terms: comparisons that the application makes, patterns with fields, calls held by variables. Leaves the machine at what is to be done next. It may be executed again from its
 * beginning after a question, so it changes nothing before it has all replies.
 */
export function solve(machine: CompiledMachine, { goal, next }: Goals): Solved {
  const t = deref(goal);
  if (t === true) return go(machine, next);
  if (t === false) return false;
  if (isUnbound(t)) return machine.store.unify(t, true) && go(machine, next);
  if (typeof t === 'object' && t.kind === CALL) return callGoal(machine, t.a as string, t.b as readonly Term[], next);
  if (typeof t !== 'object' || t.kind !== EXPRESSION) {
    throw new Failure(
      'type-error',
      `Type error: ${machine.print(t)} isn't something that is true or false so can't be a condition`,
    );
  }
  const operator = t.a as string;
  const args = t.b as readonly Term[];
  switch (operator) {
    case '=':
      return unifyGoal(machine, args[0]!, args[1]!, next);
    case 'matches':
      return matches(machine, args[0]!, args[1]!, next);
    case 'in':
      return membership(machine, args[0]!, args[1]!, next);
    case '.':
      return dot(machine, args, next);
    case 'field':
      return field(machine, args, next);
    case 'next':
      return nextMember(machine, args, next);
    default: {
      const comparison = (COMPARISON_SIGNS as readonly string[]).indexOf(operator);
      const holds = compare(machine, comparison, deref(args[0]!), deref(args[1]!));
      return holds === true ? go(machine, next) : holds;
    }
  }
}

/** Goes on with these goals, in the place of the frame in progress. */
function go(machine: CompiledMachine, goals: Goals | null): true {
  const { woken } = machine.store;
  const all = woken.length > 0 ? before(woken, goals) : goals;
  if (woken.length > 0) machine.store.woken = [];
  const frame = machine.frame!;
  machine.frame = [frame[PARENT], frame[RETURN_TO], null, all];
  machine.pc = machine.space.stubs.solve;
  return true;
}

function before(goals: readonly Term[], next: Goals | null): Goals | null {
  let result = next;
  for (let i = goals.length - 1; i >= 0; i--) result = { goal: goals[i]!, next: result };
  return result;
}

function choose(machine: CompiledMachine, alternatives: readonly (Goals | null)[]): boolean {
  if (alternatives.length === 0) return false;
  if (alternatives.length > 1) machine.push(choices.GOALS, null, 0, 1, null, alternatives);
  return go(machine, alternatives[0]!);
}

function unifyGoal(machine: CompiledMachine, left: Term, right: Term, next: Goals | null): boolean {
  return machine.store.unify(left, right) && go(machine, next);
}

/** A call that a variable holds. */
function callGoal(machine: CompiledMachine, name: string, args: readonly Term[], next: Goals | null): boolean {
  const { space } = machine;
  const predicate = space.predicates[space.predicate(name, args.length)]!;
  const dispatch = dispatchOf(predicate);
  go(machine, next);
  args.forEach((arg, i) => {
    machine.registers[i] = deref(arg);
  });
  machine.returnTo = space.stubs.solve;
  const selection = dispatch.select(machine.registers);
  return selection === undefined
    ? beginFilter(machine, predicate)
    : enter(machine, selection.all, args.length, selection.checked);
}

// ---- Patterns ---------------------------------------------------------------------------------------------------------

/** `left matches right` (docs/language/conditions.md#matching). */
function matches(machine: CompiledMachine, left: Term, right: Term, next: Goals | null): Solved {
  const l = deref(left);
  const r = deref(right);
  const { program } = machine;
  const members = typeof r === 'object' && r.kind === INSTANCE ? program.unions.get(r.a as string) : undefined;
  if (members !== undefined) {
    const possible = isUnbound(l) ? members : members.filter((member) => instanceOf(program, l, member) !== false);
    return choose(
      machine,
      possible.map((member): Goals => ({ goal: expression('matches', [l, instancePattern(member, new Map())]), next })),
    );
  }
  if (isUnbound(l)) {
    const isPattern = typeof r === 'object' && (r.kind === FIELDS || r.kind === INSTANCE);
    if (isPattern || (isUnbound(r) && l !== r) || holdsPattern(r)) throw new ConstraintMet();
    return unifyGoal(machine, l, r, next);
  }
  if (isUnbound(r) || typeof r !== 'object') return unifyGoal(machine, l, r, next);
  if (isList(r) && isList(l)) return matchLists(machine, l, r, next);
  if (r.kind === FIELDS) return matchFields(machine, l, r.a as Fields, next);
  if (r.kind !== INSTANCE) return unifyGoal(machine, l, r, next);
  const name = r.a as string;
  const fields = r.b as Fields;
  const rest =
    fields.size === 0 ? next : { goal: expression('matches', [l, new Box(FIELDS, fields, undefined)]), next };
  const known = instanceOf(program, l, name);
  if (known !== undefined) return known && go(machine, rest);
  if (!program.isClass(name)) throw new Failure('unregistered-class', unregisteredClass(name, program.host));
  if (typeof l !== 'object' || l.kind !== HOST) return false;
  const reply = machine.ask({ kind: 'is-instance', object: l.a as HostObject, class: name });
  if (reply === ASKED) return ASKED;
  if (reply instanceof HostError) throw hostFailure(reply);
  return reply === true && go(machine, rest);
}

/** Whether a pattern would become a part of a value: nothing is compared with that. */
function holdsPattern(term: Term): boolean {
  const met = new Met();
  const pending: Term[] = [term];
  while (pending.length > 0) {
    const t = deref(pending.pop()!);
    if (typeof t !== 'object' || met.again(t)) continue;
    if (t.kind === INSTANCE || t.kind === FIELDS) return true;
    pending.push(...childrenOf(t));
  }
  return false;
}

const isList = (term: Term): boolean => typeof term === 'object' && (term.kind === CONS || term === EMPTY_LIST);

function matchLists(machine: CompiledMachine, left: Term, right: Term, next: Goals | null): boolean {
  const goals: Term[] = [];
  let l = deref(left);
  let r = deref(right);
  while (typeof l === 'object' && l.kind === CONS && typeof r === 'object' && r.kind === CONS) {
    goals.push(expression('matches', [l.a as Term, r.a as Term]));
    l = deref(l.b as Term);
    r = deref(r.b as Term);
  }
  if (isList(l) && isList(r)) return l === r && go(machine, before(goals, next));
  // Two open rests have nothing to do with each other while neither has a value, which only an `ExactRun` keeps.
  if (isUnbound(l) && ((isUnbound(r) && l !== r) || holdsPattern(r))) throw new ConstraintMet();
  goals.push(expression('=', [l, r]));
  return go(machine, before(goals, next));
}

function matchFields(machine: CompiledMachine, l: Term, fields: Fields, next: Goals | null): boolean {
  const goals: Term[] = [];
  // The reference takes the fields in the reverse of their order.
  const reversed = [...fields].reverse();
  if (typeof l === 'object' && l.kind === DICTIONARY) {
    const has = l.a as Fields;
    for (const [key, pattern] of reversed) {
      const value = has.get(key);
      if (value === undefined) return machine.lacks(l, key);
      goals.push(expression('matches', [value, pattern]));
    }
  } else for (const [key, pattern] of reversed) goals.push(expression('field', [l, key, pattern]));
  return go(machine, before(goals, next));
}

/** One field of a pattern: what is missing is a value of its own here. */
function field(machine: CompiledMachine, args: readonly Term[], next: Goals | null): Solved {
  const [object, key, pattern] = args as readonly [Term, string, Term];
  const reply = machine.ask({ kind: 'attribute', object: toHost(object), name: key });
  if (reply === ASKED) return ASKED;
  if (reply instanceof HostError && reply.kind === 'exception') throw hostFailure(reply);
  if (reply instanceof HostError && machine.failsOnMissing) return false;
  const value = reply instanceof HostError || reply === NO_MORE ? hostTerm(MISSING) : fromHost(reply);
  return go(machine, { goal: expression('matches', [value, pattern]), next });
}

// ---- Lookups and membership -------------------------------------------------------------------------------------------

/** `object.key = value`, with an object or a key that is not known when the clause is compiled. */
function dot(machine: CompiledMachine, args: readonly Term[], next: Goals | null): Solved {
  const object = deref(args[0]!);
  const key = deref(args[1]!);
  const value = args[2]!;
  if (isUnbound(object)) throw new ConstraintMet();
  if (typeof object === 'object' && object.kind === DICTIONARY) {
    const fields = object.a as Fields;
    if (typeof key === 'string') {
      const found = fields.get(key);
      return found === undefined ? machine.lacks(object, key) : unifyGoal(machine, found, value, next);
    }
    if (isUnbound(key)) {
      return choose(
        machine,
        [...fields].map(
          ([name, found]): Goals => ({
            goal: expression('=', [name, key]),
            next: { goal: expression('=', [found, value]), next },
          }),
        ),
      );
    }
  }
  if (typeof key !== 'string') {
    throw new Failure(
      'type-error',
      `Type error: cannot look up field ${isUnbound(key) ? `Variable(Symbol("${machine.print(key)}"))` : debugText(key, (term) => machine.print(term))} on an external instance`,
    );
  }
  const found = lookup(machine, object, key);
  return found === ASKED ? ASKED : unifyGoal(machine, value, found, next);
}

/** `item in container` (docs/language/conditions.md#membership). */
function membership(machine: CompiledMachine, left: Term, right: Term, next: Goals | null): Solved {
  const item = deref(left);
  const container = deref(right);
  if (isUnbound(container)) throw new ConstraintMet();
  let members: Term;
  if (typeof container === 'string') members = list([...container]);
  else if (typeof container === 'object' && container.kind === DICTIONARY) {
    members = list([...(container.a as Fields)].map(([key, value]) => list([key, value])));
  } else if (typeof container === 'object' && container.kind === HOST) {
    return go(machine, { goal: expression('next', [item, container, machine.iterations++, 0]), next });
  } else if (isList(container)) members = container;
  else
    throw new Failure(
      'type-error',
      `Type error: can only use \`in\` on an iterable value, this is ${debugText(container, (term) => machine.print(term))}`,
    );
  if (members === EMPTY_LIST) return false;
  go(machine, next);
  const after = member(machine, item, members as Box, machine.space.stubs.solve);
  if (after < 0) return false;
  machine.pc = after;
  if (machine.store.woken.length > 0) machine.solveThen(machine.takeWoken(), after);
  return true;
}

function nextMember(machine: CompiledMachine, args: readonly Term[], next: Goals | null): Solved {
  const [item, container, iteration, index] = args as readonly [Term, Box, number, number];
  const reply = machine.ask({ kind: 'next', object: container.a as HostObject, iteration, index });
  if (reply === ASKED) return ASKED;
  if (reply instanceof HostError) throw hostFailure(reply);
  if (reply === NO_MORE) return false;
  machine.push(choices.ITERATION, null, 0, 0, null, {
    goal: expression('next', [item, container, iteration, index + 1]),
    next,
  });
  return unifyGoal(machine, item, fromHost(reply), next);
}
