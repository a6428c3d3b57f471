import type { Dialect } from '../model/policy.ts';

/** A rule that Cloud has where the policy has none named `allow`, of whatever arity (docs/language/blocks.md#the-implied-allow). */
export interface ImpliedRule {
  readonly name: string;
  readonly arity: number;
  /** As it would be written. */
  readonly text: string;
}

const impliedAllow: readonly ImpliedRule[] = [
  { name: 'allow', arity: 2, text: 'allow(actor, action) if\n  has_permission(actor, action);' },
  { name: 'allow', arity: 3, text: 'allow(actor, action, resource) if\n  has_permission(actor, action, resource);' },
];

/** The rules that a policy of this dialect has without writing them. */
export function impliedRules(dialect: Dialect, predicates: { has(name: string): boolean }): readonly ImpliedRule[] {
  return dialect === 'cloud' && !predicates.has('allow') ? impliedAllow : [];
}
