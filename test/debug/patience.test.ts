import type { DebugProtocol } from '@vscode/debugprotocol';
import { describe, expect, it } from 'vitest';
import { InProcessClient } from './in-process-client.ts';
import { memoryHost } from './test-host.ts';

/** What must be there at once, whatever runs: generous for a busy machine, and a tenth of what would be a frozen one. */
const AT_ONCE = 1_000;

const POLICY = `f(x) if
  x in [1, 2, 3] and
  g(x);
g(_);
endless(x) if endless(x);
growing(x) if growing([x]) or g(x);
`;

interface Options {
  readonly policy?: string;
  readonly query?: string;
  readonly breakpoints?: readonly object[];
  readonly initialize?: object;
  /** How fast its clock goes: slow where nothing may be given up, fast where that is waited for. */
  readonly pace?: number;
}

/** A session with a clock that goes. */
async function debugging(options: Options = {}): Promise<InProcessClient> {
  const host = {
    ...memoryHost({ 'main.polar': options.policy ?? POLICY }),
    now: () => (options.pace ?? 0.1) * performance.now(),
  };
  const client = new InProcessClient(host);
  await client.request('initialize', options.initialize ?? {});
  await client.request('launch', { policies: 'main.polar', query: options.query ?? 'f(x)' });
  const breakpoints = options.breakpoints ?? [{ line: 3 }];
  await client.request('setBreakpoints', { source: { path: 'main.polar' }, breakpoints });
  await client.request('configurationDone');
  return client;
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const frameId = async (client: InProcessClient): Promise<number> => {
  const { body } = await client.request('stackTrace', { threadId: 1 });
  return (body as DebugProtocol.StackTraceResponse['body']).stackFrames[0]!.id;
};

describe('what never ends', () => {
  it('in the console leaves everything else working, and is given up when it is cancelled', async () => {
    const client = await debugging();
    await client.next('stopped');
    const frame = await frameId(client);
    const endless = client.send('evaluate', { expression: 'endless(1)', frameId: frame, context: 'repl' });
    expect(await took(() => client.request('scopes', { frameId: frame }))).toBeLessThan(AT_ONCE);
    expect(
      await took(async () => {
        await client.request('cancel', { requestId: endless.seq });
        expect((await endless.response).message).toBe('cancelled');
      }),
    ).toBeLessThan(AT_ONCE);
  });

  it('in the console is given up when the query goes on', async () => {
    const client = await debugging();
    await client.next('stopped');
    const endless = client.send('evaluate', { expression: 'endless(1)', context: 'repl' });
    expect(
      await took(async () => {
        await client.request('continue', { threadId: 1 });
        await client.next('stopped');
        expect((await endless.response).message).toBe('The query has moved on.');
      }),
    ).toBeLessThan(AT_ONCE);
  });

  it('in the console shows its progress, which can be cancelled', async () => {
    const client = await debugging({ initialize: { supportsProgressReporting: true }, pace: 5 });
    await client.next('stopped');
    const endless = client.send('evaluate', { expression: 'endless(1)', context: 'repl' });
    const { body } = await client.next('progressStart');
    expect(body).toMatchObject({ title: 'Evaluating endless(1)', cancellable: true });
    await client.request('cancel', { progressId: body.progressId });
    expect((await endless.response).success).toBe(false);
    expect((await client.next('progressEnd')).body.progressId).toBe(body.progressId);
  });

  it.each(['hover', 'watch'])('in a %s is given up after a second, which is said', async (context) => {
    const client = await debugging({ pace: 5 });
    await client.next('stopped');
    const { success, message } = await client.request('evaluate', { expression: 'endless(1)', context });
    expect(success).toBe(false);
    expect(message).toBe('This was given up after a second. Does a rule call itself without end?');
  });

  it('and takes more and more is given up when it has taken too much', async () => {
    const client = await debugging();
    await client.next('stopped');
    const { message } = await client.request('evaluate', { expression: 'growing(1)', context: 'repl' });
    expect(message).toBe('This needs too much memory. Does a rule call itself without end?');
  });

  it('in a condition stops there and says so', async () => {
    const client = await debugging({ pace: 5, breakpoints: [{ line: 3, condition: 'endless(x)' }] });
    const { body } = await client.next('stopped');
    expect(body).toMatchObject({ reason: 'breakpoint', text: expect.stringContaining('given up after a second') });
  });

  it('in a condition can be paused', async () => {
    const client = await debugging({ breakpoints: [{ line: 3, condition: 'endless(x)' }] });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(
      await took(async () => {
        await client.request('pause', { threadId: 1 });
        expect((await client.next('stopped')).body.reason).toBe('pause');
      }),
    ).toBeLessThan(AT_ONCE);
  });

  it('in a log point is written as what it is, and the run goes on', async () => {
    const client = await debugging({
      pace: 5,
      breakpoints: [{ line: 3, condition: 'x = 2', logMessage: '{endless(x)}' }],
    });
    await client.next('terminated');
    const logged = client.received
      .filter((one): one is DebugProtocol.OutputEvent => (one as DebugProtocol.Event).event === 'output')
      .map(({ body }) => body.output);
    expect(logged[0]).toBe('x = 1\n');
    expect(logged[1]).toContain('given up after a second');
    expect(logged.at(-1)).toBe('3 answers.\n');
  });

  it.each(['terminate', 'disconnect'])('as the query itself obeys %s at once', async (command) => {
    const client = await debugging({ query: 'endless(1)', breakpoints: [] });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await took(() => client.request(command))).toBeLessThan(AT_ONCE);
    if (command === 'disconnect') await client.session.ended;
    else await client.next('terminated');
  });
});

describe('a long recording', () => {
  const count = '[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]';
  const policy = `f(x) if x in ${count} and g(x);\ng(_) if\n  a in ${count} and b in ${count} and c in ${count} and\n  h(a, b, c);\nh(_, _, 10);\n`;

  it('is gone back in a slice at a time: a pause stops on the way', async () => {
    const client = await debugging({ policy, breakpoints: [] });
    await client.request('setExceptionBreakpoints', { filters: ['none'] });
    await client.next('stopped');
    await client.request('reverseContinue', { threadId: 1 });
    await client.request('pause', { threadId: 1 });
    const { body } = await client.next('stopped');
    expect(['pause', 'entry']).toContain(body.reason);
    await client.request('reverseContinue', { threadId: 1 });
    expect((await client.next('stopped')).body.reason).toBe('entry');
  });

  it('is looked through for events of a goal while nobody else may look', async () => {
    const client = await debugging({ policy, breakpoints: [] });
    await client.request('setExceptionBreakpoints', { filters: ['none'] });
    await client.next('stopped');
    const looked = client.send('gotoTargets', { source: { path: 'main.polar' }, line: 1, column: 9 });
    const trace = client.send('stackTrace', { threadId: 1 });
    const { targets } = (await looked.response).body as DebugProtocol.GotoTargetsResponse['body'];
    expect(targets.length).toBeGreaterThan(0);
    const { stackFrames } = (await trace.response).body as DebugProtocol.StackTraceResponse['body'];
    expect(stackFrames.map(({ name }) => name)).toEqual(['query']);
  });
});
