import type { Files } from '@polar-tools/project';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { InProcessClient } from './in-process-client.ts';
import { memoryHost } from './test-host.ts';

const URI = 'file:///w/main.polar';
const SOURCE = { path: '/w/main.polar' };
const LOADED = 'f(x) if\n  g(x) and\n  h(x);\ng(1);\nh(1);\n';

let text: string;
let client: InProcessClient;

beforeEach(async () => {
  text = LOADED;
  const host = memoryHost({});
  const files: Files = {
    read: async (uri) => (uri === URI ? { text } : { fault: { kind: 'missing' } }),
    list: async () => undefined,
  };
  client = new InProcessClient({ ...host, files });
  await client.request('initialize', { adapterID: 'polar' });
});

const launch = async (): Promise<void> => {
  expect((await client.request('launch', { policies: '/w/main.polar', query: 'f(x)' })).message).toBeUndefined();
};
const set = async (...lines: number[]): Promise<DebugProtocol.Breakpoint[]> => {
  const breakpoints = lines.map((line) => ({ line }));
  const { body } = await client.request('setBreakpoints', { source: SOURCE, breakpoints });
  return body.breakpoints;
};
const frames = async (): Promise<DebugProtocol.StackFrame[]> =>
  (await client.request('stackTrace', { threadId: 1 })).body.stackFrames;
const notes = (): string[] =>
  client.received
    .filter((one): one is DebugProtocol.OutputEvent => (one as DebugProtocol.Event).event === 'output')
    .filter(({ body }) => body.category === 'important')
    .map(({ body }) => body.output);

describe('while the policy is edited', () => {
  it('breakpoints are set where the goal stands now, and refused where the text is new', async () => {
    await launch();
    text = `# new\n\n${LOADED}`.replace('h(1)', 'h(2)');
    const [goal, added, changed] = await set(4, 1, 7);
    expect(goal).toMatchObject({ verified: true, line: 4, column: 3 });
    expect(added).toMatchObject({ verified: false, message: expect.stringContaining('has changed') });
    expect(changed).toMatchObject({ verified: false, message: expect.stringContaining('Restart') });
  });

  it('the call stack shows where goals stand now, and a note tells once that the file has changed', async () => {
    await launch();
    await set(3);
    await client.request('configurationDone');
    await client.next('stopped');
    expect((await frames())[0]).toMatchObject({ source: { path: '/w/main.polar' }, line: 3 });
    expect(notes()).toEqual([]);
    text = `# new\n\n${LOADED}`;
    expect((await frames())[0]).toMatchObject({ source: { path: '/w/main.polar' }, line: 5, endLine: 5, column: 3 });
    await frames();
    expect(notes()).toEqual([
      'main.polar has changed: restart to debug what it says now. Until then it is debugged as it was.\n',
    ]);
    const locations = (await client.request('breakpointLocations', { source: SOURCE, line: 4 })).body.breakpoints;
    expect(locations).toEqual([{ line: 4, column: 3, endLine: 4, endColumn: 7 }]);
    const { targets } = (await client.request('gotoTargets', { source: SOURCE, line: 4 })).body;
    expect(targets).toMatchObject([{ label: 'event 3: g(x)', line: 4 }]);
  });

  it('a goal whose line has changed is shown in the text as it was loaded', async () => {
    await launch();
    await set(3);
    await client.request('configurationDone');
    await client.next('stopped');
    text = LOADED.replace('h(x)', 'h(x, 2)');
    const [{ source, line }] = (await frames()) as [DebugProtocol.StackFrame];
    expect(source).toMatchObject({ name: 'main.polar (as started)', sourceReference: expect.any(Number) });
    expect(line).toBe(3);
    const { body } = await client.request('source', { source, sourceReference: source!.sourceReference });
    expect(body.content).toBe(LOADED);
    const { message } = await client.request('setBreakpoints', { source, breakpoints: [{ line: 2 }] });
    expect(message).toContain('it is in no file of the policy');
  });

  it('a restart runs what the file says now, with the breakpoints moved along', async () => {
    await launch();
    await set(3);
    await client.request('configurationDone');
    await client.next('stopped');
    text = `# new\n\n${LOADED.replaceAll('1', '2')}`;
    await client.request('restart', {});
    expect((await client.next('breakpoint')).body.breakpoint).toMatchObject({ verified: true, line: 5 });
    await client.next('stopped');
    expect((await frames())[0]).toMatchObject({ source: { path: '/w/main.polar' }, line: 5 });
    await client.request('setBreakpoints', { source: SOURCE, breakpoints: [] });
    await client.request('continue', { threadId: 1 });
    expect((await client.next('output')).body.output).toBe('x = 2\n');
    expect(notes()).toEqual([]);
  });

  it('breakpoints that were set before the launch are those of the text that is launched', async () => {
    text = `# new\n\n${LOADED}`;
    expect((await set(4))[0]).toMatchObject({ verified: false, message: 'The policy is not loaded yet.' });
    await launch();
    expect((await client.next('breakpoint')).body.breakpoint).toMatchObject({ verified: true, line: 4, column: 3 });
  });
});
