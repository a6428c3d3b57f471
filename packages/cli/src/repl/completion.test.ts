import { expect, test } from 'vitest';
import { complete } from './completion.ts';

const known = {
  predicates: ['allow', 'has_role', 'has_permission'],
  names: ['larry', 'gmail', 'Repository'],
  commands: [':load', ':reload', ':help'],
};

test('a predicate is completed with its bracket', () => {
  expect(complete('not has_', known)).toEqual([['has_permission(', 'has_role('], 'has_']);
});

test('an object of the data is completed inside a call', () => {
  expect(complete('allow(la', known)).toEqual([['larry'], 'la']);
});

test('a command is completed at the start of the line only', () => {
  expect(complete(':re', known)).toEqual([[':reload'], ':re']);
  expect(complete(':load has', known)).toEqual([[], '']);
});

test('nothing is offered in a string or behind a dot', () => {
  expect(complete('allow(larry, "ga', known)).toEqual([[], '']);
  expect(complete('larry.ga', known)).toEqual([[], 'ga']);
});

test('each word of the language is completed from its first letters, and none without one', () => {
  const none = { predicates: [], names: [], commands: [] };
  const offered = [...'abcdefghijklmnopqrstuvwxyz'].flatMap((letter) => complete(`f(x) and ${letter}`, none)[0]);
  expect(offered.join(' ')).toBe('and cut false forall in matches new not or print true');
  expect(complete('f(x) and ', none)).toEqual([[], '']);
});

test('a very long line is completed from its last word alone', () => {
  const word = 'w'.repeat(300_000);
  expect(complete(`${word} gm`, known)).toEqual([['gmail'], 'gm']);
  expect(complete(`${word}! `, known)[1]).toBe('');
  expect(complete(`f(${' '.repeat(300_000)}x`, known)).toEqual([[], 'x']);
});
