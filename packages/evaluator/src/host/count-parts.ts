import { Dictionary, type HostValue } from './host.ts';

/** How many parts values have, where what stands in several places counts as often. Each is gone through once. */
export function countParts(values: readonly HostValue[], known: Map<HostValue, number> = new Map()): number {
  let sum = 0;
  for (const value of values) {
    const inside = Array.isArray(value) ? value : value instanceof Dictionary ? [...value.fields.values()] : undefined;
    let parts = 1;
    if (inside !== undefined) {
      parts = known.get(value) ?? 1 + countParts(inside, known);
      known.set(value, parts);
    }
    sum += parts;
  }
  return sum;
}
