import { afterEach, expect, test } from 'vitest';
import type { SampleDataResult } from '../src/protocol.ts';
import { TestClient } from './test-client.ts';

const policy = 'allow(u: User, "read", d: Doc) if d.owner = u;';
const edits = { workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create' as const] } } };

let client: TestClient;
afterEach(() => client.dispose());

async function made(files: Record<string, string>, another?: boolean): Promise<SampleDataResult> {
  client = new TestClient(files);
  await client.initialize({ capabilities: edits });
  const uri = await client.open('main.polar');
  return client.request('polar/sampleData', { textDocument: { uri }, another });
}

const textsOf = (result: SampleDataResult): Record<string, string> =>
  !('edit' in result)
    ? {}
    : Object.fromEntries(
        result.edit.documentChanges!.flatMap((change) =>
          'edits' in change
            ? [
                [
                  change.textDocument.uri.replace('file:///w/', ''),
                  change.edits.map((edit) => ('newText' in edit ? edit.newText : '')).join(''),
                ],
              ]
            : [],
        ),
      );

test('a data file is made beside a policy, and named in a configuration that includes what the policy was', async () => {
  const result = await made({ 'main.polar': policy });
  expect(result).toMatchObject({ uri: 'file:///w/data.json', queries: ['allow(user, "read", doc)'], without: [] });
  const texts = textsOf(result);
  expect(JSON.parse(texts['polar.config.json']!)).toEqual({ include: ['*.polar'], data: 'data.json' });
  expect(JSON.parse(texts['data.json']!).objects).toEqual({
    user: { $class: 'User' },
    doc: { $class: 'Doc', owner: { $ref: 'user' } },
  });
});

test('a configuration that is there keeps what it says, and a file that is there is left alone', async () => {
  const result = await made({
    'main.polar': policy,
    'data.json': '{}',
    'polar.config.json': '{\n  "dialect": "library"\n}\n',
  });
  expect(textsOf(result)['polar.config.json']).toBe('{\n  "dialect": "library",\n  "data": "polar-data.json"\n}\n');
  expect(result).toMatchObject({ uri: 'file:///w/polar-data.json' });
});

const data = '{"objects": {"anne": {"$class": "User"}}, "classes": {"User": {}, "Doc": {}}}';

test('the data file that a configuration names is told, and another one made where that is wanted', async () => {
  const files = { 'main.polar': policy, 'data.json': data, 'polar.config.json': '{"data": "./data.json"}' };
  expect(await made(files)).toEqual({ uri: 'file:///w/data.json', name: './data.json' });
  await client.dispose();
  const result = await made(files, true);
  expect(result).toMatchObject({ uri: 'file:///w/polar-data.json' });
  expect(textsOf(result)['polar.config.json']).toBe('{"data": "polar-data.json"}');
});

test('a data file that lies beside a policy is told, with what names it', async () => {
  const files = { 'main.polar': policy, 'data.json': data };
  const result = await made(files);
  expect(result).toMatchObject({ uri: 'file:///w/data.json', name: 'data.json' });
  const [, written] = 'use' in result ? result.use!.documentChanges! : [];
  expect(written).toMatchObject({ textDocument: { uri: 'file:///w/polar.config.json' } });
  expect(JSON.stringify(written)).toContain('data.json');
  await client.dispose();
  expect(await made(files, true)).toMatchObject({ uri: 'file:///w/polar-data.json' });
});

test.each([
  ['rows of something else', '[{"a": 1}]'],
  ['sections that no data file has', '{"objects": {"a": {"$class": "User"}}, "version": 3}'],
  ['no JSON', '{'],
])('a data.json with %s is left alone', async (_, text) => {
  expect(await made({ 'main.polar': policy, 'data.json': text })).toMatchObject({ uri: 'file:///w/polar-data.json' });
});

test('a data file that is named and missing is made under its name', async () => {
  const result = await made({
    'main.polar': policy,
    'data.json': data,
    'polar.config.json': '{"data": "test data/mine.json"}',
  });
  expect(result).toMatchObject({ uri: 'file:///w/test%20data/mine.json', queries: ['allow(user, "read", doc)'] });
  expect(Object.keys(textsOf(result))).toEqual(['test%20data/mine.json']);
});

test('a data file that is named and missing outside of the folder is not made there', async () => {
  const files = { 'main.polar': policy, 'polar.config.json': '{"data": "../mine.json"}' };
  expect(await made(files)).toEqual({ uri: 'file:///mine.json', name: '../mine.json' });
  await client.dispose();
  expect(await made(files, true)).toMatchObject({ uri: 'file:///w/data.json' });
});

test.each([
  ['a policy for Cloud', { 'main.polar': 'test "t" { assert allow(User{"a"}, "b", User{"c"}); }' }, 'Oso Cloud'],
  ['a policy with an error', { 'main.polar': 'allow(a, b, c) if' }, 'has errors'],
  [
    'a configuration that is no JSON',
    { 'main.polar': policy, 'polar.config.json': '[' },
    'polar.config.json could not be changed',
  ],
])('%s gets none, and it is said why', async (_, files, why) => {
  expect(await made(files)).toEqual({ problem: expect.stringContaining(why) });
});
