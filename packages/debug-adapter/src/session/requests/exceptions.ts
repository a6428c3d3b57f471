import type { WhyFailed } from '@polar-tools/evaluator';
import { childrenOf, type Node, type Rule, rangeOf } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import type { Effort } from '../../runtime/run.ts';
import { errorText } from '../answer-texts.ts';
import { Refusal } from '../arguments.ts';
import type { SessionContext } from '../context.ts';
import { candidateLines, type FailedGoal, reasonOf, shortReason } from '../failure-texts.ts';
import type { Handlers } from './handler.ts';

/** Events that are looked at for what failed: some tenths of a second. */
const MOST_EVENTS = 200_000;

/** Why it stopped: the error, or what kept a goal from being true. Editors show the identifiers to people. */
export const exceptions: Handlers = {
  exceptionInfo: async (context, _args, serving) => {
    const { runtime } = context.stopped();
    const { error, view } = runtime;
    if (view.port === 'exception' && error !== undefined) {
      return {
        exceptionId: error.code,
        description: error.message,
        breakMode: 'always',
        details: { message: error.message, typeName: error.code, stackTrace: errorText(error) },
      };
    }
    if (view.port === 'end') {
      const description = runtime.answers.length === 0 ? 'The query has no answer.' : 'The query has no more answers.';
      return {
        exceptionId: runtime.answers.length === 0 ? 'No answer' : 'End of the query',
        description,
        breakMode: 'always',
      };
    }
    const why = view.port === 'fail' ? runtime.whyFailed() : undefined;
    if (why !== undefined) {
      const gaveUpAt = await context.elsewhere('Looking for what failed', serving.signal, (effort) =>
        whereRulesGaveUp(context, why, effort),
      );
      const description = reasonOf(context, why);
      const exceptionId = why.goal.node.$type === 'Not' ? 'Failed negation' : 'Failed goal';
      const candidates = candidateLines(context, why, gaveUpAt).join('\n');
      const details = { message: description, ...(candidates !== '' && { stackTrace: candidates }) };
      return { exceptionId, description, breakMode: 'always', details };
    }
    if (view.port === 'redo') {
      return {
        exceptionId: 'Redone goal',
        description: 'The search came back to this goal for another solution.',
        breakMode: 'always',
      };
    }
    throw new Refusal('It did not stop because of an error or a failure.');
  },
};

/** For each rule whose head fitted: the goal furthest in its body that failed, found by going back to the call. */
async function whereRulesGaveUp(
  context: SessionContext,
  why: WhyFailed,
  effort: Effort,
): Promise<ReadonlyMap<Clause, FailedGoal>> {
  const { runtime } = context.stopped();
  const found = new Map<Clause, FailedGoal>();
  if (!runtime.recording || !why.candidates.some(({ mismatch }) => mismatch === undefined)) return found;
  const furthest = new Map<Clause, { readonly event: number; readonly node: Node }>();
  for (const failure of await runtime.failuresWithin(runtime.view, MOST_EVENTS, effort)) {
    const { clause, node } = failure.goal;
    if (clause === undefined || !plainGoals(clause.rule).includes(node)) continue;
    const best = furthest.get(clause);
    if (best === undefined || rangeOf(best.node).start < rangeOf(node).start)
      furthest.set(clause, { event: failure.event, node });
  }
  for (const [clause, { event, node }] of furthest) {
    found.set(
      clause,
      runtime.lookAt(event, () => ({ node, reason: reasonHere(context, runtime.whyFailed()) })),
    );
  }
  return found;
}

function reasonHere(context: SessionContext, why: WhyFailed | undefined): string {
  return why === undefined ? 'it has no solution.' : shortReason(context, why);
}

/** The goals of a body that must hold for it to hold: those within a negation may fail. */
function plainGoals(rule: Rule): readonly Node[] {
  const goals: Node[] = [];
  const pending: Node[] = rule.body === undefined ? [] : [rule.body];
  for (let goal = pending.pop(); goal !== undefined; goal = pending.pop()) {
    if (goal.$type === 'And' || goal.$type === 'Or' || goal.$type === 'Parentheses') pending.push(...childrenOf(goal));
    else goals.push(goal);
  }
  return goals;
}
