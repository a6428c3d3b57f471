/** The middle of some numbers, or the mean of the two in the middle; `undefined` of none. */
export function median(numbers: readonly number[]): number | undefined {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  if (upper === undefined || sorted.length % 2 === 1) return upper;
  return ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** How far the numbers lie apart: their range as a share of their median. */
export function spread(numbers: readonly number[]): number | undefined {
  const middle = median(numbers);
  if (middle === undefined || middle === 0) return undefined;
  return (Math.max(...numbers) - Math.min(...numbers)) / Math.abs(middle);
}

/** The number below which a share of some numbers lies, from 0 to 1; `undefined` of none. */
export function quantile(numbers: readonly number[], share: number): number | undefined {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
