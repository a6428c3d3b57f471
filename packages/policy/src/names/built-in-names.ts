import type { Call, Expression, Parameter } from '@polar-tools/language';
import { unwrap } from '../model/walk.ts';
import { isPlainSlip } from './plain-slip.ts';
import { isSlip } from './suggestions.ts';
import { termPredicates } from './term-uses.ts';

/**
 * The predicate of the language that a name was most likely meant to be: `has_rol(user, "admin", repo)`, `has_permissions(user, "read", repo)`. It is one of
 * `has_role`, `has_permission`, `has_relation` and `allow` with a slip of the hand, or with an `s` where the role or permission is written out;
 * undefined where it is none, and where the number of arguments tells that it is not.
 */
export function builtInMeantBy(name: string, values: Call['arguments'] | readonly Parameter[]): string | undefined {
  if (values.length < 2 || values.length > 3) return undefined;
  return termPredicates.find((one) => isNearly(name, one, values[1]!));
}

function isNearly(name: string, one: string, second: Expression | Parameter): boolean {
  if (name === one) return false;
  const value = unwrap(second.$type === 'Parameter' ? second.value : second);
  if (name === `${one}s`) return one !== 'allow' && value.$type === 'StringLiteral';
  // A letter less makes no other word of these.
  return isPlainSlip(name, one) || (name.length < one.length && isSlip(name, one));
}
