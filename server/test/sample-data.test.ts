import { afterEach, expect, test } from 'vitest';
import type { SampleDataResult } from '../src/protocol.ts';
import { TestClient } from './test-client.ts';

const policy = 'allow(u: User, "read", d: Doc) if d.owner = u;';
const edits = { workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create' as const] } } };

let client: TestClient;
afterEach(() => client.dispose());

async function made(files: Record<string, string>, name = 'main.polar'): Promise<SampleDataResult> {
  client = new TestClient(files);
  await client.initialize({ capabilities: edits });
  const uri = await client.open(name);
  return client.request('polar/sampleData', { textDocument: { uri } });
}

const textsOf = (result: SampleDataResult): Record<string, string> =>
  'problem' in result
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
