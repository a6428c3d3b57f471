import { isConstant } from '../dialect/cloud/rule.ts';
import { type Code, setOf } from './codes.ts';
import type { Step } from './plan.ts';
import type { Slots } from './slots.ts';
import type { Consumer } from './subgoal.ts';
import type { TypeSets } from './type-sets.ts';

/**
 * What a rule does with each answer that it waits for, where only one goal is left, which asks facts: the values that these have for the one
 * variable without a value are the rule's answers. Many are taken at once, without going through the rule for each.
 */
export interface Join {
  readonly step: Step;
  /** Which goal it is. */
  readonly at: number;
  /** Its arguments: what the answer says is to be put in. */
  readonly key: readonly Code[];
  /** The argument that an answer gives its value, and the types that it may be of. */
  readonly from: number;
  readonly set: number;
  /** A bit for each argument that then has a value. */
  readonly mask: number;
  /** The argument that has no value, the types that it may be of, and the only one of them, or -1. */
  readonly to: number;
  readonly allowed: number;
  readonly type: number;
}

/** The join that a rule comes to with the answers that it waits for; undefined where it is more than that. */
export function joinOf(
  { plan, step, owner, frame, places }: Consumer,
  slots: Slots,
  types: TypeSets,
): Join | undefined {
  const at = step + 1;
  const last = plan.steps[at];
  if (last === undefined || at + 1 < plan.steps.length || !last.scans) return undefined;
  if (places.length !== 1 || owner.open.length !== 1) return undefined;
  const input = plan.steps[step]!.arguments[places[0]!]!;
  const output = plan.head[owner.open[0]!]!;
  if (input === output || isConstant(output)) return undefined;
  const all = last.arguments;
  const from = all.indexOf(input);
  const to = all.indexOf(output);
  if (from === -1 || to === -1 || all.lastIndexOf(input) !== from || all.lastIndexOf(output) !== to) return undefined;
  const key = all.map((argument) => slots.frozen(frame, argument));
  const isKnown = key.every((code, i) => (i === from || i === to ? code < 0 : code >= 0));
  const mask = ((1 << all.length) - 1) & ~(1 << to);
  if (!isKnown) return undefined;
  const allowed = setOf(key[to]!);
  return { step: last, at, key, from, set: setOf(key[from]!), mask, to, allowed, type: types.only(allowed) ?? -1 };
}
