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
  ['x = 1, y = 2', 'unrecognized-token', /token ','\. Conditions are joined with `and`, not with `,`\.$/],
  ['f(1), g(2)', 'unrecognized-token', /token ','\. Conditions are joined with `and`/],
  ['x is 1', 'unrecognized-token', /values are compared with `=`\.$/],
  ['x instanceof User', 'unrecognized-token', /Write `matches`\.$/],
  ['x: User', 'unrecognized-token', /a type is checked with `x matches …`\.$/],
  ['x = y[0]', 'unrecognized-token', /a member of a list with `in`\.$/],
  ['x = 1 | y = 2', 'unrecognized-token', /Alternatives are joined with `or`\.$/],
  ['1 not in [1]', 'unrecognized-token', /`not` stands before the whole condition: `not 1 in …`\.$/],
  ['x = 1)', 'unrecognized-token', /No bracket is open here: remove it\.$/],
  ['x = 1 y = 2', 'unrecognized-token', /Did you forget `and` or `or` before `y`\?$/],
  ['x = 1\ny = 2', 'unrecognized-token', /token 'y'\. A query is one condition: ask one after the other, or join them/],
  ['x = 1 if y = 2', 'unrecognized-token', /A query has no condition of its own: join the parts with "and"\.$/],
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
