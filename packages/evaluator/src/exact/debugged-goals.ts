import { CALL_PORT, EXIT_PORT, UNIFY_PORT } from '../run/ports.ts';
import { type ClauseFrame, GoalActivation } from './activation.ts';
import type { Goal } from './goals.ts';
import type { ExactMachine } from './machine.ts';

const NO_GOALS = (): readonly Goal[] => [];

/** Under a debugger: a goal is called where it is written. */
export function callGoal(
  run: ExactMachine,
  { term, source, site, frame }: Extract<Goal, { readonly kind: 'call' }>,
): true {
  const { search, bindings } = run;
  const choices = search.choices?.depth ?? 0;
  const event = run.event + 1;
  const made = new GoalActivation(search.activation, site, event, frame, term, choices, bindings.mark());
  search.push({ kind: 'exit', activation: made });
  search.push({ kind: 'query', term, source });
  search.activation = made;
  run.pass(CALL_PORT, made, -1);
  return true;
}

/** A rule's head has matched and its body begins. */
export function enterRule(run: ExactMachine, frame: ClauseFrame): true {
  run.entered = frame;
  run.pass(UNIFY_PORT, run.search.activation, frame.clause);
  return true;
}

/** A goal holds. It can be entered again where a choice point in it is open. */
export function exitGoal(run: ExactMachine, left: GoalActivation): true {
  const { search } = run;
  const open = search.choices?.newestOpen;
  const isOpen = open != null && open.depth > left.choices;
  search.activation = left.parent;
  if (isOpen) search.leave(0, NO_GOALS, 0, undefined, left);
  run.pass(EXIT_PORT, left, -1);
  return true;
}
