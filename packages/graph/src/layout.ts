import { Graph, layout } from '@dagrejs/dagre';
import type { GraphBlock, GraphLink, GraphName, RoleGraph } from './role-graph.ts';

/** Where something is drawn, in pixels: its left upper corner and its size. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where everything of a graph is drawn. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly blocks: ReadonlyMap<string, Box>;
  /** By the id of the name. */
  readonly names: ReadonlyMap<string, Box>;
}

const NAME_HEIGHT = 24;
const TITLE_HEIGHT = 30;
const MARGIN = 14;
const BETWEEN = 8;
const COLUMN_GAP = 36;
/** How much wider bold text is. */
const BOLD = 1.12;
/** Pixels that characters take, at 13 pixels of a font for interfaces. */
const NARROW = 4.6;
const COMMON = 7.9;
const WIDE = 12;

export const widthOf = (text: string): number =>
  Math.ceil(
    [...text].reduce(
      (sum, one) =>
        sum + (/[iljtfr.,:;'|!() ]/.test(one) ? NARROW : /[mwMW@\u1100-\u{1faff}]/u.test(one) ? WIDE : COMMON),
      0,
    ),
  );

/** Lays out each block by itself, what gives something left of what it gives, then the blocks among one another. */
export function drawingOf({ blocks, links }: RoleGraph): Drawing {
  const within = new Map<string, GraphLink[]>(blocks.map(({ name }) => [name, []]));
  for (const link of links) if (link.from.block === link.to.block) within.get(link.to.block)?.push(link);
  const drawn = drawnNames({ blocks, links });
  const inner = new Map(
    blocks.map((block) => [block.name, insideOf(block, drawn.get(block.name)!, within.get(block.name)!)]),
  );
  const outer = blocksAsGraph();
  for (const [name, { width, height }] of inner) outer.setNode(name, { width, height });
  for (const { from, to } of links) if (from.block !== to.block) outer.setEdge(from.block, to.block, {});
  layout(outer);
  const boxes = new Map<string, Box>();
  const names = new Map<string, Box>();
  let right = 0;
  let bottom = 0;
  for (const [block, { width, height, names: inside }] of inner) {
    const { x, y } = placed(outer, block);
    const box = { x: x - width / 2, y: y - height / 2, width, height };
    boxes.set(block, box);
    for (const [id, one] of inside) names.set(id, { ...one, x: box.x + one.x, y: box.y + one.y });
    right = Math.max(right, box.x + width);
    bottom = Math.max(bottom, box.y + height);
  }
  return { width: right + MARGIN, height: bottom + MARGIN, blocks: boxes, names };
}

interface Inside {
  readonly width: number;
  readonly height: number;
  readonly names: ReadonlyMap<string, Box>;
}

/** The names that are drawn, by block: a relation only where something follows from it. */
export function drawnNames({ blocks, links }: RoleGraph): ReadonlyMap<string, readonly GraphName[]> {
  const giving = new Set(links.map(({ from }) => from));
  return new Map(
    blocks.map(({ name, names }) => [name, names.filter((one) => one.kind !== 'relation' || giving.has(one))]),
  );
}

/** The names of a block in columns: what gives something stands left of all that it gives. */
function insideOf(block: GraphBlock, drawn: readonly GraphName[], links: RoleGraph['links']): Inside {
  const title = Math.ceil(widthOf(titleOf(block)) * BOLD) + 2 * MARGIN;
  if (drawn.length === 0) return { width: title, height: TITLE_HEIGHT + MARGIN / 2, names: new Map() };
  const depths = depthsOf(drawn, links);
  const columns = Array.from({ length: Math.max(...depths.values()) + 1 }, (_, depth) =>
    drawn.filter((name) => depths.get(name) === depth),
  );
  const most = Math.max(...columns.map(({ length }) => length));
  const names = new Map<string, Box>();
  let x = MARGIN;
  for (const column of columns) {
    const widths = column.map(({ name, rules }) => widthOf(name) + 22 + (rules.length > 0 ? 16 : 0));
    // A short column stands beside the middle of a long one.
    const top = TITLE_HEIGHT + ((most - column.length) * (NAME_HEIGHT + BETWEEN)) / 2 + 4;
    for (const [i, { id }] of column.entries())
      names.set(id, { x, y: top + i * (NAME_HEIGHT + BETWEEN), width: widths[i]!, height: NAME_HEIGHT });
    x += Math.max(...widths) + COLUMN_GAP;
  }
  return {
    width: Math.max(title, x - COLUMN_GAP + MARGIN),
    height: TITLE_HEIGHT + 4 + most * (NAME_HEIGHT + BETWEEN) - BETWEEN + MARGIN,
    names,
  };
}

/** How many links of a block lead to each name at most, one after another; one that would close a circle does not count. */
function depthsOf(names: readonly GraphName[], links: RoleGraph['links']): ReadonlyMap<GraphName, number> {
  const depths = new Map<GraphName, number>();
  const open = new Set<GraphName>();
  const own = new Set(names);
  const depthOf = (name: GraphName): number => {
    const known = depths.get(name);
    if (known !== undefined) return known;
    open.add(name);
    let depth = 0;
    for (const { from, to } of links)
      if (to === name && own.has(from) && !open.has(from)) depth = Math.max(depth, depthOf(from) + 1);
    open.delete(name);
    depths.set(name, depth);
    return depth;
  };
  for (const name of names) depthOf(name);
  return depths;
}

/** What a block is called in the picture. */
export const titleOf = ({ keyword, name, supertypes }: GraphBlock): string =>
  `${keyword === 'global' ? '' : `${keyword} `}${name}${supertypes.length === 0 ? '' : ` extends ${supertypes.join(', ')}`}`;

function blocksAsGraph(): Graph {
  const made = new Graph({ directed: true });
  made.setGraph({ rankdir: 'LR', ranker: 'tight-tree', ranksep: 100, nodesep: 36, marginx: MARGIN, marginy: MARGIN });
  made.setDefaultEdgeLabel(() => ({}));
  return made;
}

function placed(of: Graph, id: string): Box {
  return of.node(id) as Box;
}
