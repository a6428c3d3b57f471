import { type Node, walk } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import type { CalledGoal } from '../run/called-goal.ts';
import type { Run } from '../run/run.ts';
import type { Term } from '../terms/term.ts';
import { headMismatch } from './head-mismatch.ts';
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
    (code): Candidate => ({ clause: code.clause as Clause, mismatch: headMismatch(machine, code, args) }),
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
