import type { Policy } from '@polar-tools/policy';
import type { Values } from '../../facts/values.ts';
import type { TypeSets } from '../../tables/type-sets.ts';

/** What rules are lowered with. */
export interface LoweringSetting {
  readonly policy: Policy;
  readonly values: Values;
  readonly types: TypeSets;
}
