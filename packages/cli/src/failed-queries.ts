import { failedInlineQueries, type Host } from '@polar-tools/evaluator';
import { LineIndex, rangeOf } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';
import type { LoadedPolicy } from './load-policy.ts';

/** An inline query that fails, as a finding of `polar check`. */
export interface FailedQuery {
  readonly code: 'inline-query-failed';
  readonly severity: 'error';
  readonly message: string;
  readonly uri: string;
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
}

/** A line for each of them, where something else is asked of the policy: the library would not have loaded it. */
export function failedQueryNotes(loaded: LoadedPolicy, host: Host | undefined, clock: () => number): readonly string[] {
  return failedQueries(loaded.policy, host, clock).map(({ uri, message, start }) => {
    const source = loaded.sources.get(uri);
    const { line, character } = new LineIndex(source?.text ?? '').positionAt(start);
    return `${source?.shown ?? uri}:${line + 1}:${character + 1}: ${message}`;
  });
}

/** The inline queries of a policy that fail as far as this can be told: those that need no application, and with data those that it can answer. */
export function failedQueries(policy: Policy, host: Host | undefined, clock: () => number): readonly FailedQuery[] {
  return failedInlineQueries(policy, { host, clock }).map(({ uri, query, message }) => ({
    code: 'inline-query-failed',
    severity: 'error',
    message,
    uri,
    ...rangeOf(query),
  }));
}
