import { afterEach, describe, expect, test } from 'vitest';
import type { CompletionItem, Location, WorkspaceEdit } from 'vscode-languageserver/node';
import { applyEdits } from './stress/client-text.ts';
import { marked, ROOT, TestClient } from './test-client.ts';

let client: TestClient;
afterEach(() => client.dispose());

const POLICY = `actor User {}
resource Repo {
  roles = ["reader", "owner"];
  permissions = ["read"];
  "read" if "reader";
  "reader" if "owner";
}
has_role(user: User, name: String, repo: Repo) if
  role in user.roles and role matches Role and role.name = name and role.repo = repo;
allow(user: User, "archive", repo: Repo) if user.kind = "admin" and repo.is_open() and repo.owner = user;
allow(a, b, c) if has_permission(a, b, c);
?= allow(larry, "read", gmail);
`;
const CONFIGURATION = '{"dialect": "library", "data": "data.json"}';

/** Opens a data file whose text marks a place, and gives its URI and the place. */
async function openData(source: string, policy = POLICY) {
  const { text, position } = marked(source);
  client = new TestClient({ 'main.polar': policy, 'polar.config.json': CONFIGURATION, 'data.json': text });
  await client.initialize();
  const uri = await client.open('data.json', text);
  return { at: { textDocument: { uri }, position }, uri, text };
}

const OBJECTS = `"larry": { "$class": "User", "kind": "guest", "roles": [
      { "$class": "Role", "name": "reader", "repo": { "$ref": "gmail" } } ] },
    "gmail": { "$class": "Repo", "owner": { "$ref": "larry" } }`;
const CLASSES = '"classes": { "Role": {} }';

describe('completion in a data file', () => {
  const offered = async (source: string): Promise<CompletionItem[]> => {
    const { at } = await openData(source);
    return client.request<CompletionItem[]>('textDocument/completion', at);
  };
  const inFile = (object: string): string => `{ ${CLASSES}, "objects": { ${OBJECTS}, ${object} } }`;

  test.each<[string, string, readonly string[], readonly string[]]>([
    ['sections', '{ "|" }', ['classes', 'objects', 'constants'], []],
    ['sections that are not there', '{ "objects": {}, | }', ['classes', 'constants'], ['objects']],
    ['classes of the policy to describe', '{ "classes": { "|" } }', ['User', 'Repo', 'Role'], ['String']],
    ['what a class may say', '{ "classes": { "User": { "|" } } }', ['extends', 'fields', 'methods'], []],
    [
      'what a class may extend',
      '{ "classes": { "Admin": { "extends": "|" } } }',
      ['User', 'Repo'],
      ['Admin', 'String'],
    ],
    ['fields to describe', '{ "classes": { "User": { "fields": ["kind", "|"] } } }', ['roles'], ['kind', 'is_open']],
    ['the class of a field', '{ "classes": { "User": { "fields": { "kind": "|" } } } }', ['String', 'Repo'], []],
    ['classes of objects', inFile('"x": { "$class": "|" }'), ['User', 'Repo', 'Role'], ['String', 'Actor']],
    ['classes while nothing but the key is there', '{ "objects": { "x": { "$class": | } } }', ['User', 'Repo'], []],
    [
      'fields that the policy reads',
      inFile('"x": { "$class": "User", "|" }'),
      ['kind', 'roles', '$methods'],
      ['$class'],
    ],
    ['fields of a class that is in no block', inFile('"x": { "$class": "Role", "|" }'), ['name', 'repo'], ['kind']],
    ['no field twice', inFile('"x": { "$class": "User", "kind": "a", | }'), ['roles'], ['kind']],
    ['the class first', inFile('"x": { "|" }'), ['$class'], ['kind']],
    ['what a reference names', inFile('"x": { "$class": "Repo", "owner": { "$ref": "|" } }'), ['larry', 'gmail'], []],
    ['roles', inFile('"x": { "$class": "Role", "name": "|" }'), ['reader', 'owner'], ['larry']],
    ['what the policy compares', inFile('"x": { "$class": "User", "kind": "|" }'), ['admin', 'guest'], []],
    ['references as values', inFile('"x": { "$class": "Repo", "owner": | }'), ['larry'], []],
    ['methods', inFile('"x": { "$class": "Repo", "$methods": { "|" } }'), ['is_open'], ['owner']],
    ['what an answer says', inFile('"x": { "$class": "Repo", "$methods": { "is_open": [{ "|" }] } }'), ['returns'], []],
  ])('%s', async (_, source, some, none) => {
    const labels = (await offered(source)).map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining([...some]));
    for (const label of none) expect(labels).not.toContain(label);
  });

  test('writes valid JSON, over what is there', async () => {
    const source = inFile('"x": { "$cl|" }');
    const { text } = marked(source);
    const items = await offered(source);
    const edit = items.find(({ label }) => label === '$class')?.textEdit;
    expect(applyEdits(text, [edit as never], 'utf-16')).toBe(text.replace('"$cl"', '"$class": '));
  });

  test('has objects of the class that a field holds first', async () => {
    const items = await offered(inFile('"x": { "$class": "Repo", "owner": { "$ref": "|" } }'));
    expect(items.toSorted((a, b) => (a.sortText! < b.sortText! ? -1 : 1))[0]?.label).toBe('larry');
  });
});

describe('a place in a data file leads', () => {
  test.each<[string, string, readonly string[]]>([
    ['from a class to its block', '{ "objects": { "x": { "$class": "Us|er" } } }', ['main.polar:0']],
    [
      'from a class to the specializers that name it',
      '{ "objects": { "x": { "$class": "R|ole" } } }',
      ['main.polar:8'],
    ],
    [
      'from a class that the policy does not name to its description',
      '{ "classes": {\n"Base": {}, "User": { "extends": "Ba|se" } } }',
      ['data.json:1'],
    ],
    [
      'from a reference to its object',
      '{ "objects": {\n"a": {"$class": "User"},\n"b": {"x": {"$ref": "|a"}}}}',
      ['data.json:1'],
    ],
    [
      'from a reference to a constant',
      '{ "constants": {\n"MAX": 1 }, "objects": {"b": {"x": {"$ref": "MA|X"}}}}',
      ['data.json:1'],
    ],
    [
      'from a role to its declaration',
      '{ "objects": { "x": { "$class": "Role", "name": "rea|der" } } }',
      ['main.polar:2'],
    ],
    [
      'from a field to its description',
      '{ "classes": {\n"User": { "fields": ["kind"] } }, "objects": { "x": { "$class": "User", "ki|nd": 1 } } }',
      ['data.json:1'],
    ],
    ['nowhere from what names nothing', '{ "objects": { "x": { "$class": "User", "kind": "fre|e" } } }', []],
  ])('%s', async (_, source, expected) => {
    const { at } = await openData(source);
    const found = await client.request<Location[]>('textDocument/definition', at);
    expect(found.map(({ uri, range }) => `${uri.slice(ROOT.length + 1)}:${range.start.line}`)).toEqual(expected);
  });
});

describe('references', () => {
  const places = async (source: string): Promise<string[]> => {
    const { at } = await openData(source);
    const found = await client.request<Location[]>('textDocument/references', {
      ...at,
      context: { includeDeclaration: true },
    });
    return found.map(({ uri, range }) => `${uri.slice(ROOT.length + 1)}:${range.start.line}:${range.start.character}`);
  };

  test('of an object: its name, what refers to it, and the inline queries that ask about it', async () => {
    const source =
      '{ "objects": {\n"la|rry": {"$class": "User"},\n"b": {"$class": "Repo", "owner": {"$ref": "larry"}}}}';
    expect(await places(source)).toEqual(['data.json:1:1', 'data.json:2:43', 'main.polar:11:9']);
  });

  test('of a class: those of the policy, too', async () => {
    const found = await places('{ "objects": {\n"x": { "$class": "R|ole" } } }');
    expect(found).toEqual(['main.polar:8:38', 'data.json:1:18']);
  });

  test('of a class from the policy: those of the data file, too', async () => {
    const { uri } = await openData('{ "objects": {\n"x": { "$class": "Use|r" } } }');
    const main = await client.open('main.polar');
    const found = await client.request<Location[]>('textDocument/references', {
      textDocument: { uri: main },
      position: { line: 0, character: 7 },
      context: { includeDeclaration: false },
    });
    expect(found.filter((each) => each.uri === uri).map(({ range }) => range.start)).toEqual([
      { line: 1, character: 18 },
    ]);
  });
});

describe('rename in a data file', () => {
  const renamed = async (
    source: string,
    newName: string,
    policy = POLICY,
  ): Promise<Record<string, string> | string> => {
    const { at, text } = await openData(source, policy);
    try {
      const prepared = await client.request('textDocument/prepareRename', at);
      if (prepared === null) return 'nothing to rename';
      const edit = await client.request<WorkspaceEdit>('textDocument/rename', { ...at, newName });
      const texts: Record<string, string> = {
        'main.polar': policy,
        'polar.config.json': CONFIGURATION,
        'data.json': text,
      };
      for (const [uri, edits] of Object.entries(edit.changes ?? {})) {
        const name = uri.slice(ROOT.length + 1);
        texts[name] = applyEdits(texts[name]!, edits, 'utf-16');
      }
      return texts;
    } catch (error) {
      return (error as Error).message;
    }
  };
  const file = `{ "objects": { ${OBJECTS} } }`;

  test('an object, with what refers to it and the inline queries that ask about it', async () => {
    expect(await renamed(file.replace('"larry": ', '"lar|ry": '), 'leo')).toEqual({
      'main.polar': POLICY.replace('larry', 'leo'),
      'polar.config.json': CONFIGURATION,
      'data.json': file.replaceAll('larry', 'leo'),
    });
  });

  test('a class, in the whole policy', async () => {
    const found = await renamed(file.replace('"User"', '"Us|er"'), 'Person');
    expect(found).toMatchObject({
      'main.polar': POLICY.replaceAll('User', 'Person'),
      'data.json': file.replaceAll('"User"', '"Person"'),
    });
  });

  test('a role, in the whole policy', async () => {
    const found = await renamed(file.replace('"reader"', '"rea|der"'), 'viewer');
    expect(found).toMatchObject({
      'main.polar': POLICY.replaceAll('"reader"', '"viewer"'),
      'data.json': file.replaceAll('"reader"', '"viewer"'),
    });
  });

  test.each<[string, string, string, string, RegExp]>([
    ['to a name that is taken', file.replace('"larry": ', '"lar|ry": '), 'gmail', POLICY, /has "gmail" already/],
    ['to what no query can name', file.replace('"larry": ', '"lar|ry": '), 'a b', POLICY, /is no name/],
    [
      'to a variable of a query',
      file.replace('"larry": ', '"lar|ry": '),
      'x',
      `${POLICY}?= allow(x, "read", gmail);\n`,
      /variable "x"/,
    ],
    [
      'of what a rule may mean',
      file.replace('"larry": ', '"lar|ry": '),
      'leo',
      `${POLICY}allow(u, _, _) if u = larry;\n`,
      /stands in rules/,
    ],
    ['of a field', file.replace('"kind"', '"ki|nd"'), 'sort', POLICY, /is a field of the application/],
    [
      'of a class that the policy does not name',
      '{ "classes": { "Ba|se": {} } }',
      'Thing',
      POLICY,
      /names no class "Base"/,
    ],
    [
      'of a role that elsewhere is something else',
      `{ "objects": { ${OBJECTS.replace('"reader"', '"rea|der"')}, "x": { "$class": "Team", "name": "reader" } } }`,
      'viewer',
      POLICY,
      /cannot be renamed/,
    ],
    ['of what names nothing', file.replace('"guest"', '"gu|est"'), 'x', POLICY, /nothing to rename/],
  ])('is refused %s', async (_, source, newName, policy, message) => {
    expect(await renamed(source, newName, policy)).toMatch(message);
  });
});

describe('what is wrong in a data file', () => {
  test('is told as somebody types, and goes as it is mended; the classes of blocks are there by themselves', async () => {
    const { uri, text } = await openData(
      `{ "objects": { "a": { "$class": "User", "x": { "$ref": "gmial" } },| "gmail": { "$class": "Repo" } } }`,
    );
    const { diagnostics } = await client.diagnostics(uri, (params) => params.diagnostics.length > 0);
    expect(diagnostics.map(({ message }) => message)).toEqual(["There is no object 'gmial'. Did you mean 'gmail'?"]);
    await client.change(uri, { text: text.replace('gmial', 'gmail') });
    await client.diagnostics(uri, (params) => params.diagnostics.length === 0);
    await client.change(uri, { text: text.replace('"Repo"', '"Rpeo"').replace('gmial', 'gmail') });
    const again = await client.diagnostics(uri, (params) => params.diagnostics.length > 0);
    expect(again.diagnostics.map(({ message }) => message)).toEqual(["There is no class 'Rpeo'. Did you mean 'Repo'?"]);
  });

  test('a block that comes or goes in the policy counts at once', async () => {
    const { uri } = await openData('{ "objects": { "t": { "$class": "Team" }|} }');
    await client.diagnostics(uri, ({ diagnostics }) => diagnostics.length === 1);
    const main = await client.open('main.polar');
    await client.change(main, { text: `${POLICY}resource Team {}\n` });
    await client.diagnostics(uri, ({ diagnostics }) => diagnostics.length === 0);
    await client.change(main, { text: POLICY });
    await client.diagnostics(uri, ({ diagnostics }) => diagnostics.length === 1);
  });

  test('a constant that is added is known to the policy at once, and a half-written file takes none away', async () => {
    const policy = `${POLICY}allow(u: User, "x", _) if max_age < u.age;\n`;
    const { uri } = await openData('{ "objects": {}| }', policy);
    const main = await client.open('main.polar');
    await client.diagnostics(main, ({ diagnostics }) =>
      diagnostics.some(({ message }) => String(message).includes('max_age')),
    );
    await client.change(uri, { text: '{ "constants": { "max_age": 3 } }' });
    await client.diagnostics(
      main,
      ({ diagnostics }) => !diagnostics.some(({ message }) => String(message).includes('max_age')),
    );
    await client.change(uri, { text: '{ "constants": { "max_age": 3, }' });
    await client.diagnostics(uri, ({ diagnostics }) => diagnostics.some(({ code }) => code === 'malformed-json'));
    const newest = client.published.findLast((params) => params.uri === main);
    expect(newest?.diagnostics.filter(({ message }) => String(message).includes('max_age'))).toEqual([]);
  });

  test('a closed file counts as it is on disk', async () => {
    const { uri, text } = await openData('{ "objects": {}| }');
    await client.change(uri, { text: '{ "objects": [] }' });
    await client.diagnostics(uri, ({ diagnostics }) => diagnostics.length === 1);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await client.diagnostics(uri, ({ diagnostics }) => diagnostics.length === 0);
    expect(text).toBe(client.files.get(uri));
  });
});

test('a client is asked to tell of the data files that are named, and of no other JSON', async () => {
  client = new TestClient({
    'main.polar': POLICY,
    'polar.config.json': CONFIGURATION,
    'data.json': '{}',
    'a.json': '{}',
  });
  const able = { dynamicRegistration: true };
  await client.initialize({
    capabilities: {
      textDocument: { synchronization: able, completion: able, definition: able, references: able, rename: able },
    },
  });
  const selectors = (all: readonly { registerOptions?: { documentSelector?: { pattern: string }[] } }[]) =>
    all.map(({ registerOptions }) => registerOptions?.documentSelector?.map(({ pattern }) => pattern));
  const first = await client.registrations((all) => all.length > 0);
  expect(first.map(({ method }) => method)).toContain('textDocument/didOpen');
  expect(new Set(selectors(first).flat())).toEqual(new Set(['/w/data.json']));
  const configuration = `${ROOT}/polar.config.json`;
  client.files.set(configuration, CONFIGURATION.replace('data.json', 'a.json'));
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: configuration, type: 2 }],
  });
  await client.registrations(
    (all) =>
      all.length === first.length &&
      selectors(all)
        .flat()
        .every((one) => one === '/w/a.json'),
  );
});
