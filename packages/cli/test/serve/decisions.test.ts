import { expect, test } from 'vitest';
import { folderOf } from '../command.ts';
import { send, serving, withPolicy } from './serving.ts';

const value = (type: string, id: string) => ({ type, id });
const member = {
  predicate: 'has_role',
  args: [value('User', 'anne'), value('String', 'member'), value('Organization', 'acme')],
};
const within = {
  predicate: 'has_relation',
  args: [value('Repository', 'anvil'), value('String', 'organization'), value('Organization', 'acme')],
};
const question = {
  actor_type: 'User',
  actor_id: 'anne',
  action: 'read',
  resource_type: 'Repository',
  resource_id: 'anvil',
  context_facts: [] as object[],
};

async function withDecisions(): Promise<(path: string, body?: unknown) => Promise<{ status: number; body: unknown }>> {
  const { url } = await serving(folderOf(withPolicy), ['.', '--now', '1700000000']);
  return (path, body) => send(url, path, body === undefined ? { method: 'GET' } : { body });
}

test('decisions are listed in their order, with question and answer', async () => {
  const ask = await withDecisions();
  await ask('/api/authorize', question);
  await ask('/api/batch', [{ inserts: [member, within] }]);
  await ask('/api/authorize', question);
  await ask('/api/list', { ...question, context_facts: [] });
  expect((await ask('/polar/decisions')).body).toMatchObject({
    decisions: [
      { number: 1, kind: 'authorize', time: 1_700_000_000, question, answer: { allowed: false } },
      { number: 2, kind: 'authorize', question, answer: { allowed: true } },
      { number: 3, kind: 'list', answer: { results: ['anvil'] } },
    ],
  });
});

test('a decision is told with the facts that it rests on, whatever was changed since', async () => {
  const ask = await withDecisions();
  await ask('/api/batch', [{ inserts: [member, within] }]);
  await ask('/api/authorize', question);
  const before = { number: 1, answer: { allowed: true }, facts: expect.arrayContaining([member, within]) };
  expect((await ask('/polar/decisions?number=1')).body).toMatchObject(before);

  await ask('/api/batch', [{ deletes: [{ predicate: 'has_role', args: [null, null, null] }] }]);
  await ask('/api/policy', { filename: '', src: 'actor User {}\nresource Repository {}' });
  expect((await ask('/polar/decisions?number=1')).body).toMatchObject(before);
  // Looking back changes nothing.
  expect((await ask('/api/facts?predicate=has_role')).body).toEqual([]);
  expect((await ask('/api/facts?predicate=has_relation')).body).toEqual([within]);

  await ask('/api/clear_data', {});
  expect((await ask('/polar/decisions?number=1')).body).toMatchObject(before);
});

test('where more has changed than is kept, it says so', async () => {
  const ask = await withDecisions();
  await ask('/api/authorize', question);
  for (let from = 0; from < 210_000; from += 21_000)
    await ask('/api/batch', [
      {
        inserts: Array.from({ length: 21_000 }, (_, at) => ({
          predicate: 'is_public',
          args: [value('Repository', `r${from + at}`)],
        })),
      },
    ]);
  expect((await ask('/polar/decisions?number=1')).body).toMatchObject({
    number: 1,
    reason: expect.stringContaining('changed too much'),
  });
});

test('context facts are among them; what is denied rests on none', async () => {
  const ask = await withDecisions();
  await ask('/api/authorize', {
    ...question,
    context_facts: [{ predicate: 'is_public', args: [value('Repository', 'anvil')] }],
  });
  await ask('/api/authorize', question);
  expect((await ask('/polar/decisions?number=1')).body).toMatchObject({
    facts: [{ predicate: 'is_public', args: [value('Repository', 'anvil')] }],
  });
  expect((await ask('/polar/decisions?number=2')).body).toMatchObject({
    facts: [],
    reason: expect.stringContaining('Nothing allows it'),
  });
  expect(await ask('/polar/decisions?number=3')).toMatchObject({ status: 404 });
});

test('the last thousand are kept', { timeout: 60_000 }, async () => {
  const ask = await withDecisions();
  for (let at = 0; at < 1_005; at++) await ask('/api/authorize', question);
  const { decisions } = (await ask('/polar/decisions')).body as { decisions: { number: number }[] };
  expect([decisions.length, decisions[0]?.number, decisions.at(-1)?.number]).toEqual([1_000, 6, 1_005]);
});

test('a question that ends with an error is listed with it, and one that could not be asked is not', async () => {
  const { url } = await serving(
    folderOf({
      'main.polar':
        'actor User {}\nresource Repository {}\nsmall(x: Integer) if x < 10;\nallow(_: User, _: String, _: Repository) if n matches Integer and small(n);\n',
    }),
    ['.'],
  );
  const ask = (path: string, body?: unknown) => send(url, path, body === undefined ? { method: 'GET' } : { body });
  const { status, body } = await ask('/api/authorize', question);
  expect(status).toBe(422);
  const { message } = body as { message: string };
  await ask('/api/authorize', { ...question, actor_type: 'Nobody' });
  expect((await ask('/polar/decisions?denied=true')).body).toMatchObject({
    decisions: [{ number: 1, kind: 'authorize', answer: { error: message }, denied: true }],
  });
  expect((await ask('/polar/decisions?number=1')).body).toMatchObject({ reason: expect.stringContaining(message) });
  expect((await ask('/polar/decisions')).body).toMatchObject({ decisions: [{ number: 1 }] });
});
