import { type ChildProcess, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { DebugClient } from '@vscode/debugadapter-testsupport';
import { afterEach, describe, expect, it } from 'vitest';
import { ROOT } from './test-host.ts';

const QUICKSTART = join(ROOT, 'examples', 'quickstart');
const MAIN = join(QUICKSTART, 'main.polar');
const POLAR = join(ROOT, 'packages', 'cli', 'src', 'main.ts');
const POLAR_DAP = join(ROOT, 'test', 'debug', 'polar-dap.ts');

let client: DebugClient | undefined;
let server: ChildProcess | undefined;

afterEach(async () => {
  await client?.stop();
  client = undefined;
  server?.kill();
  server = undefined;
});

/** `polar dap`, started as a program that speaks over its standard streams. */
async function overStreams(): Promise<DebugClient> {
  client = new DebugClient(process.execPath, POLAR_DAP, 'polar', { cwd: QUICKSTART });
  client.defaultTimeout = 20_000;
  await client.start();
  return client;
}

/** `polar dap --port 0`; gives the port that it names. */
async function listening(...args: string[]): Promise<number> {
  const started = spawn(process.execPath, [POLAR, 'dap', '--port', '0', ...args], {
    cwd: QUICKSTART,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  server = started;
  return new Promise<number>((resolve, reject) => {
    let said = '';
    started.stderr.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const [, found] = /127\.0\.0\.1:(\d+)/.exec(said) ?? [];
      if (found !== undefined) resolve(Number(found));
    });
    started.on('exit', () => reject(new Error(`polar dap ended: ${said}`)));
  });
}

/** A connection to it. */
async function overPort(...args: string[]): Promise<DebugClient> {
  const port = await listening(...args);
  client = new DebugClient(process.execPath, POLAR_DAP, 'polar');
  client.defaultTimeout = 20_000;
  await client.start(port);
  return client;
}

describe.each([
  ['over standard streams', overStreams],
  ['over a port of this machine', () => overPort()],
])('`polar dap` %s', (_name, start) => {
  it('hits a breakpoint, shows where it stands, and tells the answer', async () => {
    const dap = await start();
    await dap.hitBreakpoint({ query: 'allow(larry, "read", gmail)' }, { path: MAIN, line: 20 });
    const { body } = await dap.stackTraceRequest({ threadId: 1 });
    expect(body.stackFrames[0]?.name).toBe('has_role(larry, "contributor", gmail)');
    expect(body.stackFrames.at(-1)?.name).toBe('query');
    await dap.setBreakpointsRequest({ source: { path: MAIN }, breakpoints: [] });
    await Promise.all([dap.assertOutput('stdout', 'true\n'), dap.continueRequest({ threadId: 1 })]);
  });

  it('goes back a step', async () => {
    const dap = await start();
    await dap.hitBreakpoint({ query: 'allow(larry, "read", gmail)' }, { path: MAIN, line: 21 });
    await Promise.all([
      dap.assertStoppedLocation('step', { path: MAIN, line: 20 }),
      dap.stepBackRequest({ threadId: 1 }),
    ]);
  });

  it('gives the reason when a launch configuration is wrong', async () => {
    const dap = await start();
    await dap.initializeRequest();
    await expect(dap.launchRequest({ query: 'allow(larry' } as object)).rejects.toThrow('The query has a fault');
  });
});

/** What comes back for these bytes until the other side closes. */
function answerTo(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let got = '';
    socket.on('data', (bytes) => {
      got += bytes.toString();
    });
    socket.on('close', () => resolve(got));
    socket.on('error', reject);
  });
}

const INITIALIZE = JSON.stringify({ seq: 1, type: 'request', command: 'initialize', arguments: {} });
const LENGTH = `Content-Length: ${INITIALIZE.length}`;

describe('a port answers no page of a browser', () => {
  it.each([
    ['a request with a message as its body', `POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n${LENGTH}\r\n\r\n${INITIALIZE}`],
    ['one without an empty line before it', `POST / HTTP/1.1\r\n${LENGTH}\r\n\r\n${INITIALIZE}`],
    ['the beginning of a web socket', 'GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n'],
    ['an origin among the headers', `${LENGTH}\r\nOrigin: https://example.com\r\n\r\n${INITIALIZE}`],
    ['a host among the headers', `${LENGTH}\r\nHost: 127.0.0.1\r\n\r\n${INITIALIZE}`],
    ['another header', `${LENGTH}\r\nCookie: a=b\r\n\r\n${INITIALIZE}`],
    ['a request behind a message', `${LENGTH}\r\n\r\n${INITIALIZE}POST / HTTP/1.1\r\n`],
  ])('%s', async (_name, text) => {
    const got = await answerTo(await listening(), text);
    expect(got).toBe('');
  });

  it('and goes on to serve debuggers', async () => {
    const port = await listening();
    await answerTo(port, 'GET / HTTP/1.1\r\n\r\n');
    client = new DebugClient(process.execPath, POLAR_DAP, 'polar');
    client.defaultTimeout = 20_000;
    await client.start(port);
    expect((await client.initializeRequest()).success).toBe(true);
  });
});

describe('`polar dap --token`', () => {
  const query = 'allow(larry, "read", gmail)';

  it.each([
    ['launch', {}],
    ['launch', { token: 'another' }],
    ['launch', { token: 12 }],
    ['attach', {}],
    ['attach', { token: 'secret ' }],
  ])('%s refuses a configuration with %o', async (request, rest) => {
    const dap = await overPort('--token', 'secret');
    await dap.initializeRequest();
    const refused = dap.customRequest(request, { query, ...rest });
    await expect(refused).rejects.toThrow('This debugger asks for a token.');
  });

  it.each(['launch', 'attach'])('%s serves one that carries it', async (request) => {
    const dap = await overPort('--token', 'secret');
    await dap.initializeRequest();
    expect((await dap.customRequest(request, { query, token: 'secret' })).success).toBe(true);
  });
});

it('`polar dap` ends when its client has disconnected, though its input stays open', async () => {
  const started = spawn(process.execPath, [POLAR, 'dap'], { cwd: QUICKSTART, stdio: ['pipe', 'pipe', 'inherit'] });
  server = started;
  const ended = new Promise<number | null>((resolve) => started.on('exit', resolve));
  const send = (seq: number, command: string): void => {
    const body = JSON.stringify({ seq, type: 'request', command, arguments: {} });
    started.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
  };
  send(1, 'initialize');
  send(2, 'disconnect');
  expect(await ended).toBe(0);
});

describe('`polar dap` on the disk', () => {
  it.each([
    ['a policy', { policies: 'none.polar' }, 'none.polar'],
    ['a folder', { policies: 'none/' }, 'none'],
    ['a pattern', { policies: 'none/*.polar' }, 'none/*.polar'],
    ['data', { policies: MAIN, data: 'none.json' }, 'There is no data file "none.json".'],
  ])('names %s that is missing', async (_name, launch, named) => {
    const dap = await overStreams();
    await dap.initializeRequest();
    const refused = dap.customRequest('launch', { query: 'allow(larry, "read", gmail)', ...launch });
    await expect(refused).rejects.toThrow(named);
  });
});
