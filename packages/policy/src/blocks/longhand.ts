import type { Node, Rule, Shorthand } from '@polar-tools/language';
import type { Policy } from '../model/policy.ts';
import { longhandOf } from './expand-shorthand.ts';

/** The rule that a shorthand of this policy stands for; `print` of it is its text. */
export function longhand(policy: Policy, shorthand: Shorthand): Rule {
  const holder: Node | undefined = shorthand.$container;
  const block = holder?.$type === 'Block' ? (holder as Node & { name: { text: string } }).name.text : '';
  return longhandOf(shorthand, { dialect: policy.dialect, block, blocks: policy.blocks });
}
