import { nearestOf } from '@polar-tools/policy';
import { Refusal } from '../exchange.ts';
import type { Setting } from './question.ts';

/** A query for a predicate that neither a rule nor a fact of the policy has is a slip, as one for a type is. */
export function refuseUnknownPredicates({ policy: { policy } }: Setting, names: readonly string[]): void {
  const known = ['allow', ...policy.predicates.keys(), ...policy.factSignatures.keys()];
  for (const name of names) {
    if (known.includes(name)) continue;
    const meant = nearestOf(name, known);
    throw new Refusal(
      400,
      `The policy has neither a rule nor a fact "${name}". ${meant === undefined ? 'Ask for one that it has.' : `Did you mean "${meant}"?`}`,
    );
  }
}
