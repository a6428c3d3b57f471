import { type ChildProcess, spawn } from 'node:child_process';
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

/** `polar dap --port 0`, and a connection to the port that it names. */
async function overPort(): Promise<DebugClient> {
  const started = spawn(process.execPath, [POLAR, 'dap', '--port', '0'], {
    cwd: QUICKSTART,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  server = started;
  const port = await new Promise<number>((resolve, reject) => {
    let said = '';
    started.stderr.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const [, found] = /127\.0\.0\.1:(\d+)/.exec(said) ?? [];
      if (found !== undefined) resolve(Number(found));
    });
    started.on('exit', () => reject(new Error(`polar dap ended: ${said}`)));
  });
  client = new DebugClient(process.execPath, POLAR_DAP, 'polar');
  client.defaultTimeout = 20_000;
  await client.start(port);
  return client;
}

describe.each([
  ['over standard streams', overStreams],
  ['over a port of this machine', overPort],
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
