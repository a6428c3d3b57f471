import { type Node, printString, walk } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import type { Value, Variable } from '../compiler/goal.ts';
import type { ClauseCode } from '../compiler/program.ts';
import type { CalledGoal } from '../run/called-goal.ts';
import { instanceOf } from '../run/instance-of.ts';
import type { Run } from '../run/run.ts';
import { withArticle } from '../terms/article.ts';
import { describeKind, printTerm } from '../terms/print.ts';
import { sameTerm } from '../terms/same.ts';
import {
  Box,
  CALL,
  CONS,
  DICTIONARY,
  deref,
  EMPTY_LIST,
  type Fields,
  HOST,
  isUnbound,
  REST,
  type Term,
} from '../terms/term.ts';
import { constraintsOn } from './known.ts';
import type { Candidate, GoalSite, WhyFailed } from './view.ts';

/** Why a goal with these arguments failed: for a call of a predicate, each clause with the first thing in its head that did not fit. */
export function explainFailure(machine: Run, { site }: CalledGoal, args: readonly Term[], goal: GoalSite): WhyFailed {
  const { node } = goal;
  if (machine.space.code.sites[site]!.args === undefined || node.$type !== 'Call') {
    return {
      goal,
      predicate: undefined,
      arguments: [],
      candidates: [],
      reason: `${textOf(machine, goal)} does not hold with these values.`,
    };
  }
  const name = (node as Node & { readonly name: { readonly text: string } }).name.text;
  const predicate = machine.space.predicates[machine.space.predicate(name, args.length)]!;
  const candidates = predicate.clauses.map(
    (code): Candidate => ({ clause: code.clause as Clause, mismatch: mismatch(machine, code, args) }),
  );
  const fitting = candidates.filter((candidate) => candidate.mismatch === undefined);
  return {
    goal,
    predicate: name,
    arguments: args,
    candidates,
    reason: reasonFor(name, args, candidates.length, fitting),
  };
}

/** What is known from where the run stands alone: not which rules were tried. */
function reasonFor(name: string, args: readonly Term[], all: number, fitting: readonly Candidate[]): string {
  if (all === 0) return `No rule ${name} has ${args.length} ${args.length === 1 ? 'parameter' : 'parameters'}.`;
  const count = fitting.length;
  if (count > 0 && args.some((arg) => constraintsOn(arg) !== undefined))
    return `No rule ${name} has a solution, or a further one, with what is known of these arguments.`;
  if (count > 1 && fitting.some(({ clause }) => hasCut(clause)))
    return `${count} of the ${all} rules ${name} fit these arguments. None of those that were tried has a solution, or a further one; a cut may have kept others from being tried.`;
  return failureOfRules(name, all, count);
}

function hasCut({ rule: { body } }: Clause): boolean {
  let has = false;
  if (body !== undefined)
    walk(body, ({ $type }) => {
      has ||= $type === 'Cut';
    });
  return has;
}

/** Of a predicate's rules some fit the arguments of a call, and it fails: why, in a sentence. */
export function failureOfRules(name: string, all: number, fitting: number): string {
  if (fitting === 0)
    return all === 1
      ? `The only rule ${name} does not fit these arguments.`
      : `None of the ${all} rules ${name} fits these arguments.`;
  if (all === 1) return `The only rule ${name} fits these arguments, but its body has no solution, or no further one.`;
  if (fitting === 1)
    return `One of the ${all} rules ${name} fits these arguments, but its body has no solution, or no further one.`;
  return `${fitting} of the ${all} rules ${name} fit these arguments, but no body has a solution, or a further one.`;
}

function textOf(machine: Run, { node, uri }: GoalSite): string {
  const text = uri === undefined ? machine.query.text : undefined;
  return text === undefined ? 'The goal' : `\`${text.slice(node.$start, node.$end)}\``;
}

function mismatch(machine: Run, { lowered }: ClauseCode, args: readonly Term[]): Candidate['mismatch'] {
  const bound = new Map<Variable, Term>();
  for (const [index, { value, specializer, node }] of lowered.parameters.entries()) {
    const arg = args[index]!;
    const reason =
      compare(machine, value, arg, bound) ??
      (specializer === undefined ? undefined : compare(machine, specializer, arg, bound));
    if (reason !== undefined) return { parameter: index, node, reason };
  }
  return undefined;
}

/** Why a value does not fit what is written; undefined where it does, or where only the application can say. */
function compare(machine: Run, written: Value, given: Term, bound: Map<Variable, Term>): string | undefined {
  const value = deref(given);
  if (isUnbound(value)) return undefined;
  const is = shown(machine, value);
  switch (written.kind) {
    case 'constant':
      if (isHost(value) || isHost(written.term) || sameTerm(written.term, value)) return undefined;
      return `It is ${is}, and ${shown(machine, written.term)} is expected.`;
    case 'variable': {
      const known = bound.get(written.variable);
      if (known === undefined) bound.set(written.variable, value);
      else if (!isHost(value) && !isUnbound(deref(known)) && !sameTerm(known, value))
        return `It is ${is}, and ${written.variable.name} is ${shown(machine, known)} already.`;
      return undefined;
    }
    case 'cons':
      if (!(value instanceof Box) || value.kind !== CONS)
        return value === EMPTY_LIST ? 'The list is empty.' : `It is ${is}, which is not a list.`;
      return (
        compare(machine, written.head, value.a as Term, bound) ?? compare(machine, written.tail, value.b as Term, bound)
      );
    case 'rest':
      return value instanceof Box && (value.kind === CONS || value.kind === REST || value === EMPTY_LIST)
        ? undefined
        : `It is ${is}, which is not a list.`;
    case 'instance': {
      const members = machine.program.unions.get(written.name);
      const fits =
        members === undefined
          ? instanceOf(machine.program, value, written.name)
          : members.some((member) => instanceOf(machine.program, value, member) !== false);
      if (fits === false)
        return `It is ${withArticle(describeKind(value))}, and ${withArticle(written.name)} is expected.`;
      return members === undefined ? compareFields(machine, written.fields, value, bound) : undefined;
    }
    case 'dictionary':
    case 'fields':
      if (written.kind === 'dictionary' && !(value instanceof Box && value.kind === DICTIONARY))
        return `It is ${is}, which is not a dictionary.`;
      return compareFields(machine, written.fields, value, bound);
    case 'call':
      return value instanceof Box && value.kind === CALL && value.a === written.name
        ? undefined
        : `It is ${is}, and a call of ${written.name} is expected.`;
  }
}

function compareFields(
  machine: Run,
  fields: readonly (readonly [string, Value])[],
  value: Term,
  bound: Map<Variable, Term>,
): string | undefined {
  if (!(value instanceof Box) || value.kind !== DICTIONARY) return undefined;
  for (const [key, pattern] of fields) {
    const found = (value.a as Fields).get(key);
    if (found === undefined) return `It has no ${key}.`;
    const reason = compare(machine, pattern, found, bound);
    if (reason !== undefined) return `${key}: ${reason}`;
  }
  return undefined;
}

/** A value as a debugger shows it: a machine's own names for variables are those of its messages. */
const shown = (machine: Run, term: Term): string =>
  printTerm(term, { describe: (object) => machine.describeObject(object), quote: printString });

const isHost = (term: Term): boolean => term instanceof Box && term.kind === HOST;
