import { describeKind } from '@polar-tools/evaluator';
import { bareQuery, LineIndex } from '@polar-tools/language';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { answerText } from '../answer-texts.ts';
import { type Arguments, Refusal } from '../arguments.ts';
import type { Asked } from '../check-condition.ts';
import { completionsFor } from '../completions.ts';
import type { SessionContext } from '../context.ts';
import { evaluateText } from '../evaluate-text.ts';
import { frameIndex } from '../frames.ts';
import { valueRow } from '../scopes.ts';
import { wordingOf } from '../why-not.ts';
import type { Handlers } from './handler.ts';
import { setVariable, variable } from './variables.ts';

/** Answers that the console shows of a query, and a hover; a person who wants more asks a narrower one. */
const MOST_ANSWERS = 100;
const MOST_HOVERED = 10;

/** Milliseconds for what a person typed, and for what an editor asks by itself at each stop. */
const PATIENCE_TYPED = 30_000;
const PATIENCE_UNASKED = 1_000;

/** Questions within a frame. They are evaluated apart: nothing of the run changes. */
export const evaluating: Handlers = {
  evaluate: async (context, args, serving) => {
    const expression = args.text('expression').trim();
    context.stopped();
    const text = bareQuery(expression);
    if (text === '') throw new Refusal('There is nothing to evaluate.');
    const frame = frameIndex(context, args);
    const asked = args.raw('context');
    const isTyped = asked === 'repl';
    const there = askedIn(context, frame);
    const told = isTyped ? context.stopped().runtime.ask(text, frame, there, wordingOf(context)) : undefined;
    if (told !== undefined) return { result: told.join('\n'), variablesReference: 0 };
    const most = asked === 'hover' ? MOST_HOVERED : MOST_ANSWERS;
    const result = await evaluateText(context, text, frame, serving.signal, {
      solutions: most,
      time: isTyped ? PATIENCE_TYPED : PATIENCE_UNASKED,
    });
    const notes = isTyped ? context.stopped().runtime.notes(text, frame, there) : [];
    switch (result.kind) {
      case 'error':
        throw new Refusal([result.message, ...notes].join('\n'));
      case 'value': {
        if (asked === 'hover' && describeKind(result.value) === 'unbound' && !isVariable(context, text, frame)) {
          throw new Refusal(`There is no variable ${text} here.`);
        }
        const {
          name: _,
          value,
          evaluateName: __,
          ...rest
        } = variable(context, valueRow(context, expression, result.value, text));
        const whole = isTyped || asked === 'clipboard' ? context.writeAll(result.value) : value;
        return { result: [whole, ...notes].join('\n'), ...rest };
      }
      case 'answers': {
        const lines = result.answers.map((answer) => answerText(answer, context));
        if (lines.length === 0) return { result: ['No answer.', ...notes].join('\n'), variablesReference: 0 };
        if (result.more) lines.push(`… and more: these are the first ${most}.`);
        const bindings = [...(result.answers.length === 1 ? (result.answers[0]?.bindings ?? []) : [])];
        const rows = bindings.map(([name, value]) => valueRow(context, name, value));
        const reference = rows.length === 0 ? 0 : context.handles.add({ kind: 'rows', rows: () => rows });
        return { result: [...lines, ...notes].join('\n'), variablesReference: reference };
      }
    }
  },

  setExpression: async (context, args, serving) => {
    const name = args.text('expression').trim();
    return setVariable(context, frameIndex(context, args), name, args.text('value'), serving);
  },

  completions: async (context, args, serving) => ({ targets: await completions(context, args, serving.signal) }),
};

function completions(
  context: SessionContext,
  args: Arguments,
  signal: AbortSignal,
): Promise<DebugProtocol.CompletionItem[]> {
  const text = args.text('text');
  const line = args.optionalInteger('line');
  const column = context.column(args.integer('column'));
  const lines = new LineIndex(text);
  const offset = lines.offsetAt({ line: line === undefined ? 0 : context.line(line), character: column });
  return completionsFor(context, text, offset, frameIndex(context, args), signal);
}

/** Where a frame's queries are asked. */
function askedIn(context: SessionContext, frame: number): Asked {
  const { runtime, loaded } = context.stopped();
  const within = runtime.frame(frame);
  return {
    loaded,
    variables: within && new Set(within.variables.map(({ name }) => name)),
    of: within?.rule === undefined ? 'the query' : 'the rule',
    within: within?.rule,
  };
}

function isVariable(context: SessionContext, name: string, frame: number): boolean {
  return (
    context
      .stopped()
      .runtime.frame(frame)
      ?.variables.some((variable) => variable.name === name) === true
  );
}
