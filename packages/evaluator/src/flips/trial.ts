import type { PreparedQuery } from '../compiler/prepare.ts';
import type { Host } from '../host/host.ts';
import { answerWithoutHost } from '../host/no-host.ts';
import { QueryRun } from '../query-run.ts';

/** What a trial may take. */
const TRIAL = { depth: 10_000, memory: 200_000, time: 0 };
/** Calls that no trial goes beyond. */
export const MOST_CALLS = 50_000;

/** Whether a query has an answer; undefined where it ends with an error before one, or makes more than so many calls. */
export function firstOf(query: PreparedQuery, host: Host, calls: number): boolean | undefined {
  const { kind } = firstOutcome(query, host, calls);
  return kind === 'answer' ? true : kind === 'done' ? false : undefined;
}

/** About how many calls a query makes up to its first answer. */
export const callsOf = (query: PreparedQuery, host: Host): number => firstOutcome(query, host, MOST_CALLS).calls;

/** Calls that are made at a time. */
const AT_A_TIME = 1_000;

function firstOutcome(
  query: PreparedQuery,
  host: Host,
  most: number,
): { readonly kind: 'answer' | 'done' | 'error' | 'paused'; readonly calls: number } {
  const machine = new QueryRun(query, { host, limits: TRIAL });
  for (let calls = 0; ; ) {
    const outcome = machine.run(AT_A_TIME);
    if (outcome.kind === 'question') machine.answer(answerWithoutHost(outcome.question));
    else if (outcome.kind !== 'paused' || calls >= most) return { kind: outcome.kind, calls };
    else calls += AT_A_TIME;
  }
}
