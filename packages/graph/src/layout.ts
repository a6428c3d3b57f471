import { type Box, type Drawing, drawnNames, type Group, groupsOf, type Label, type Line } from './drawing.ts';
import { folded, type Inside, insideOf, type Way } from './inside.ts';
import type { Run } from './lanes.ts';
import { BLOCK_GAP, blocksInRanks, MARGIN } from './ranks.ts';
import type { RoleGraph } from './role-graph.ts';

/** Blocks without links to others fill rows of this width, or of the picture's. */
const LEAST_ROW = 900;

const NONE: ReadonlySet<string> = new Set();

/**
 * Lays out each block by itself, then the blocks among one another, and leads every line past what lies between its ends.
 * @param hidden names of blocks of which only the title is drawn
 */
export function drawingOf(graph: RoleGraph, hidden: ReadonlySet<string> = NONE): Drawing {
  const groups = groupsOf(graph.links, hidden);
  const far = groups.filter(({ fromBlock, toBlock }) => fromBlock !== toBlock);
  const back = linksBack(far);
  const wayOf = ({ fromBlock, toBlock }: Group): Way => (back.has(pair(fromBlock, toBlock)) ? 'left' : 'right');
  const insides = blocksByThemselves(graph, hidden, groups, wayOf);

  const linked = new Set(far.flatMap(({ fromBlock, toBlock }) => [fromBlock, toBlock]));
  const { boxes, across, ranks } = blocksInRanks(insides, linked, far, wayOf);
  placeOthers(insides, boxes);

  const names = new Map<string, Box>();
  const labels: Label[] = [];
  const lines: Line[] = [];
  for (const [block, inside] of insides) {
    const { x, y } = boxes.get(block)!;
    for (const [id, one] of inside.names) names.set(id, { ...one, x: x + one.x, y: y + one.y });
    for (const label of inside.labels) labels.push({ ...label, x: x + label.x, y: y + label.y });
    for (const { group, runs } of inside.lines)
      lines.push(
        lineOf(
          group,
          runs.map((run) => moved(run, boxes.get(block)!)),
        ),
      );
  }
  for (const group of groups)
    if (group.from === group.to) lines.push({ ...lineOf(group, []), loop: names.get(group.to) });
  for (const group of far) {
    const way = wayOf(group);
    const [a, b] = [group.fromBlock, group.toBlock].map((block) => boxes.get(block)!) as [Box, Box];
    const leaving = insides
      .get(group.fromBlock)!
      .leave(group)
      .map((run) => moved(run, a));
    const arriving = insides
      .get(group.toBlock)!
      .arrive(group)
      .map((run) => moved(run, b));
    const side = (block: string, isRight: boolean): number => ranks.get(block)![isRight ? 'right' : 'left'];
    const [out, into] = [leaving.at(-1)!, arriving[0]!];
    lines.push(
      lineOf(group, [
        ...leaving,
        { from: out.to, to: side(group.fromBlock, way === 'right'), y: out.y },
        ...across(group),
        { from: side(group.toBlock, way === 'left'), to: into.from, y: into.y },
        ...arriving,
      ]),
    );
  }
  const all = [...boxes.values()];
  return {
    width: Math.max(0, ...all.map(({ x, width }) => x + width)) + MARGIN,
    height: Math.max(0, ...all.map(({ y, height }) => y + height)) + MARGIN,
    blocks: new Map(graph.blocks.map(({ name }) => [name, boxes.get(name)!])),
    names,
    lines,
    labels,
  };
}

const pair = (from: string, to: string): string => JSON.stringify([from, to]);

const moved = ({ from, to, y }: Run, by: Box): Run => ({ from: from + by.x, to: to + by.x, y: y + by.y });

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
  wayOf: (group: Group) => Way,
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
  return new Map(
    graph.blocks.map((block) => {
      const { name } = block;
      if (hidden.has(name)) return [name, folded(block, wayOf)];
      const out = leaving.get(name) ?? [];
      return [
        name,
        insideOf({
          block,
          names: drawn.get(name)!,
          own: out.filter(({ toBlock }) => toBlock === name),
          leaving: out.filter(({ toBlock }) => toBlock !== name),
          arriving: (arriving.get(name) ?? []).filter(({ fromBlock }) => fromBlock !== name),
          wayOf,
        }),
      ];
    }),
  );
}

/** The pairs of blocks whose lines would close a circle: they go to the left. */
function linksBack(far: readonly Group[]): ReadonlySet<string> {
  const next = new Map<string, Set<string>>();
  for (const { fromBlock, toBlock } of far) {
    const known = next.get(fromBlock);
    if (known === undefined) next.set(fromBlock, new Set([toBlock]));
    else known.add(toBlock);
  }
  const back = new Set<string>();
  const state = new Map<string, 'open' | 'done'>();
  for (const start of next.keys()) {
    if (state.has(start)) continue;
    state.set(start, 'open');
    const path = [{ block: start, rest: [...(next.get(start) ?? [])] }];
    for (let here = path.at(-1); here !== undefined; here = path.at(-1)) {
      const to = here.rest.shift();
      if (to === undefined) {
        state.set(here.block, 'done');
        path.pop();
      } else if (state.get(to) === 'open') back.add(pair(here.block, to));
      else if (!state.has(to)) {
        state.set(to, 'open');
        path.push({ block: to, rest: [...(next.get(to) ?? [])] });
      }
    }
  }
  return back;
}

/** Blocks that are linked with no other stand below, in rows. */
function placeOthers(insides: ReadonlyMap<string, Inside>, boxes: Map<string, Box>): void {
  const placed = [...boxes.values()];
  const right = Math.max(LEAST_ROW, ...placed.map(({ x, width }) => x + width));
  let top = Math.max(MARGIN - BLOCK_GAP, ...placed.map(({ y, height }) => y + height)) + BLOCK_GAP;
  let x = MARGIN;
  let tallest = 0;
  for (const [name, { width, height }] of insides) {
    if (boxes.has(name)) continue;
    if (x > MARGIN && x + width > right) {
      x = MARGIN;
      top += tallest + BLOCK_GAP;
      tallest = 0;
    }
    boxes.set(name, { x, y: top, width, height });
    x += width + BLOCK_GAP;
    tallest = Math.max(tallest, height);
  }
}
