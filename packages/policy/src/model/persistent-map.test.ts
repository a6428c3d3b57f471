import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PersistentMap } from './persistent-map.ts';

/** Everything that can be asked of a map. */
function all(map: ReadonlyMap<string, number>) {
  const each: [string, number][] = [];
  map.forEach((value, key, of) => {
    expect(of).toBe(map);
    each.push([key, value]);
  });
  const entries = [...map.entries()];
  expect(each).toEqual(entries);
  expect([...map]).toEqual(entries);
  expect([...map.keys()]).toEqual(entries.map(([key]) => key));
  expect([...map.values()]).toEqual(entries.map(([, value]) => value));
  return { size: map.size, entries: entries.sort(([one], [other]) => (one < other ? -1 : 1)) };
}

const keys = Array.from({ length: 60 }, (_, at) => `k${at}`);
const key = fc.constantFrom(...keys);
const change = fc.array(fc.tuple(key, fc.option(fc.nat(9), { nil: undefined })), { maxLength: 12 });

it('a version holds what a map with the same changes holds, and the versions before it stay', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(key, fc.nat(9)), { maxLength: 40 }),
      fc.array(change, { maxLength: 12 }),
      (base, changes) => {
        let map = PersistentMap.of(new Map(base));
        const model = new Map(base);
        const versions = [{ map, was: all(map) }];
        for (const entries of changes) {
          map = map.with(new Map(entries));
          for (const [key, value] of new Map(entries)) {
            if (value === undefined) model.delete(key);
            else model.set(key, value);
          }
          expect(all(map)).toEqual(all(model));
          for (const key of keys) {
            expect(map.get(key)).toBe(model.get(key));
            expect(map.has(key)).toBe(model.has(key));
          }
          versions.push({ map, was: all(map) });
        }
        for (const { map, was } of versions) expect(all(map)).toEqual(was);
      },
    ),
    { seed: 5, numRuns: 200 },
  );
});

it('a change of nothing is the same version', () => {
  const map = PersistentMap.of(new Map([['a', 1]]));
  expect(map.with(new Map())).toBe(map);
});
