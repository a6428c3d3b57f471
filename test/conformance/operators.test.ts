import { afterAll, describe, expect, test } from 'vitest';
import { compare, newTally, show, stopEngines } from './compare.ts';
import { showReportDifference, showReports } from './compare-reports.ts';
import { applicationData } from './vocabulary.ts';

/** Values of every type, with the edges of each. */
const values = [
  ...['0', '1', '2', '-3', '9007199254740993', '9223372036854775807', '-9223372036854775807'],
  ...['1.0', '0.5', '-2.5', '9007199254740992.0', 'inf', 'nan'],
  ...['""', '"a"', '"b"', '"ab"'],
  ...['true', 'false'],
  ...['[]', '[1]', '[1, "a"]', '[[1], 2]'],
  ...['{}', '{a: 1}', '{a: 1, b: "x"}'],
  ...['ann', 'bob', 'r1', 'nil', 'User'],
  'unbound',
];

const relations = ['=', '==', '!=', '<', '<=', '>', '>=', 'in'];
const functions = ['+', '-', '*', '/', 'mod', 'rem'];

const policy = [
  ...relations.map((operator, index) => `relation${index}(l, r) if l ${operator} r;`),
  ...functions.map((operator, index) => `function${index}(l, r, x) if x = l ${operator} r and print(x);`),
  'assign(l, r) if x := l and y := r and x = y;',
  'condition(l) if l;',
  'negated(l) if not l;',
  'matched(l, r) if l matches r;',
].join('\n');

/** A class is a function in JavaScript, and has a name of its own: no other host has that. */
const isClassAttribute = /^User\.name|^v = User and v\.name|^User matches .*name: /;

const tally = newTally();

async function agreeOn(asked: readonly string[]): Promise<void> {
  const queries = asked.filter((query) => !isClassAttribute.test(query));
  const disagreements = await compare({ policy, queries, data: applicationData }, tally);
  expect(disagreements.map(show)).toEqual([]);
  expect(tally.reports.differences.splice(0).map(showReportDifference)).toEqual([]);
}

/** Every pair of values, written by `write`. */
const pairs = (write: (left: string, right: string) => string): string[] =>
  values.flatMap((left) =>
    values.map((right) => write(left, right === 'unbound' && left === 'unbound' ? 'other' : right)),
  );

describe('operators on every pair of value types agree with the reference', () => {
  afterAll(async () => {
    await stopEngines();
    console.log(`operators: ${tally.agreed} queries agreed`, Object.fromEntries(tally.skipped));
    console.log(`  errors alike: ${showReports(tally.reports)}`);
  });

  test.each(relations.map((operator, index) => [operator, index] as const))('l %s r', async (operator, index) => {
    await agreeOn(pairs((left, right) => `relation${index}(${left}, ${right})`));
    await agreeOn(pairs((left, right) => `${left} ${operator} ${right}`));
  });

  test.each(functions.map((operator, index) => [operator, index] as const))('l %s r', async (operator, index) => {
    await agreeOn(pairs((left, right) => `function${index}(${left}, ${right}, _x)`));
    await agreeOn(pairs((left, right) => `${left} ${operator} ${right} = x`));
  });

  test('matches, with values of every type as patterns', async () => {
    const patterns = [
      '1',
      '1.0',
      '"a"',
      'true',
      '[1]',
      '{}',
      '{a: 1}',
      'User',
      'User{}',
      'Thing{name: "ann"}',
      'Integer',
      'Float',
      'String',
    ];
    const more = [
      'Boolean',
      'List',
      'Dictionary',
      'Actor',
      'Resource',
      '{name: "ann"}',
      'unbound',
      '[x, *rest]',
      '{a: x}',
      'Thing{name: x}',
    ];
    await agreeOn(values.flatMap((left) => [...patterns, ...more].map((right) => `${left} matches ${right}`)));
    await agreeOn(pairs((left, right) => `matched(${left}, ${right})`));
  });

  test(':=, as a condition, not', async () => {
    await agreeOn(pairs((left, right) => `assign(${left}, ${right})`));
    await agreeOn(
      values.flatMap((value) => [
        `condition(${value})`,
        `negated(${value})`,
        `x := ${value}`,
        `not ${value}`,
        `${value}`,
      ]),
    );
  });

  test('attributes and calls on values of every type', async () => {
    const uses = [
      'name',
      'a',
      'nothing',
      '("a")',
      'can("read")',
      'can("write")',
      'can("fail")',
      'can()',
      'same(1)',
      'same(2)',
      'same(3)',
      'nothing()',
    ];
    await agreeOn(
      values.flatMap((value) =>
        /^[-\d]/.test(value) ? [] : uses.flatMap((use) => [`${value}.${use}`, `${value}.${use} = x`]),
      ),
    );
    await agreeOn(values.flatMap((value) => uses.map((use) => `v = ${value} and v.${use} = x`)));
  });
});
