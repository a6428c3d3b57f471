import { memoryFiles } from '@polar-tools/project';
import { expect, it } from 'vitest';
import { InProcessClient } from './in-process-client.ts';
import { memoryHost } from './test-host.ts';

const nfd = encodeURIComponent('prüfen'.normalize('NFD'));
const TEXTS = {
  'file:///w/Policy/main.polar': 'f(x) if\n  g(x);\n?= f(1);\n',
  [`file:///w/Policy/${nfd}.polar`]: 'g(1);\n',
};

async function started(launch: object): Promise<InProcessClient> {
  const files = memoryFiles(TEXTS, { ignoreCase: true, normalize: true });
  const client = new InProcessClient({ ...memoryHost({}), files });
  await client.request('initialize', { adapterID: 'polar' });
  expect((await client.request('launch', { query: 'f(x)', ...launch })).message).toBeUndefined();
  return client;
}

it.each([
  ['before the launch', '/w/policy/MAIN.polar', 'policy'],
  ['another case', '/W/policy/main.polar', '/w/POLICY'],
  ['the same file twice', '/w/policy/main.polar', ['policy/main.polar', 'Policy/Main.polar', `policy/prüfen.polar`]],
  ['its folder', '/w/POLICY/main.polar', 'policy/*.polar'],
])('a breakpoint is in a file of the policy, however the client spells it (%s)', async (_how, path, policies) => {
  const client = await started({ policies });
  const { body } = await client.request('setBreakpoints', { source: { path }, breakpoints: [{ line: 2 }] });
  // And answered for the client's spelling, or its mark would leave the editor that it was set in.
  expect(body.breakpoints[0]).toMatchObject({ verified: true, line: 2, source: { path } });
  await client.request('configurationDone');
  expect((await client.next('stopped')).body.hitBreakpointIds).toEqual([1]);
  const { stackFrames } = (await client.request('stackTrace', { threadId: 1 })).body;
  expect(stackFrames[0].source.path).toBe(path);
  expect(
    (await client.request('loadedSources')).body.sources.filter(({ path }: { path?: string }) => path),
  ).toHaveLength(2);
});

it('an inline query is found by its file in another spelling', async () => {
  await started({ policies: 'policy', query: { file: 'POLICY/main.polar', line: 3 } });
});

it('a file that the policy does not have is still none of its', async () => {
  const client = await started({ policies: 'policy' });
  const source = { path: '/w/policy/other.polar' };
  const { body } = await client.request('setBreakpoints', { source, breakpoints: [{ line: 1 }] });
  expect(body.breakpoints[0]).toMatchObject({ verified: false });
});
