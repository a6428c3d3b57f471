import { type Box, type Group, type Label, type Run, titleOf } from './drawing.ts';
import { type Gaps, type Layered, type Link, layeredOnce, type Placed, upsideDown, type Way } from './layered.ts';
import type { GraphBlock, GraphName } from './role-graph.ts';
import { boldWidthOf, labelWidthOf, widthOf } from './text-width.ts';

const TITLE_HEIGHT = 34;
const NAME_HEIGHT = 24;
const MARGIN = 14;
const GAPS: Gaps = { column: 44, node: 8, line: 6 };
/** Of a label, and how much of it lies above its base line. */
const LABEL_HEIGHT = 11;
const LABEL_ASCENT = 9;
/** Of a label with the line below it, and as much room below the line. */
const GATE_HEIGHT = 26;
/** Where the label of a loop begins, from where its name begins. */
export const LOOP_LABEL = 30;

/** A block by itself, its left upper corner at 0, 0. */
export interface Inside {
  readonly width: number;
  readonly height: number;
  readonly names: ReadonlyMap<string, Box>;
  readonly labels: readonly Label[];
  readonly lines: readonly { readonly group: Group; readonly runs: readonly Run[] }[];
  /** The same upside down, its title apart; undefined where it is the same, or where a line goes from a name to itself, which stands below it. */
  readonly flipped?: (() => Inside) | undefined;
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
  /** Where a line between blocks goes. */
  goes(group: Group): Way['goes'];
}

/** A block of which only the title is drawn: lines come and go at its middle. */
export function folded(block: GraphBlock, goes: Within['goes']): Inside {
  const width = boldWidthOf(titleOf(block)) + 2 * MARGIN;
  const height = TITLE_HEIGHT + MARGIN / 2;
  const run = (group: Group, isLeaving: boolean): readonly Run[] => {
    const x = (goes(group) === 'right') === isLeaving ? width : 0;
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
 * The names of a block; and a gate for each name that gives something to other blocks, and for each relation over which they give it something. */
export function insideOf(within: Within, known: Map<string, Layered>, isFlipped = false): Inside {
  const { block, names, own, leaving, arriving, goes } = within;
  if (names.length === 0) return folded(block, goes);
  const placed: Placed[] = names.map(({ id, name, rules }) => ({
    id,
    width: widthOf(name) + 22 + (rules.length > 0 ? 16 : 0),
    height: NAME_HEIGHT,
  }));
  const links = new Map<string, Link>();
  const texts = new Map<string, string>();
  const linkOf = ({ from, to, label, isConditional }: Group): string =>
    JSON.stringify([from, to, label, isConditional]);
  const link = (id: string, from: string, to: string, text: string | undefined): void => {
    if (links.has(id)) return;
    const label = text === undefined ? undefined : { width: labelWidthOf(text), height: LABEL_HEIGHT };
    links.set(id, { id, from, to, label });
    if (text !== undefined) texts.set(id, text);
  };
  for (const group of own) if (group.from !== group.to) link(linkOf(group), group.from, group.to, group.label);
  for (const { id, width } of placed) {
    const loops = own.filter(({ from, to }) => from === id && to === id);
    if (loops.length === 0) continue;
    const text = loops.flatMap(({ label }) => label ?? []).join(', ');
    // dagre puts its middle below the name's.
    const right = Math.max(width, LOOP_LABEL + labelWidthOf(text)) - width / 2;
    links.set(loopOf(id), { id: loopOf(id), from: id, to: id, label: { width: 2 * right, height: LABEL_HEIGHT } });
    texts.set(loopOf(id), text);
  }
  // Lines of one name leave together, and those to one name over the same relation come together.
  const leavesBy = (group: Group): string => JSON.stringify([group.from, goes(group), 'leaves']);
  const arrivesBy = (group: Group): string =>
    JSON.stringify([group.to, goes(group), group.label ?? '', group.isConditional]);
  const gate = (id: string, name: string, isLast: boolean, text: string | undefined): void => {
    if (links.has(id)) return;
    const size = text === undefined ? { width: 0, height: 0 } : { width: labelWidthOf(text), height: GATE_HEIGHT };
    placed.push({ id, ...size, end: isLast ? 'last' : 'first' });
    link(id, ...(isLast ? ([name, id] as const) : ([id, name] as const)), undefined);
    if (text !== undefined) texts.set(id, text);
  };
  for (const group of leaving) gate(leavesBy(group), group.from, goes(group) === 'right', undefined);
  for (const group of arriving) gate(arrivesBy(group), group.to, goes(group) === 'left', group.label);

  const laid = layeredOnce(known, placed, [...links.values()], GAPS);
  const { boxes, labels, ways, ...size } = isFlipped ? upsideDown(laid) : laid;
  const hasLoop = own.some(({ from, to }) => from === to);
  const width = Math.max(boldWidthOf(titleOf(block)), size.width) + 2 * MARGIN;
  const moved = <A extends { readonly x: number; readonly y: number }>(one: A): A => ({
    ...one,
    x: one.x + MARGIN,
    y: one.y + TITLE_HEIGHT,
  });
  const runsOf = (id: string): readonly Run[] => {
    const { from, to } = links.get(id)!;
    const { goes: way, leaves, passes, arrives } = ways.get(id)!;
    const [a, b] = [boxes.get(from)!, boxes.get(to)!];
    const start = from === id ? -MARGIN : way === 'right' ? a.x + a.width : a.x;
    const end = to === id ? width - MARGIN : way === 'right' ? b.x : b.x + b.width;
    const runs: readonly Run[] = [
      { from: start, to: leaves, y: a.y + a.height / 2 },
      ...passes,
      { from: arrives, to: end, y: b.y + b.height / 2 },
    ];
    return runs.map((run) => ({ from: run.from + MARGIN, to: run.to + MARGIN, y: run.y + TITLE_HEIGHT }));
  };
  const through = (id: string, group: Group): readonly Run[] =>
    goes(group) === 'right'
      ? runsOf(id)
      : runsOf(id)
          .map(({ from, to, y }) => ({ from: to, to: from, y }))
          .reverse();
  return {
    width,
    height: TITLE_HEIGHT + size.height + MARGIN,
    names: new Map(names.map(({ id }) => [id, moved(boxes.get(id)!)])),
    labels: [...texts].map(([id, text]) => {
      const { x, y } = moved(labels.get(id) ?? boxes.get(id)!);
      const { from, to } = links.get(id)!;
      return { text, x: from === to ? moved(boxes.get(from)!).x + LOOP_LABEL : x, y: y + LABEL_ASCENT };
    }),
    flipped: isFlipped || hasLoop ? undefined : () => insideOf(within, known, true),
    lines: own.flatMap((group) => (group.from === group.to ? [] : [{ group, runs: runsOf(linkOf(group)) }])),
    leave: (group) => through(leavesBy(group), group),
    arrive: (group) => through(arrivesBy(group), group),
  };
}

const loopOf = (id: string): string => JSON.stringify([id, 'loop']);
