import type { Box, Group } from './drawing.ts';
import type { Inside } from './inside.ts';

/** The lines from one block to another, and at which height they come to the column of the other one, where they pass others on the way. */
export interface Bundle {
  readonly groups: readonly Group[];
  readonly passes: number | undefined;
}

/**
 * Turns blocks upside down where fewer lines cross so, from left to right: what stands in a block has an order of its own, whatever the blocks beside it have.
 */
export function turned(
  insides: ReadonlyMap<string, Inside>,
  boxes: ReadonlyMap<string, Box>,
  bundles: readonly Bundle[],
): ReadonlyMap<string, Inside> {
  const best = new Map(insides);
  const columns = [...boxes].sort(([, a], [, b]) => a.x - b.x).map(([name]) => name);
  for (const name of columns) {
    const flipped = insides.get(name)?.flipped?.();
    if (flipped === undefined) continue;
    const { x } = boxes.get(name)!;
    const arriving = bundles.filter(
      ({ groups: [first] }) => first!.toBlock === name && boxes.get(first!.fromBlock)!.x < x,
    );
    const crossings = (inside: Inside): number =>
      crossed(
        arriving.flatMap(({ groups, passes }) =>
          groups.map((group): readonly [number, number] => {
            const from = best.get(group.fromBlock)!.leave(group).at(-1)!.y + boxes.get(group.fromBlock)!.y;
            // Of lines that pass another block together, the order is that in which they left.
            return [passes === undefined ? from : passes + from / 1e4, inside.arrive(group)[0]!.y];
          }),
        ),
      );
    if (crossings(flipped) < crossings(insides.get(name)!)) best.set(name, flipped);
  }
  return best;
}

/** How many pairs of lines change their order on their way. */
const crossed = (lines: readonly (readonly [from: number, to: number])[]): number =>
  lines.reduce(
    (sum, [from, to], i) => sum + lines.slice(i + 1).filter(([other, end]) => (from - other) * (to - end) < 0).length,
    0,
  );
