import { expect, it } from 'vitest';
import { compareLines } from './edited-lines.ts';

const loaded = 'a\nb\nc\nd';

it('moves lines behind an insertion, and forgets those that are new', () => {
  const lines = compareLines(loaded, 'a\nx\ny\nb\nc\nd');
  expect([0, 1, 2, 3, 4, 5].map((line) => lines.toLoaded(line))).toEqual([0, undefined, undefined, 1, 2, 3]);
  expect([0, 1, 2, 3].map((line) => lines.toEdited(line))).toEqual([0, 3, 4, 5]);
});

it('forgets lines that are gone or changed', () => {
  const lines = compareLines(loaded, 'a\nB\nd');
  expect([0, 1, 2].map((line) => lines.toLoaded(line))).toEqual([0, undefined, 3]);
  expect([0, 1, 2, 3].map((line) => lines.toEdited(line))).toEqual([0, undefined, undefined, 2]);
});

it('leaves a text alone that did not change, and lines beyond its end', () => {
  const lines = compareLines(loaded, loaded);
  expect(lines.toLoaded(99)).toBe(99);
});

it('takes other line ends for no change', () => {
  const lines = compareLines('a\nb', 'a\r\nb');
  expect([0, 1].map((line) => lines.toLoaded(line))).toEqual([0, 1]);
});
