import type { GraphBlock, GraphLink, RoleGraph } from './role-graph.ts';

/** A graph as a message: links name their ends. */
export interface WireGraph {
  readonly blocks: readonly GraphBlock[];
  readonly links: readonly (Omit<GraphLink, 'from' | 'to'> & { readonly from: string; readonly to: string })[];
}

/** A graph as a message. @param uriOf how the receiver spells a file of the policy */
export function wireOf({ blocks, links }: RoleGraph, uriOf: (uri: string) => string): WireGraph {
  const at = <Place extends { readonly uri: string }>(place: Place): Place => ({ ...place, uri: uriOf(place.uri) });
  return {
    blocks: blocks.map((block) => ({
      ...block,
      place: block.place && at(block.place),
      names: block.names.map((name) => ({ ...name, place: at(name.place), rules: name.rules.map(at) })),
    })),
    links: links.map((link) => ({ ...link, from: link.from.id, to: link.to.id, place: at(link.place) })),
  };
}

/** The graph that a message tells of. */
export function graphOfWire({ blocks, links }: WireGraph): RoleGraph {
  const names = new Map(blocks.flatMap((block) => block.names.map((name) => [name.id, name] as const)));
  return {
    blocks,
    links: links.flatMap((link) => {
      const [from, to] = [names.get(link.from), names.get(link.to)];
      return from === undefined || to === undefined ? [] : [{ ...link, from, to }];
    }),
  };
}
