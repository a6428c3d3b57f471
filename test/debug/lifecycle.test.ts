import type { DebugProtocol } from '@vscode/debugprotocol';
import { describe, expect, it } from 'vitest';
import { InProcessClient, until } from './in-process-client.ts';
import { memoryHost } from './test-host.ts';

const POLICY = `f(x) if
  g(x) and
  y = x and
  y > 1;
g(1);
g(2);
endless(x) if endless(x);
?= f(2);
?= f(nobody);
`;
const SOURCE = { path: '/w/main.polar' };

async function started(launch: object = {}, breakpoints: readonly object[] = []): Promise<InProcessClient> {
  const client = new InProcessClient(memoryHost({ 'main.polar': POLICY, 'other.polar': 'o(1);\n' }));
  await client.request('initialize', { adapterID: 'polar' });
  await client.request('launch', { policies: 'main.polar', query: 'f(x)', ...launch });
  await client.request('setBreakpoints', { source: SOURCE, breakpoints });
  return client;
}

async function stoppedAt(line: number, launch: object = {}): Promise<InProcessClient> {
  const client = await started(launch, [{ line }]);
  await client.request('configurationDone');
  expect((await client.next('stopped')).body.reason).toBe('breakpoint');
  return client;
}

const events = (client: InProcessClient): string[] =>
  client.received.flatMap((message) => (message.type === 'event' ? [(message as DebugProtocol.Event).event] : []));
const aWhile = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));

describe('terminate', () => {
  it('ends a launch that is still being read: nothing runs afterwards', async () => {
    const client = new InProcessClient(memoryHost({ 'main.polar': POLICY }));
    await client.request('initialize', {});
    const launched = client.request('launch', { policies: 'main.polar', query: 'endless(1)' });
    const terminated = client.request('terminate');
    await client.request('configurationDone');
    expect((await terminated).success).toBe(true);
    expect(await launched).toMatchObject({ success: false, message: 'cancelled' });
    await aWhile();
    expect(events(client)).toEqual(['exited', 'terminated']);
    expect((await client.request('pause', { threadId: 1 })).success).toBe(false);
  });

  it('ends restarts that are still being read', async () => {
    const client = await stoppedAt(3);
    const restarts = [client.request('restart', {}), client.request('restart', {})];
    await client.request('terminate');
    for (const restarted of restarts) expect((await restarted).success).toBe(false);
    await aWhile();
    expect(events(client).filter((event) => event === 'stopped')).toHaveLength(1);
    expect(events(client).at(-1)).toBe('terminated');
  });

  it.each(['paused', 'running', 'asked something', 'searching its recording'])(
    'ends a query that is %s, once',
    async (how) => {
      const client = how === 'running' ? await started({ query: 'endless(1)' }) : await stoppedAt(3);
      if (how === 'running') await client.request('configurationDone');
      if (how === 'asked something') void client.request('evaluate', { expression: 'endless(1)', context: 'repl' });
      if (how === 'searching its recording') void client.request('gotoTargets', { source: SOURCE, line: 2 });
      await aWhile();
      await Promise.all([client.request('terminate'), client.request('terminate')]);
      await until(() => events(client).includes('terminated'), 'the end');
      expect(events(client).filter((event) => event === 'terminated')).toHaveLength(1);
      expect(await client.request('continue', { threadId: 1 })).toMatchObject({
        success: false,
        message: 'The query has ended. Restart it.',
      });
      expect((await client.request('disconnect')).success).toBe(true);
    },
  );
});

describe('restart', () => {
  it('in a loop leaves one run, at its breakpoint', async () => {
    const client = await stoppedAt(3);
    const restarts = await Promise.all(Array.from({ length: 30 }, () => client.request('restart', {})));
    expect(restarts.every(({ success }) => success)).toBe(true);
    await until(async () => (await client.request('stackTrace', { threadId: 1 })).success, 'a stop');
    const { body } = await client.request('stackTrace', { threadId: 1 });
    expect(body.stackFrames.map(({ line }: DebugProtocol.StackFrame) => line)).toEqual([3, 1]);
    await client.request('setBreakpoints', { source: SOURCE, breakpoints: [] });
    await client.request('continue', { threadId: 1 });
    await client.next('terminated');
  });

  it('keeps the ports that steps stop at', async () => {
    const client = await stoppedAt(2);
    await client.request('polar/setPorts', { ports: ['exit'] });
    await client.request('restart', {});
    await client.next('stopped');
    await client.request('stepIn', { threadId: 1 });
    expect((await client.next('stopped')).body.description).toBe('exit g/1');
  });

  it('keeps breakpoints of every kind, and the filters', async () => {
    const client = await started();
    await client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'g', condition: '1 = 1' }] });
    await client.request('setExceptionBreakpoints', {
      filters: [],
      filterOptions: [{ filterId: 'fail', condition: 'f' }],
    });
    await client.request('configurationDone');
    const seen = async (): Promise<string[]> => {
      const reasons: string[] = [];
      for (;;) {
        const { event, body } = await client.next('stopped', 'terminated');
        if (event === 'terminated') return reasons;
        reasons.push(`${body.reason}: ${body.description}`);
        await client.request('continue', { threadId: 1 });
      }
    };
    const first = await seen();
    expect(first).toContain('function breakpoint: call g/1');
    expect(first).toContain('exception: fail y > 1');
    await client.request('restart', {});
    expect(await seen()).toEqual(first);
  });

  it('that cannot be done leaves the query as it is', async () => {
    const client = await stoppedAt(3);
    const { success, message } = await client.request('restart', {
      arguments: { policies: 'main.polar', query: 'h(1)' },
    });
    expect(success).toBe(false);
    expect(message).toContain('no rule "h"');
    expect((await client.request('stackTrace', { threadId: 1 })).success).toBe(true);
  });
});

describe('a what-if', () => {
  it('is refused in the past, and taken at the newest event', async () => {
    const client = await stoppedAt(3);
    await client.request('stepBack', { threadId: 1 });
    await client.next('stopped');
    for (const [command, args] of [
      ['setExpression', { expression: 'y', value: '2' }],
      ['polar/forceFail', {}],
    ] as const) {
      const response = await client.request(command, args);
      expect(response.success).toBe(false);
      expect(response.body.error).toMatchObject({
        format: expect.stringContaining('This is the past'),
        showUser: true,
      });
    }
    await client.request('continue', { threadId: 1 });
    await client.next('stopped');
    expect((await client.request('setExpression', { expression: 'y', value: '2' })).body.value).toBe('2');
  });
});

describe('an inline query', () => {
  it('is run where all its names are known', async () => {
    const client = await started({ query: { file: 'main.polar', line: 8 } });
    await client.request('configurationDone');
    expect((await client.next('output')).body.output).toBe('true\n');
  });

  it('that names no object says which one may be meant', async () => {
    const files = {
      'main.polar': 'f(_x);\n?= f(lary);\n',
      'data.json': '{"classes": {"User": {}}, "objects": {"larry": {"$class": "User"}}}',
    };
    const client = new InProcessClient(memoryHost(files));
    await client.request('initialize', {});
    await client.request('launch', {
      policies: 'main.polar',
      data: 'data.json',
      query: { file: 'main.polar', line: 2 },
    });
    await client.request('configurationDone');
    expect((await client.next('output')).body.output).toBe(
      '"lary" is no object in the data, so it stands for anything. Did you mean "larry"?\n',
    );
  });

  it.each([
    ['a rule', '?= g(1);\n', 'undefined rule'],
    ['a class', '?= f(new Usr());\n', 'Usr'],
  ])('that names %s which is none is refused', async (_what, query, fault) => {
    const client = new InProcessClient(memoryHost({ 'main.polar': `f(_x);\n${query}`, 'data.json': '{}' }));
    await client.request('initialize', {});
    const { success, message } = await client.request('launch', {
      policies: 'main.polar',
      data: 'data.json',
      query: { file: 'main.polar', line: 2 },
    });
    expect(success).toBe(false);
    expect(message).toContain(fault);
  });
});

describe('a breakpoint', () => {
  it('in a file that is none of the policy says so, and is verified when that is launched', async () => {
    const client = await started();
    const other = { path: '/w/other.polar' };
    const { body } = await client.request('setBreakpoints', { source: other, breakpoints: [{ line: 1 }] });
    expect(body.breakpoints).toMatchObject([
      { verified: false, message: expect.stringContaining('"other.polar" is none of the files of the policy') },
    ]);
    await client.request('configurationDone');
    await client.next('terminated');
    await client.request('restart', { arguments: { policies: '*.polar', query: 'o(x)' } });
    expect((await client.next('stopped')).body.hitBreakpointIds).toEqual([body.breakpoints[0].id]);
  });

  it('whose condition asks of a rule that is none says which one may be meant', async () => {
    const client = await started({}, []);
    const breakpoints = [{ line: 3, condition: 'endles(x)' }];
    const { body } = await client.request('setBreakpoints', { source: SOURCE, breakpoints });
    expect(body.breakpoints[0]).toMatchObject({
      verified: false,
      message: 'The policy has no rule "endles", which the condition asks of. Did you mean "endless"?',
    });
  });

  it('that is asked for twice is two of them', async () => {
    const client = await started({}, [{ line: 3 }, { line: 3 }]);
    await client.request('configurationDone');
    expect((await client.next('stopped')).body.hitBreakpointIds).toEqual([1, 2]);
  });

  it('on a rule keeps its count while others are added', async () => {
    const client = await started();
    const second = { name: 'g', hitCondition: '== 2' };
    await client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'g' }, second] });
    await client.request('configurationDone');
    expect((await client.next('stopped')).body).toMatchObject({ description: 'call g/1', hitBreakpointIds: [1] });
    await client.request('setFunctionBreakpoints', { breakpoints: [second, { name: 'f' }] });
    await client.request('continue', { threadId: 1 });
    expect((await client.next('stopped')).body).toMatchObject({ description: 'redo g/1', hitBreakpointIds: [2] });
  });
});

it('two sessions in one process have nothing to do with each other', async () => {
  const [first, second] = [await stoppedAt(3), await stoppedAt(4, { query: 'f(2)' })];
  await first.request('setBreakpoints', { source: SOURCE, breakpoints: [] });
  await second.request('polar/setPorts', { ports: ['fail'] });
  await first.request('stepIn', { threadId: 1 });
  expect((await first.next('stopped')).body.description).toBe('call y > 1');
  expect((await second.request('evaluate', { expression: 'x' })).body.result).toBe('2');
  await first.request('disconnect');
  expect((await second.request('stackTrace', { threadId: 1 })).body.stackFrames[0]).toMatchObject({ line: 4 });
});
