import { expect, test } from 'vitest';
import { median, quantile, spread } from './statistics.ts';

test('the median is the middle number, or halfway between the two in the middle', () => {
  expect(median([5, 1, 100])).toBe(5);
  expect(median([4, 1, 2, 100])).toBe(3);
  expect(median([])).toBeUndefined();
});

test('the spread is the range as a share of the median', () => {
  expect(spread([9, 10, 12])).toBeCloseTo(0.3);
  expect(spread([7])).toBe(0);
  expect(spread([])).toBeUndefined();
});

test('a quantile is the number below which that share lies', () => {
  const numbers = [5, 3, 1, 4, 2];
  expect([0, 0.5, 0.95, 1].map((share) => quantile(numbers, share))).toEqual([1, 3, 5, 5]);
  expect(quantile([], 0.5)).toBeUndefined();
});
