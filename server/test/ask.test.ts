import { afterEach, expect, test } from 'vitest';
import { ASK, type AskResult } from '../src/protocol.ts';
import { TestClient } from './test-client.ts';

let client: TestClient;
afterEach(() => client.dispose());

const POLICY =
  'actor User {}\nresource Repo { roles = ["r"]; permissions = ["p"]; "p" if "r"; }\nhas_role(User{"bob"}, "r", Repo{"x"});\n';
const ask = async (files: Record<string, string>, query: string, name = 'main.polar') => {
  client = new TestClient(files);
  await client.initialize();
  const uri = await client.open(name, POLICY);
  return client.request<AskResult>(ASK, { textDocument: { uri }, query, now: 0 });
};
const none = 'has_role(User:ann, "r", Repo:_)';
const WHAT = 'No file of facts is named, so only the facts in the policy itself were asked.';
const dialect = '"dialect": "cloud"';

test.each([
  [
    'with no configuration',
    {},
    'main.polar',
    'Name one in a polar.config.json beside the policy: {"facts": ["facts.json"]}.',
  ],
  [
    'with one that names none',
    { 'polar.config.json': `{${dialect}}` },
    'main.polar',
    'Name one in polar.config.json: {"facts": ["facts.json"]}.',
  ],
  [
    'before it is saved',
    {},
    'untitled:Untitled-1',
    'Save the policy, and name one in a polar.config.json beside it: {"facts": ["facts.json"]}.',
  ],
])(
  'a query without an answer says that no file of facts is named, and how one is: %s',
  async (_how, files, name, how) => {
    expect(await ask({ 'main.polar': POLICY, ...files }, none, name)).toEqual({
      answers: [],
      more: false,
      note: `${WHAT} ${how}`,
    });
  },
);

test('one that has answers, or facts, says nothing of it', async () => {
  expect(await ask({ 'main.polar': POLICY }, 'has_role(User:bob, "r", Repo:_)')).toEqual({
    answers: ['has_role(User:bob, String:r, Repo:x)'],
    more: false,
  });
  client.dispose();
  const files = {
    'main.polar': POLICY,
    'polar.config.json': `{${dialect}, "facts": ["facts.json"]}`,
    'facts.json': '[]',
  };
  expect(await ask(files, none)).toEqual({ answers: [], more: false });
});
