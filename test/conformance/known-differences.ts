import type { Case, Outcome } from './case.ts';

/** Names the known difference that an outcome falls under; undefined where both engines must agree. */
export function isKnownDifference(_asked: Case, _query: string, oracle: Outcome, _ours: Outcome): string | undefined {
  if (oracle.error === 'crash') return 'crash';
  if (oracle.error === 'exception' && /^Unregistered instance/.test(oracle.message ?? ''))
    return 'unregistered-instance';
  return undefined;
}
