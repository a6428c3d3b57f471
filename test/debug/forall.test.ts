import { expect, it } from 'vitest';
import { debugging, stopsOf } from './debug-run.ts';

const OK = 'ok(x) if forall(y in x, y > 0);\n';
const POS = 'ok(x) if forall(y in x, pos(y));\npos(x) if x > 0;\n';
const BIG = 'ok(l) if forall(n in l, not big(n));\nbig(x) if x > 5;\n';
const NESTED = 'ok(l) if forall(m in l, forall(n in m, n > 0));\n';
const BOTH = 'ok(x) if forall(y in x, y > 0 and y < 9);\n';
/** From where `z` is constrained on the exact machine runs. */
const EXACT = 'ok(x) if z > 1 and forall(y in x, y > 0) and z = 2;\n';

it.each([
  ['a comparison', OK, 'ok([1, 2])'],
  ['a rule', POS, 'ok([1, 2])'],
  ['a negation', BIG, 'ok([0, 1])'],
  ['a forall', NESTED, 'ok([[1], [2]])'],
  ['several goals', BOTH, 'ok([1, 2])'],
  ['a comparison, beside a constraint', EXACT, 'ok([1, 2])'],
  ['nothing, as there is nothing to ask it of', OK, 'ok([])'],
])('a forall that holds fails nowhere, with %s as what it demands', async (_name, policy, query) => {
  const fails = await stopsOf(await debugging({ policy, query, filters: ['fail', 'negation'] }));
  // What it goes through comes to an end, and what is negated in it does not hold: both are as they are written.
  expect(fails.filter((text) => !/^fail (y in x|x > 5|big\/1)/.test(text))).toEqual([]);
});

it.each([
  ['a comparison', OK, 'ok([1, 0])', ['fail y > 0: 0 > 0', 'fail forall(y in x, y > 0): forall(y in [1, 0], y > 0)']],
  [
    'a rule',
    POS,
    'ok([1, 0])',
    ['fail x > 0: 0 > 0', 'fail pos/1: pos(0)', 'fail forall(y in x, pos(y)): forall(y in [1, 0], pos(y))'],
  ],
  [
    'a negation',
    BIG,
    'ok([9])',
    ['fail not big(n): not big(9)', 'fail forall(n in l, not big(n)): forall(n in [9], not big(n))'],
  ],
  [
    'a comparison, beside a constraint',
    EXACT,
    'ok([1, 0])',
    ['fail y > 0: 0 > 0', 'fail forall(y in x, y > 0): forall(y in [1, 0], y > 0)'],
  ],
])('one that does not hold fails where it is refuted (%s)', async (_name, policy, query, expected) => {
  const fails = await stopsOf(await debugging({ policy, query, filters: ['fail', 'negation'] }));
  expect(fails.filter((text) => !/ok\/1|z > 1/.test(text))).toEqual(expected);
});

it.each([
  ['quick', OK, []],
  ['exact', EXACT, ['call z > 1: z > 1']],
])('steps see the condition and what is demanded, each once (%s machine)', async (_machine, policy, before) => {
  const client = await debugging({ policy, query: 'ok([1, 2])', launch: { stopOnEntry: true } });
  const stops = await stopsOf(client, 'stepIn');
  expect(stops.slice(2, 7 + before.length)).toEqual([
    ...before,
    'call forall(y in x, y > 0): forall(y in [1, 2], y > 0)',
    'call y in x: y in [1, 2]',
    'call y > 0: 1 > 0',
    'redo y in x: 1 in [1, 2]',
    'call y > 0: 2 > 0',
  ]);
});

it.each([
  ['quick', OK],
  ['exact', EXACT],
])('the choice points name a forall once (%s machine)', async (_machine, policy) => {
  const column = policy.indexOf('y > 0') + 1;
  const client = await debugging({ policy, query: 'ok([1, 2])', breakpoints: [{ line: 1, column }] });
  await client.next('stopped');
  const { choicePoints } = (await client.request('polar/choicePoints')).body;
  expect(choicePoints.map(({ kind, goal }: { kind: string; goal: string }) => `${kind} ${goal}`)).toEqual([
    'in y in x',
    'forall forall(y in x, y > 0)',
  ]);
});

it.each([
  ['a forall', 'ok(x) if forall(y in x, pos(y));\npos(x) if x > 0;\npos(x) if x < 0;\n', 'ok([1])', []],
  [
    'a forall, beside a constraint',
    'ok(x) if z > 1 and forall(y in x, pos(y)) and z = 2;\npos(x) if x > 0;\npos(x) if x < 0;\n',
    'ok([1])',
    [],
  ],
  ['what a forall demands', 'ok(x) if forall(y in x, y = 1 or y = 2);\n', 'ok([1])', []],
  [
    'a forall that does not hold',
    'ok(x) if not forall(y in x, y > 1);\n',
    'ok([1, 0, 2])',
    ['fail y > 1: 1 > 1', 'fail forall(y in x, y > 1): forall(y in [1, 0, 2], y > 1)'],
  ],
  [
    'a negation',
    'ok(x) if not pos(x);\npos(x) if x > 0;\npos(x) if x < 0;\nok(1);\n',
    'ok(1)',
    ['fail not pos(x): not pos(1)'],
  ],
  [
    'an alternative before what decides it',
    'ok(x) if not pos(x);\npos(x) if x < 0;\npos(x) if x > 0;\npos(x) if x = 7;\nok(1);\n',
    'ok(1)',
    ['fail x < 0: 1 < 0', 'fail not pos(x): not pos(1)'],
  ],
])('what is tried after it is decided fails nowhere (%s)', async (_name, policy, query, expected) => {
  const fails = await stopsOf(await debugging({ policy, query, filters: ['fail', 'negation'] }));
  expect(fails.filter((text) => !/^fail (y in x|z > 1|ok\/1)/.test(text))).toEqual(expected);
});

it('a negation of a negation that a person wrote is shown as it is', async () => {
  const policy = 'ok(x) if not (not x > 0);\n';
  expect(await stopsOf(await debugging({ policy, query: 'ok(1)', filters: ['negation'] }))).toEqual([
    'fail not x > 0: not 1 > 0',
  ]);
});
