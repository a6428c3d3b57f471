import { roleGraph, wireOf } from '@polar-tools/graph';
import type { Asked, Feature } from '../feature.ts';
import { ROLES, type RolesResult } from '../protocol.ts';

/** Who implies what in the blocks of a policy: what it is drawn from is the client's to ask, which draws it. */
export const rolesFeature: Feature = {
  method: ROLES,
  capability: {},
  subject: 'document',
  answer: ({ view }: Asked): RolesResult => wireOf(roleGraph(view.policy), (uri) => view.clientUri(uri)),
};
