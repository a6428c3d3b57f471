import type { Parameter } from '@polar-tools/language';
import { unions } from './classes.ts';
import type { PolicyRuleType } from './policy.ts';
import { ImpliedRuleType, type Shape } from './rule-types.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Whether a rule's parameters match a rule type at first sight: the same string, the same class, a class whose block makes it an
 * actor or a resource. Most do; of the others `matchRuleType` says whether and why not.
 */
export function matchesPlainly(parameters: readonly Parameter[], type: PolicyRuleType, policy: Snapshot): boolean {
  if (!(type instanceof ImpliedRuleType)) return false;
  const { shapes } = type;
  if (shapes.length !== parameters.length) return false;
  for (let i = 0; i < shapes.length; i++) if (!fits(parameters[i]!, shapes[i]!, policy)) return false;
  return true;
}

function fits({ value, specializer }: Parameter, { value: text, type }: Shape, { blocks }: Snapshot): boolean {
  if (text !== undefined) return value.$type === 'StringLiteral' && value.value === text && specializer === undefined;
  if (type === undefined) return true;
  if (value.$type === 'StringLiteral') return type === 'String' && specializer === undefined;
  if (value.$type !== 'Variable' || specializer?.$type !== 'InstancePattern') return false;
  const tag = specializer.name.text;
  if (tag === type) return true;
  if (!unions.has(type) || unions.has(tag)) return false;
  const block = blocks.get(tag);
  return block !== undefined && (type === 'Resource' || block.keyword === 'actor');
}
