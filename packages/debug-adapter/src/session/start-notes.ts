import { failedInlineQueries } from '@polar-tools/evaluator';
import { rangeOf } from '@polar-tools/language';
import { mistakenNames } from '../load.ts';
import type { SessionContext } from './context.ts';

/** Milliseconds for all inline queries of a policy: a person waits for the one that is debugged. */
const TIME = 500;

/** Tells what a person should know before the first answer: in the console, before the run begins. */
export function tellBeforeStart(context: SessionContext): void {
  const { loaded } = context.running();
  for (const note of mistakenNames(loaded)) tell(context, note);
  for (const { uri, query, message } of failedInlineQueries(loaded.policy, {
    // An application that takes its time is not asked before the run is.
    host: loaded.hasData && loaded.application.answers === 'at once' ? loaded.application.host : undefined,
    clock: context.host.now,
    time: TIME,
  })) {
    // Why it fails is what this run shows.
    if (query === loaded.inline?.expression) continue;
    const { start, end } = rangeOf(query);
    const { source, line, column } = context.shown(uri, start, end);
    tell(context, message, { source, line, column });
  }
  tellFaults(context);
}

/** Tells what is wrong with breakpoints, once a run looks at them. */
export function tellFaults(context: SessionContext): void {
  if (!context.configured || context.debugged === undefined || context.debugged.launch.noDebug) return;
  for (const { text, where } of context.faults.take()) tell(context, text, where);
}

function tell({ emit }: SessionContext, text: string, where: object = {}): void {
  emit('output', { category: 'important', output: `${text}\n`, ...where });
}
