import type { ShorthandReference } from '@polar-tools/language';

/**
 * The relation that a shorthand's body follows. `"creator" on resource`, without quotes, is one of this very resource
 * (docs/language/cloud-decisions.md#what-the-sources-leave-open-in-the-grammar): nothing is followed.
 */
export function followedRelation(reference: ShorthandReference): ShorthandReference['relation'] {
  return isOnThisResource(reference) ? undefined : reference.relation;
}

export const isOnThisResource = ({ relation }: ShorthandReference): boolean =>
  relation?.$type === 'Variable' && relation.name === 'resource';
