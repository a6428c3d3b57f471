import { setImmediate } from 'node:timers/promises';
import { type CloudAnswer, type CloudError, type CloudQuery, CloudRun, type FactStore } from '@polar-tools/evaluator';
import { Failure, type Place } from '../failure.ts';
import type { LoadedPolicy } from '../load-policy.ts';

export interface CloudRunSettings {
  readonly facts: FactStore;
  /** `@current_unix_time`. */
  readonly now: number;
  /** Milliseconds; 0 for no limit. */
  readonly timeout: number;
  readonly clock: () => number;
  /** Ends the run, between two slices of it. */
  readonly signal?: AbortSignal;
}

/** Steps between two looks at Ctrl-C, and answers: some milliseconds. */
const STEPS = 200_000;
const ANSWERS = 1_000;

/**
 * The answers of a query over facts, sorted.
 *
 * @throws Failure when the query ends with an error
 */
export async function* cloudAnswers(
  query: CloudQuery,
  policy: LoadedPolicy,
  { facts, now, timeout, clock, signal }: CloudRunSettings,
): AsyncGenerator<CloudAnswer> {
  const run = new CloudRun(query, { facts, now, clock, limits: { time: timeout } });
  for (let answers = 0; ; ) {
    const outcome = run.run(STEPS);
    if (outcome.kind === 'done') return;
    if (outcome.kind === 'error') throw runFailure(outcome.error, query, policy);
    if (outcome.kind === 'answer') {
      yield outcome.answer;
      if (++answers % ANSWERS !== 0) continue;
    }
    await setImmediate();
    if (signal?.aborted) throw new Failure('interrupted', 'Interrupted.');
  }
}

function runFailure({ code, message, uri, start, end }: CloudError, query: CloudQuery, policy: LoadedPolicy): Failure {
  const sentence =
    code === 'query-timeout' ? `${message} Give it longer with --timeout MILLISECONDS (0: no limit).` : message;
  return new Failure(code, sentence, placeOf());

  function placeOf(): Place | undefined {
    if (start === undefined || end === undefined) return undefined;
    if (uri === undefined)
      return query.text === undefined ? undefined : { file: undefined, text: query.text, start, end };
    const source = policy.sources.get(uri);
    return source && { file: source.shown, text: source.text, start, end };
  }
}
