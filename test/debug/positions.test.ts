import { memoryFiles } from '@polar-tools/project';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { describe, expect, it } from 'vitest';
import { InProcessClient } from './in-process-client.ts';
import { memoryHost } from './test-host.ts';

/** Characters that are two UTF-16 units, and lines that end as on Windows. */
const POLICY = 'f(x) if\r\n  g("😀😀", x) and h(x);\r\ng("😀😀", 1);\r\nh(1);\r\n';

/** `line:column-line:column` of each thing. */
const places = (list: readonly DebugProtocol.BreakpointLocation[]): string[] =>
  list.map(({ line, column, endLine, endColumn }) => `${line}:${column}-${endLine}:${endColumn}`);

async function launched(initialize: object, policy = POLICY): Promise<InProcessClient> {
  const client = new InProcessClient(memoryHost({ 'main.polar': policy }));
  await client.request('initialize', initialize);
  expect((await client.request('launch', { policies: 'main.polar', query: 'f(x)' })).message).toBeUndefined();
  return client;
}

describe.each([
  ['from 1', {}, 1],
  ['from 0', { linesStartAt1: false, columnsStartAt1: false }, 0],
])('lines and columns %s', (_how, initialize, first) => {
  const source = { path: '/w/main.polar' };
  const at = (line: number, start: number, end: number): string =>
    `${line + first}:${start + first}-${line + first}:${end + first}`;

  it('are those of UTF-16, whatever ends a line', async () => {
    const client = await launched(initialize);
    const { body } = await client.request('breakpointLocations', { source, line: first, endLine: first + 1 });
    expect(places(body.breakpoints)).toEqual([at(0, 0, 4), at(1, 2, 14), at(1, 19, 23)]);
    const set = await client.request('setBreakpoints', {
      source,
      breakpoints: [{ line: 1 + first, column: 15 + first }, { line: 1 + first }, { line: 3 + first, column: first }],
    });
    expect(places(set.body.breakpoints)).toEqual([at(1, 19, 23), at(1, 2, 14), at(3, 0, 4)]);
    await client.request('configurationDone');
    await client.next('stopped');
    const { stackFrames } = (await client.request('stackTrace', { threadId: 1 })).body;
    expect(places(stackFrames)).toEqual([at(1, 2, 14), at(0, 0, 4)]);
    await client.request('continue', { threadId: 1 });
    await client.next('stopped');
    const { targets } = (await client.request('gotoTargets', { source, line: 1 + first, column: 2 + first })).body;
    expect(places(targets)).toEqual([at(1, 2, 14)]);
    const { choicePoints } = (await client.request('polar/choicePoints')).body;
    expect(choicePoints).toEqual([]);
  });

  it('are those of what is typed in the console', async () => {
    const client = await launched(initialize, 'f(x) if\n  x = 1;\n');
    await client.request('setBreakpoints', { source, breakpoints: [{ line: 1 + first }] });
    await client.request('configurationDone');
    await client.next('stopped');
    const { body } = await client.request('completions', { text: 'f(1) and\nfo', line: 1 + first, column: 2 + first });
    expect(body.targets[0]).toMatchObject({ label: 'forall', start: 9, length: 2 });
  });
});

it('a client that speaks of URIs is answered in URIs', async () => {
  const client = await launched({ pathFormat: 'uri' });
  const source = { path: 'file:///w/main.polar' };
  const { body } = await client.request('setBreakpoints', { source, breakpoints: [{ line: 2 }] });
  expect(body.breakpoints[0]).toMatchObject({ verified: true, source });
  await client.request('configurationDone');
  await client.next('stopped');
  expect((await client.request('stackTrace', { threadId: 1 })).body.stackFrames[0].source).toMatchObject(source);
});

it.each([
  ['C:\\w\\main.polar', 'C:\\w\\main.polar'],
  ['c:\\w\\main.polar', 'C:/w/main.polar'],
  ['main.polar', 'c:\\w\\main.polar'],
  ['.\\*.polar', 'C:\\w\\main.polar'],
])('a policy %s of Windows has its breakpoints in %s', async (policies, path) => {
  const files = memoryFiles({ 'file:///c%3A/w/main.polar': POLICY });
  const client = new InProcessClient({ ...memoryHost({}), files, folder: 'file:///C:/w' });
  await client.request('initialize', {});
  expect((await client.request('launch', { policies, query: 'f(x)' })).message).toBeUndefined();
  const { body } = await client.request('setBreakpoints', { source: { path }, breakpoints: [{ line: 2 }] });
  expect(body.breakpoints[0]).toMatchObject({ verified: true, line: 2 });
  await client.request('configurationDone');
  expect((await client.next('stopped')).body.hitBreakpointIds).toEqual([1]);
});
