import { typedValue } from './reading/fact-of-json.ts';
import type { AnswerValue } from './value.ts';

/**
 * Says what is wrong with a value of a built-in type whose id is none of its values: `Integer:1.5`, `Boolean:maybe`; and where the id is written otherwise than
 * anything that it is compared with: `Integer:+1`. Undefined for any other value.
 */
export function valueFault({ type, id }: AnswerValue): string | undefined {
  if (type === undefined || id === undefined) return undefined;
  const value = typedValue(type, id);
  if (typeof value === 'string') return value;
  return value.id === id ? undefined : `"${id}" is the number ${value.id}: write ${type}:${value.id}.`;
}
