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
    const { error, stop, view } = runtime;
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
      const description = [why.reason, ...candidateLines(context, why)].join('\n');
      const exceptionId = stop?.filter === 'negation' ? 'negation-failed' : 'goal-failed';
      return {
        exceptionId,
        description,
        breakMode: 'always',
        details: { message: why.reason, stackTrace: description },
      };
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

/** Each rule that could have answered, with the first thing that did not fit. */
function candidateLines(context: SessionContext, why: WhyFailed): string[] {
  return why.candidates.map(({ clause, mismatch }) => {
    const head = clauseText(context, clause);
    if (mismatch === undefined) return `${head}: its head fits, its body failed.`;
    return `${head}: parameter ${mismatch.parameter + 1}, ${goalText(mismatch.node)}: ${mismatch.reason}`;
  });
}
