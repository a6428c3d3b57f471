import { afterEach, describe, expect, test } from 'vitest';
import type { WorkspaceEdit } from 'vscode-languageserver/node';
import { marked, ROOT, TestClient } from './test-client.ts';

let client: TestClient;
afterEach(() => client.dispose());

/** The files after a rename, or why it is refused. */
async function renamed(
  files: Readonly<Record<string, string>>,
  newName: string,
): Promise<Record<string, string> | string> {
  const { text, position } = marked(files['main.polar'] ?? '');
  const all: Record<string, string> = { ...files, 'main.polar': text };
  client = new TestClient(all);
  await client.initialize();
  const uri = await client.open('main.polar');
  let edit: WorkspaceEdit;
  try {
    edit = await client.request<WorkspaceEdit>('textDocument/rename', { textDocument: { uri }, position, newName });
  } catch (error) {
    return (error as Error).message;
  }
  for (const [changed, edits] of Object.entries(edit.changes ?? {})) {
    const name = changed.slice(ROOT.length + 1);
    const lines = (all[name] ?? '').split('\n');
    const backwards = edits.toSorted(
      (a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character,
    );
    for (const { range, newText } of backwards) {
      const line = lines[range.start.line] ?? '';
      lines[range.start.line] = line.slice(0, range.start.character) + newText + line.slice(range.end.character);
    }
    all[name] = lines.join('\n');
  }
  return all;
}

const POLICY = `actor User {}
resource Repo {
  roles = ["rea|der", "owner"];
  permissions = ["read"];
  "read" if "reader";
  "reader" if "owner";
}
has_role(user: User, name: String, repo: Repo) if
  role in user.roles and role.name = name and role.repo = repo;
allow(a, b, c) if has_permission(a, b, c);
`;
const LISTS = POLICY.replace(
  'role in user.roles and role.name = name and role.repo = repo',
  'name in user.roles and repo.open',
);
const CONFIGURATION = '{"dialect": "library", "data": "data.json"}';
const role = (name: string) => `{ "$class": "Role", "name": "${name}", "repo": { "$ref": "r" } }`;
const data = (...objects: string[]) => `{ "objects": {\n${objects.join(',\n')}\n} }`;
const rename = (policy: string, objects: string, newName = 'viewer') =>
  renamed({ 'main.polar': policy, 'polar.config.json': CONFIGURATION, 'data.json': objects }, newName);

describe('a role that a data file has', () => {
  test('is renamed there where every one of its strings is in a field that the policy takes roles from', async () => {
    const found = await rename(
      POLICY,
      data(`"a": ${role('reader')}`, `"b": ${role('owner')}`, `"c": ${role('reader')}`),
    );
    expect(found).toMatchObject({
      'main.polar': POLICY.replace('|', '').replaceAll('"reader"', '"viewer"'),
      'data.json': data(`"a": ${role('viewer')}`, `"b": ${role('owner')}`, `"c": ${role('viewer')}`),
    });
  });

  test('in lists too, and with what JSON escapes', async () => {
    const user = (name: string) => `"u": { "$class": "User", "roles": ["owner", "${name}"] }`;
    expect(await rename(LISTS, data(user('reader')), 'a "b"')).toMatchObject({ 'data.json': data(user('a \\"b\\"')) });
  });

  test.each([
    ['the name of something else', `"u": { "$class": "User", "name": "reader" },\n"a": ${role('reader')}`, 3],
    ['a field that the policy does not read', `"u": { "$class": "User", "kind": "reader" }`, 2],
    ['a field of that name, of two classes', `"a": ${role('reader')},\n"b": { "$class": "Team", "name": "reader" }`, 3],
    ['a key of a dictionary', '"u": { "$class": "User", "levels": { "reader": 1 } }', 2],
    [
      'a row of a method',
      '"u": { "$class": "User", "$methods": { "can": [{ "args": ["reader"], "returns": true }] } }',
      2,
    ],
    [
      'what a method gives',
      '"u": { "$class": "User", "$methods": { "role": [{ "args": [], "returns": "reader" }] } }',
      2,
    ],
  ])('is refused with the line where it is %s', async (_what, objects, line) => {
    expect(await rename(POLICY, data(objects))).toBe(
      `"reader" cannot be renamed: line ${line} of data.json has it too, and it is not certain whether that is this role. Rename it there and here by hand.`,
    );
  });

  test.each([
    ['the name of an object', '"reader": { "$class": "User" }'],
    ['the name of a field', '"u": { "$class": "User", "reader": 1 }'],
    ['a reference', `"reader": { "$class": "User" }, "a": { "$class": "Role", "user": { "$ref": "reader" } }`],
    ['the name of a method', '"u": { "$class": "User", "$methods": { "reader": [] } }'],
    ['a part of a text', '"u": { "$class": "User", "name": "the reader" }'],
  ])('is none where it is %s', async (_what, objects) => {
    expect(await rename(POLICY, data(objects))).toMatchObject({ 'data.json': data(objects) });
  });

  test('is refused where the data has the new name already: it would become this role', async () => {
    const refused =
      '"reader" cannot be renamed to "viewer": line 2 of data.json has that already, and would come to mean this role.';
    for (const objects of [`"a": ${role('viewer')}`, `"a": ${role('viewer')},\n"b": ${role('reader')}`])
      expect(await rename(POLICY, data(objects))).toBe(refused);
    const elsewhere = data('"u": { "$class": "User", "title": "viewer" }');
    expect(await rename(POLICY, elsewhere)).toMatchObject({ 'data.json': elsewhere });
  });

  test('is refused where another type has one of that name', async () => {
    const policy = `${POLICY}resource Org { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }\nhas_role(u: User, n: String, o: Org) if r in u.roles and r.name = n and r.org = o;\n`;
    expect(await rename(policy, data(`"a": ${role('reader')}`))).toMatch(/line 2 of data\.json has it too/);
  });

  test('is refused as a permission, a relation and a constant of the data', async () => {
    const permission = POLICY.replace('rea|der', 'reader').replace('"read"]', '"re|ad"]');
    expect(await rename(permission, data('"u": { "$class": "User", "may": ["read"] }'), 'see')).toMatch(
      /this permission/,
    );
    const relation =
      'actor User {}\nresource Org { roles = ["m"]; }\nresource Repo { roles = ["m"]; relations = { pa|rent: Org }; "m" if "m" on "parent"; }\nhas_role(_: User, _: String, _: Resource);\nhas_relation(o: Org, "parent", r: Repo) if o = r.org;\n';
    expect(await rename(relation, '{ "constants": { "links": ["parent"] } }', 'up')).toMatch(/line 1 .* this relation/);
  });
});

describe('what files of facts name', () => {
  const CLOUD = 'actor User {}\nresource Repo { roles = ["rea|der"]; permissions = ["read"]; "read" if "reader"; }\n';
  const config = (facts: string) => `{"dialect": "cloud", "facts": ["${facts}"]}`;

  test.each([
    ['facts.csv', 'has_role,User:a,reader,Repo:r\n'],
    ['facts.txt', 'has_role(User{"a"}, "reader", Repo{"r"});\n'],
    ['facts.json', '[["has_role", {"type": "User", "id": "a"}, {"value": "reader"}, {"typ": "Repo", "id": "r"}]]'],
  ])('is refused where they are none: %s', async (file, text) => {
    const refused = (name: string): string =>
      `"${name}" cannot be renamed yet: line 1 of ${file} has it too, and cannot be read as a fact. Mend that first, or rename it by hand.`;
    const files = { 'polar.config.json': config(file), [file]: text };
    expect(await renamed({ 'main.polar': CLOUD, ...files }, 'viewer')).toBe(refused('reader'));
    const type = CLOUD.replace('|', '').replace('resource Repo', 'resource Re|po');
    expect(await renamed({ 'main.polar': type, ...files }, 'Project')).toBe(refused('Repo'));
  });

  test('is renamed with the policy where the file is part of it', async () => {
    const facts = 'has_role(User{"a"}, "reader", Repo{"r"});\n';
    const files = { 'main.polar': CLOUD, 'polar.config.json': config('facts.polar'), 'facts.polar': facts };
    expect(await renamed(files, 'viewer')).toMatchObject({ 'facts.polar': facts.replace('reader', 'viewer') });
  });
});
