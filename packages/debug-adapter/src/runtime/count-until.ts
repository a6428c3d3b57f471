/** How many of some things in the order of their events stand at or before one. */
export function countUntil<Thing>(things: readonly Thing[], event: number, eventOf: (thing: Thing) => number): number {
  let low = 0;
  let high = things.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (eventOf(things[middle]!) <= event) low = middle + 1;
    else high = middle;
  }
  return low;
}
