/** A horizontal piece of a line, from one `x` to another, which may lie left of it. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

/** Something that takes a row in a column: what is drawn, or a lane for lines that pass by, so that none passes behind anything. */
export interface Row {
  readonly column: number;
  readonly isLane: boolean;
  readonly width: number;
  /** Pixels that it takes above and below `y`, where lines come and go. */
  above: number;
  below: number;
  /** Pixels between it and a row of its kind. */
  readonly gap: number;
  /** What lines connect it with in the columns left and right of it, and where they come, from `y`. */
  readonly left: Joint[];
  readonly right: Joint[];
  y: number;
}

/** One end of a line between two columns. */
export interface Joint {
  readonly row: Row;
  /** Where it comes to this row, and to the other one, from the `y` of each. */
  readonly here: number;
  readonly there: number;
}

const ORDERING = 8;
const STRAIGHTENING = 6;

/** Connects rows of columns beside one another: each place of a line with the next one. */
export function connect(chain: readonly { readonly row: Row; readonly at: number }[]): void {
  for (const [i, { row, at }] of chain.entries()) {
    const next = chain[i + 1];
    if (next === undefined) return;
    const [left, right] = row.column < next.row.column ? [{ row, at }, next] : [next, { row, at }];
    left.row.right.push({ row: right.row, here: left.at, there: right.at });
    right.row.left.push({ row: left.row, here: right.at, there: left.at });
  }
}

/** Puts the rows of each column into an order in which few lines cross, then to heights at which lines are straight. Gives the height of all; it begins at 0. */
export function placeRows(columns: readonly Row[][]): number {
  order(columns);
  for (const column of columns) stack(column);
  for (let sweep = 0; sweep < STRAIGHTENING; sweep++)
    for (const column of sweep % 2 === 0 ? columns : columns.toReversed())
      straighten(column, sweep % 2 === 0 ? 'left' : 'right', sweep >= STRAIGHTENING - 2);
  const rows = columns.flat();
  const top = rows.reduce((least, { y, above }) => Math.min(least, y - above), Number.POSITIVE_INFINITY);
  for (const row of rows) row.y -= top;
  return rows.reduce((most, { y, below }) => Math.max(most, y + below), 0);
}

function order(columns: readonly Row[][]): void {
  const at = new Map<Row, number>();
  const number = (column: readonly Row[]): void => {
    for (const [i, row] of column.entries()) at.set(row, (i + 0.5) / column.length);
  };
  for (const column of columns) number(column);
  for (let sweep = 0; sweep < ORDERING; sweep++)
    for (const column of sweep % 2 === 0 ? columns : columns.toReversed()) {
      const middle = new Map(
        column.map((row) => {
          const beside = sweep % 2 === 0 ? row.left : row.right;
          return [row, beside.length === 0 ? at.get(row)! : mean(beside.map((joint) => at.get(joint.row)!))];
        }),
      );
      column.sort((a, b) => middle.get(a)! - middle.get(b)!);
      number(column);
    }
}

/** Below one another, the middle at 0. */
function stack(column: readonly Row[]): void {
  let bottom = 0;
  for (const [i, row] of column.entries()) {
    row.y = i === 0 ? 0 : bottom + between(column[i - 1]!, row) + row.above;
    bottom = row.y + row.below;
  }
  const middle = bottom / 2;
  for (const row of column) row.y -= middle;
}

const between = (a: Row, b: Row): number => Math.max(a.gap, b.gap);

/**
 * Moves the rows of a column as near as can be to where their lines come straight, without changing their order: the heights with the least sum of
 * squares, found by putting together what would overlap (isotonic regression).
 */
function straighten(column: readonly Row[], side: 'left' | 'right', isBoth: boolean): void {
  interface Pool {
    wanted: number;
    weight: number;
    readonly rows: Row[];
  }
  const pools: Pool[] = [];
  const offsets = new Map<Row, number>();
  let offset = 0;
  for (const [i, row] of column.entries()) {
    if (i > 0) offset += column[i - 1]!.below + between(column[i - 1]!, row) + row.above;
    offsets.set(row, offset);
    const joints = isBoth ? [...row.left, ...row.right] : row[side].length > 0 ? row[side] : [];
    const y = joints.length === 0 ? row.y : mean(joints.map((joint) => joint.row.y + joint.there - joint.here));
    const weight = joints.length === 0 ? 0.1 : 1;
    let pool: Pool = { wanted: y - offset, weight, rows: [row] };
    for (let last = pools.at(-1); last !== undefined && last.wanted > pool.wanted; last = pools.at(-1)) {
      pools.pop();
      const sum = last.weight + pool.weight;
      const wanted = (last.wanted * last.weight + pool.wanted * pool.weight) / sum;
      last.rows.push(...pool.rows);
      pool = { wanted, weight: sum, rows: last.rows };
    }
    pools.push(pool);
  }
  for (const { wanted, rows } of pools) for (const row of rows) row.y = wanted + offsets.get(row)!;
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
