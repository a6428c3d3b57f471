import type { DebugProtocol } from '@vscode/debugprotocol';
import { expect, it } from 'vitest';
import { InProcessClient } from './in-process-client.ts';
import { memoryHost } from './test-host.ts';

const FILES = {
  'main.polar': 'f(1);\n?= f(1);\n',
  'broken.polar': 'f(1);\ng(x) if h(x) and;\n',
  'unsound.polar': 'f(1);\n\ng(x) if x = 1 and y = 2;\n',
  'data.json': '{"objects": {}}',
  'broken.json': '{"objects":\n  {"a": }\n}',
};

async function refused(launch: object) {
  const client = new InProcessClient(memoryHost(FILES));
  await client.request('initialize', {});
  const response = await client.request('launch', launch);
  expect(response.success).toBe(false);
  const told = client.received.flatMap((one) =>
    (one as DebugProtocol.Event).event === 'output' ? [(one as DebugProtocol.OutputEvent).body] : [],
  );
  return { error: response.body.error as DebugProtocol.Message, told };
}

it.each([
  ['an error of syntax', { policies: 'broken.polar', query: 'f(1)' }, 'broken.polar', 2],
  ['another error', { policies: 'unsound.polar', query: 'f(1)' }, 'unsound.polar', 3],
  ['an error in the data', { policies: 'main.polar', query: 'f(1)', data: 'broken.json' }, 'broken.json', 2],
])('%s leads to its place, not to the launch configuration', async (_name, launch, file, line) => {
  const { error, told } = await refused(launch);
  expect(error).toMatchObject({ showUser: true, urlLabel: `Open ${file}` });
  expect(error.url).toMatch(new RegExp(`^file:///w/${file}#L${line},\\d+$`));
  expect(told[0]).toMatchObject({ category: 'stderr', source: { name: file, path: `/w/${file}` }, line });
  expect(told[0]?.output).toMatch(new RegExp(`^${file}:${line}:\\d+: `));
});

it.each([
  ['a query that does not parse', { policies: 'main.polar', query: 'f(' }],
  ['an unknown rule', { policies: 'main.polar', query: 'g(1)' }],
  ['a missing policy', { policies: 'none.polar', query: 'f(1)' }],
  ['a field that is none', { policies: 'main.polar', qury: 'f(1)' }],
])('%s is mended in the launch configuration', async (_name, launch) => {
  const { error, told } = await refused(launch);
  expect(error.url).toBeUndefined();
  expect(told).toEqual([]);
});
