import type { GraphBlock, GraphLink, GraphName, RoleGraph } from './role-graph.ts';

/** Where something is drawn, in pixels: its left upper corner and its size. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A horizontal piece of a line, from one `x` to another, which may lie left of it. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

/** A small text: over which relation a line leads. */
export interface Label {
  readonly text: string;
  readonly x: number;
  /** Of its base line. */
  readonly y: number;
}

/** Links between the same two, drawn as one line. */
export interface Line {
  readonly links: readonly GraphLink[];
  readonly isFar: boolean;
  readonly isConditional: boolean;
  /** From a name to itself: over that name's box. */
  readonly loop: Box | undefined;
  /** Horizontal pieces, with curves between them; none of a loop. */
  readonly runs: readonly Run[];
}

/** Where everything of a graph is drawn. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly blocks: ReadonlyMap<string, Box>;
  /** By the id of the name; those of folded blocks are not there. */
  readonly names: ReadonlyMap<string, Box>;
  readonly lines: readonly Line[];
  readonly labels: readonly Label[];
}

/** Links that are drawn as one line, between names or, where a block is folded, the block itself. */
export interface Group {
  readonly from: string;
  readonly to: string;
  readonly fromBlock: string;
  readonly toBlock: string;
  readonly links: readonly GraphLink[];
  readonly isConditional: boolean;
  /** What stands at the line: `on parent`. */
  readonly label: string | undefined;
}

/** The links of a graph as lines. @param folded names of blocks whose names are not drawn */
export function groupsOf(links: readonly GraphLink[], folded: ReadonlySet<string>): readonly Group[] {
  const groups = new Map<string, GraphLink[]>();
  const endOf = ({ id, block }: GraphName): string => (folded.has(block) ? block : id);
  for (const link of links) {
    const { from, to, via, isConditional } = link;
    // What a block gives itself is inside of it.
    if (from.block === to.block && folded.has(from.block)) continue;
    const isWhole = folded.has(to.block);
    const over = from.block === to.block ? via !== undefined : via;
    const key = JSON.stringify([endOf(from), endOf(to), ...(isWhole ? [] : [isConditional, over])]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [link]);
    else known.push(link);
  }
  return [...groups.values()].map((all): Group => {
    const [{ from, to }] = all as [GraphLink];
    const relations = [...new Set(all.flatMap(({ via }) => via ?? []))];
    const isNamed = relations.length > 0 && !folded.has(to.block);
    return {
      from: endOf(from),
      to: endOf(to),
      fromBlock: from.block,
      toBlock: to.block,
      links: all,
      isConditional: all.every(({ isConditional }) => isConditional),
      label: isNamed ? `on ${relations.join(', ')}` : undefined,
    };
  });
}

/** The names that are drawn, by block: a relation only where something follows from it. */
export function drawnNames({ blocks, links }: RoleGraph): ReadonlyMap<string, readonly GraphName[]> {
  const giving = new Set(links.map(({ from }) => from));
  return new Map(
    blocks.map(({ name, names }) => [name, names.filter((one) => one.kind !== 'relation' || giving.has(one))]),
  );
}

/** What a block is called in the picture. */
export const titleOf = ({ keyword, name, supertypes }: GraphBlock): string =>
  `${keyword === 'global' ? '' : `${keyword} `}${name}${supertypes.length === 0 ? '' : ` extends ${supertypes.join(', ')}`}`;
