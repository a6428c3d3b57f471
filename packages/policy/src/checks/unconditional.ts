import type { Expression, Parameter, Rule } from '@polar-tools/language';
import { unwrap } from '../model/walk.ts';

/** A rule without a body, or with `true` for one: it holds for all that its head takes. */
export function isUnconditional({ body }: Rule): boolean {
  if (body === undefined) return true;
  const inner = unwrap<Expression>(body);
  return inner.$type === 'BooleanLiteral' && inner.value;
}

/** Whether each parameter is a variable of its own without a specializer, so that the head takes everything. */
export function takesEverything(parameters: readonly Parameter[]): boolean {
  const names = new Set<string>();
  return parameters.every(({ value, specializer }) => {
    if (value.$type !== 'Variable' || specializer !== undefined) return false;
    if (value.name === '_') return true;
    if (names.has(value.name)) return false;
    names.add(value.name);
    return true;
  });
}
