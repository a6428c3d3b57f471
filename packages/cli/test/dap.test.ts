import { connect, Server, type Socket } from 'node:net';
import type { PassThrough } from 'node:stream';
import { afterEach, expect, it, vi } from 'vitest';
import { run } from '../src/run.ts';
import { folderOf, surroundingsIn } from './command.ts';

afterEach(() => vi.restoreAllMocks());

const POLICY = { 'main.polar': 'f(1);\nf(2);\n' };
const message = (seq: number, command: string, args: object = {}): string => {
  const text = JSON.stringify({ seq, type: 'request', command, arguments: args });
  return `Content-Length: ${text.length}\r\n\r\n${text}`;
};
const launch = (more: object = {}) =>
  message(1, 'initialize', { adapterID: 'polar' }) +
  message(2, 'launch', { policies: '.', query: 'f(x)', noDebug: true, ...more }) +
  message(3, 'configurationDone');

async function until<Found>(look: () => Found): Promise<NonNullable<Found>> {
  for (const began = Date.now(); ; await new Promise((resolve) => setTimeout(resolve, 5))) {
    const found = look();
    if (found) return found;
    if (Date.now() - began > 10_000) throw new Error('It did not come.');
  }
}

/** `polar dap` on a port, until Ctrl-C. */
function listening(...words: string[]) {
  const { surroundings, ran } = surroundingsIn(folderOf(POLICY));
  const interrupts = new Set<() => void>();
  const ended = run(['dap', '--port', '0', ...words], {
    ...surroundings,
    onInterrupt: (listener) => {
      interrupts.add(listener);
      return () => interrupts.delete(listener);
    },
  });
  const port = until(() => /^Listening for debug clients on 127\.0\.0\.1:(\d+)$/m.exec(ran().errors)?.[1]);
  return {
    ended,
    errors: () => ran().errors,
    interrupts,
    interrupt: () => {
      for (const each of interrupts) each();
    },
    async client() {
      const socket: Socket = connect(Number(await port), '127.0.0.1');
      const seen: Buffer[] = [];
      let closed = false;
      socket.on('data', (bytes) => seen.push(bytes)).on('error', () => {});
      socket.on('close', () => {
        closed = true;
      });
      return { socket, text: () => Buffer.concat(seen).toString(), isClosed: () => closed };
    },
  };
}

it('a session over the standard streams ends the program when the client disconnects, though it leaves its end open', async () => {
  const { surroundings } = surroundingsIn(folderOf(POLICY), { terminal: true });
  const { input, output } = surroundings.streams as { input: PassThrough; output: PassThrough };
  const ended = run(['dap'], surroundings);
  input.write(launch());
  let text = '';
  output.on('data', (bytes) => {
    text += bytes;
  });
  await until(() => text.includes('"event":"terminated"'));
  expect(text).toContain('x = 2');
  input.write(message(4, 'disconnect'));
  expect(await ended).toBe(0);
  expect(input.destroyed).toBe(true);
});

it.each([
  ['a policy that is not there', { policies: 'none.polar' }, 'There is no file or folder "none.polar".'],
  [
    'a policy in a folder that is not there',
    { policies: 'none/main.polar' },
    'There is no file or folder "none/main.polar".',
  ],
  ['a pattern that no file matches', { policies: 'n*.polar' }, 'No file matches "n*.polar".'],
  [
    'data that is not there',
    { data: 'none.json' },
    'There is no data file "none.json". Correct "data" in the launch configuration.',
  ],
  ['a folder for data', { data: '.' }, '"." is a folder.'],
])('%s on the disk is told by the launch', async (_name, change, told) => {
  const { surroundings } = surroundingsIn(folderOf(POLICY), { terminal: true });
  const { input, output } = surroundings.streams as { input: PassThrough; output: PassThrough };
  const ended = run(['dap'], surroundings);
  let text = '';
  output.on('data', (bytes) => {
    text += bytes;
  });
  input.write(launch(change));
  const response = await until(() =>
    text
      .split(/Content-Length: \d+\r\n\r\n/)
      .slice(1, -1)
      .map((body) => JSON.parse(body))
      .find(({ command }) => command === 'launch'),
  );
  expect(response).toMatchObject({ success: false, message: expect.any(String) });
  expect(response.body.error.format).toContain(told);
  input.write(message(4, 'disconnect'));
  expect(await ended).toBe(0);
});

it('on a port it serves one session a connection, and one that ends leaves the others', async () => {
  const adapter = listening();
  const [one, other] = [await adapter.client(), await adapter.client()];
  one.socket.write(launch());
  await until(() => one.text().includes('"event":"terminated"'));
  one.socket.write(message(4, 'disconnect'));
  await until(() => one.isClosed());
  // Closed in the middle of a message, without a word.
  const rude = await adapter.client();
  rude.socket.write(launch().slice(0, 90));
  await until(() => rude.socket.bytesWritten > 0);
  rude.socket.resetAndDestroy();
  other.socket.write(launch());
  await until(() => other.text().includes('x = 2'));
  expect(adapter.errors().split('\n')).toHaveLength(2);
  adapter.interrupt();
  expect(await adapter.ended).toBe(0);
  await until(() => other.isClosed());
  expect(adapter.interrupts.size).toBe(0);
});

it('a page in a browser is refused, and told so in the terminal', async () => {
  const adapter = listening();
  const page = await adapter.client();
  page.socket.write(`POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n${launch()}`);
  await until(() => page.isClosed());
  expect(page.text()).not.toContain('"success":true');
  adapter.interrupt();
  await adapter.ended;
});

it('with --token it serves what carries the token alone; without a value, one is made, printed and long', async () => {
  const adapter = listening('--token');
  const token = await until(() => /^Token for debug clients: (.+)$/m.exec(adapter.errors())?.[1]);
  expect(token).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/);
  const [stranger, friend] = [await adapter.client(), await adapter.client()];
  stranger.socket.write(launch({ token: `${token}x` }));
  friend.socket.write(launch({ token }));
  await until(() => friend.text().includes('x = 2'));
  await until(() => stranger.text().includes('"success":false'));
  expect(stranger.text()).not.toContain('x = 2');
  adapter.interrupt();
  await adapter.ended;
  const given = listening('--token', 'secret');
  await given.client();
  expect(given.errors()).not.toContain('secret');
  given.interrupt();
  await given.ended;
});

it.each([
  ['EADDRINUSE', 'is in use'],
  ['EACCES', 'may not be used'],
])('a port that cannot be had is told, with what to do: %s', async (code, why) => {
  vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
    queueMicrotask(() => this.emit('error', Object.assign(new Error('no'), { code })));
    return this;
  });
  const { surroundings, ran } = surroundingsIn(folderOf({}));
  expect(await run(['dap', '--port', '80'], surroundings)).toBe(2);
  expect(ran().errors).toBe(`error: Port 80 ${why}. Choose another one, or --port 0 for any that is free.\n`);
});

it('another fault of the network is no fault of the port', async () => {
  vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
    queueMicrotask(() => this.emit('error', Object.assign(new Error('no memory'), { code: 'ENOMEM' })));
    return this;
  });
  const { surroundings, ran } = surroundingsIn(folderOf({}));
  await run(['dap', '--port', '80'], surroundings).catch(() => {});
  expect(ran().errors).not.toContain('Port 80');
});
