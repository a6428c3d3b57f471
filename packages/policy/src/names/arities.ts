import { formsOf } from '../blocks/given-forms.ts';
import { snapshotOf } from '../model/create.ts';
import type { Policy } from '../model/policy.ts';

/** What Cloud itself knows. A role and a permission may hold everywhere, of no resource. */
const own: ReadonlyMap<string, readonly number[]> = new Map([
  ['allow', [2, 3]],
  ['has_permission', [2, 3]],
  ['has_role', [2, 3]],
  ['has_relation', [3]],
]);

/**
 * How many arguments what has a name in a Cloud policy may have, the fewest first: by rules, blocks, declarations and facts of tests, as rules ask for it, and as Cloud
 * itself knows it. None where the policy does not have the name.
 */
export function aritiesOf(name: string, policy: Policy): readonly number[] {
  const given = formsOf(name, snapshotOf(policy)).map(({ length }) => length);
  return [...new Set([...given, ...(own.get(name) ?? [])])].sort((a, b) => a - b);
}
