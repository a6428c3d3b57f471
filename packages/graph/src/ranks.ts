import type { Box, Group } from './drawing.ts';
import type { Inside, Way } from './inside.ts';
import { connect, placeRows, type Row, type Run } from './lanes.ts';

export const MARGIN = 14;
export const BLOCK_GAP = 36;
const RANK_GAP = 84;
/** Between a lane and what is beside it, and between the lines of a lane. */
const LANE_GAP = 14;
const LINE_GAP = 6;
const MOST_SPREAD = 18;

interface Rank {
  readonly left: number;
  readonly right: number;
}

/** The blocks that are linked with others, in ranks from left to right; and the lanes that were kept free for lines between ranks that are no neighbours. */
export function blocksInRanks(
  insides: ReadonlyMap<string, Inside>,
  linked: ReadonlySet<string>,
  far: readonly Group[],
  wayOf: (group: Group) => Way,
): {
  readonly boxes: Map<string, Box>;
  readonly ranks: ReadonlyMap<string, Rank>;
  across(group: Group): readonly Run[];
} {
  const depths = ranksOf(linked, far, wayOf);
  const columns: Row[][] = Array.from({ length: Math.max(-1, ...depths.values()) + 1 }, () => []);
  const row = (column: number, isLane: boolean, width: number, height: number): Row => {
    const gap = isLane ? LANE_GAP : BLOCK_GAP;
    const half = height / 2;
    const made: Row = { column, isLane, width, above: half, below: half, gap, left: [], right: [], y: 0 };
    columns[column]!.push(made);
    return made;
  };
  const blocks = new Map<string, Row>();
  for (const name of linked) {
    const { width, height } = insides.get(name)!;
    blocks.set(name, row(depths.get(name)!, false, width, height));
  }
  // The lines of a block go together as far as they go the same way.
  const lanes = new Map<string, { readonly row: Row; readonly groups: Group[] }>();
  const ways = new Map<Group, readonly { readonly row: Row; readonly groups: Group[] }[]>();
  for (const group of far) {
    const [from, to] = [depths.get(group.fromBlock)!, depths.get(group.toBlock)!];
    const step = Math.sign(to - from);
    const way: { readonly row: Row; readonly groups: Group[] }[] = [];
    for (let rank = from + step; rank !== to; rank += step) {
      const key = JSON.stringify([group.fromBlock, step, rank]);
      const lane = lanes.get(key) ?? { row: row(rank, true, 0, 0), groups: [] };
      lanes.set(key, lane);
      lane.groups.push(group);
      way.push(lane);
    }
    ways.set(group, way);
  }
  const aside = ({ groups }: { readonly groups: readonly Group[] }, group: Group): number =>
    (groups.indexOf(group) - (groups.length - 1) / 2) * stepOf(groups.length);
  for (const { row: lane, groups } of lanes.values())
    lane.above = lane.below = ((groups.length - 1) * stepOf(groups.length)) / 2;
  for (const group of far) {
    const [a, b] = [group.fromBlock, group.toBlock].map((block) => ({
      row: blocks.get(block)!,
      inside: insides.get(block)!,
    })) as [{ row: Row; inside: Inside }, { row: Row; inside: Inside }];
    connect([
      { row: a.row, at: a.inside.leave(group).at(-1)!.y - a.inside.height / 2 },
      ...ways.get(group)!.map((lane) => ({ row: lane.row, at: aside(lane, group) })),
      { row: b.row, at: b.inside.arrive(group)[0]!.y - b.inside.height / 2 },
    ]);
  }
  placeRows(columns);

  const sides: Rank[] = [];
  let x = MARGIN;
  for (const column of columns) {
    const right = x + Math.max(...column.map(({ width }) => width));
    sides.push({ left: x, right });
    x = right + RANK_GAP;
  }
  const boxes = new Map<string, Box>();
  for (const [name, { column, width, y, above }] of blocks) {
    const { left, right } = sides[column]!;
    const { height } = insides.get(name)!;
    boxes.set(name, { x: (left + right - width) / 2, y: y - above + MARGIN, width, height });
  }
  return {
    boxes,
    ranks: new Map([...blocks].map(([name, { column }]) => [name, sides[column]!])),
    across: (group) =>
      ways.get(group)!.map((lane) => {
        const { left, right } = sides[lane.row.column]!;
        const [from, to] = wayOf(group) === 'right' ? [left, right] : [right, left];
        return { from, to, y: lane.row.y + aside(lane, group) + MARGIN };
      }),
  };
}

const stepOf = (lines: number): number => Math.min(LINE_GAP, MOST_SPREAD / Math.max(1, lines - 1));

/** The rank of each block: right of all that leads to it, and one that nothing leads to right before the first that it leads to. */
function ranksOf(
  linked: ReadonlySet<string>,
  far: readonly Group[],
  wayOf: (group: Group) => Way,
): ReadonlyMap<string, number> {
  const next = new Map<string, Set<string>>([...linked].map((name) => [name, new Set()]));
  for (const group of far) {
    const [left, right] =
      wayOf(group) === 'right' ? [group.fromBlock, group.toBlock] : [group.toBlock, group.fromBlock];
    next.get(left)!.add(right);
  }
  const open = new Map<string, number>([...linked].map((name) => [name, 0]));
  for (const all of next.values()) for (const name of all) open.set(name, open.get(name)! + 1);
  const first = [...linked].filter((name) => open.get(name) === 0);
  const ranks = new Map(first.map((name) => [name, 0]));
  const ready = [...first];
  for (let name = ready.pop(); name !== undefined; name = ready.pop())
    for (const to of next.get(name)!) {
      ranks.set(to, Math.max(ranks.get(to) ?? 0, ranks.get(name)! + 1));
      open.set(to, open.get(to)! - 1);
      if (open.get(to) === 0) ready.push(to);
    }
  for (const name of first) ranks.set(name, Math.min(...[...next.get(name)!].map((to) => ranks.get(to)!)) - 1);
  return ranks;
}
