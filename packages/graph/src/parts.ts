import type { GraphName, RoleGraph } from './role-graph.ts';

/** A block and those that it is linked with, with the links among them; the same graph where there is no such block. */
export function around({ blocks, links }: RoleGraph, name: string): RoleGraph {
  if (!blocks.some((block) => block.name === name)) return { blocks, links };
  const near = new Set([name]);
  for (const { from, to } of links) {
    if (from.block === name) near.add(to.block);
    if (to.block === name) near.add(from.block);
  }
  return {
    blocks: blocks.filter((block) => near.has(block.name)),
    links: links.filter(({ from, to }) => near.has(from.block) && near.has(to.block)),
  };
}

/** The ids of all names that one gives, and of all that give it, over any number of links; it is among them. */
export function linkedWith({ links }: RoleGraph, { id }: GraphName): ReadonlySet<string> {
  const found = new Set([id]);
  for (const [one, other] of [
    ['from', 'to'],
    ['to', 'from'],
  ] as const) {
    const met = new Set([id]);
    for (const here of met) for (const link of links) if (link[one].id === here) met.add(link[other].id);
    for (const each of met) found.add(each);
  }
  return found;
}
