import { snapshotOf } from '../model/create.ts';
import type { Policy } from '../model/policy.ts';
import type { Diagnostic } from './diagnostic.ts';
import { Checker } from './incremental-checker.ts';

/**
 * Everything there is to say about a policy, by file, in the order of the text: syntax errors and what the checks find, at the
 * severities that the configuration sets, without what comments suppress. After `updatePolicy` only what the change can affect is
 * checked again, and a file with nothing new keeps the same array.
 */
export function check(policy: Policy): ReadonlyMap<string, readonly Diagnostic[]> {
  const snapshot = snapshotOf(policy);
  const { lineage } = snapshot;
  const checker = lineage.checker instanceof Checker ? lineage.checker : new Checker();
  lineage.checker = checker;
  return checker.advance(snapshot);
}
