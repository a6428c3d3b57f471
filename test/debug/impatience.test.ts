import type { DebugProtocol } from '@vscode/debugprotocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
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
`;
const SOURCE = { path: '/w/main.polar' };

/** What a person who does not wait may ask for at any time, well formed. */
const REQUESTS: Readonly<Record<string, object>> = {
  continue: { threadId: 1 },
  next: { threadId: 1 },
  stepIn: { threadId: 1 },
  stepOut: { threadId: 1 },
  stepBack: { threadId: 1 },
  reverseContinue: { threadId: 1 },
  goto: { threadId: 1, targetId: 3 },
  pause: { threadId: 1 },
  restart: {},
  terminate: {},
  'polar/nextSolution': {},
  'polar/forceFail': {},
  'polar/retry': { activation: 1 },
  'polar/choicePoints': {},
  stackTrace: { threadId: 1 },
  scopes: { frameId: 1 },
  variables: { variablesReference: 1 },
  exceptionInfo: { threadId: 1 },
  gotoTargets: { source: SOURCE, line: 2 },
  evaluate: { expression: 'g(z)', context: 'repl' },
  setExpression: { expression: 'y', value: '2' },
  completions: { text: 'g', column: 2 },
  setBreakpoints: { source: SOURCE, breakpoints: [{ line: 3, condition: 'x = 2' }, { line: 4 }] },
  setExceptionBreakpoints: { filters: ['fail', 'none', 'end'] },
  setDataBreakpoints: { breakpoints: [{ dataId: '1 f/1 y' }] },
};
/** The same where it takes as long as it is let. */
const ENDLESS: Readonly<Record<string, object>> = {
  evaluate: { expression: 'endless(1)', context: 'repl' },
  restart: { arguments: { policies: 'main.polar', query: 'endless(1)' } },
};

const request = fc.record({
  command: fc.constantFrom(...Object.keys(REQUESTS)),
  endless: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  cancelled: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
  /** Milliseconds before the next one. */
  pause: fc.constantFrom(undefined, undefined, undefined, 0, 1),
});

const name = (message: DebugProtocol.ProtocolMessage): string => (message as DebugProtocol.Event).event;
const outputOf = (message: DebugProtocol.ProtocolMessage): string =>
  name(message) === 'output' ? (message as DebugProtocol.OutputEvent).body.output : '';

it('whoever does not wait for answers is answered once each, and the session lives on', async () => {
  let moved = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 5, maxLength: 40 }), async (requests) => {
      const client = new InProcessClient({ ...memoryHost({ 'main.polar': POLICY }), now: () => performance.now() });
      void client.request('initialize', { supportsProgressReporting: true, supportsInvalidatedEvent: true });
      void client.request('launch', { policies: 'main.polar', query: 'f(x)', stopOnEntry: true });
      void client.request('configurationDone');
      const sent = [];
      for (const { command, endless, cancelled, pause } of requests) {
        const one = client.send(command, (endless ? ENDLESS[command] : undefined) ?? REQUESTS[command]);
        sent.push(one);
        if (cancelled) void client.request('cancel', { requestId: one.seq });
        if (pause !== undefined) await new Promise((resolve) => setTimeout(resolve, pause));
      }
      // Whatever goes on without an end goes on until this.
      await client.request('terminate');
      for (const { response } of sent) expect((await response).message ?? '').not.toContain('defect');
      const from = client.received.length;
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(
        client.received
          .slice(from)
          .map(name)
          .filter((event) => event === 'stopped' || event === 'output'),
      ).toEqual([]);
      expect(client.received.map(outputOf).filter((output) => output.includes('defect'))).toEqual([]);
      const numbers = client.received.flatMap((message) =>
        message.type === 'response' ? [(message as DebugProtocol.Response).request_seq] : [],
      );
      expect(new Set(numbers).size).toBe(numbers.length);
      // It begins anew, and ends as if nothing had been.
      await client.request('setExceptionBreakpoints', { filters: [] });
      await client.request('setDataBreakpoints', { breakpoints: [] });
      await client.request('setBreakpoints', { source: SOURCE, breakpoints: [{ line: 4 }] });
      const arguments_ = { policies: 'main.polar', query: 'f(x)' };
      const again = client.received.length;
      if (!(await client.request('restart', { arguments: arguments_ })).success)
        expect((await client.request('launch', arguments_)).success).toBe(true);
      await until(() => client.received.slice(again).map(name).includes('stopped'), 'a stop');
      moved += client.received.map(name).filter((event) => event === 'stopped').length;
      expect((await client.request('disconnect')).success).toBe(true);
      await client.session.ended;
    }),
    { seed: 5, numRuns: 120 },
  );
  expect(moved).toBeGreaterThan(200);
}, 60_000);
