import { Graph, graphlib, layout, type Point } from '@dagrejs/dagre';
import type { Box, Run } from './drawing.ts';

/** Something to be placed. One at an end stands in the first or the last column, whatever it is linked with. */
export interface Placed {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly end?: 'first' | 'last' | undefined;
}

/** A line from what stands left to what stands right, where that closes no circle. */
export interface Link {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** The size of what is written at it. */
  readonly label?: { readonly width: number; readonly height: number } | undefined;
}

/** Pixels between columns, between what stands in one, and between lines that pass through one. */
export interface Gaps {
  readonly column: number;
  readonly node: number;
  readonly line: number;
}

/** Where everything is placed; what is highest and what is furthest left are at 0. */
export interface Layered {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Box>;
  /** By the id of the link. */
  readonly labels: ReadonlyMap<string, Box>;
  readonly ways: ReadonlyMap<string, Way>;
}

/** The way of a line. */
export interface Way {
  readonly goes: 'right' | 'left';
  /** Through the columns: where it leaves its first one, passes those between, comes to its last one. */
  readonly leaves: number;
  readonly passes: readonly Run[];
  readonly arrives: number;
}

/**
 * Columns, the order in each, places of all and the ways of lines, by dagre. What is added: dagre gives points at the middles of columns, and here a
 * line is level as far as a column is wide, so that it passes between what stands there.
 * @param isRough only the columns matter
 */
export function layered(nodes: readonly Placed[], links: readonly Link[], gaps: Gaps, isRough = false): Layered {
  const graph = new Graph({ directed: true, multigraph: true });
  const last = nodes.filter(({ end }) => end === 'last').map(({ id }) => id);
  const isLabelled = links.some(({ from, to, label }) => label !== undefined && from !== to);
  graph.setGraph({
    rankdir: 'LR',
    // dagre takes half of it between a column and one of labels; where there are no labels, there are no such columns.
    ranksep: isLabelled ? gaps.column : 2 * gaps.column,
    nodesep: gaps.node,
    edgesep: gaps.line,
    ranker: (ranked: Graph) => rank(ranked, isLabelled, last),
  });
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  for (const { id, from, to, label } of links)
    graph.setEdge(
      from,
      to,
      from === to ? { ...label, labelpos: 'c' } : { ...label, labelpos: 'l', labeloffset: 2 },
      id,
    );
  if (nodes.length > 0) layout(graph, { disableOptimalOrderHeuristic: isRough });

  const boxes = new Map(nodes.map(({ id }) => [id, boxOf(graph.node(id))]));
  const labels = new Map<string, Box>();
  const widths = new Map<number, number>();
  const widen = ({ x, width }: { readonly x: number; readonly width: number }): void => {
    const column = Math.round(x);
    widths.set(column, Math.max(width, widths.get(column) ?? 0));
  };
  for (const { id } of nodes) widen(graph.node(id));
  for (const { id, from, to, label } of links) {
    if (label === undefined) continue;
    const edge = graph.edge(from, to, id);
    widen({ x: edge.x, width: label.width });
    labels.set(id, boxOf({ ...edge, ...label }));
  }
  const halfOf = (x: number): number => (widths.get(Math.round(x)) ?? 0) / 2;
  const ways = new Map<string, Way>();
  for (const { id, from, to } of links) {
    if (from === to) continue;
    const [a, b] = [graph.node(from).x, graph.node(to).x];
    const sign = Math.sign(b - a);
    const between = (graph.edge(from, to, id).points as readonly Point[]).slice(1, -1).filter(({ x }) => halfOf(x) > 0);
    ways.set(id, {
      goes: sign > 0 ? 'right' : 'left',
      leaves: a + sign * halfOf(a),
      passes: between.map(({ x, y }) => ({ from: x - sign * halfOf(x), to: x + sign * halfOf(x), y })),
      arrives: b - sign * halfOf(b),
    });
  }
  return atOrigin({ boxes, labels, ways }, gaps.line / 2);
}

/** Moves all so that it begins at 0: dagre does so for what it places, and not for lines that pass above all of it. @param room above and below a line */
function atOrigin({ boxes, labels, ways }: Omit<Layered, 'width' | 'height'>, room: number): Layered {
  const placed = [...boxes.values(), ...labels.values()];
  const lines = [...ways.values()].flatMap(({ passes }) => passes.map(({ y }) => y));
  const left = placed.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY);
  const top = Math.min(
    placed.reduce((least, { y }) => Math.min(least, y), Number.POSITIVE_INFINITY),
    lines.reduce((least, y) => Math.min(least, y - room), Number.POSITIVE_INFINITY),
  );
  const box = (one: Box): Box => ({ ...one, x: one.x - left, y: one.y - top });
  const run = ({ from, to, y }: Run): Run => ({ from: from - left, to: to - left, y: y - top });
  const way = ({ goes, leaves, passes, arrives }: Way): Way => ({
    goes,
    leaves: leaves - left,
    passes: passes.map(run),
    arrives: arrives - left,
  });
  return {
    width: placed.reduce((most, { x, width }) => Math.max(most, x + width), left) - left,
    height: Math.max(
      0,
      placed.reduce((most, { y, height }) => Math.max(most, y + height), 0) - top,
      lines.reduce((most, y) => Math.max(most, y + room), 0) - top,
    ),
    boxes: mapped(boxes, box),
    labels: mapped(labels, box),
    ways: mapped(ways, way),
  };
}

/** The same with what is highest lowest. */
export function upsideDown(laid: Layered): Layered {
  const box = (one: Box): Box => ({ ...one, y: laid.height - one.y - one.height });
  const way = (one: Way): Way => ({ ...one, passes: one.passes.map((run) => ({ ...run, y: laid.height - run.y })) });
  return { ...laid, boxes: mapped(laid.boxes, box), labels: mapped(laid.labels, box), ways: mapped(laid.ways, way) };
}

/** Lays out what has the same shape once: a policy has many types of the same roles and permissions, and dagre takes 2 ms for the smallest of them. */
export function layeredOnce(
  known: Map<string, Layered>,
  nodes: readonly Placed[],
  links: readonly Link[],
  gaps: Gaps,
): Layered {
  const numbers = new Map(nodes.map(({ id }, i) => [id, String(i)]));
  const plainNodes = nodes.map((node, i) => ({ ...node, id: String(i) }));
  const plainLinks = links.map((link, i) => ({
    ...link,
    id: String(i),
    from: numbers.get(link.from)!,
    to: numbers.get(link.to)!,
  }));
  const shape = JSON.stringify([plainNodes, plainLinks, gaps]);
  const found = known.get(shape) ?? layered(plainNodes, plainLinks, gaps);
  known.set(shape, found);
  const nodeOf = (id: string): string => nodes[Number(id)]!.id;
  const linkOf = (id: string): string => links[Number(id)]!.id;
  const named = <A>(all: ReadonlyMap<string, A>, nameOf: (id: string) => string): ReadonlyMap<string, A> =>
    new Map([...all].map(([id, one]) => [nameOf(id), one]));
  return {
    ...found,
    boxes: named(found.boxes, nodeOf),
    labels: named(found.labels, linkOf),
    ways: named(found.ways, linkOf),
  };
}

const mapped = <A>(map: ReadonlyMap<string, A>, by: (one: A) => A): ReadonlyMap<string, A> =>
  new Map([...map].map(([key, one]) => [key, by(one)]));

/** Where each line goes, by its id: this does not depend on sizes, and says on which side of a block its lines leave. */
export function goesOf(links: readonly Link[], gaps: Gaps): (id: string) => Way['goes'] {
  const graph = new Graph({ directed: true });
  for (const { from, to } of links) graph.setEdge(from, to);
  if (graphlib.alg.isAcyclic(graph)) return () => 'right';
  const nodes = graph.nodes().map((id) => ({ id, width: 1, height: 1 }));
  const { ways } = layered(nodes, links, gaps, true);
  return (id) => ways.get(id)!.goes;
}

/** dagre gives the middle of things. */
const boxOf = ({ x, y, width, height }: Box): Box => ({ x: x - width / 2, y: y - height / 2, width, height });

/**
 * The column of each: the first one right of all that leads to it; `last` in the last column. dagre's own procedures know no such columns, and leave room
 * for labels between any two, which takes twice as long where there are none.
 */
function rank(graph: Graph, isLabelled: boolean, last: readonly string[]): void {
  const step = isLabelled ? 2 : 1;
  let end = 0;
  for (const id of graphlib.alg.topsort(graph)) {
    const node = graph.node(id);
    node.rank = Math.max(0, ...graph.inEdges(id)!.map(({ v }) => graph.node(v).rank + step));
    end = Math.max(end, node.rank);
  }
  for (const id of last) graph.node(id).rank = end;
  // dagre reads points of every line, and gives them to those that pass a column. The others begin with one far away: not within what they link.
  for (const edge of graph.edges()) graph.edge(edge).points = [{ x: -1e6, y: -1e6 }];
}
