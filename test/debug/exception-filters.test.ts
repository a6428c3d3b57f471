import { describe, expect, it } from 'vitest';
import { consoleOf, debugging, stopsOf } from './debug-run.ts';

const POLICY = 'p(x) if q(x);\nq(1);\nr(x) if x > "a";\ns(x) if r(x);\n';

/** What became of a filter with the names of rules, what the console says of it, and where it stopped. */
async function withNames(filterId: string, condition: string, query: string) {
  const client = await debugging({ policy: POLICY, query, launch: { stopOnEntry: true } });
  await client.next('stopped');
  const filterOptions = [{ filterId, condition }];
  const { body } = await client.request('setExceptionBreakpoints', { filters: [], filterOptions });
  await client.request('continue', { threadId: 1 });
  const stops = await stopsOf(client);
  return {
    breakpoint: body.breakpoints[0],
    told: consoleOf(client).filter((line) => line.includes('The filter')),
    stops,
  };
}

describe('a filter for some rules', () => {
  it.each([
    ['one that the policy does not have', 'qq', 'The policy has no rule "qq". Did you mean "q"?'],
    ['one with another number of parameters', 'q/2', 'The policy has no rule "q/2". It has: q/1.'],
    ['several that it does not have', 'a1, b1', 'The policy has no rule "a1".'],
  ])('never stops at %s, and says so', async (_name, condition, message) => {
    const { breakpoint, told, stops } = await withNames('fail', condition, 'p(2)');
    expect(breakpoint).toEqual({ verified: false, message });
    expect(told).toEqual([`The filter "Failed goals" never stops: ${message}`]);
    expect(stops).toEqual([]);
  });

  it('stops at those that there are, and says which one there is not', async () => {
    const { breakpoint, told, stops } = await withNames('fail', 'q, zz', 'p(2)');
    expect(breakpoint).toEqual({ verified: true, message: 'The policy has no rule "zz".' });
    expect(told).toEqual(['The filter "Failed goals": The policy has no rule "zz".']);
    expect(stops).toEqual(['fail q/1: q(2)']);
  });

  it.each([
    ['r', 1],
    ['r/1', 1],
    ['', 1],
    ['s', 0],
    ['q', 0],
  ])('of errors stops where they arise in these (%s)', async (condition, count) => {
    const { breakpoint, stops } = await withNames('error', condition, 's(1)');
    expect(breakpoint).toEqual({ verified: true });
    expect(stops).toHaveLength(count);
  });

  it.each([
    ['none', 'No answer'],
    ['end', 'End of the query'],
  ])('is none that is about the whole query (%s)', async (filter, label) => {
    const { breakpoint, stops } = await withNames(filter, 'q', 'p(2)');
    const message = `The filter "${label}" is about the whole query: leave out the names of rules.`;
    expect(breakpoint).toEqual({ verified: false, message });
    expect(stops).toEqual([]);
  });
});

it('only filters that may be about rules ask for their names', async () => {
  const client = await debugging({ policy: POLICY, query: 'p(1)' });
  const [initialized] = client.received as unknown as {
    body: { exceptionBreakpointFilters: { filter: string; supportsCondition?: boolean }[] };
  }[];
  const filters = initialized!.body.exceptionBreakpointFilters;
  expect(filters.filter((one) => one.supportsCondition === true).map((one) => one.filter)).toEqual([
    'error',
    'fail',
    'redo',
    'negation',
  ]);
});
