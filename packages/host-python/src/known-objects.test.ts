import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { KnownObjects } from './known-objects.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Objects are collected when it pleases the engine, which is soon where it is told to. */
async function forgotten(known: KnownObjects, count: number): Promise<readonly number[]> {
  const all: number[] = [];
  while (all.length < count) {
    collectGarbage();
    await setTimeout(5);
    all.push(...known.takeForgotten());
  }
  return all.sort();
}

test('what nobody can name any more is forgotten, and told once; what is held is the same object', async () => {
  const known = new KnownObjects();
  const held = known.with(1, undefined);
  for (const number of [2, 3]) known.with(number, undefined);
  expect(await forgotten(known, 2)).toEqual([2, 3]);
  collectGarbage();
  await setTimeout(20);
  expect(known.takeForgotten()).toEqual([]);
  expect(known.with(1, undefined)).toBe(held);
});

test('an object that comes again before the application was told of its end lives on', async () => {
  const known = new KnownObjects();
  for (const number of [1, 2]) known.with(number, undefined);
  for (let times = 0; times < 20; times++) {
    collectGarbage();
    await setTimeout(5);
  }
  const again = known.with(2, undefined);
  expect(known.takeForgotten()).toEqual([1]);
  expect(known.with(2, undefined)).toBe(again);
});
