import { countText, errorText } from '../answer-texts.ts';
import { Refusal } from '../arguments.ts';
import { failureText } from '../failure-texts.ts';
import { explain } from '../why-not.ts';
import type { Handlers } from './handler.ts';

/** What a failure is called, by what failed. */
const EXCEPTIONS: Readonly<Record<string, string>> = { Not: 'Failed negation', Assertion: 'Failed assertion' };

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
        details: {
          message: error.message,
          typeName: error.code,
          stackTrace: errorText(error, context.running().loaded.dialect.advice.limit),
        },
      };
    }
    const explained = async (): Promise<{ readonly lines: string; readonly reason: string | undefined }> => {
      const { lines, reason } = await context.elsewhere('Looking for what failed', serving.signal, (effort) =>
        explain(context, runtime, effort),
      );
      return { lines: lines.map(({ text }) => text).join('\n'), reason };
    };
    if (view.port === 'end') {
      const { judged } = runtime;
      const none = judged === undefined ? runtime.answers.length === 0 : judged.includes(false);
      const message =
        judged !== undefined
          ? countText({ kind: 'done', answers: 0, judged })
          : none
            ? 'The query has no answer.'
            : 'The query has no more answers.';
      return {
        exceptionId: judged !== undefined ? 'End of the test' : none ? 'No answer' : 'End of the query',
        description: message,
        breakMode: 'always',
        details: { message, ...(none && runtime.recording && { stackTrace: (await explained()).lines }) },
      };
    }
    const why = view.port === 'fail' ? runtime.whyFailed() : undefined;
    if (why !== undefined) {
      const exceptionId = EXCEPTIONS[why.goal.node.$type] ?? 'Failed goal';
      const isPlain = why.candidates.length === 0 && exceptionId !== 'Failed assertion';
      const { lines, reason = why.reason } = isPlain ? { lines: '' } : await explained();
      const message = failureText(context, runtime, { ...why, reason });
      const details = { message, ...(lines !== '' && { stackTrace: lines }) };
      return { exceptionId, description: message, breakMode: 'always', details };
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
