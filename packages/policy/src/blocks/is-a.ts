import { cloudValueTypes } from '../dialect/built-in-classes.ts';
import { type Blocks, supertypesOf } from './blocks.ts';

/** Whether a value of a type may stand in Cloud where another is asked for (docs/language/facts-and-tests.md#subtypes). What is not known may. */
export function isA(type: string | undefined, wanted: string | undefined, blocks: Blocks): boolean {
  if (type === undefined || wanted === undefined || type === wanted) return true;
  if (wanted === 'Resource') return !cloudValueTypes.has(type);
  if (wanted === 'Actor') return blocks.has(type) ? isActor(type, blocks) : !cloudValueTypes.has(type);
  // What stands for all such types may be the one.
  if (type === 'Actor' || type === 'Resource') return !cloudValueTypes.has(wanted);
  return supertypesOf(blocks, type).includes(wanted);
}

function isActor(type: string, blocks: Blocks): boolean {
  return [type, ...supertypesOf(blocks, type)].some(
    (name) => name === 'Actor' || blocks.get(name)?.keyword === 'actor',
  );
}
