import type { ASKED } from '../run/asked.ts';
import { askAttribute, askInstance, askNext, compareObjects, construct } from './application.ts';
import { filter, sort, tryRule } from './call.ts';
import { checkClass } from './check-class.ts';
import { callGoal, enterRule, exitGoal } from './debugged-goals.ts';
import type { Goal } from './goals.ts';
import type { ExactMachine } from './machine.ts';
import { match } from './match.ts';
import { beginNegation } from './negated-search.ts';
import { lookUp, query } from './query.ts';
import { unify } from './unify.ts';

/** Does a goal; says whether it holds, or that the application was asked and it is to be done again. */
export function perform(run: ExactMachine, goal: Goal): boolean | typeof ASKED {
  const { search } = run;
  switch (goal.kind) {
    case 'query':
      return query(run, goal.term, goal.source);
    case 'call':
      return callGoal(run, goal);
    case 'enter':
      return enterRule(run, goal.frame);
    case 'exit':
      return exitGoal(run, goal.activation);
    case 'unify':
      return unify(run, goal);
    case 'matches':
      return match(run, goal);
    case 'constrain':
      run.bindings.constrain(goal.term);
      return true;
    case 'constrain-all':
      for (const constraint of goal.left.constraints) run.bindings.constrain(constraint);
      return true;
    case 'cut':
      search.cutTo(goal.choices);
      return true;
    case 'backtrack':
      return false;
    case 'restore':
      if (goal.queries !== undefined) search.queries = goal.queries;
      if (goal.trace !== undefined) search.trace = goal.trace;
      return true;
    case 'rule':
      return tryRule(run, goal.call, goal.rule);
    case 'filter':
      return filter(run, goal);
    case 'sort':
      return sort(run, goal);
    case 'lookup':
      return lookUp(run, goal);
    case 'attribute':
      return askAttribute(run, goal);
    case 'is-instance':
      return askInstance(run, goal.object, goal.name);
    case 'compare':
      return compareObjects(run, goal.operator, goal.left, goal.right);
    case 'new':
      return construct(run, goal.call, goal.result);
    case 'next':
      return askNext(run, goal);
    case 'negate':
      beginNegation(run, goal.goal, goal.into);
      return true;
    case 'check-class':
      return checkClass(run, goal);
    case 'halt':
      return true;
  }
}
