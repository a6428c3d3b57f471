import { printString } from '@polar-tools/language';
import type { Value, Variable } from '../compiler/goal.ts';
import type { ClauseCode } from '../compiler/program.ts';
import { instanceOf } from '../run/instance-of.ts';
import type { Run } from '../run/run.ts';
import { withArticle } from '../terms/article.ts';
import { describeKind, printTerm } from '../terms/print.ts';
import { mayBeSame } from '../terms/same.ts';
import {
  Box,
  CALL,
  CONS,
  DICTIONARY,
  deref,
  EMPTY_LIST,
  type Fields,
  isUnbound,
  REST,
  type Term,
} from '../terms/term.ts';
import { type Part, partText } from './part-text.ts';
import type { Mismatch } from './view.ts';

/** The first thing in the head of a clause that these arguments do not fit; undefined where each by itself fits, or where only the application can say. */
export function headMismatch(machine: Run, { lowered }: ClauseCode, args: readonly Term[]): Mismatch | undefined {
  const head = new Head(machine);
  for (const [index, { value, specializer, node }] of lowered.parameters.entries()) {
    const arg = args[index]!;
    const unlike =
      head.compare(value, arg, []) ?? (specializer === undefined ? undefined : head.compare(specializer, arg, []));
    if (unlike !== undefined) return { parameter: index, node, ...unlike };
  }
  return undefined;
}

type Unlike = Omit<Mismatch, 'parameter' | 'node'>;

/** What is written in a head, beside the values that it is called with. */
class Head {
  readonly #machine: Run;
  readonly #bound = new Map<Variable, Term>();

  constructor(machine: Run) {
    this.#machine = machine;
  }

  /** Why a value does not fit what is written. `path`: of which part of the argument it is. */
  compare(written: Value, given: Term, path: readonly Part[]): Unlike | undefined {
    const value = deref(given);
    if (isUnbound(value)) return undefined;
    switch (written.kind) {
      case 'constant': {
        if (mayBeSame(written.term, value)) return undefined;
        const [is, expected] = [this.#shown(value), this.#shown(written.term)];
        const reason = `${partText(path)} is ${is}, and ${expected} is expected.`;
        return path.length === 0 ? { reason, values: { is, expected } } : { reason };
      }
      case 'variable':
        return this.#variable(written.variable, value, path);
      case 'cons':
        return this.#list(written, value, path);
      case 'rest':
        return isList(value) ? this.compare(written.rest, value, path) : this.#no('list', value, path);
      case 'instance':
        return this.#instance(written, value, path);
      case 'dictionary':
        return this.#dictionary(written.fields, value, path);
      case 'fields':
        return this.#fields(written.fields, value, path);
      case 'call':
        return value instanceof Box && value.kind === CALL && value.a === written.name
          ? undefined
          : { reason: `${partText(path)} is ${this.#shown(value)}, and a call of ${written.name} is expected.` };
    }
  }

  #variable(variable: Variable, value: Term, path: readonly Part[]): Unlike | undefined {
    const known = this.#bound.get(variable);
    if (known === undefined) this.#bound.set(variable, value);
    else if (!mayBeSame(known, value))
      return {
        reason: `${partText(path)} is ${this.#shown(value)}, and ${variable.name} is ${this.#shown(known)} already.`,
      };
    return undefined;
  }

  /** How many members it has comes first: of a list that is too short no member is to blame. */
  #list(written: Value, value: Term, path: readonly Part[]): Unlike | undefined {
    if (!isList(value)) return this.#no('list', value, path);
    const expected = writtenMembers(written);
    const { members, end } = membersOf(value);
    const isEnd = end === EMPTY_LIST;
    if (
      (isEnd && members.length < expected.members.length) ||
      (expected.rest === undefined && members.length > expected.members.length)
    ) {
      const has = `${isEnd ? '' : 'at least '}${counted(members.length)}`;
      const wanted = `${expected.rest === undefined ? '' : 'at least '}${expected.members.length}`;
      const are = expected.members.length === 1 ? 'is' : 'are';
      return { reason: `${partText(path)} is ${this.#shown(value)}, which has ${has}, and ${wanted} ${are} expected.` };
    }
    for (const [at, member] of expected.members.entries()) {
      const given = members[at];
      // What follows is not known.
      if (given === undefined) return undefined;
      const unlike = this.compare(member, given, [...path, at + 1]);
      if (unlike !== undefined) return unlike;
    }
    return expected.rest === undefined
      ? undefined
      : this.compare(expected.rest, tailOf(value, expected.members.length), [
          ...path,
          { after: expected.members.length },
        ]);
  }

  #instance(
    { name, fields }: Extract<Value, { readonly kind: 'instance' }>,
    value: Term,
    path: readonly Part[],
  ): Unlike | undefined {
    const { program } = this.#machine;
    const members = program.unions.get(name);
    const fits =
      members === undefined
        ? instanceOf(program, value, name)
        : members.some((member) => instanceOf(program, value, member) !== false);
    if (fits === false)
      return {
        reason: `${partText(path)} is ${withArticle(describeKind(value))}, and ${withArticle(name)} is expected.`,
      };
    return members === undefined ? this.#fields(fields, value, path) : undefined;
  }

  /** It has these keys, and no other. */
  #dictionary(fields: readonly (readonly [string, Value])[], value: Term, path: readonly Part[]): Unlike | undefined {
    if (!(value instanceof Box) || value.kind !== DICTIONARY) return this.#no('dictionary', value, path);
    const missing = fields.find(([key]) => !(value.a as Fields).has(key));
    if (missing === undefined) {
      const known = new Set(fields.map(([key]) => key));
      const other = [...(value.a as Fields).keys()].find((key) => !known.has(key));
      if (other !== undefined) return { reason: `${partText(path)} has a key ${other} too, which is not expected.` };
    }
    return this.#fields(fields, value, path);
  }

  #fields(fields: readonly (readonly [string, Value])[], value: Term, path: readonly Part[]): Unlike | undefined {
    if (!(value instanceof Box) || value.kind !== DICTIONARY) return undefined;
    for (const [key, pattern] of fields) {
      const found = (value.a as Fields).get(key);
      if (found === undefined) return { reason: `${partText(path)} has no ${key}.` };
      const unlike = this.compare(pattern, found, [...path, key]);
      if (unlike !== undefined) return unlike;
    }
    return undefined;
  }

  #no(kind: 'list' | 'dictionary', value: Term, path: readonly Part[]): Unlike {
    return { reason: `${partText(path)} is ${this.#shown(value)}, which is not a ${kind}.` };
  }

  /** A value as a debugger shows it: a machine's own names for variables are those of its messages. */
  #shown(term: Term): string {
    return printTerm(term, { describe: (object) => this.#machine.describeObject(object), quote: printString });
  }
}

const counted = (members: number): string =>
  members === 0 ? 'no member' : `${members} ${members === 1 ? 'member' : 'members'}`;

const isList = (value: Term): boolean =>
  value === EMPTY_LIST || (value instanceof Box && (value.kind === CONS || value.kind === REST));

/** The members of a list that are known, and what follows them: the empty list where those are all. */
function membersOf(list: Term): { readonly members: readonly Term[]; readonly end: Term } {
  const members: Term[] = [];
  const met = new Set<Box>();
  let rest = deref(list);
  while (rest instanceof Box && (rest.kind === CONS || rest.kind === REST) && !met.has(rest)) {
    met.add(rest);
    if (rest.kind === CONS) members.push(rest.a as Term);
    rest = deref((rest.kind === CONS ? rest.b : rest.a) as Term);
  }
  return { members, end: rest };
}

function tailOf(list: Term, members: number): Term {
  let rest = deref(list);
  for (let left = members; rest instanceof Box && (rest.kind === REST || (rest.kind === CONS && left > 0)); ) {
    if (rest.kind === CONS) left--;
    rest = deref((rest.kind === CONS ? rest.b : rest.a) as Term);
  }
  return rest;
}

/** The members of a list as it is written. `rest`: what is written for those that may follow; undefined where none may. */
function writtenMembers(list: Value): { readonly members: readonly Value[]; readonly rest: Value | undefined } {
  const members: Value[] = [];
  let rest = list;
  while (rest.kind === 'cons') {
    members.push(rest.head);
    rest = rest.tail;
  }
  if (rest.kind !== 'constant') return { members, rest };
  const { members: others } = membersOf(rest.term);
  return { members: [...members, ...others.map((term): Value => ({ kind: 'constant', term }))], rest: undefined };
}
