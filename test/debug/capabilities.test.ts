import type { DebugProtocol } from '@vscode/debugprotocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { InProcessClient } from './in-process-client.ts';
import { memoryHost } from './test-host.ts';

const POLICY = 'f(x) if\n  g(x) and\n  x > y and\n  y = 1;\ng(1);\ng(2);\n';
/** The reference of the scope Variables of the innermost rule. */
const VARIABLES = 2;
const SOURCE = { path: '/w/main.polar' };

/** For each capability, a request that only an adapter with it can serve. */
const SHOWN_BY: Record<string, [command: string, args: object]> = {
  supportsConfigurationDoneRequest: ['configurationDone', {}],
  supportsFunctionBreakpoints: ['setFunctionBreakpoints', { breakpoints: [{ name: 'f' }] }],
  supportsConditionalBreakpoints: [
    'setBreakpoints',
    { source: SOURCE, breakpoints: [{ line: 2, condition: 'x = 1' }] },
  ],
  supportsHitConditionalBreakpoints: [
    'setBreakpoints',
    { source: SOURCE, breakpoints: [{ line: 2, hitCondition: '2' }] },
  ],
  supportsLogPoints: ['setBreakpoints', { source: SOURCE, breakpoints: [{ line: 2, logMessage: '{x}' }] }],
  supportsBreakpointLocationsRequest: ['breakpointLocations', { source: SOURCE, line: 2 }],
  supportsDataBreakpoints: ['dataBreakpointInfo', { name: 'x' }],
  exceptionBreakpointFilters: [
    'setExceptionBreakpoints',
    { filters: ['error', 'fail', 'redo', 'none', 'negation', 'end'] },
  ],
  supportsExceptionFilterOptions: [
    'setExceptionBreakpoints',
    { filters: [], filterOptions: [{ filterId: 'fail', condition: 'f' }] },
  ],
  supportsExceptionInfoRequest: ['exceptionInfo', { threadId: 1 }],
  supportsEvaluateForHovers: ['evaluate', { expression: 'x', context: 'hover' }],
  supportsClipboardContext: ['evaluate', { expression: 'x', context: 'clipboard' }],
  supportsCompletionsRequest: ['completions', { text: 'g', column: 2 }],
  completionTriggerCharacters: ['completions', { text: 'x.', column: 3 }],
  supportsSetVariable: ['setVariable', { variablesReference: VARIABLES, name: 'y', value: '1' }],
  supportsSetExpression: ['setExpression', { expression: 'y', value: '1', frameId: 1 }],
  supportsSteppingGranularity: ['next', { threadId: 1, granularity: 'instruction' }],
  supportsStepInTargetsRequest: ['stepInTargets', { frameId: 1 }],
  supportsRestartFrame: ['restartFrame', { frameId: 1 }],
  supportsGotoTargetsRequest: ['gotoTargets', { source: SOURCE, line: 2 }],
  supportsStepBack: ['stepBack', { threadId: 1 }],
  supportsDelayedStackTraceLoading: ['stackTrace', { threadId: 1, startFrame: 1, levels: 1 }],
  supportsLoadedSourcesRequest: ['loadedSources', {}],
  supportsRestartRequest: ['restart', {}],
  supportsTerminateRequest: ['terminate', {}],
  supportTerminateDebuggee: ['disconnect', { terminateDebuggee: true }],
  supportsCancelRequest: ['cancel', { requestId: 1 }],
};

/** Requests of the protocol that this adapter does not offer. */
const UNADVERTISED = [
  'attach',
  'modules',
  'terminateThreads',
  'readMemory',
  'writeMemory',
  'disassemble',
  'setInstructionBreakpoints',
  'locations',
  'no-such-request',
];

let client: InProcessClient;
let capabilities: DebugProtocol.Capabilities;

beforeEach(async () => {
  client = new InProcessClient(memoryHost({ 'main.polar': POLICY }));
  capabilities = (await client.request('initialize', { adapterID: 'polar' })).body as DebugProtocol.Capabilities;
  await client.request('launch', { policies: 'main.polar', query: 'f(x)' });
  await client.request('setBreakpoints', { source: SOURCE, breakpoints: [{ line: 3 }] });
  await client.request('configurationDone');
  await client.next('stopped');
  const { body } = await client.request('stackTrace', { threadId: 1 });
  for (const frame of (body as DebugProtocol.StackTraceResponse['body']).stackFrames) {
    await client.request('scopes', { frameId: frame.id });
  }
});

describe('every capability that is advertised', () => {
  it('is in the list of this test', () => {
    expect(Object.keys(SHOWN_BY).sort()).toEqual(
      [...new Set([...Object.keys(capabilities), 'supportsStepBack'])].sort(),
    );
  });

  it.each(Object.entries(SHOWN_BY))('%s is served', async (capability, [command, args]) => {
    // Only where something has failed is there something to say of it.
    if (capability === 'supportsExceptionInfoRequest') {
      await client.request('setExceptionBreakpoints', { filters: ['fail'] });
      await client.request('continue', { threadId: 1 });
      await client.next('stopped');
    }
    const response = await client.request(command, args);
    expect(response.message).toBeUndefined();
    expect(response.success).toBe(true);
  });

  it('includes the way back, once there is a recording', () => {
    const offered = client.received.find((message) => (message as DebugProtocol.Event).event === 'capabilities');
    expect((offered as DebugProtocol.CapabilitiesEvent).body.capabilities.supportsStepBack).toBe(true);
  });
});

describe('what is not advertised', () => {
  it.each(UNADVERTISED)('%s is refused in words, and the session goes on', async (command) => {
    const response = await client.request(command, {});
    expect(response.success).toBe(false);
    expect(response.message).toMatch(/\w+.*\.$/);
    expect(response.message).not.toContain('defect');
    expect((await client.request('threads')).success).toBe(true);
  });
});
