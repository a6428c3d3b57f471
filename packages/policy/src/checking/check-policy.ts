import { type Check, severityOf } from '../checks/definition.ts';
import { checks } from '../checks/index.ts';
import { unusedSuppression } from '../checks/unused-suppression.ts';
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

/**
 * What there is to say of a policy where it is loaded to be run: its errors, and what the reference engine warns of as it loads one. It is
 * `check` without the rest, which is not looked for.
 */
export function checkAtLoad(policy: Policy): ReadonlyMap<string, readonly Diagnostic[]> {
  const snapshot = snapshotOf(policy);
  const { lineage } = snapshot;
  // Which comments suppress nothing, only all checks together can tell.
  const all = lineage.checker instanceof Checker || severityOf(unusedSuppression, snapshot) === 'error';
  const checker = lineage.loading instanceof Checker ? lineage.loading : new Checker(isToldAtLoad);
  if (!all) lineage.loading = checker;
  const found = all ? check(policy) : checker.advance(snapshot);
  return new Map([...found].map(([uri, diagnostics]) => [uri, diagnostics.filter(isOfLoading)]));
}

const isToldAtLoad = (check: Check, policy: Policy): boolean =>
  check.toldAtLoad === true || severityOf(check, policy) === 'error';

const engineWarnings: ReadonlySet<string> = new Set(checks.flatMap((each) => (each.toldAtLoad ? [each.code] : [])));

const isOfLoading = ({ severity, code }: Diagnostic): boolean => severity === 'error' || engineWarnings.has(code);
