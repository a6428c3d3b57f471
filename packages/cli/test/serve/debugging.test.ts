import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOf } from '../command.ts';
import { DebugClient } from './debug-client.ts';
import { organization, send, serving, withPolicy } from './serving.ts';

const value = (type: string, id: string) => ({ type, id });
const facts = [
  { predicate: 'has_role', args: [value('User', 'anne'), value('String', 'member'), value('Organization', 'acme')] },
  {
    predicate: 'has_relation',
    args: [value('Repository', 'anvil'), value('String', 'organization'), value('Organization', 'acme')],
  },
];
const asked = (actor: string, action = 'read') => ({
  actor_type: 'User',
  actor_id: actor,
  action,
  resource_type: 'Repository',
  resource_id: 'anvil',
});

const lineOf = (text: string): number => organization.split('\n').findIndex((line) => line.includes(text)) + 1;
const reader = lineOf('"read" if "reader"');

async function served(options: readonly string[] = []) {
  const folder = folderOf(withPolicy);
  const server = await serving(folder, ['.', '--token', 'key', ...options]);
  await send(server.url, '/api/batch', { body: [{ inserts: facts }] });
  const authorize = (actor: string, action?: string) =>
    send(server.url, '/api/authorize', { body: asked(actor, action) }).then(({ body }) => body);
  return { ...server, folder, file: join(folder, 'main.polar'), authorize };
}

test("a breakpoint in the policy is hit by an application's request, which is answered when the editor goes on", async () => {
  const { url, file, authorize } = await served();
  const editor = new DebugClient(url);
  await editor.attach({ port: 1, token: 'key' }, { [file]: [reader] });
  const answer = authorize('anne');
  const { threadId, reason } = await editor.event('stopped');
  expect(reason).toBe('breakpoint');
  expect((await editor.body('threads')).threads).toEqual([
    { id: threadId, name: 'allow(User{"anne"}, "read", Repository{"anvil"})' },
  ]);
  const { stackFrames } = await editor.body('stackTrace', { threadId });
  expect(stackFrames[0]).toMatchObject({ line: reader, source: { path: file } });
  const { scopes } = await editor.body('scopes', { frameId: stackFrames[0].id });
  expect(scopes.map(({ name }: { name: string }) => name)).toContain('Arguments');
  await editor.body('stepBack', { threadId });
  await editor.event('stopped');
  await editor.body('continue', { threadId });
  await editor.event('stopped');
  await editor.body('continue', { threadId });
  expect(await answer).toEqual({ allowed: true });
  await editor.event('thread', ({ reason: why }) => why === 'exited');
  expect((await editor.body('threads')).threads).toEqual([]);
});

test('requests that come at once are threads of one session, and each goes on by itself', async () => {
  const { url, file, authorize } = await served();
  const editor = new DebugClient(url);
  await editor.attach({ token: 'key' }, { [file]: [reader] });
  const answers: unknown[] = [];
  for (const actor of ['anne', 'bob', 'cy']) void authorize(actor).then((answer) => answers.push([actor, answer]));
  const threads = [await editor.event('stopped'), await editor.event('stopped'), await editor.event('stopped')];
  const ids: number[] = threads.map(({ threadId }) => threadId);
  expect(new Set(ids).size).toBe(3);
  const names = (await editor.body('threads')).threads.map(({ name }: { name: string }) => name);
  expect(names.join()).toMatch(/anne.*bob.*cy/);
  // What is changed meanwhile is none of theirs; who asks later sees it, once it goes on.
  await send(url, '/api/clear_data', { body: {} });
  const frames = await Promise.all(ids.map((threadId) => editor.body('stackTrace', { threadId })));
  const variables = await Promise.all(
    frames.map(async ({ stackFrames: [frame] }) => {
      const { scopes } = await editor.body('scopes', { frameId: frame.id });
      const { variables: all } = await editor.body('variables', { variablesReference: scopes[0].variablesReference });
      return all.map(({ value: text }: { value: string }) => text).join();
    }),
  );
  expect(variables.map((text) => /"(anne|bob|cy)"|:(anne|bob|cy)/.exec(text)?.[0])).toHaveLength(3);
  expect(new Set(variables).size).toBe(3);
  for (const threadId of ids.toReversed()) {
    await editor.body('continue', { threadId });
    await editor.event('thread', ({ reason, threadId: id }) => reason === 'exited' && id === threadId);
  }
  await expect.poll(() => answers).toHaveLength(3);
  expect(answers).toContainEqual(['anne', { allowed: true }]);
  expect(answers).toContainEqual(['cy', { allowed: false }]);
});

test('when the editor leaves, or is killed, requests go on', async () => {
  const { url, file, authorize } = await served();
  for (const leave of [
    (editor: DebugClient) => void editor.ask('disconnect'),
    (editor: DebugClient) => editor.drop(),
    (editor: DebugClient) => void editor.ask('terminate'),
  ]) {
    const editor = new DebugClient(url);
    await editor.attach({ token: 'key' }, { [file]: [reader] });
    const answers = Promise.all([authorize('anne'), authorize('bob')]);
    await editor.event('stopped');
    await editor.event('stopped');
    leave(editor);
    expect(await answers).toEqual([{ allowed: true }, { allowed: false }]);
    editor.drop();
    // The place is free for another one.
    await expect.poll(async () => (await authorize('bob')) as object).toEqual({ allowed: false });
  }
});

test('a request whose client has gone away ends its stop', async () => {
  const { url, file, authorize } = await served();
  const editor = new DebugClient(url);
  await editor.attach({ token: 'key' }, { [file]: [reader] });
  const gone = new AbortController();
  const request = fetch(`${url}/api/authorize`, {
    method: 'POST',
    headers: { Authorization: 'Bearer key' },
    body: JSON.stringify(asked('anne')),
    signal: gone.signal,
  }).catch(() => 'gone');
  const { threadId } = await editor.event('stopped');
  gone.abort();
  expect(await request).toBe('gone');
  expect(await editor.event('thread', ({ reason }) => reason === 'exited')).toMatchObject({ threadId });
  await editor.body('setBreakpoints', { source: { path: file }, breakpoints: [] });
  expect(await authorize('anne')).toEqual({ allowed: true });
});

test('only one editor is attached at a time, and only with the token', async () => {
  const { url, file } = await served();
  const refused = async (args: object) => {
    const editor = new DebugClient(url);
    await editor.body('initialize', { adapterID: 'polar' });
    const { success, message, body } = await editor.ask('attach', args);
    expect(body?.error?.showUser).toBe(true);
    return success ? 'attached' : message;
  };
  expect(await refused({})).toMatch(/asks for a token/);
  expect(await refused({ token: 'kez' })).toMatch(/asks for a token/);
  const editor = new DebugClient(url);
  await editor.attach({ token: 'key' }, { [file]: [reader] });
  expect(await refused({ token: 'key' })).toMatch(/Another editor is attached/);
  await editor.body('disconnect');
  await expect.poll(() => editor.isClosed).toBe(true);
  const next = new DebugClient(url);
  await next.attach({ token: 'key' }, { [file]: [reader] });
});

test('breakpoints follow a policy that is loaded again', async () => {
  const { url, file, authorize, tells } = await served(['--watch']);
  const editor = new DebugClient(url);
  await editor.attach({ token: 'key' }, { [file]: [reader] });
  writeFileSync(file, `# A line more.\n${organization}`);
  await tells('The policy has changed');
  await editor.event('breakpoint', ({ breakpoint }) => breakpoint.verified && breakpoint.line === reader + 1);
  const answer = authorize('anne');
  const { threadId } = await editor.event('stopped');
  expect((await editor.body('stackTrace', { threadId })).stackFrames[0].line).toBe(reader + 1);
  await editor.body('continue', { threadId });
  expect(await answer).toEqual({ allowed: true });
});

test('a policy that a program has uploaded is stopped in where its file stands, and shown where it has none', async () => {
  const folder = folderOf({ 'policy/main.polar': organization });
  const file = join(folder, 'policy', 'main.polar');
  const { url } = await serving(folder, ['--token', 'key']);
  const editor = new DebugClient(url);
  await editor.attach({ token: 'key' }, { [file]: [reader] });
  const upload = (src: string) => send(url, '/api/policy', { body: { filename: '', src } });
  const authorize = (): Promise<unknown> =>
    send(url, '/api/authorize', { body: asked('bob') }).then(({ body }) => body);
  await upload(organization);
  await editor.event('breakpoint', ({ breakpoint }) => breakpoint.verified && breakpoint.source.path === file);
  let answer = authorize();
  let { threadId } = await editor.event('stopped');
  const { stackFrames } = await editor.body('stackTrace', { threadId });
  expect(stackFrames[0]).toMatchObject({ line: reader, source: { path: file } });
  await editor.body('continue', { threadId });
  expect(await answer).toEqual({ allowed: false });

  await upload(`# Another one.\n${organization}`);
  await editor.event('breakpoint', ({ breakpoint }) => !breakpoint.verified);
  await editor.body('setFunctionBreakpoints', { breakpoints: [{ name: 'has_permission' }] });
  answer = authorize();
  ({ threadId } = await editor.event('stopped'));
  await editor.body('stepIn', { threadId });
  await editor.event('stopped');
  await editor.body('stepIn', { threadId });
  await editor.event('stopped');
  const [top] = (await editor.body('stackTrace', { threadId })).stackFrames;
  expect(top.source).toMatchObject({ name: 'policy.polar', sourceReference: expect.any(Number) });
  const { content } = await editor.body('source', { sourceReference: top.source.sourceReference });
  expect(content).toContain('# Another one.');
  await editor.body('disconnect');
  expect(await answer).toEqual({ allowed: false });
});

test.each([
  ['list', '/api/list', asked('anne'), 'allow(User{"anne"}, "read", resource: Repository)', { results: ['anvil'] }],
  ['actions', '/api/actions', asked('anne'), 'allow(User{"anne"}, action, Repository{"anvil"})', { results: ['read'] }],
  [
    'the query builder',
    '/api/evaluate_query',
    {
      predicate: ['allow', ['who', 'what', 'which']],
      calls: [['has_relation', ['which', 'relation', 'whole']]],
      constraints: {
        who: { type: 'User', ids: null },
        what: { type: 'String', ids: ['read'] },
        which: { type: 'Repository', ids: ['anvil', 'hammer'] },
        relation: { type: 'String', ids: ['organization'] },
        whole: { type: 'Organization', ids: null },
      },
      context_facts: [],
    },
    'allow(v0: User, "read", v2: Repository) and has_relation(v2, "organization", ...',
    { results: [{ who: 'anne', what: 'read', which: 'anvil', relation: 'organization', whole: 'acme' }] },
  ],
  [
    'a query of earlier clients',
    '/api/query',
    {
      fact: {
        predicate: 'allow',
        args: [{ type: 'User', id: null }, value('String', 'read'), value('Repository', 'anvil')],
      },
    },
    'allow(User:_, "read", Repository{"anvil"})',
    {
      results: [
        { predicate: 'allow', args: [value('User', 'anne'), value('String', 'read'), value('Repository', 'anvil')] },
      ],
    },
  ],
])('a breakpoint is hit by %s', async (_, path, body, name, answer) => {
  const { url, file } = await served();
  const editor = new DebugClient(url);
  await editor.attach({ token: 'key' }, { [file]: [reader] });
  const asking = send(url, path, { body });
  const { threadId } = await editor.event('stopped');
  expect((await editor.body('threads')).threads).toEqual([{ id: threadId, name }]);
  await editor.body('setBreakpoints', { source: { path: file }, breakpoints: [] });
  await editor.body('continue', { threadId });
  expect((await asking).body).toEqual(answer);
});

test('a query of a configuration is debugged over the facts of the server', async () => {
  const { url, file } = await served();
  const editor = new DebugClient(url);
  await editor.attach({ token: 'key', query: 'allow(User:anne, "read", r: Repository)' }, { [file]: [reader] });
  await editor.event('stopped');
  await editor.body('continue', { threadId: 1 });
  expect((await editor.event('output', ({ output }) => output.includes('anvil'))).output).toBe(
    'r = Repository{"anvil"}\n',
  );
});

test('the filter for questions without an answer stops what is denied, and why is told', async () => {
  const { url, file, authorize } = await served();
  const editor = new DebugClient(url);
  await editor.attach({ token: 'key' }, { [file]: [] });
  await editor.body('setExceptionBreakpoints', { filters: ['none'] });
  const answer = authorize('bob');
  const { threadId, reason } = await editor.event('stopped');
  expect(reason).toBe('exception');
  expect((await editor.body('exceptionInfo', { threadId })).description).toMatch(/no answer/);
  await editor.body('continue', { threadId });
  expect(await answer).toEqual({ allowed: false });
});
