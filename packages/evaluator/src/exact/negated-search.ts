import { backtrack } from './backtrack.ts';
import type { Follower } from './bindings.ts';
import type { Goal, Left } from './goals.ts';
import type { ExactMachine } from './machine.ts';
import { constraintsOfNegation } from './negation.ts';
import { type Negation, Search, type Solutions } from './search.ts';

/** Searches for every solution of a goal, apart; the search in progress waits until there are no more. */
export function beginNegation(run: ExactMachine, goal: Goal, into: Left): void {
  const { bindings, search } = run;
  const begun = bindings.mark();
  run.waiting.push(search);
  const negation = { begun, into, solutions: null, follower: bindings.addFollower() };
  run.search = new Search(bindings, search.activation, negation);
  run.push(goal);
}

/** The negated goal has a solution. */
export function noteSolution(run: ExactMachine, { begun, into, solutions, follower }: Negation): void {
  // A debugger may go back to when it was not whole yet, and on again to when it is.
  const solution = run.debugs ? follower.copy() : follower;
  run.bindings.removeFollower(follower);
  run.search.negation = {
    begun,
    into,
    solutions: { solution, before: solutions },
    follower: run.bindings.addFollower(),
  };
}

/** The negated goal has no more solutions: the search that waited goes on with what they leave, or goes back. */
export function endNegation(run: ExactMachine, { begun, into, solutions: newest, follower }: Negation): void {
  const { bindings } = run;
  bindings.removeFollower(follower);
  bindings.undo(begun);
  run.search = run.waiting.pop()!;
  if (newest === null) return;
  const solutions: Follower[] = [];
  for (let each: Solutions | null = newest; each !== null; each = each.before) solutions.push(each.solution);
  solutions.reverse();
  const left = constraintsOfNegation(solutions, (variable) => {
    const { kind } = bindings.state(variable);
    return kind === 'cycle' || kind === 'partial';
  });
  into.constraints = [...left.values()];
  if (left.size === 0) backtrack(run);
}
