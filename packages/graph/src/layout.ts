import {
  type Box,
  type Drawing,
  drawnNames,
  type Group,
  groupsOf,
  type Label,
  type Line,
  type Run,
} from './drawing.ts';
import { folded, type Inside, insideOf } from './inside.ts';
import { type Gaps, goesOf, type Layered, type Link, layered, type Way } from './layered.ts';
import type { RoleGraph } from './role-graph.ts';
import { turned } from './turned.ts';

const MARGIN = 14;
const GAPS: Gaps = { column: 84, node: 36, line: 24 };
/** Pixels between the lines from one block to another, as long as they do not need more than `MOST_SPREAD`. */
const LINE_GAP = 6;
const MOST_SPREAD = 18;
/** Blocks without links to others fill rows of this width, or of the picture's. */
const LEAST_ROW = 900;

const NONE: ReadonlySet<string> = new Set();

/**
 * Lays out each block by itself, then the blocks among one another: dagre does both. (As one graph
 * with blocks as clusters it fails on some policies, and knows no place beside a cluster's title.)
 * @param hidden names of blocks of which only the title is drawn
 */
export function drawingOf(graph: RoleGraph, hidden: ReadonlySet<string> = NONE): Drawing {
  const groups = groupsOf(graph.links, hidden);
  const pairs = pairsOf(groups);
  const linked = [...new Set([...pairs.values()].flatMap(({ from, to }) => [from, to]))];
  const goesBy = goesOf([...pairs.values()], GAPS);
  const goes = (group: Group): Way['goes'] => goesBy(pairOf(group));
  const alone = blocksByThemselves(graph, hidden, groups, goes);
  const sized = linked.map((id) => ({ id, width: alone.get(id)!.width, height: alone.get(id)!.height }));
  const among = layered(sized, [...pairs.values()], GAPS);
  const boxes = new Map([...among.boxes].map(([id, box]) => [id, { ...box, x: box.x + MARGIN, y: box.y + MARGIN }]));
  const bundles = [...pairs].map(([id, pair]) => ({
    groups: pair.groups,
    passes: among.ways.get(id)!.passes.at(-1)?.y,
  }));
  const insides = turned(alone, boxes, bundles);
  placeOthers(insides, boxes, linked.length === 0 ? MARGIN : MARGIN + among.height + GAPS.node);

  const names = new Map<string, Box>();
  const labels: Label[] = [];
  const lines: Line[] = [];
  for (const [block, inside] of insides) {
    const { x, y } = boxes.get(block)!;
    for (const [id, one] of inside.names) names.set(id, { ...one, x: x + one.x, y: y + one.y });
    for (const label of inside.labels) labels.push({ ...label, x: x + label.x, y: y + label.y });
    for (const { group, runs } of inside.lines) lines.push(lineOf(group, moved(runs, { x, y })));
  }
  for (const group of groups)
    if (group.from === group.to) lines.push({ ...lineOf(group, []), loop: names.get(group.to) });
  for (const [pair, { groups: unordered }] of pairs) {
    // Lines that go on beside one another keep the order in which they leave.
    const heightOf = (group: Group): number => insides.get(group.fromBlock)!.leave(group).at(-1)!.y;
    const all = unordered.toSorted((a, b) => heightOf(a) - heightOf(b));
    const { leaves, passes, arrives } = among.ways.get(pair)!;
    const step = Math.min(LINE_GAP, MOST_SPREAD / Math.max(1, all.length - 1));
    for (const [i, group] of all.entries()) {
      const leaving = moved(insides.get(group.fromBlock)!.leave(group), boxes.get(group.fromBlock)!);
      const arriving = moved(insides.get(group.toBlock)!.arrive(group), boxes.get(group.toBlock)!);
      const [out, into] = [leaving.at(-1)!, arriving[0]!];
      lines.push(
        lineOf(group, [
          ...leaving,
          { from: out.to, to: leaves + MARGIN, y: out.y },
          ...moved(passes, { x: MARGIN, y: MARGIN + (i - (all.length - 1) / 2) * step }),
          { from: arrives + MARGIN, to: into.from, y: into.y },
          ...arriving,
        ]),
      );
    }
  }
  const all = [...boxes.values()];
  return {
    width: Math.max(0, ...all.map(({ x, width }) => x + width)) + MARGIN,
    height: Math.max(0, ...all.map(({ y, height }) => y + height), among.height + MARGIN) + MARGIN,
    blocks: new Map(graph.blocks.map(({ name }) => [name, boxes.get(name)!])),
    names,
    lines,
    labels,
  };
}

const pairOf = ({ fromBlock, toBlock }: Group): string => JSON.stringify([fromBlock, toBlock]);

/** All lines from one block to another are one line where blocks are placed. */
function pairsOf(groups: readonly Group[]): ReadonlyMap<string, Link & { readonly groups: Group[] }> {
  const pairs = new Map<string, Link & { readonly groups: Group[] }>();
  for (const group of groups) {
    const { fromBlock: from, toBlock: to } = group;
    if (from === to) continue;
    const id = pairOf(group);
    const known = pairs.get(id);
    if (known === undefined) pairs.set(id, { id, from, to, groups: [group] });
    else known.groups.push(group);
  }
  return pairs;
}

const moved = (runs: readonly Run[], by: { readonly x: number; readonly y: number }): readonly Run[] =>
  runs.map(({ from, to, y }) => ({ from: from + by.x, to: to + by.x, y: y + by.y }));

const lineOf = ({ links, isConditional, fromBlock, toBlock }: Group, runs: readonly Run[]): Line => ({
  links,
  isConditional,
  isFar: fromBlock !== toBlock,
  loop: undefined,
  runs,
});

function blocksByThemselves(
  graph: RoleGraph,
  hidden: ReadonlySet<string>,
  groups: readonly Group[],
  goes: (group: Group) => Way['goes'],
): ReadonlyMap<string, Inside> {
  const drawn = drawnNames(graph);
  const by = (blockOf: (group: Group) => string): ReadonlyMap<string, Group[]> => {
    const found = new Map<string, Group[]>();
    for (const group of groups) {
      const known = found.get(blockOf(group));
      if (known === undefined) found.set(blockOf(group), [group]);
      else known.push(group);
    }
    return found;
  };
  const leaving = by(({ fromBlock }) => fromBlock);
  const arriving = by(({ toBlock }) => toBlock);
  const known = new Map<string, Layered>();
  return new Map(
    graph.blocks.map((block) => {
      const { name } = block;
      if (hidden.has(name)) return [name, folded(block, goes)];
      const out = leaving.get(name) ?? [];
      return [
        name,
        insideOf(
          {
            block,
            names: drawn.get(name)!,
            own: out.filter(({ toBlock }) => toBlock === name),
            leaving: out.filter(({ toBlock }) => toBlock !== name),
            arriving: (arriving.get(name) ?? []).filter(({ fromBlock }) => fromBlock !== name),
            goes,
          },
          known,
        ),
      ];
    }),
  );
}

/** Blocks that are linked with no other stand below, in rows. */
function placeOthers(insides: ReadonlyMap<string, Inside>, boxes: Map<string, Box>, below: number): void {
  const right = [...boxes.values()].reduce((most, { x, width }) => Math.max(most, x + width), LEAST_ROW);
  let top = below;
  let x = MARGIN;
  let tallest = 0;
  for (const [name, { width, height }] of insides) {
    if (boxes.has(name)) continue;
    if (x > MARGIN && x + width > right) {
      x = MARGIN;
      top += tallest + GAPS.node;
      tallest = 0;
    }
    boxes.set(name, { x, y: top, width, height });
    x += width + GAPS.node;
    tallest = Math.max(tallest, height);
  }
}
