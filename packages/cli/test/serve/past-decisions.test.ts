import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOf, polar } from '../command.ts';
import { DebugClient } from './debug-client.ts';
import { organization, send, serving, withPolicy } from './serving.ts';

const value = (type: string, id: string) => ({ type, id });
const fact = (predicate: string, ...args: object[]) => ({ predicate, args });
const member = fact('has_role', value('User', 'anne'), value('String', 'member'), value('Organization', 'acme'));
const within = fact(
  'has_relation',
  value('Repository', 'anvil'),
  value('String', 'organization'),
  value('Organization', 'acme'),
);
const other = fact('has_role', value('User', 'zoe'), value('String', 'owner'), value('Repository', 'tongs'));
const asked = (actor: string, action = 'read', context_facts: object[] = []) => ({
  actor_type: 'User',
  actor_id: actor,
  action,
  resource_type: 'Repository',
  resource_id: 'anvil',
  context_facts,
});

/** An editor that is attached to a server, which has decided some questions. */
async function decided(files: Readonly<Record<string, string>> = withPolicy, options: readonly string[] = []) {
  const folder = folderOf(files);
  const { url, tells } = await serving(folder, ['.', '--token', 'key', ...options]);
  const ask = (path: string, body?: unknown) =>
    send(url, path, body === undefined ? { method: 'GET' } : { body }).then(({ body: answer }) => answer);
  await ask('/api/batch', [{ inserts: [member, within, other] }]);
  const editor = new DebugClient(url);
  await editor.attach({ token: 'key' });
  return { folder, file: join(folder, 'main.polar'), url, ask, editor, tells };
}

test('an editor is told that something was decided, and lists it as queries, those that allowed nothing by themselves', async () => {
  const { ask, editor } = await decided();
  await ask('/api/authorize', asked('anne'));
  await ask('/api/authorize', asked('bob'));
  await ask('/api/list', { ...asked('anne'), resource_type: 'Repository' });
  await ask('/api/actions', asked('bob'));
  await editor.event('polar/decided');
  const listed = async (wanted: object) =>
    (await editor.body('polar/decisions', wanted)).decisions.map(
      ({ number, queries, denied }: { number: number; queries: string[]; denied: boolean }) => [
        number,
        denied,
        ...queries,
      ],
    );
  expect(await listed({})).toEqual([
    [1, false, 'allow(User{"anne"}, "read", Repository{"anvil"})'],
    [2, true, 'allow(User{"bob"}, "read", Repository{"anvil"})'],
    [3, false, 'allow(User{"anne"}, "read", resource: Repository)'],
    [4, true, 'allow(User{"bob"}, action, Repository{"anvil"})'],
  ]);
  expect((await listed({ denied: true })).map(([number]: [number]) => number)).toEqual([2, 4]);
  expect((await listed({ after: 2, limit: 1 })).map(([number]: [number]) => number)).toEqual([4]);
  // The same over HTTP.
  const { decisions } = (await ask('/polar/decisions?denied=true&after=2&limit=5')) as { decisions: object[] };
  expect(decisions).toMatchObject([{ number: 4, denied: true }]);
  expect(await ask('/polar/decisions?after=x')).toEqual({
    message: expect.stringContaining('"after" should be a whole number'),
  });
  await editor.body('polar/clearDecisions');
  expect(await listed({})).toEqual([]);
  await ask('/api/authorize', asked('bob'));
  expect((await listed({})).map(([number]: [number]) => number)).toEqual([5]);
});

test('a decision is told with what it looked at, and explained, over the facts of its moment', async () => {
  const { ask, editor } = await decided();
  await ask('/api/authorize', asked('anne'));
  await ask('/api/authorize', asked('bob'));
  await ask('/api/clear_data', {});
  expect(await editor.body('polar/decisionFacts', { number: 1 })).toMatchObject({
    proof: expect.arrayContaining([member, within]),
    read: expect.arrayContaining([member, within]),
  });
  const { read } = await editor.body('polar/decisionFacts', { number: 2 });
  expect(read).toEqual([within]);
  const held = await editor.body('polar/explainDecision', { number: 1 });
  expect(held).toMatchObject({ outcome: 'holds', query: 'allow(User{"anne"}, "read", Repository{"anvil"})' });
  expect(
    held.lines.some(({ uri, range }: { uri?: string; range?: object }) => uri?.endsWith('main.polar') && range),
  ).toBe(true);
  const failed = await editor.body('polar/explainDecision', { number: 2 });
  expect(failed.outcome).toBe('fails');
  expect(failed.changes.map(({ text }: { text: string }) => text).join()).toContain('bob');
  for (const command of ['polar/decisionFacts', 'polar/explainDecision', 'polar/testOfDecision'])
    for (const number of [7, 'x', undefined])
      expect(await editor.ask(command, { number })).toMatchObject({ success: false });
});

test('a decision is debugged after the fact, over the facts and context facts of its moment, back and forth', async () => {
  const { ask, url, file } = await decided();
  const isPublic = fact('is_public', value('Repository', 'anvil'));
  await ask('/api/authorize', asked('eve', 'read', [isPublic]));
  await ask('/api/clear_data', {});
  expect(await ask('/api/authorize', asked('eve'))).toEqual({ allowed: false });
  const later = new DebugClient(url);
  const goal = organization.split('\n').findIndex((line) => line.includes('is_public(')) + 1;
  await later.attach({ token: 'key', decision: 1, stopOnEntry: true }, { [file]: [goal] });
  await later.event('stopped');
  await later.body('continue', { threadId: 1 });
  expect(await later.event('stopped')).toMatchObject({ reason: 'breakpoint' });
  const { stackFrames } = await later.body('stackTrace', { threadId: 1 });
  const { scopes } = await later.body('scopes', { frameId: stackFrames[0].id });
  const { variablesReference } = scopes.find(({ name }: { name: string }) => name === 'Facts');
  expect((await later.body('variables', { variablesReference })).variables).toMatchObject([
    { value: 'is_public(Repository{"anvil"})' },
  ]);
  await later.body('stepBack', { threadId: 1 });
  await later.event('stopped');
  await later.body('continue', { threadId: 1 });
  await later.event('stopped');
  await later.body('setBreakpoints', { source: { path: file }, breakpoints: [] });
  await later.body('continue', { threadId: 1 });
  expect(await later.event('output', ({ output }) => output.includes('true'))).toBeDefined();
  const gone = new DebugClient(url);
  await gone.body('initialize', { adapterID: 'polar' });
  expect(await gone.ask('attach', { token: 'key', decision: 99 })).toMatchObject({
    success: false,
    message: expect.stringContaining('There is no decision 99 any more'),
  });
});

test.each([
  ['a yes', '/api/authorize', asked('anne')],
  ['a no', '/api/authorize', asked('bob')],
  [
    'a yes by a context fact',
    '/api/authorize',
    asked('eve', 'read', [fact('is_public', value('Repository', 'anvil'))]),
  ],
  ['a list', '/api/list', { ...asked('anne'), resource_type: 'Repository' }],
  ['an empty list', '/api/list', { ...asked('bob'), resource_type: 'Repository' }],
  ['actions', '/api/actions', asked('anne')],
])(
  'a test is made of %s: with just what was read, it passes, and fails when the policy decides otherwise',
  async (_, path, body) => {
    const { ask, editor, folder, file } = await decided();
    await ask(path, body);
    await ask('/api/clear_data', {});
    const { text, title, uri, offset } = await editor.body('polar/testOfDecision', { number: 1 });
    expect(uri).toMatch(/main\.polar$/);
    expect(text).not.toContain('zoe');
    const policy = readFileSync(file, 'utf8');
    writeFileSync(file, `${policy.slice(0, offset)}\n\n${text}\n`);
    const ran = await polar(folder, ['test', '.']);
    expect(ran.output + ran.errors).toContain('1 passed');
    expect(title).toMatch(/may/);
    const otherwise = policy
      .replace('"read" if "reader"', '"read" if "owner"')
      .replace('is_public(repository);', 'is_public(repository) and is_public(Repository{"x"});');
    if (text.includes('assert allow') && !text.includes('in []')) {
      writeFileSync(file, `${otherwise.trimEnd()}\n\n${text}\n`);
      expect((await polar(folder, ['test', '.'])).status).toBe(1);
    }
  },
);

test('where the policy has changed so that the answer is another one, no test is made', async () => {
  const { ask, editor, file, tells } = await decided(withPolicy, ['--watch']);
  await ask('/api/authorize', asked('anne'));
  writeFileSync(file, organization.replace('"read" if "reader"', '"read" if "owner"'));
  await tells('The policy has changed');
  expect(await editor.ask('polar/testOfDecision', { number: 1 })).toMatchObject({
    success: false,
    message: expect.stringContaining('By the policy of now'),
  });
});
