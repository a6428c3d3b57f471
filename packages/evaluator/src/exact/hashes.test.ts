import { describe, expect, test } from 'vitest';
import { isSame } from '../terms/same.ts';
import { Box, DICTIONARY, expression, FLOAT, INSTANCE, list, type Term, UNBOUND, VAR } from '../terms/term.ts';
import { Hashes } from './hashes.ts';

const x = new Box(VAR, UNBOUND, 'x');
const float = (value: number): Term => new Box(FLOAT, value, undefined);
const dictionary = (fields: Record<string, Term>): Term =>
  new Box(DICTIONARY, new Map(Object.entries(fields)), undefined);
const instance = (fields: Record<string, Term>): Term => new Box(INSTANCE, 'User', new Map(Object.entries(fields)));

describe('what is the same has the same hash', () => {
  test.each<[name: string, make: (other: boolean) => Term]>([
    ['a text', () => 'abc'],
    ['an integer and a float', (other) => (other ? float(2) : 2)],
    ['a big integer and a float', (other) => (other ? float(2 ** 60) : 2n ** 60n)],
    ['the two zeros', (other) => float(other ? -0 : 0)],
    ['operations', () => expression('.', [expression('.', [x, 'a']), 'b'])],
    ['lists', (other) => list([1, x, other ? float(3) : 3], x)],
    ['a list and one made of its rest', (other) => (other ? list([1], list([2])) : list([1, 2]))],
    ['dictionaries', (other) => dictionary(other ? { b: x, a: 1 } : { a: 1, b: x })],
    ['patterns', (other) => instance(other ? { b: list([]), a: 1 } : { a: 1, b: list([]) })],
  ])('%s', (_, make) => {
    const hashes = new Hashes();
    expect(isSame(make(false), make(true))).toBe(true);
    expect(hashes.of(make(true))).toBe(hashes.of(make(false)));
  });
});

test('what looks alike has another hash', () => {
  const hashes = new Hashes();
  const alike = [
    x,
    new Box(VAR, UNBOUND, 'x'),
    expression('=', [x, 1]),
    expression('=', [1, x]),
    expression('==', [x, 1]),
    list([x, 1]),
    list([x], list([list([1])])),
    dictionary({ a: x, b: 1 }),
    dictionary({ a: 1, b: x }),
    instance({ a: x, b: 1 }),
  ];
  expect(new Set(alike.map((term) => hashes.of(term))).size).toBe(alike.length);
});
