import type { FileText } from '@polar-tools/project';
import { afterEach, describe, expect, test } from 'vitest';
import { completeQuery } from '../src/features/complete-query.ts';
import { ADD_FACTS, COMPLETE_QUERY, type CompleteQueryResult } from '../src/protocol.ts';
import { askAbout } from './asked.ts';
import { TestClient } from './test-client.ts';

let client: TestClient;
afterEach(() => client.dispose());

const POLICY = `actor User {}
resource Org { roles = ["admin"]; permissions = ["invite"]; }
resource Repo { roles = ["reader"]; permissions = ["read", "push"]; relations = { org: Org }; "read" if "reader"; }
has_permission(user: User, "push", repo: Repo) if is_owner(user, repo);
test fixture f { has_role(User{"fay"}, "admin", Org{"_"}); }
test "t" { setup { has_role(User{"ann"}, "reader", Repo{"x y"}); } assert allow(User{"ann"}, "read", Repo{"x y"}); }
`;
const FILES = {
  'main.polar': POLICY,
  'polar.config.json': '{"facts": ["facts.jsonl"]}',
  'facts.jsonl': '["is_owner", {"type": "User", "id": "bob"}, {"type": "Repo", "id": "tools"}]\n',
};

async function opened(files: Record<string, string> = FILES): Promise<string> {
  client = new TestClient(files);
  const workspaceEdit = { documentChanges: true, resourceOperations: ['create' as const] };
  await client.initialize({ capabilities: { workspace: { workspaceEdit } } });
  return client.open('main.polar', POLICY);
}

const read = async () => undefined;

const complete = (uri: string, query: string) =>
  client.request<CompleteQueryResult>(COMPLETE_QUERY, { textDocument: { uri }, query });

test.each([
  ['', ['allow(', 'has_permission(', 'has_role(', 'has_relation(', 'is_owner(']],
  ['al', ['allow(']],
  ['allow(', ['allow(User:ann, ', 'allow(User:bob, ', 'allow(User:fay, ', 'allow(User:_, ', 'allow(_, ']],
  ['allow(User{"a', ['allow(User:ann, ']],
  ['allow(b', ['allow(User:bob, ']],
  ['allow(User:ann, ', ['"invite"', '"push"', '"read"', 'action', '_'].map((item) => `allow(User:ann, ${item}, `)],
  ['allow(User:ann, "p', ['allow(User:ann, "push", ']],
  [
    'allow(User:ann, "read", Re',
    ['Repo:tools', 'Repo:x y', 'Repo:_'].map((item) => `allow(User:ann, "read", ${item})`),
  ],
  ['has_role(User:"a,(b", ', ['"admin"', '"reader"', 'role', '_'].map((item) => `has_role(User:"a,(b", ${item}, `)],
  ['has_relation(Repo:tools, "org", O', ['Org:"_"', 'Org:_'].map((item) => `has_relation(Repo:tools, "org", ${item})`)],
  ['is_owner(User:bob, ', ['Repo:tools', 'Repo:x y', 'Repo:_', '_'].map((item) => `is_owner(User:bob, ${item})`)],
  ['is_owner(User:bob, Repo:tools) and not is', ['is_owner(User:bob, Repo:tools) and not is_owner(']],
  ['nothing(q', []],
  ['is_owner(User:bob, Repo:tools)', []],
])('at the end of %j there may come what the policy and its facts have', async (query, expected) => {
  const { items } = await complete(await opened(), query);
  expect(items.map((item) => item.query).sort()).toEqual([...expected].sort());
});

test.each([
  [
    '',
    [
      ['allow', 'Who may do what'],
      ['has_permission', 'Who has which permission'],
      ['has_role', 'Who has which role'],
      ['has_relation', 'What belongs to what'],
      ['is_owner', 'Fact'],
      ['may', 'Rule'],
    ],
  ],
  [
    'allow(User:ann, ',
    [
      ['"invite"', 'Permission'],
      ['"push"', 'Permission'],
      ['"read"', 'Permission'],
      ['action', 'Every permission'],
      ['_', 'Anything'],
    ],
  ],
  [
    'has_role(User:ann, ',
    [
      ['"admin"', 'Role'],
      ['"reader"', 'Role'],
      ['role', 'Every role'],
      ['_', 'Anything'],
    ],
  ],
  [
    'has_relation(Repo:tools, ',
    [
      ['"org"', 'Relation'],
      ['relation', 'Every relation'],
      ['_', 'Anything'],
    ],
  ],
  [
    'may(',
    [
      ['User:ann', 'Only tests name this User, whose facts queries do not use'],
      ['User:fay', 'Only tests name this User, whose facts queries do not use'],
      ['User:_', 'Every User'],
      ['_', 'Anything'],
    ],
  ],
])('each of what may come at the end of %j says what it is', async (query, expected) => {
  const asked = askAbout(`${POLICY}may(user: User, 1) if is_owner(user, Repo{"a"});\n`);
  const params = { textDocument: { uri: asked.uri }, query };
  const { items } = await completeQuery(asked, params, { read, readFile: async () => ({ text: '' }) });
  expect(items.map(({ label, detail }) => [label, detail])).toEqual(expected);
});

test('an id says what names it, and those that queries know nothing of come last', async () => {
  const text = `${POLICY}has_role(User{"amy"}, "admin", Org{"acme"});
has_permission(User{"abe"}, "push", repo: Repo) if is_owner(User{"ann"}, repo);
test "u" { setup { is_owner(User{"bob"}, Repo{"r"}); is_owner(User{"aaa"}, Repo{"r"}); } assert allow(User{"abe"}, "push", Repo{"r"}); }
`;
  const asked = askAbout(text, { facts: ['facts.jsonl'] });
  const readFile = async (): Promise<FileText> => ({ text: FILES['facts.jsonl'] });
  const { items } = await completeQuery(
    asked,
    { textDocument: { uri: asked.uri }, query: 'has_role(User:' },
    { read, readFile },
  );
  const test = 'Only tests name this User, whose facts queries do not use';
  expect(items.map(({ label, detail }) => [label, detail])).toEqual([
    ['User:amy', 'A fact names this User'],
    ['User:bob', 'A fact names this User'],
    ['User:abe', 'A rule names this User'],
    ['User:ann', 'A rule names this User'],
    ['User:aaa', test],
    ['User:fay', test],
    ['User:_', 'Every User'],
  ]);
});

test.each([
  ['allow(User:ann, action, Repo:_)', undefined],
  ['', undefined],
  ['allow(User:ann', ')'],
  ['alow(User:ann, action, Repo:_)', 'allow'],
  ['allow(Usr:ann, action, Repo:_)', 'Usr'],
])('what is wrong with %j is told', async (query, problem) => {
  const found = await complete(await opened(), query);
  if (problem === undefined) expect(found.problem).toBeUndefined();
  else expect(found.problem).toContain(problem);
});

test('the files of facts are read once for each box, and again for a policy that has changed', async () => {
  const asked = askAbout(POLICY, { facts: ['facts.jsonl'] });
  let reads = 0;
  const readFile = async (): Promise<FileText> => {
    reads++;
    return { text: FILES['facts.jsonl'] };
  };
  const items = async (about: typeof asked, query: string, box?: number) => {
    const params = { textDocument: { uri: about.uri }, query, ...(box !== undefined && { box }) };
    const found = await completeQuery(about, params, { read, readFile });
    return [found.items.some((item) => item.query.includes('User:bob')), reads];
  };
  expect(await items(asked, 'allow(', 1)).toEqual([true, 1]);
  expect(await items(asked, 'allow(U', 1)).toEqual([true, 1]);
  expect(await items(asked, 'allow(Us', 1)).toEqual([true, 1]);
  expect(await items(asked, 'allow(Us', 2)).toEqual([true, 2]);
  expect(await items(askAbout(`${POLICY}\n`, { facts: ['facts.jsonl'] }), 'allow(Us', 2)).toEqual([true, 3]);
  expect(await items(asked, 'allow(Us')).toEqual([true, 4]);
  expect(await items(asked, 'allow(Us')).toEqual([true, 5]);
});

test('a file of facts is named in the configuration, which is made where there is none', async () => {
  const uri = await opened({ 'main.polar': POLICY });
  const file = uri.replace('main.polar', 'export%20of%20today.json');
  const made = await client.request<object>(ADD_FACTS, { textDocument: { uri }, file });
  expect(JSON.stringify(made)).toContain('export of today.json');
  client.dispose();
  const again = await opened();
  const edit = await client.request<object>(ADD_FACTS, {
    textDocument: { uri: again },
    file: again.replace('main.polar', 'more.csv'),
  });
  expect(JSON.stringify(edit)).toMatch(/facts\.jsonl.*more\.csv/);
  expect(
    await client.request(ADD_FACTS, { textDocument: { uri: again }, file: 'file:///elsewhere/more.csv' }),
  ).toBeNull();
});

test('the first file of facts is named in a configuration that names none', async () => {
  const uri = await opened({ 'main.polar': POLICY, 'polar.config.json': '{"dialect": "cloud"}\n' });
  const file = uri.replace('main.polar', 'facts.csv');
  const edit = await client.request<object>(ADD_FACTS, { textDocument: { uri }, file });
  expect(JSON.stringify(edit)).toMatch(/dialect.*facts.*facts\.csv/);
});

describe('over a Library policy', () => {
  const LIBRARY = `actor User {}
resource Repo { roles = ["reader"]; permissions = ["read", "push"]; "read" if "reader"; }
has_role(u: User, n: String, r: Repo) if x in u.roles and x.name = n and x.repo = r;
allow(a, b, c) if has_permission(a, b, c);
allow(a: User, "archive", _: Repo) if is_root(a);
is_root(u: User) if u.root;
`;
  const DATA = JSON.stringify({
    classes: { Admin: { extends: 'User' } },
    objects: { gmail: { $class: 'Repo' }, larry: { $class: 'User' }, root: { $class: 'Admin' } },
    constants: { MAX: 3 },
  });
  const asked = async (query: string): Promise<CompleteQueryResult> => {
    client = new TestClient({
      'main.polar': LIBRARY,
      'polar.config.json': '{"dialect": "library", "data": "data.json"}',
      'data.json': DATA,
    });
    await client.initialize();
    return complete(await client.open('main.polar'), query);
  };

  test.each<[string, readonly string[]]>([
    ['', ['allow(', 'has_permission(', 'has_role(', 'is_root(']],
    ['is', ['is_root(']],
    ['allow(', ['allow(larry, ', 'allow(root, ', 'allow(gmail, ', 'allow(MAX, ', 'allow(a, ']],
    ['allow(l', ['allow(larry, ']],
    ['allow(larry, ', ['"read"', '"push"', '"archive"', 'action'].map((word) => `allow(larry, ${word}, `)],
    ['allow(larry, "p', ['allow(larry, "push", ']],
    ['allow(larry, "read", g', ['allow(larry, "read", gmail)']],
    ['has_role(larry, ', ['has_role(larry, "reader", ', 'has_role(larry, role, ']],
    ['not is_root(r', ['not is_root(root)']],
    ['allow(larry, "read", gmail)', []],
  ])('%s', async (query, expected) => {
    expect((await asked(query)).items.map((item) => item.query)).toEqual(expected);
  });

  test.each<[string, RegExp | undefined]>([
    ['allow(larry, "read", gmail)', undefined],
    ['alow(larry, "read", gmail)', /no rule "alow"\. Did you mean "allow"\?/],
    ['allow(larry', /ends too early/],
    ['', undefined],
  ])('what is wrong with it: %s', async (query, problem) => {
    const found = (await asked(query)).problem;
    if (problem === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(problem);
  });
});
