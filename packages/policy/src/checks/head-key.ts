import type { Parameter } from '@polar-tools/language';
import { ImpliedRuleType } from '../blocks/rule-types.ts';
import type { PolicyRuleType } from '../model/policy.ts';

/** The string that a parameter is, if it is one: the relation of a `has_relation` head. */
export function stringOf(parameter: Parameter | undefined): string | undefined {
  return parameter?.value.$type === 'StringLiteral' ? parameter.value.value : undefined;
}

/** The class that a parameter is specialised to. */
export function classOf(parameter: Parameter | undefined): string | undefined {
  return parameter?.specializer?.$type === 'InstancePattern' ? parameter.specializer.name.text : undefined;
}

/** The same of a parameter of a rule type, without making what nobody wrote. */
export function stringAt(type: PolicyRuleType, index: number): string | undefined {
  return type instanceof ImpliedRuleType ? type.shapes[index]?.value : stringOf(type.ruleType.parameters[index]);
}

export function classAt(type: PolicyRuleType, index: number): string | undefined {
  return type instanceof ImpliedRuleType ? type.shapes[index]?.type : classOf(type.ruleType.parameters[index]);
}
