import type { Parameter } from '@polar-tools/language';

/** The string that a parameter is, if it is one: the relation of a `has_relation` head. */
export function stringOf(parameter: Parameter | undefined): string | undefined {
  return parameter?.value.$type === 'StringLiteral' ? parameter.value.value : undefined;
}

/** The class that a parameter is specialised to. */
export function classOf(parameter: Parameter | undefined): string | undefined {
  return parameter?.specializer?.$type === 'InstancePattern' ? parameter.specializer.name.text : undefined;
}
