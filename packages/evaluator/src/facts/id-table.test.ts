import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BLOCK_BITS, hashOf, IdTable } from './id-table.ts';
import { Values } from './values.ts';

const value = fc.record({
  type: fc.constantFrom('User', 'Org', 'String', ''),
  id: fc.string({ unit: 'binary', maxLength: 3 }),
});

it('gives each value one number, and its type and id back', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 600 }), (all) => {
      const values = new Values();
      const expected = new Map<string, number>();
      for (const each of all) {
        const key = JSON.stringify(each);
        const before = expected.get(key);
        expect(values.known(each)).toBe(before);
        const number = values.number(each);
        if (before !== undefined) expect(number).toBe(before);
        expected.set(key, number);
        expect(values.value(number)).toEqual(each);
      }
      expect(new Set(expected.values()).size).toBe(expected.size);
      expect(values.size).toBe(expected.size);
    }),
  );
});

it('tells values apart whose hashes are the same', () => {
  const table = new IdTable();
  const ids: string[] = [];
  const types = [0, 1];
  const idOf = (i: number): string => `user-${i}`;
  for (const type of types)
    for (let i = 0; i < 200; i++) {
      const number = (type << BLOCK_BITS) + i;
      ids[number] = idOf(i);
      expect(table.find(7, type, ids[number], ids, types)).toBe(-1);
      table.add(7, number);
    }
  for (const type of types)
    for (let i = 0; i < 200; i++) expect(table.find(7, type, idOf(i), ids, types)).toBe((type << BLOCK_BITS) + i);
  expect(table.find(8, 0, idOf(1), ids, types)).toBe(-1);
});

it('spreads ids that count up, so that few share a place', () => {
  const places = new Set<number>();
  for (let i = 0; i < 10_000; i++) places.add(hashOf(3, `user-${i}`) & 0x7fff);
  // At random 10,000 of 32,768 would be 8,615 places.
  expect(places.size).toBeGreaterThan(8_000);
});
