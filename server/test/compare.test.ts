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
