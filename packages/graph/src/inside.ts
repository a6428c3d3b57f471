import { type Box, type Group, type Label, titleOf } from './drawing.ts';
import { connect, placeRows, type Row, type Run } from './lanes.ts';
import type { GraphBlock, GraphName } from './role-graph.ts';
import { boldWidthOf, labelWidthOf, widthOf } from './text-width.ts';

const TITLE_HEIGHT = 30;
const NAME_HEIGHT = 24;
const MARGIN = 14;
/** Between two columns, where lines go up and down. */
const COLUMN_GAP = 30;
/** Above a line, and above a name that has a loop. */
const LABEL_HEIGHT = 14;
const LOOP_HEIGHT = 17;
const LANE = 4;
const GAP = { name: 8, lane: 3 };
/** Where the label of a loop begins. */
export const LOOP_LABEL = 30;

/** Which way a line goes. */
export type Way = 'right' | 'left';

/** A block by itself, its left upper corner at 0, 0. */
export interface Inside {
  readonly width: number;
  readonly height: number;
  readonly names: ReadonlyMap<string, Box>;
  readonly labels: readonly Label[];
  readonly lines: readonly { readonly group: Group; readonly runs: readonly Run[] }[];
  /** The way of a line from its name to the border of the block. */
  leave(group: Group): readonly Run[];
  /** The way of a line from the border to its name. */
  arrive(group: Group): readonly Run[];
}

/** What a block is laid out with. */
export interface Within {
  readonly block: GraphBlock;
  readonly names: readonly GraphName[];
  /** Between names of the block. */
  readonly own: readonly Group[];
  /** To and from other blocks. */
  readonly leaving: readonly Group[];
  readonly arriving: readonly Group[];
  wayOf(group: Group): Way;
}

/** A block of which only the title is drawn: lines come and go at its middle. */
export function folded(block: GraphBlock, wayOf: Within['wayOf']): Inside {
  const width = boldWidthOf(titleOf(block)) + 2 * MARGIN;
  const height = TITLE_HEIGHT + MARGIN / 2;
  const run = (group: Group, isLeaving: boolean): readonly Run[] => {
    const x = (wayOf(group) === 'right') === isLeaving ? width : 0;
    return [{ from: x, to: x, y: height / 2 }];
  };
  return {
    width,
    height,
    names: new Map(),
    labels: [],
    lines: [],
    leave: (group) => run(group, true),
    arrive: (group) => run(group, false),
  };
}

/**
 * The names of a block in columns: what gives something stands left of all that it gives. Between the columns, and through them, lines have lanes of
 * their own, so that none passes behind a name; a label has a place in a column of labels.
 */
export function insideOf({ block, names, own, leaving, arriving, wayOf }: Within): Inside {
  if (names.length === 0) return folded(block, wayOf);
  const links = own.filter(({ from, to }) => from !== to);
  const depths = depthsOf(names, links);
  const last = 2 * Math.max(...depths.values()) + 2;
  /** Columns of names have odd numbers; columns of labels lie between them, where there are labels. */
  const columnOf = (id: string): number => 2 * depths.get(id)! + 1;
  const isForward = ({ from, to }: Group): boolean => columnOf(from) < columnOf(to);
  /** Where the label of a line stands: before its name, as the line comes. */
  const labelColumn = (group: Group): number =>
    group.fromBlock === group.toBlock
      ? columnOf(group.to) + (isForward(group) ? -1 : 1)
      : wayOf(group) === 'right'
        ? 0
        : last;
  const labelled = [...links, ...arriving].filter(({ label }) => label !== undefined).map(labelColumn);
  const used = Array.from({ length: last + 1 }, (_, i) => i).filter((i) => i % 2 === 1 || labelled.includes(i));
  const columns = new Map<number, Row[]>(used.map((i) => [i, []]));

  const rows = new Map<string, Row>();
  const labels: { readonly text: string; readonly row: Row }[] = [];
  const row = (key: string, column: number, isLane: boolean, width: number, above: number, below: number): Row => {
    const gap = isLane ? GAP.lane : GAP.name;
    const made: Row = { column, isLane, width, above, below, gap, left: [], right: [], y: 0 };
    rows.set(key, made);
    columns.get(column)!.push(made);
    return made;
  };
  const loops = new Map<string, string>();
  for (const { from, to, label } of own)
    if (from === to) loops.set(from, [loops.get(from), label].filter((one) => one !== undefined).join(', '));
  const widths = new Map(
    names.map(({ id, name, rules }) => [id, widthOf(name) + 22 + (rules.length > 0 ? 16 : 0)] as const),
  );
  for (const { id } of names) {
    const loop = loops.get(id);
    const width = Math.max(widths.get(id)!, loop === undefined ? 0 : LOOP_LABEL + labelWidthOf(loop));
    const above = NAME_HEIGHT / 2 + (loop === undefined ? 0 : LOOP_HEIGHT);
    row(id, columnOf(id), false, width, above, NAME_HEIGHT / 2);
  }
  const lane = (key: string, column: number): Row =>
    rows.get(`${key} ${column}`) ?? row(`${key} ${column}`, column, true, 0, LANE, LANE);
  const labelRow = ({ from, to, fromBlock, toBlock, label, isConditional }: Group, column: number): Row => {
    // Lines to one name over the same relation come together.
    const key = JSON.stringify([to, label, column, ...(fromBlock === toBlock ? [from, isConditional] : [])]);
    const known = rows.get(key);
    if (known !== undefined) return known;
    const made = row(key, column, true, labelWidthOf(label!) + 8, LABEL_HEIGHT, LANE);
    labels.push({ text: label!, row: made });
    return made;
  };
  /** The columns between two, in the order of a line. */
  const between = (from: number, to: number): readonly number[] => {
    const found = used.filter((i) => i > Math.min(from, to) && i < Math.max(from, to));
    return from < to ? found : found.reverse();
  };
  /** The lanes of all lines that go one way from a name, as far as they go together. */
  const away = ({ from }: Group, to: number): readonly Row[] =>
    between(columnOf(from), to).map((column) => lane(JSON.stringify([from, columnOf(from) < to, 'from']), column));
  /** Where the label is, and the lanes from there. */
  const towards = (group: Group, start: number): readonly Row[] => {
    const end = columnOf(group.to);
    const key = JSON.stringify([group.to, start < end, 'to']);
    const first = group.label === undefined ? start : labelColumn(group);
    const lanes = between(first, end).map((column) => lane(key, column));
    return group.label === undefined ? lanes : [labelRow(group, first), ...lanes];
  };
  const chains = new Map<Group, readonly Row[]>();
  for (const group of links) {
    const [from, to] = [rows.get(group.from)!, rows.get(group.to)!];
    const isLabelled = group.label !== undefined;
    const way = away(group, isLabelled ? labelColumn(group) : to.column);
    chains.set(group, [from, ...way, ...(isLabelled ? towards(group, from.column) : []), to]);
  }
  for (const group of leaving) {
    const end = wayOf(group) === 'right' ? last + 1 : -1;
    chains.set(group, [rows.get(group.from)!, ...away(group, end)]);
  }
  for (const group of arriving) {
    const start = wayOf(group) === 'right' ? -1 : last + 1;
    chains.set(group, [...towards(group, start), rows.get(group.to)!]);
  }

  for (const chain of chains.values()) connect(chain.map((one) => ({ row: one, at: 0 })));
  const all = used.map((i) => columns.get(i)!);
  const tallest = placeRows(all);
  const top = TITLE_HEIGHT + 4;
  for (const each of rows.values()) each.y += top;
  const left = new Map<number, number>();
  const right = new Map<number, number>();
  let x = MARGIN;
  for (const [at, column] of all.entries()) {
    left.set(used[at]!, x);
    x += Math.max(...column.map(({ width }) => width));
    right.set(used[at]!, x);
    x += COLUMN_GAP;
  }
  const width = Math.max(boldWidthOf(titleOf(block)) + 2 * MARGIN, x - COLUMN_GAP + MARGIN);
  const boxes = new Map(
    names.map(({ id }): [string, Box] => {
      const { y, column } = rows.get(id)!;
      return [id, { x: left.get(column)!, y: y - NAME_HEIGHT / 2, width: widths.get(id)!, height: NAME_HEIGHT }];
    }),
  );
  const said: Label[] = labels.map(({ text, row: { column, y } }) => ({ text, x: left.get(column)! + 4, y: y - 3 }));
  for (const [id, text] of loops) {
    const box = boxes.get(id)!;
    said.push({ text, x: box.x + LOOP_LABEL, y: box.y - 5 });
  }

  const nameWidths = new Map(names.map(({ id }) => [rows.get(id)!, widths.get(id)!]));
  /** The pieces of a line through its rows; it begins and ends at the names' sides. */
  const runsOf = (chain: readonly Row[], way: Way): readonly Run[] =>
    chain.map(({ isLane, column, y }, i): Run => {
      const [start, end] = [left.get(column)!, right.get(column)!];
      const [from, to] = way === 'right' ? [start, end] : [end, start];
      if (isLane) return { from, to, y };
      const nameEnd = start + (nameWidths.get(chain[i]!) ?? 0);
      const side = i === 0 ? (way === 'right' ? nameEnd : start) : way === 'right' ? start : nameEnd;
      return i === 0 ? { from: side, to, y } : { from, to: side, y };
    });
  return {
    width,
    height: top + tallest + MARGIN,
    names: boxes,
    labels: said,
    lines: links.map((group) => ({ group, runs: runsOf(chains.get(group)!, isForward(group) ? 'right' : 'left') })),
    leave: (group) => {
      const way = wayOf(group);
      const runs = runsOf(chains.get(group)!, way);
      return [...runs, { from: runs.at(-1)!.to, to: way === 'right' ? width : 0, y: runs.at(-1)!.y }];
    },
    arrive: (group) => {
      const way = wayOf(group);
      const runs = runsOf(chains.get(group)!, way);
      return [{ from: way === 'right' ? 0 : width, to: runs[0]!.from, y: runs[0]!.y }, ...runs];
    },
  };
}

/** How many links of a block lead to each name at most, one after another; one that would close a circle does not count. */
function depthsOf(names: readonly GraphName[], links: readonly Group[]): ReadonlyMap<string, number> {
  const incoming = new Map<string, string[]>(names.map(({ id }) => [id, []]));
  for (const { from, to } of links) if (incoming.has(from)) incoming.get(to)?.push(from);
  const depths = new Map<string, number>();
  const open = new Set<string>();
  const depthOf = (id: string): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    open.add(id);
    const depth = Math.max(
      0,
      ...incoming
        .get(id)!
        .filter((from) => !open.has(from))
        .map((from) => depthOf(from) + 1),
    );
    open.delete(id);
    depths.set(id, depth);
    return depth;
  };
  for (const { id } of names) depthOf(id);
  return depths;
}
