import { createDecoder, encodeMessage, serveStream } from '@polar-tools/debug-adapter';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InProcessClient } from './in-process-client.ts';
import { memoryHost } from './test-host.ts';

const COMMANDS = [
  'initialize',
  'launch',
  'attach',
  'configurationDone',
  'restart',
  'terminate',
  'cancel',
  'setBreakpoints',
  'setFunctionBreakpoints',
  'setExceptionBreakpoints',
  'setDataBreakpoints',
  'dataBreakpointInfo',
  'breakpointLocations',
  'continue',
  'next',
  'stepIn',
  'stepOut',
  'stepBack',
  'reverseContinue',
  'restartFrame',
  'goto',
  'gotoTargets',
  'pause',
  'stackTrace',
  'scopes',
  'variables',
  'setVariable',
  'setExpression',
  'source',
  'threads',
  'evaluate',
  'stepInTargets',
  'completions',
  'exceptionInfo',
  'loadedSources',
  'polar/choicePoints',
  'polar/retry',
  'polar/forceFail',
  'polar/nextSolution',
  'polar/setPorts',
  'polar/showLonghand',
];

const NAMES = [
  'source',
  'path',
  'breakpoints',
  'line',
  'column',
  'frameId',
  'variablesReference',
  'threadId',
  'name',
  'value',
  'expression',
  'query',
  'policies',
  'data',
  'filters',
  'filterOptions',
  'filterId',
  'condition',
  'targetId',
  'startFrame',
  'levels',
  'start',
  'count',
  'text',
  'dataId',
  'sourceReference',
  'activation',
  'ports',
  'arguments',
  'limits',
];

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom(
      0,
      1,
      2,
      3,
      -1,
      1e15,
      1.5,
      2 ** 53,
      null,
      true,
      '',
      'main.polar',
      'f(x)',
      'x',
      '/w/main.polar',
      '\u0000',
    ),
    fc.integer(),
    fc.string(),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 4 }),
}));

const POLICY = 'f(x) if\n  g(x) and\n  x > 1;\ng(1);\ng(2);\n';
const host = () => memoryHost({ 'main.polar': POLICY });
const good = { policies: 'main.polar', query: 'f(x)', stopOnEntry: true };

describe('hostile input', () => {
  it('never ends a session: each request is answered once, whatever it is', async () => {
    const request = fc.tuple(fc.constantFrom(...COMMANDS), value.object);
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(request, { maxLength: 25 }), async (launched, requests) => {
        const client = new InProcessClient(host());
        if (launched) {
          await client.request('initialize', {});
          await client.request('launch', good);
          await client.request('configurationDone');
        }
        for (const [command, args] of requests) {
          const response = await client.request(command, args as object);
          expect(response.message ?? '').not.toContain('defect');
        }
        expect((await client.request('threads')).success).toBe(true);
        expect((await client.request('disconnect')).success).toBe(true);
        await client.session.ended;
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  it('is survived where a message is no request at all', async () => {
    const client = new InProcessClient(host());
    for (const message of [
      null,
      1,
      'x',
      [],
      {},
      { type: 'request' },
      { type: 'request', seq: 'a', command: 3 },
      { type: 'event' },
    ]) {
      client.session.receive(message);
    }
    expect((await client.request('initialize', {})).success).toBe(true);
  });

  it('may come out of order', async () => {
    const client = new InProcessClient(host());
    for (const command of ['continue', 'stackTrace', 'launch', 'evaluate', 'restart', 'pause', 'polar/forceFail']) {
      const response = await client.request(command, { threadId: 1, frameId: 1, expression: 'x' });
      expect(response.success, command).toBe(false);
      expect(response.message).toMatch(/\.$/);
    }
    await client.request('configurationDone');
    const early = await client.request('setBreakpoints', {
      source: { path: '/w/main.polar' },
      breakpoints: [{ line: 2 }],
    });
    expect(early.body.breakpoints[0].verified).toBe(false);
    await client.request('initialize', {});
    expect((await client.request('launch', { ...good, stopOnEntry: false })).success).toBe(true);
    expect((await client.next('breakpoint')).body.breakpoint.verified).toBe(true);
    expect((await client.next('stopped')).body.reason).toBe('breakpoint');
    expect((await client.request('initialize', {})).success).toBe(false);
    expect((await client.request('launch', good)).success).toBe(false);
  });

  it('may have enormous values', async () => {
    const client = new InProcessClient(host());
    await client.request('initialize', {});
    await client.request('launch', good);
    await client.request('configurationDone');
    await client.next('stopped');
    const long = 'x'.repeat(1_000_000);
    await client.request('evaluate', { expression: long, frameId: 9e15 });
    await client.request('evaluate', { expression: `${'('.repeat(20_000)}1${')'.repeat(20_000)}` });
    await client.request('setBreakpoints', { source: { path: long }, breakpoints: [{ line: 9e15, column: 9e15 }] });
    await client.request('setFunctionBreakpoints', { breakpoints: [{ name: long }] });
    await client.request('stackTrace', { threadId: 1, startFrame: 9e15, levels: 9e15 });
    await client.request('variables', { variablesReference: 9e15, start: 9e15, count: 9e15 });
    await client.request('goto', { threadId: 1, targetId: 9e15 });
    await client.request('setBreakpoints', { source: { path: '/w/main.polar' }, lines: Array(20_000).fill(1) });
    expect((await client.request('stackTrace', { threadId: 1 })).success).toBe(true);
  });

  it('may be malformed on the wire', async () => {
    const written: Uint8Array[] = [];
    const text = (part: string): Uint8Array => new TextEncoder().encode(part);
    async function* input(): AsyncGenerator<Uint8Array> {
      yield text('Content-Length: 5\r\n\r\n{"a":');
      yield text('rubbish\r\n\r\n');
      yield text(`Content-Length: 6000\r\n\r\n${'['.repeat(6_000)}`);
      yield encodeMessage({ seq: 1, type: 'request', command: 'initialize', arguments: [] });
      yield encodeMessage({ seq: 2, type: 'request', command: 'initialize', arguments: {} });
      yield encodeMessage({ seq: 3, type: 'request', command: 'disconnect' });
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    await serveStream(input(), (bytes) => written.push(bytes), host());
    const decoder = createDecoder();
    const messages = written
      .flatMap((bytes) => decoder.push(bytes))
      .map((one) => ('message' in one ? one.message : one));
    expect(messages).toMatchObject([
      { event: 'output', body: { output: expect.stringContaining('not JSON') } },
      { event: 'output', body: { output: expect.stringContaining('Content-Length') } },
      { event: 'output', body: { output: expect.stringContaining('not JSON') } },
      { request_seq: 1, success: false },
      { request_seq: 2, success: true },
      { request_seq: 3, success: true },
    ]);
  });
});
