import { type EventView, goalText } from '@polar-tools/evaluator';
import type { Stop } from '../runtime/run.ts';
import { countText } from './answer-texts.ts';
import type { SessionContext } from './context.ts';

/** The port and the goal, for the line above the call stack: `call has_role/3`, `fail role in actor.roles`. */
export function describePort(view: EventView): string {
  if (view.port === 'unify' && view.remembered === true) return `${shortGoal(view) ?? ''} (answer known already)`;
  if (view.port === 'unify' && view.fact !== undefined && view.predicate !== undefined)
    return `fact ${view.predicate}/${view.arity}`;
  if (view.port === 'unify' && view.clause !== undefined) return `unify ${view.clause.predicate}/${view.clause.arity}`;
  const goal = shortGoal(view);
  return goal === undefined ? view.port : `${view.port} ${goal}${remark(view)}`;
}

/** Why a goal fails at once, that nothing seems to be tried for. */
function remark({ port, remembered, circle }: EventView): string {
  if (port !== 'fail') return '';
  if (circle === true) return ' (asked already further up)';
  return remembered === true ? ' (answer known already)' : '';
}

function shortGoal(view: EventView): string | undefined {
  if (view.predicate !== undefined) return `${view.predicate}/${view.arity}`;
  if (view.goal === undefined) return undefined;
  const text = goalText(view.goal.node);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** What a person should know of a stop beyond its port: the goal with its values, why it failed, what went wrong. */
export function explainStop(context: SessionContext, stop: Stop): string | undefined {
  const { runtime } = context.running();
  if (stop.note !== undefined) return stop.note;
  const error = runtime.error;
  if (error !== undefined && stop.view.port === 'exception') return error.message;
  if (stop.view.port === 'end' && runtime.judged !== undefined)
    return countText({ kind: 'done', answers: 0, judged: runtime.judged });
  if (stop.view.port === 'end')
    return runtime.answers.length === 0 ? 'The query has no answer.' : 'The query has no more answers.';
  if (stop.view.port === 'answer') return 'The query has an answer: see the scope Results.';
  return stop.view.port === 'unify' ? undefined : context.goalOf(0);
}
