import { setImmediate } from 'node:timers/promises';
import {
  type Answer,
  answerWithoutHost,
  type Host,
  Machine,
  type PreparedQuery,
  type Program,
  placeOfUnregistered,
  prepare,
  type RuntimeError,
  unknownClasses,
} from '@polar-tools/evaluator';
import { Suggestions } from '@polar-tools/policy';
import { asQueryProblem, readQuery } from '@polar-tools/project';
import { type Call, Failure, type Place } from './failure.ts';
import type { Heap } from './heap.ts';
import type { LoadedPolicy } from './load-policy.ts';

export interface RunOptions {
  readonly host: Host | undefined;
  /** Milliseconds; 0 for no limit. */
  readonly timeout: number;
  readonly clock: () => number;
  readonly heap?: Heap;
  /** What the policy's `print` writes. */
  readonly print: (text: string) => void;
  /** Ends the run, between two slices of it. */
  readonly signal?: AbortSignal;
  /** Runs a slice of it so that it can be ended in the middle: of use where an application is waited for. */
  readonly interruptible?: <Result>(slice: () => Result) => Result;
}

/** Calls that a machine makes before the process looks up, at Ctrl-C: some milliseconds, or a tenth of a second of heavy ones. */
const callsAtOnce = 50_000;
/** Answers that it gives before that. */
const answersAtOnce = 200;

/**
 * Reads a query against a program.
 *
 * @throws Failure with the place in the query
 */
export function prepareQuery(program: Program, text: string): PreparedQuery {
  const read = readQuery(text);
  const { query, errors } = read.problems.length > 0 ? { query: undefined, errors: [] } : prepare(program, text);
  const failure = Failure.of(
    [...read.problems, ...errors.map(asQueryProblem)].map(
      ({ code, message, start, end }) => new Failure(code, message, { file: undefined, text, start, end }),
    ),
  );
  if (failure !== undefined || query === undefined) throw failure ?? new Error('A query was not read, for no reason.');
  const unknown = Failure.of(
    unknownClasses(query).map(
      ({ name, meant, start, end }) =>
        new Failure(
          'unregistered-class',
          `Unregistered class: ${name}. ${meant === undefined ? 'Name one that the policy or the data has.' : `Did you mean '${meant}'?`}`,
          { file: undefined, text, start, end },
        ),
    ),
  );
  if (unknown !== undefined) throw unknown;
  return query;
}

/** An answer as it is found. */
export interface FoundAnswer extends Answer {
  /** No other one can follow. */
  readonly isLast: boolean;
}

/**
 * The answers of a query, one by one, as they are found.
 *
 * @throws Failure when the query ends with an error
 */
export async function* answersOf(
  query: PreparedQuery,
  policy: LoadedPolicy,
  options: RunOptions,
): AsyncGenerator<FoundAnswer> {
  const { host, timeout, clock, heap, print, interruptible: during } = options;
  const machine = new Machine(query, {
    ...(host && { host }),
    limits: { time: timeout },
    clock,
    heap: heap?.use,
    print,
  });
  for (let answers = 0; ; ) {
    const outcome = during === undefined ? machine.run(callsAtOnce) : during(() => machine.run(callsAtOnce));
    if (outcome.kind === 'answer') {
      yield { ...outcome.answer, isLast: !machine.mayHaveMore };
      // What breaks off a slice drops a signal that was not yet seen.
      if (++answers % answersAtOnce === 0 || during !== undefined) await lookUp(options.signal);
    } else if (outcome.kind === 'done') return;
    else if (outcome.kind === 'error') throw runFailure(outcome.error, query, policy);
    else if (outcome.kind === 'paused') await lookUp(options.signal);
    else machine.answer(answerWithoutHost(outcome.question));
  }
}

/** Lets the process see Ctrl-C, and that nobody reads what it writes. */
async function lookUp(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  if (signal?.aborted) throw new Failure('interrupted', 'Interrupted.');
}

/** A runtime error as the command line reports it, with its place in the policy or the query. */
export function runFailure(error: RuntimeError, query: PreparedQuery, policy: LoadedPolicy): Failure {
  return new Failure(
    error.code,
    withFix(error, policy),
    placeOf(placeOfUnregistered(error, policy.policy) ?? error, query, policy),
    [],
    callsOf(error, query, policy),
  );
}

/** The calls of rules that led to an error, the innermost first; where it arose itself is not among them. */
function callsOf(error: RuntimeError, query: PreparedQuery, policy: LoadedPolicy): Call[] {
  return error.trace
    .toReversed()
    .filter(({ node, start, uri }) => node?.$type === 'Call' && (start !== error.start || uri !== error.uri))
    .flatMap((entry) => {
      const place = placeOf(entry, query, policy);
      return place === undefined ? [] : [{ goal: entry.text.replace(/\s+/g, ' '), place }];
    });
}

/** Where something stands, in the policy or in the query. */
function placeOf(
  { uri, start, end }: Pick<RuntimeError, 'uri' | 'start' | 'end'>,
  query: PreparedQuery,
  policy: LoadedPolicy,
): Place | undefined {
  if (start === undefined || end === undefined) return undefined;
  if (uri === undefined)
    return query.text === undefined ? undefined : { file: undefined, text: query.text, start, end };
  const source = policy.sources.get(uri);
  return source && { file: source.shown, text: source.text, start, end };
}

/** What there is to do about an error, on the command line. */
function withFix({ code, message }: RuntimeError, { policy }: LoadedPolicy): string {
  const sentence = message.replace(/[.!]?$/, '.');
  if (code === 'query-timeout') return `${sentence} Give it longer with --timeout MILLISECONDS (0: no limit).`;
  if (code === 'out-of-memory')
    return `${sentence} Ask for less, or give it more with NODE_OPTIONS=--max-old-space-size=MEGABYTES.`;
  if (code === 'query-for-undefined-rule') {
    const meant = new Suggestions(policy.predicates.keys()).nearest(/`(.*)`/.exec(message)?.[1] ?? '');
    if (policy.files.size === 0) return `${sentence} No policy is loaded: name its files with --policy.`;
    return `${sentence} ${meant === undefined ? 'Define it, or call a rule that the policy has.' : `Did you mean \`${meant}\`?`}`;
  }
  return message;
}
