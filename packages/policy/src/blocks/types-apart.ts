import { cloudValueTypes, isBuiltInClass, unions, valueClassNames } from '../dialect/built-in-classes.ts';
import type { Blocks } from './blocks.ts';
import { isA } from './is-a.ts';

/**
 * Whether no value is ever of both types in Cloud: one is a string, an integer or a boolean and the other is not, or no declared type is one of the one
 * and one of the other. What is not known, or extends what is not known, may be.
 */
export function areApart(one: string | undefined, other: string | undefined, blocks: Blocks): boolean {
  if (one === undefined || other === undefined || one === other) return false;
  if (valueClassNames.has(one) && valueClassNames.has(other)) return true;
  if (cloudValueTypes.has(one) || cloudValueTypes.has(other)) return isWhole(one, blocks) && isWhole(other, blocks);
  if (valueClassNames.has(one) || valueClassNames.has(other)) return false;
  if (!isWhole(one, blocks) || !isWhole(other, blocks)) return false;
  if (unions.has(one) && (unions.has(other) || blocks.size === 0)) return false;
  if (unions.has(other) && blocks.size === 0) return false;
  for (const name of blocks.keys()) {
    if (name !== 'global' && isA(name, one, blocks) && isA(name, other, blocks)) return false;
  }
  return true;
}

/** Whether all is known of a type that blocks say. Where there are none, each name is a type of its own. */
function isWhole(type: string, blocks: Blocks): boolean {
  if (blocks.size === 0 || isBuiltInClass(type)) return true;
  const supertypes = blocks.get(type)?.supertypes;
  return supertypes?.every((name) => blocks.has(name) || unions.has(name)) ?? false;
}
