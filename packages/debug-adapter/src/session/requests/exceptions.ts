import type { WhyFailed } from '@polar-tools/evaluator';
import { goalText } from '../../runtime/goal-text.ts';
import { errorText } from '../answer-texts.ts';
import { Refusal } from '../arguments.ts';
import type { SessionContext } from '../context.ts';
import { clauseText } from '../scopes.ts';
import type { Handlers } from './handler.ts';

/** Why it stopped: the error, or what kept a goal from being true. */
export const exceptions: Handlers = {
  exceptionInfo: (context) => {
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
      return { exceptionId: 'no-answer', description, breakMode: 'always' };
    }
    const why = view.port === 'fail' ? runtime.whyFailed() : undefined;
    if (why !== undefined) {
      const reason = reasonOf(context, why);
      const description = [reason, ...candidateLines(context, why)].join('\n');
      const exceptionId = why.goal.node.$type === 'Not' ? 'negation-failed' : 'goal-failed';
      return { exceptionId, description, breakMode: 'always', details: { message: reason, stackTrace: description } };
    }
    if (view.port === 'redo') {
      return {
        exceptionId: 'redo',
        description: 'The search came back to this goal for another solution.',
        breakMode: 'always',
      };
    }
    throw new Refusal('It did not stop because of an error or a failure.');
  },
};

/** In a sentence: the goal with its values, and why it does not hold. */
function reasonOf(context: SessionContext, why: WhyFailed): string {
  const goal = context.goalOf(0) ?? goalText(why.goal.node);
  if (why.goal.node.$type === 'Not') return `${goal} fails, because what it negates has a solution.`;
  if (why.goal.node.$type === 'Lookup') {
    const found = context.stopped().runtime.evaluate(goalText(why.goal.node), 0, 1);
    if (found.kind === 'value') return `${goal} is ${context.write(found.value)}.`;
  }
  return `${goal} fails. ${why.reason}`;
}

/** Each rule that could have answered, with the first thing that did not fit. */
function candidateLines(context: SessionContext, why: WhyFailed): string[] {
  return why.candidates.map(({ clause, mismatch }) => {
    const head = clauseText(context, clause);
    if (mismatch === undefined) return `${head}: its head fits, its body failed.`;
    return `${head}: parameter ${mismatch.parameter + 1}, ${goalText(mismatch.node)}: ${mismatch.reason}`;
  });
}
