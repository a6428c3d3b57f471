import { bareQuery } from '@polar-tools/language';
import { expect, test } from 'vitest';
import { asksNothing, isOpen } from './input.ts';

test.each([
  'allow(larry,',
  'x in [1,\n2',
  'name = "unfinished',
  'x = 1 and',
  'x >',
  'x matches',
  'not',
  'user.',
  'x = {a: 1, # a comment with )}',
])('`%s` goes on in the next line', (text) => {
  expect(isOpen(text)).toBe(true);
});

test.each([
  'allow(larry, "read", gmail)',
  'x = "a ( in a string"',
  'x = "an \\" escape"',
  'brand',
  'x in standards',
  'x = 1 # and',
  'closed)',
  '',
])('`%s` is whole', (text) => {
  expect(isOpen(text)).toBe(false);
});

test('the marks of an inline query and of a Prolog habit are taken off', () => {
  expect(bareQuery('?= allow(a, b, c);')).toBe('allow(a, b, c)');
  expect(bareQuery('?- x = 1')).toBe('x = 1');
  expect(bareQuery('  x = 1.5 ')).toBe('x = 1.5');
});

test('many blanks in a query cost no more than other characters', () => {
  const blanks = ' '.repeat(300_000);
  expect(bareQuery(`x = 1${blanks};`)).toBe('x = 1');
  expect(bareQuery(`x =${blanks}1;`)).toBe(`x =${blanks}1`);
});

test.each([
  ['', true],
  ['  ', true],
  ['# f(x)', true],
  ['  # a\n\n# b', true],
  ['# a\nf(x)', false],
  ['x = "#"', false],
  ['f(x) # a', false],
])('`%s` asks nothing: %s', (text, expected) => {
  expect(asksNothing(text)).toBe(expected);
});
