import { createPolicy } from '@polar-tools/policy';
import { expect, it } from 'vitest';
import { asQueryProblem, readQuery, unknownRules } from './read-query.ts';

it.each([
  ['f(', 'unrecognized-eof', /^The query ends too early\./],
  ['f(1', 'unrecognized-eof', /^The query ends too early\. A `\)` is missing after `1`\./],
  ['x = = 1', 'unrecognized-token', /did not expect to find the token '='/],
  ['x = 1; y = 2', 'unrecognized-token', /token ';'\. A query is one condition: ask one after the other, or join them/],
  ['f(1); g(2)', 'unrecognized-token', /join them with `and`\.$/],
  ['x = ; y', 'unrecognized-token', /token ';'\. A value is missing after `=`/],
  ['', 'no-query', /^There is no query to run\./],
  ['# nothing', 'no-query', /^There is no query to run\./],
])('what is wrong with the query %j is told in words for a query', (text, code, message) => {
  const { expression, problems } = readQuery(text);
  expect(expression).toBeUndefined();
  expect(problems[0]).toMatchObject({ code, message: expect.stringMatching(message) });
  // Said once, it is not said otherwise.
  expect(asQueryProblem(problems[0]!)).toEqual(problems[0]);
});

it('the goals of a query whose rules the policy does not have are named, wherever they stand', () => {
  const policy = createPolicy([{ uri: 'file:///w/a.polar', text: 'known(1);\n' }]);
  const { expression } = readQuery('known(x) and (not knwon(x) or forall(y in [1], other(y))) and x = {a: 1}');
  expect(unknownRules(expression!, policy)).toEqual([
    { name: 'knwon', near: 'known' },
    { name: 'other', near: undefined },
  ]);
});
