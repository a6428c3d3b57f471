import type { DebugProtocol } from '@vscode/debugprotocol';
import { expect } from 'vitest';
import { InProcessClient } from './in-process-client.ts';
import { memoryHost } from './test-host.ts';

/** What is debugged, and where it is to stop. */
export interface DebugRun {
  readonly policy: string;
  readonly query: string;
  /** Objects of the application. */
  readonly data?: object;
  /** Other files, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly launch?: object;
  readonly filters?: readonly string[];
  readonly breakpoints?: readonly DebugProtocol.SourceBreakpoint[];
  readonly functions?: readonly DebugProtocol.FunctionBreakpoint[];
}

/** A session over a policy in memory, which has begun: its first stop, or its end, is the next event. */
export async function debugging(run: DebugRun): Promise<InProcessClient> {
  const { policy, query, data, files: others = {}, launch = {}, filters = [], breakpoints = [], functions = [] } = run;
  const files = { ...others, 'main.polar': policy, ...(data !== undefined && { 'data.json': JSON.stringify(data) }) };
  const client = new InProcessClient(memoryHost(files));
  await client.request('initialize', {});
  const named = { policies: 'main.polar', query, ...(data !== undefined && { data: 'data.json' }) };
  const launched = await client.request('launch', { ...named, ...launch });
  expect(launched.message).toBeUndefined();
  await client.request('setBreakpoints', { source: { path: '/w/main.polar' }, breakpoints });
  await client.request('setFunctionBreakpoints', { breakpoints: functions });
  await client.request('setExceptionBreakpoints', { filters });
  await client.request('configurationDone');
  return client;
}

/** `fail y in x: 3 in [1, 2]`: the port with its goal, and what is told beside it. */
export const stopText = ({ description, text }: DebugProtocol.StoppedEvent['body']): string =>
  text === undefined ? `${description}` : `${description}: ${text}`;

/** All its stops to the end, which a request leads from one to the next. */
export async function stopsOf(client: InProcessClient, command = 'continue', most = 100): Promise<string[]> {
  const stops: string[] = [];
  for (;;) {
    const { event, body } = await client.next('stopped', 'terminated');
    if (event === 'terminated') return stops;
    stops.push(stopText(body));
    if (stops.length >= most) return stops;
    await client.request(command, { threadId: 1 });
  }
}

/** What the console has been told so far, a line each. */
export function consoleOf(client: InProcessClient): string[] {
  return client.received
    .filter((message): message is DebugProtocol.OutputEvent => (message as DebugProtocol.Event).event === 'output')
    .flatMap(({ body }) => body.output.trimEnd().split('\n'));
}
