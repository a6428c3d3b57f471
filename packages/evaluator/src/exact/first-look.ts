import type { ClauseCode } from '../compiler/program.ts';
import { dispatchOf, lookUp } from '../run/dispatch.ts';
import { instanceOf } from '../run/instance-of.ts';
import { Box, CONS, EMPTY_LIST, REST, type Term, UNBOUND, VAR } from '../terms/term.ts';
import type { Shown } from './choice.ts';
import type { ExactMachine } from './machine.ts';
import { isVariable } from './operations.ts';
import type { Rule } from './rules.ts';

/**
 * What is left at choice points as a debugger shows it: everything that the compiled program does not rule out at a first look. Some of
 * it may have been ruled out here already, but what a person sees, and which events there are, must not depend on which machine runs.
 */

const shallow = (run: ExactMachine, term: Term): Term => {
  const value = isVariable(term) ? (run.bindings.valueOf(term) ?? term) : term;
  if (typeof value !== 'object' || value.kind !== REST) return value;
  // A list of which only the rest is written is any list until its rest is one.
  const rest = shallow(run, value.a as Term);
  return typeof rest === 'object' && (rest.kind === CONS || rest === EMPTY_LIST) ? rest : anything;
};

const anything = new Box(VAR, UNBOUND, '_');

/** The clauses left of those that fit a goal's arguments, with those that must be tried to find out that they do not. */
export function clausesLeft(run: ExactMachine, fitting: readonly Rule[], args: readonly Term[]): Shown {
  const found = fitting.map(({ clause }) => clause);
  const tried = triedAtFirst(run, fitting[0]!, args)?.flatMap(({ clause }) => clause ?? []);
  // Where only their heads can tell which clauses fit, these are all.
  if (tried === undefined) return { kind: 'clauses', clauses: (next) => found.slice(next) };
  let last = -1;
  const places = found.map((clause) => {
    last = Math.max(last, tried.lastIndexOf(clause));
    return last;
  });
  const from = (next: number): number => places[next - 1]! + 1;
  return {
    kind: 'clauses',
    // What fits is left in any case: nothing that is shown may lose an answer.
    isOpen: (next) => next < found.length || from(next) < tried.length,
    clauses: (next) => tried.slice(from(next)),
  };
}

/** The clauses that the compiled program would try; undefined where it tries their heads first. */
function triedAtFirst(run: ExactMachine, { clause }: Rule, args: readonly Term[]): readonly ClauseCode[] | undefined {
  const { space } = run;
  const dispatch = dispatchOf(space.predicates[space.predicate(clause.predicate, args.length)]!);
  const known = args.map((arg) => shallow(run, arg));
  const selection = dispatch.select(known);
  if (selection === undefined) return undefined;
  return selection.position < 0 ? selection.all : lookUp(selection, known[selection.position]!);
}

export interface Member {
  readonly member: Term;
  /** The rest of a list, whose members are meant. */
  readonly isRest: boolean;
}

/** The members left of those that an item may equal. */
export function membersLeft(
  run: ExactMachine,
  item: Term,
  members: readonly Member[],
  possible: readonly Member[],
): Shown {
  const all: (Term | undefined)[] = [];
  for (const { member, isRest } of members) {
    if (!isRest) {
      all.push(shallow(run, member));
      continue;
    }
    let rest = shallow(run, member);
    while (typeof rest === 'object' && rest.kind === CONS) {
      all.push(shallow(run, rest.a as Term));
      rest = shallow(run, rest.b as Term);
    }
    if (rest !== EMPTY_LIST) all.push(undefined);
  }
  // A string, a number or a boolean is compared before anything is left; of anything else the whole list is.
  const isSimple = typeof item !== 'object';
  const mayEqual = (member: Term | undefined): boolean =>
    !isSimple || member === undefined || typeof member === 'object' || member === item;
  let last = all.length - 1;
  while (last >= 0 && !mayEqual(all[last])) last--;
  const places = possible.map((each) => members.indexOf(each));
  // The members of the rest are a choice of their own.
  return { kind: 'in', isOpen: (next) => !possible[next - 1]!.isRest && places[next - 1]! < last };
}

/** The members left of a union that a value may be an instance of. */
export function unionLeft(run: ExactMachine, value: Term, members: readonly string[]): Shown {
  const { program } = run;
  const known = shallow(run, value);
  const isOpen = (next: number): boolean =>
    members.slice(next).some((member) => isVariable(known) || instanceOf(program, known, member) !== false);
  return { kind: 'other', isOpen };
}
