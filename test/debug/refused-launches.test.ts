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

async function refused(launch: object, files: Readonly<Record<string, string>> = FILES, heap = () => 0) {
  const client = new InProcessClient({ ...memoryHost(files), heap });
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

const CLOUD = 'actor User {}\nresource Repo { roles = ["reader"]; }\n';

it.each([
  ['a broken file of facts', { 'facts.polar': '# facts\nhas_role(User{"x"}, "reader",\n' }, 'facts.polar', 2],
  [
    'a fact that the policy does not know',
    { 'facts.polar': '\n\nhas_role(User{"x"}, "no", Repo{"r"});\n' },
    'facts.polar',
    3,
  ],
  ['facts in JSON that are cut off', { 'facts.json': '[{' }, 'facts.json', 1],
])('%s leads to its place as well', async (_name, files, file, line) => {
  const launch = { policies: 'cloud.polar', query: 'has_role(User:x, "reader", Repo:r)', facts: file };
  const { error, told } = await refused(launch, { ...files, 'cloud.polar': CLOUD });
  expect(error).toMatchObject({ showUser: true, urlLabel: `Open ${file}`, url: `file:///w/${file}#L${line},1` });
  expect(told[0]).toMatchObject({ source: { path: `/w/${file}` }, line });
});

it('facts that do not fit into memory end the launch, and not the debugger', async () => {
  const fact = 'has_role(User{"x"}, "reader", Repo{"r"});\n';
  const files = { 'cloud.polar': CLOUD, 'facts.polar': fact.repeat(100_000) };
  const launch = { policies: 'cloud.polar', query: 'has_role(User:x, "reader", Repo:r)', facts: 'facts.polar' };
  let asked = 0;
  const { error } = await refused(launch, files, () => (++asked < 3 ? 0.5 : 1));
  expect(error.format).toContain('The facts do not fit into memory: those up to somewhere in facts.polar fill it.');
  expect(asked).toBe(3);
});

it.each([
  ['data', '{\n  "data": "none.json"\n}', { 'main.polar': 'f(1);\n' }, 'f(1)'],
  ['facts', '{\n  "facts": ["none.polar"]\n}', { 'main.polar': CLOUD }, 'has_role(User:x, "reader", Repo:r)'],
])('a file of %s that the configuration names is mended there', async (key, configuration, files, query) => {
  const launch = { policies: 'main.polar', query };
  const { error } = await refused(launch, { ...files, 'polar.config.json': configuration });
  expect(error.format).toContain(`Correct "${key}" in polar.config.json.`);
  expect(error).toMatchObject({ urlLabel: 'Open polar.config.json', url: 'file:///w/polar.config.json#L2,3' });
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

it('a constant of the data that the launch names is no variable of a rule', async () => {
  const files = { 'main.polar': 'f(x) if x > limit;\n', 'data.json': '{"constants": {"limit": 1}}' };
  const client = new InProcessClient(memoryHost(files));
  await client.request('initialize', {});
  const launch = { policies: 'main.polar', query: 'f(2)' };
  expect(await client.request('launch', { ...launch, data: 'data.json' })).toMatchObject({ success: true });
  expect((await refused(launch, files)).error.format).toContain('Singleton variable limit');
});
