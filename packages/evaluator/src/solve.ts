import type { PreparedQuery } from './compiler/prepare.ts';
import { type AsyncHost, type Host, HostError, type Reply } from './host/host.ts';
import { answerWithoutHost } from './host/no-host.ts';
import { QueryRun } from './query-run.ts';
import type { Outcome } from './run/outcome.ts';
import type { RunOptions } from './run/run.ts';

/** An answer, or the error that ended the query. */
export type Solution = Extract<Outcome, { kind: 'answer' | 'error' }>;

export interface SolveOptions extends Omit<RunOptions, 'host'> {
  readonly host?: Host;
}

/**
 * Runs a query against a host that answers at once, one answer at a time: what comes after is computed when it is asked for.
 * An error is the last thing given. Never throws.
 */
export function* solve(query: PreparedQuery, options: SolveOptions = {}): Generator<Solution, void, void> {
  const machine = new QueryRun(query, options);
  for (;;) {
    const outcome = machine.run();
    if (outcome.kind === 'answer') yield outcome;
    else if (outcome.kind === 'question')
      machine.answer(options.host?.answer(outcome.question) ?? answerWithoutHost(outcome.question));
    else if (outcome.kind !== 'paused') {
      if (outcome.kind === 'error') yield outcome;
      return;
    }
  }
}

export interface SolveAsyncOptions extends Omit<RunOptions, 'host'> {
  readonly host?: AsyncHost;
  /** Stops the query: `AbortSignal.timeout(5000)` for a time limit. */
  readonly signal?: AbortSignal;
  /** Calls made before others get a turn (default 100,000: some milliseconds). */
  readonly budget?: number;
  /** Gives others a turn: resolve it when the query may go on. By default only what is already waiting runs. */
  readonly pause?: () => Promise<void>;
}

/**
 * Runs a query against a host that may take a while. An error is the last thing given; a promise of the host that is
 * rejected is one.
 *
 * @throws the signal's reason when it is aborted, also while the host is thinking.
 */
export async function* solveAsync(
  query: PreparedQuery,
  options: SolveAsyncOptions = {},
): AsyncGenerator<Solution, void, void> {
  const { host, signal, budget = 100_000, pause = () => Promise.resolve(), ...machineOptions } = options;
  const machine = new QueryRun(query, machineOptions);
  for (;;) {
    signal?.throwIfAborted();
    const outcome = machine.run(budget);
    if (outcome.kind === 'answer') yield outcome;
    else if (outcome.kind === 'question') {
      const reply = host?.answer(outcome.question) ?? answerWithoutHost(outcome.question);
      machine.answer(reply instanceof Promise ? await abortable(reply, signal) : reply);
    } else if (outcome.kind === 'paused') await pause();
    else {
      if (outcome.kind === 'error') yield outcome;
      return;
    }
  }
}

async function abortable(reply: Promise<Reply>, signal: AbortSignal | undefined): Promise<Reply> {
  const settled = reply.catch((error: unknown) => {
    return new HostError('exception', 'exception', error instanceof Error ? error.message : String(error), error);
  });
  if (signal === undefined) return settled;
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([settled, aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}
