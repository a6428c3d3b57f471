import { Oso } from 'oso-cloud';
import { expect, test } from 'vitest';
import { folderOf } from '../command.ts';
import { send, serving, withPolicy } from './serving.ts';

const user = (id: string) => ({ type: 'User', id });
const acme = { type: 'Organization', id: 'acme' };

test('clients at the same time see what they wrote, and nothing is lost', async () => {
  const { url } = await serving(folderOf(withPolicy), ['.', '--store', 'facts.db']);
  const clients = 8;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      const oso = new Oso(url, `key of ${client}`);
      for (let turn = 0; turn < 15; turn++) {
        const me = user(`c${client}t${turn}`);
        await oso.insert(['has_role', me, 'admin', acme]);
        expect(await oso.authorize(me, 'invite', acme)).toBe(true);
        if (turn % 3 === 0) continue;
        await oso.delete(['has_role', me, null, null]);
        expect(await oso.authorize(me, 'invite', acme)).toBe(false);
      }
    }),
  );
  const oso = new Oso(url, 'key');
  const left = (await oso.get(['has_role', null, null, null])).map(([, of]) => (of as { id: string }).id);
  const expected = Array.from({ length: clients }, (_, client) => [0, 3, 6, 9, 12].map((turn) => `c${client}t${turn}`));
  expect(left.sort()).toEqual(expected.flat().sort());
});

/** Each question about `together` has 512,000 ways to look at. */
const slow = {
  'main.polar': `actor User {}
together(a: User, b: User, c: User) if
  is_here(a) and is_here(b) and is_here(c) and is_ready(a, b, c);
allow(a: User, "wait", c: User) if together(_, _, _) and is_here(a) and is_here(c);
`,
  'facts.jsonl': Array.from({ length: 400 }, (_, at) => `["is_here", {"type": "User", "id": "u${at}"}]`).join('\n'),
};

const waiting = { actor_type: 'User', actor_id: 'u1', action: 'wait', resource_type: 'User', resource_id: 'u2' };

const everything = {
  predicate: ['is_here', ['a']],
  calls: [
    ['is_here', ['b']],
    ['is_here', ['c']],
  ],
  constraints: Object.fromEntries(['a', 'b', 'c'].map((name) => [name, { type: 'User', ids: null }])),
};

test('a question that takes too long ends with an error, and others are heard meanwhile', async () => {
  const { url } = await serving(folderOf(slow), ['main.polar', '--facts', 'facts.jsonl', '--timeout', '700']);
  const order: string[] = [];
  const long = send(url, '/api/evaluate_query', { body: everything }).then((answer) => {
    order.push('long');
    return answer;
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  await fetch(`${url}/api/healthcheck`).then(() => order.push('health'));
  expect(await long).toMatchObject({ status: 422, body: { message: expect.stringContaining('Query timeout') } });
  expect(order).toEqual(['health', 'long']);
  expect(await send(url, '/api/authorize', { body: waiting })).toMatchObject({ status: 200, body: { allowed: false } });
});

test('a question whose client goes away is given up', async () => {
  const { url, end } = await serving(folderOf(slow), ['main.polar', '--facts', 'facts.jsonl', '--timeout', '0']);
  const leaving = new AbortController();
  const long = fetch(`${url}/api/evaluate_query`, {
    method: 'POST',
    headers: { Authorization: 'Bearer key' },
    body: JSON.stringify(everything),
    signal: leaving.signal,
  });
  setTimeout(() => leaving.abort(), 200);
  await expect(long).rejects.toThrow();
  // It would find 64 million answers.
  expect(await send(url, '/api/authorize', { body: waiting })).toMatchObject({ status: 200 });
  expect(await end()).toBe(0);
});
