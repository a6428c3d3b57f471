import { setImmediate } from 'node:timers/promises';
import {
  answerWithoutHost,
  Debuggee,
  type EventView,
  type HostObject,
  type PreparedQuery,
  printTerm,
} from '@polar-tools/evaluator';
import { printString, rangeOf } from '@polar-tools/language';
import { Failure } from '../failure.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import { type FoundAnswer, type RunOptions, runFailure } from '../run-query.ts';

/** Events before the process looks up, at Ctrl-C. */
const eventsAtOnce = 200;
/** Lines of a trace: nobody reads more, and the query goes on without them. */
const mostLines = 5_000;

/**
 * The answers of a query, with every event on the way: which goal was called, left, tried again or failed, and where it
 * is written.
 *
 * @param show takes one line for each event
 */
export async function* tracedAnswers(
  query: PreparedQuery,
  policy: LoadedPolicy,
  { host, timeout, clock, heap, print, signal, interruptible: during = (run) => run() }: RunOptions,
  show: (line: string) => void,
): AsyncGenerator<FoundAnswer> {
  const debuggee = new Debuggee(query, {
    ...(host && { host }),
    limits: { time: timeout },
    clock,
    heap: heap?.use,
    print,
    record: false,
  });
  const describe = host && ((object: HostObject) => host.describe(object));
  for (let events = 0; ; events++) {
    const outcome = during(() => debuggee.forward(() => true, eventsAtOnce));
    switch (outcome.kind) {
      case 'stop':
        if (events < mostLines) show(during(() => eventLine(debuggee, query, policy, describe)));
        else if (events === mostLines) show(`… ${mostLines} events are shown; the query goes on. Ctrl-C ends it.`);
        break;
      case 'answer':
        yield { ...outcome.answer, isLast: debuggee.choicePointCount === 0 };
        break;
      case 'done':
        return;
      case 'error':
        throw runFailure(outcome.error, query, policy);
      case 'question':
        debuggee.answer(answerWithoutHost(outcome.question));
        break;
      case 'paused':
        break;
    }
    if (events % eventsAtOnce === 0) {
      await setImmediate();
      if (signal?.aborted) throw new Failure('interrupted', 'Interrupted.');
    }
  }
}

function eventLine(
  debuggee: Debuggee,
  query: PreparedQuery,
  policy: LoadedPolicy,
  describe: ((object: HostObject) => string) | undefined,
): string {
  const { view } = debuggee;
  const indent = '  '.repeat(Math.max(view.depth - 1, 0));
  return `${view.port.padStart(9)}  ${indent}${goalText(debuggee, view, query, policy, describe)}`;
}

/** At `unify`, the rule entered with its arguments; else the goal as it is written, and where. */
function goalText(
  debuggee: Debuggee,
  { port, goal, predicate, clause }: EventView,
  query: PreparedQuery,
  { sources }: LoadedPolicy,
  describe: ((object: HostObject) => string) | undefined,
): string {
  if (port === 'unify' && predicate !== undefined) {
    const entered = debuggee.frames(0, 1)[0];
    const values =
      entered?.arguments.map((value) => printTerm(value, { describe, quote: printString })).join(', ') ?? '';
    const source = clause && sources.get(clause.uri);
    const where =
      source && clause
        ? `  ${source.shown}:${lineOf(source.text, rangeOf(clause.shorthand ?? clause.rule).start)}`
        : '';
    return `${predicate}(${values})${where}`;
  }
  if (goal === undefined) return '';
  if (goal.uri === undefined) return (query.text ?? '').slice(goal.node.$start, goal.node.$end);
  const source = sources.get(goal.uri);
  if (source === undefined) return predicate ?? '';
  const { start, end } = rangeOf(goal.node);
  const text = source.text.slice(start, end).replace(/\s+/g, ' ');
  return `${text}  ${source.shown}:${lineOf(source.text, start)}`;
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
