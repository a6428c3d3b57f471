import { createPolicy } from '@polar-tools/policy';
import { errorsOf } from '@polar-tools/project';
import type { Side } from './sides.ts';

/**
 * Two policies read in one dialect: where one of them tells which it is in and the other one's was assumed, the other one is read as the first
 * is, if it reads without errors so. A part of a policy may have nothing that speaks for its dialect.
 */
export function inOneDialect([old, changed]: readonly [Side, Side]): readonly [Side, Side] {
  if (dialectOf(old) === dialectOf(changed) || isAssumed(old) === isAssumed(changed)) return [old, changed];
  return isAssumed(old) ? [readAs(old, changed), changed] : [old, readAs(changed, old)];
}

const dialectOf = ({ policy: { policy } }: Side) => policy.dialect;

function isAssumed({ policy: { policy } }: Side): boolean {
  const { from, assumed } = policy.dialectChoice;
  return from === 'default' || assumed !== undefined;
}

function readAs(side: Side, other: Side): Side {
  const { policy } = side.policy;
  const files = [...policy.files].map(([uri, { text }]) => ({ uri, text }));
  const read = createPolicy(files, { ...policy.configuration, dialect: dialectOf(other) });
  return errorsOf(read).length > 0 ? side : { ...side, policy: { ...side.policy, policy: read } };
}
