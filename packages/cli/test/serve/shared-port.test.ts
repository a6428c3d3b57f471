import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { folderOf } from '../command.ts';
import { DebugClient } from './debug-client.ts';
import { send, serving, withPolicy } from './serving.ts';

/** A connection that somebody writes to by hand. */
function byHand(url: string): { socket: Socket; said(): string; isClosed(): boolean } {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let said = '';
  let isClosed = false;
  socket.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  socket.on('close', () => {
    isClosed = true;
  });
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  return { socket, said: () => said, isClosed: () => isClosed };
}

const initialize = '{"seq":1,"type":"request","command":"initialize","arguments":{"adapterID":"polar"}}';
const message = (text: string): string => `Content-Length: ${text.length}\r\n\r\n${text}`;
const request = 'GET /api/healthcheck HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';

test('a connection is told by its first bytes, in whatever pieces they come', async () => {
  const { url } = await serving(folderOf(withPolicy), ['.', '--token', 'key']);
  for (const [text, answer] of [
    [request, 'polar serve is running'],
    [message(initialize), '"command":"initialize"'],
  ] as const) {
    const client = byHand(url);
    for (const piece of [text.slice(0, 1), text.slice(1, 4), text.slice(4, 9), text.slice(9)]) {
      client.socket.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    await expect.poll(client.said).toContain(answer);
  }
  // A connection stays what it is: several requests of HTTP, the second one with a body.
  const body = '{"actor_type":"User"}';
  const kept = byHand(url);
  kept.socket.write(
    `${request}POST /api/authorize HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer key\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  await expect.poll(kept.said).toMatch(/is running[\s\S]*actor_id/);
});

test.each([
  ['no protocol at all', 'hello\r\n\r\n', 'This is no HTTP request'],
  ['almost a debug client', 'Content: 1\r\n\r\n', 'This is no HTTP request'],
  ['a length that is none', 'Content-Length: many\r\n\r\n{}', undefined],
  ['a message without an end of its length', `Content-Length: 99999999999999\r\n\r\n{}`, undefined],
  ['what is no JSON', message('{"seq":'), undefined],
  ['a debug client that goes on in HTTP', `${message(initialize)}GET / HTTP/1.1\r\n\r\n`, undefined],
])('%s on the port is refused or ended, and the server goes on', async (_, text, answer) => {
  const { url } = await serving(folderOf(withPolicy), ['.', '--token', 'key']);
  const client = byHand(url);
  client.socket.write(text);
  if (answer === undefined) client.socket.end();
  else await expect.poll(client.said).toContain(answer);
  await expect.poll(client.isClosed, { timeout: 5_000 }).toBe(true);
  expect((await send(url, '/api/stats', { method: 'GET' })).status).toBe(200);
  await new DebugClient(url).attach({ token: 'key' });
});

test('nothing is answered to a debug client before it has shown the token', async () => {
  const { url } = await serving(folderOf(withPolicy), ['.', '--token', 'key']);
  const client = new DebugClient(url);
  await client.body('initialize', { adapterID: 'polar' });
  for (const command of ['polar/decisions', 'polar/decisionFacts', 'polar/clearDecisions', 'polar/testOfDecision'])
    expect(await client.ask(command, { number: 1 })).toMatchObject({ success: false });
  for (const command of ['attach', 'launch'])
    expect(await client.ask(command, { query: 'true', token: 'kex' })).toMatchObject({
      success: false,
      message: expect.stringContaining('token'),
    });
  for (const command of [
    'threads',
    'stackTrace',
    'loadedSources',
    'source',
    'evaluate',
    'variables',
    'polar/choicePoints',
  ])
    expect(
      JSON.stringify(await client.ask(command, { expression: 'true', variablesReference: 1, sourceReference: 1 })),
    ).not.toContain('main.polar');
});

test.each([
  ['a test', { test: 'x' }, /"launch" configuration/],
  ['a decision and a query', { decision: 1, query: 'true' }, /"decision" beside "query"/],
  ['a decision that is none', { decision: 'last' }, /"decision" must be/],
  ['a query that cannot be read', { query: 'allow(' }, /./],
])('%s is refused with what to do', async (_, args, words) => {
  const { url } = await serving(folderOf(withPolicy), ['.', '--token', 'key']);
  const client = new DebugClient(url);
  await client.body('initialize', { adapterID: 'polar' });
  const { success, message: said } = await client.ask('attach', { token: 'key', ...args });
  expect(success).toBe(false);
  expect(said).toMatch(words);
});
