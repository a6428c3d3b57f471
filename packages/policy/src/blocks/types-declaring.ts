import type { Blocks } from './blocks.ts';

const indexes = new WeakMap<Blocks, ReadonlyMap<string, readonly string[]>>();

/** The types whose blocks declare this name, as whatever it is. */
export function typesDeclaring(name: string, blocks: Blocks): readonly string[] {
  let index = indexes.get(blocks);
  if (index === undefined) {
    const made = new Map<string, string[]>();
    for (const { name: type, names } of blocks.values()) {
      for (const declared of names.keys()) {
        const types = made.get(declared);
        if (types === undefined) made.set(declared, [type]);
        else types.push(type);
      }
    }
    index = made;
    indexes.set(blocks, index);
  }
  return index.get(name) ?? [];
}
