import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { EXPLAIN, type ExplainResult } from '../src/protocol.ts';
import { TestClient } from './test-client.ts';

let client: TestClient;
afterEach(() => client.dispose());

const example = (name: string) => readFileSync(new URL(`../../examples/quickstart/${name}`, import.meta.url), 'utf8');
const DATA = example('data.json');

async function explain(files: Record<string, string>, policy: string, query: unknown): Promise<ExplainResult> {
  client = new TestClient(files);
  await client.initialize();
  const uri = await client.open('main.polar', policy);
  return client.request<ExplainResult>(EXPLAIN, { textDocument: { uri }, query, now: 0 });
}

const quickstart = (query: unknown, data = DATA) =>
  explain({ 'polar.config.json': '{"data": "data.json"}', 'data.json': data }, example('main.polar'), query);

test('a denial over the data file: the tree with its places, and edits of the file that flip it', async () => {
  const result = await quickstart('allow(anne, "push", gmail)');
  if ('problems' in result) throw new Error(result.problems.join());
  expect(result.outcome).toBe('fails');
  expect(result.lines[1]).toMatchObject({
    depth: 1,
    kind: 'rule',
    text: 'allow(actor, action, resource) needs',
    uri: expect.stringMatching(/main\.polar$/),
    range: { start: { line: 26, character: 0 } },
  });
  expect(result.changes.map(({ text }) => text)[0]).toBe(
    'add Role{name: "maintainer", repository: gmail} to anne.roles',
  );
  expect(result.changes.map(({ beside }) => beside)).toEqual([
    undefined,
    undefined,
    'this changes allow(anne, "push", react), too',
  ]);
  // Made in the file, the query holds.
  const { edit } = result.changes[0]!;
  expect(edit?.uri).toMatch(/data\.json$/);
  const lines = DATA.split('\n');
  const at = ({ line, character }: { line: number; character: number }): number =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  const changed = edit!.edits
    .toReversed()
    .reduce((text, { range, newText }) => text.slice(0, at(range.start)) + newText + text.slice(at(range.end)), DATA);
  await client.dispose();
  expect(await quickstart('allow(anne, "push", gmail)', changed)).toMatchObject({ outcome: 'holds' });
});

const CLOUD =
  'actor User {}\nresource Repo { roles = ["r"]; permissions = ["p"]; "p" if "r"; }\nhas_role(User{"bob"}, "r", Repo{"x"});\n';

test('a Cloud policy: what holds down to facts, and what would take it away', async () => {
  expect(
    await explain(
      { 'facts.json': '[]', 'polar.config.json': '{"facts": ["facts.json"]}' },
      CLOUD,
      'allow(User:ann, "p", Repo:x)',
    ),
  ).toMatchObject({
    outcome: 'fails',
    changes: [{ text: 'add the fact has_role(User{"ann"}, "r", Repo{"x"})' }],
  });
});

test.each([
  ['no text', 3, 'There is no query to explain.'],
  ['a fault in the query', 'allow(', /./],
  ['a rule that is not there', 'alow(User:ann, "p", Repo:x)', /alow/],
])('problems are told: %s', async (_, query, message) => {
  const result = await explain({}, CLOUD, query);
  expect('problems' in result ? result.problems[0] : '').toMatch(message);
});

test('a policy with errors is not asked, and a data file that is missing is named', async () => {
  expect(await explain({}, 'allow(a, b, c) if', 'allow(a, b, c)')).toMatchObject({
    problems: [expect.stringMatching(/^The policy has errors/)],
  });
  await client.dispose();
  const result = await explain({ 'polar.config.json': '{"data": "no.json"}' }, example('main.polar'), 'allow(a, b, c)');
  expect(result).toEqual({ problems: ['There is no data file "no.json", which polar.config.json names.'] });
});

test('over a test: changes that keep its other assertions, else the one that would fail', async () => {
  const block =
    'actor User {}\nresource Doc { roles = ["editor", "owner"]; permissions = ["write", "delete"]; "write" if "editor"; "delete" if "owner"; "editor" if "owner"; }\n';
  const bob = (action: string) => `allow(User{"bob"}, "${action}", Doc{"d"})`;
  const changesFor = async (assertions: string, character: number) => {
    client = new TestClient({});
    await client.initialize();
    const uri = await client.open('main.polar', `${block}test "t" {\n${assertions}\n}`);
    const assertion = { line: 3, character };
    const result = await client.request<ExplainResult>(EXPLAIN, { textDocument: { uri }, assertion, now: 0 });
    await client.dispose();
    if ('problems' in result) throw new Error(result.problems.join());
    return result.changes;
  };
  const write = `assert ${bob('write')};`;
  const [one, ...others] = await changesFor(`${write} assert_not ${bob('delete')};`, 2);
  expect(others).toEqual([]);
  expect(one).toMatchObject({ text: 'add the fact has_role(User{"bob"}, "editor", Doc{"d"})', edit: {} });

  const broken = await changesFor(`assert_not ${bob('write')}; assert ${bob('delete')};`, 60);
  expect(broken.length).toBeGreaterThan(0);
  for (const change of broken) {
    expect(change.beside).toBe(`but assert_not ${bob('write')} (line 4) would fail then`);
    expect(change).not.toHaveProperty('edit');
  }
});
