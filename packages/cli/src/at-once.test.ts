import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { atOnce } from './at-once.ts';

test('results stand in the order of the items, and no more are worked on than allowed', async () => {
  let working = 0;
  let most = 0;
  const results = await atOnce(3, [5, 1, 4, 2, 3, 0], async (item) => {
    most = Math.max(most, ++working);
    for (let turn = 0; turn < item; turn++) await setImmediate();
    working--;
    return item * 10;
  });
  expect(results).toEqual([50, 10, 40, 20, 30, 0]);
  expect(most).toBe(3);
});

test('the first failure is passed on', async () => {
  await expect(
    atOnce(2, [1, 2], async (item) => {
      throw new Error(`no ${item}`);
    }),
  ).rejects.toThrow('no 1');
});
