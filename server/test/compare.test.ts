import { memoryFiles } from '@polar-tools/project';
import { afterEach, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver';
import { COMPARE, type CompareResult } from '../src/protocol.ts';
import { inMemory, TestClient } from './test-client.ts';

let client: TestClient;
afterEach(() => client.dispose());

/** A policy whose comparison takes a while: each permission hangs on each of the roles, and on what is not so. */
const policy = (last: string): string => {
  const roles = Array.from({ length: 12 }, (_, i) => `r${i}`);
  const rules = roles.map(
    (role, i) => `  "p${i}" if "${role}";\n  "${role}" if "${roles[i + 1] ?? last}" on "parent";\n`,
  );
  return `actor User {}
resource Folder { roles = ["top", ${roles.map((role) => `"${role}"`).join(', ')}]; permissions = [${roles.map((_, i) => `"p${i}"`).join(', ')}]; relations = { parent: Folder };
${rules.join('')}}
allow(user: User, action: String, folder: Folder) if has_permission(user, action, folder) and not is_banned(user);
`;
};

const start = async () => {
  // Each look at this clock takes longer than a slice, so that every step is one.
  let time = 0;
  const files = { 'file:///w/polar.config.json': '{"dialect": "cloud"}' };
  client = new TestClient(
    {},
    inMemory(memoryFiles(new Map(Object.entries(files))), () => (time += 25)),
  );
  await client.initialize();
  const uri = await client.open('main.polar', policy('top'));
  const params = { textDocument: { uri }, old: [{ uri, text: policy('r0') }], name: 'before', now: 0 };
  return { uri, params };
};

test('others are answered while policies are compared', async () => {
  const { uri, params } = await start();
  const order: string[] = [];
  const compared = client.request<CompareResult>(COMPARE, params).then((result) => {
    order.push('compared');
    return result;
  });
  const hovered = async () => {
    await client.request('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 7 } });
    order.push('hover');
  };
  await hovered();
  expect(order).toEqual(['hover']);
  expect(await compared).toMatchObject({ headline: expect.stringContaining('Answers change from before') });
});

test('a comparison that nobody waits for ends', async () => {
  const { uri, params } = await start();
  const source = new CancellationTokenSource();
  const compared = client.connection.sendRequest(COMPARE, params, source.token).then(
    (result) => (result === null ? 'cancelled' : 'compared'),
    ({ message }: Error) => message,
  );
  await client.request('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 7 } });
  source.cancel();
  expect(await compared).toMatch(/cancel/i);
});

const SMALL = `actor User {}
resource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }
allow(user: User, action: String, repo: Repo) if has_permission(user, action, repo);
has_role(user: User, role: String, repo: Repo) if role in user.roles and repo = user.repo;
`;

/** Compares what stands in the folder with older texts of it, whose configuration was another one. */
const compared = async (
  configuration: string | null | undefined,
  now: string,
  older: Record<string, string | null>,
) => {
  const files = { 'file:///w/polar.config.json': now };
  client = new TestClient({}, inMemory(memoryFiles(new Map(Object.entries(files)))));
  await client.initialize();
  const uri = await client.open('main.polar', SMALL);
  const old = Object.entries(older).map(([name, text]) => ({ uri: `file:///w/${name}`, text }));
  const params = {
    textDocument: { uri },
    old,
    name: 'the last commit',
    now: 0,
    ...(configuration !== undefined && { configuration }),
  };
  return client.request<CompareResult>(COMPARE, params);
};
const more = 'allow(_: User, "read", _: Repo);\n';

test.each([
  // The older configuration left the file out, or had it; that of now knows nothing of it.
  [
    '{"dialect": "library", "include": ["main.polar"]}',
    '{"dialect": "library"}',
    { 'more.polar': more },
    'No answer changes',
  ],
  [
    '{"dialect": "library"}',
    '{"dialect": "library", "include": ["main.polar"]}',
    { 'more.polar': more },
    'Answers change',
  ],
  [null, '{"dialect": "library", "include": ["main.polar"]}', { 'more.polar': more }, 'Answers change'],
  // As it is now.
  [undefined, '{"dialect": "library", "include": ["main.polar"]}', { 'more.polar': more }, 'No answer changes'],
])('each side is read with its own configuration: %s, now %s', async (before, now, older, headline) => {
  expect(await compared(before, now, older)).toMatchObject({ headline: expect.stringContaining(headline) });
});

test.each([
  ['{"dialect": ', {}, /^In the last commit the policy’s polar.config.json cannot be read: This is not JSON/],
  [
    '{"dialect": "cloud"}',
    { 'main.polar': 'actor User {}\nallow(_: User, "read", _: User);' },
    /^In the last commit the policy is written for the Oso Cloud, now for the Oso library/,
  ],
])('an older configuration that ends the comparison is told: %s', async (before, older, problem) => {
  expect(await compared(before, '{"dialect": "library"}', older)).toEqual({
    problems: [expect.stringMatching(problem)],
  });
});
