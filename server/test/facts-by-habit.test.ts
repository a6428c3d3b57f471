import { readdirSync, readFileSync } from 'node:fs';
import { type Fact, FactReader, factFormatOf } from '@polar-tools/evaluator';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { CompletionItem, Hover, Location, WorkspaceEdit } from 'vscode-languageserver/node';
import { writtenFacts } from '../src/facts/written-facts.ts';
import { applyEdits } from './stress/client-text.ts';
import { marked, ROOT, TestClient } from './test-client.ts';

let client: TestClient | undefined;
afterEach(() => client?.dispose());

const POLICY = `actor User {}
actor Robot {}
resource Org {
  roles = ["admin", "member"];
  permissions = ["read"];
  "read" if "member";
}
resource Repo {
  roles = ["admin", "reader"];
  relations = { org: Org };
  "reader" if "member" on "org";
}
global { roles = ["root"]; }
allow(user: User, "peek", repo: Repo) if is_public(repo, "yes") and user matches User;
test "by role" {
  setup { has_role(User{"tess"}, "admin", Org{"acme"}); }
  assert has_role(User{"tess"}, "admin", Org{"acme"});
}
`;

/** A policy, and files of facts that its configuration names. */
async function start(facts: Readonly<Record<string, string>>, policy = POLICY, include = ['main.polar']) {
  client?.dispose();
  client = new TestClient({
    'main.polar': policy,
    'polar.config.json': JSON.stringify({ dialect: 'cloud', include, facts: Object.keys(facts) }),
    ...facts,
  });
  await client.initialize();
  return client;
}

async function at(name: string, source: string, others: Readonly<Record<string, string>> = {}) {
  const { text, position } = marked(source);
  const started = await start({ [name]: text, ...others });
  const uri = await started.open(name, text, name.endsWith('.polar') ? 'polar' : 'plaintext');
  return { client: started, at: { textDocument: { uri }, position } };
}

const shortly = ({ uri, range }: Location): string =>
  `${uri.slice(ROOT.length + 1)}:${range.start.line + 1}:${range.start.character}-${range.end.character}`;

const JSON_FACT = '["has_role", {"type": "User", "id": "bob"}, "admin", {"type": "Org", "id": "acme"}]';

describe('completion in a file of facts', () => {
  test.each<[string, string, readonly string[], readonly string[]]>([
    ['f.json', '[["|"]]', ['has_role', 'has_relation', 'is_public'], ['User', 'admin']],
    ['f.json', '[["has_role", {"type": "|"}]]', ['User', 'Robot'], ['global']],
    ['f.json', '[["has_role", {"type": "User", "id": "|"}, "admin"]]', ['tess'], ['acme']],
    ['f.json', `[${JSON_FACT},\n["has_role", {"type": "User", "id": "b|"}]]`, ['bob', 'tess'], ['acme', 'b']],
    [
      'f.json',
      '[["has_role", {"type": "User", "id": "a"}, "|", {"type": "Org", "id": "a"}]]',
      ['admin', 'member'],
      ['reader', 'read'],
    ],
    ['f.json', '[["has_role", {"type": "User", "id": "a"}, "|"]]', ['root'], ['reader']],
    ['f.json', '[["has_relation", {"type": "Repo", "id": "a"}, "|"', ['org'], ['reader']],
    ['f.json', '[["has_role", |]]', ['User', 'Robot'], []],
    ['f.json', '[["has_role", {|}]]', ['type', 'id'], []],
    ['f.json', '[["has_role", {"type": |}]]', ['User'], ['id']],
    ['f.json', '[\n|\n]', ['has_role(Actor, String, Org)', 'is_public(Repo, String)'], []],
    ['f.json', '[{"predicate": "|"}]', ['has_role'], []],
    ['f.json', '[{"|"}]', ['predicate', 'args'], []],
    ['f.json', '[["is_public", {"type": "Repo", "id": "x"}, "|"]]', ['yes'], ['admin']],
    ['f.jsonl', `${JSON_FACT}\n["is_public", {"type": "|"}]\n`, ['Repo'], []],
    ['f.csv', '|', ['has_role', 'predicate'], []],
    ['f.csv', 'has_role,|', ['User', 'String'], ['has_role']],
    ['f.csv', 'has_role,User,String,Org\n|,admin,acme\n', ['tess'], ['acme']],
    ['f.csv', 'has_role,User,String,Org\nbob,|,acme\n', ['admin', 'member'], ['reader']],
    ['f.csv', 'predicate,User,String,Org\n|,bob,admin,acme\n', ['has_role'], []],
    ['f.polar', 'has_role(User{"bob"}, "|", Org{"acme"});\n', ['admin', 'member'], ['reader']],
    ['f.polar', 'has_role(User{"|"}, "admin", Org{"acme"});\n', ['tess'], ['acme']],
    ['f.polar', 'has_role(User{"bob"}, "admin", Org{"acme"});\nis_|', ['is_public'], []],
    ['f.polar', 'has_role(User{"bob"}, "admin", |', ['Org{"…"}'], []],
  ])('%s: %s', async (name, source, some, none) => {
    const { client, at: place } = await at(name, source);
    const answer = await client.request<CompletionItem[] | { items: CompletionItem[] }>(
      'textDocument/completion',
      place,
    );
    const labels = (Array.isArray(answer) ? answer : answer.items).map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining([...some]));
    for (const label of none) expect(labels).not.toContain(label);
  });

  test.each<[string, string, string, string]>([
    ['f.json', '[["has_role", {"type": "Us|"}]]', 'User', '[["has_role", {"type": "User"}]]'],
    ['f.json', '[["has_role", |]]', 'User', '[["has_role", {"type": "User", "id": ""}]]'],
    [
      'f.json',
      '[["has_role", {"type": "User", "id": "a"}, |]]',
      'admin',
      '[["has_role", {"type": "User", "id": "a"}, "admin"]]',
    ],
    ['f.json', '[["has_role", {|}]]', 'type', '[["has_role", {"type": }]]'],
    ['f.json', '[["has_role", {"type": |}]]', 'User', '[["has_role", {"type": "User"}]]'],
    ['f.csv', 'has_role,User,String,Org\nbob,me|,acme\n', 'member', 'has_role,User,String,Org\nbob,member,acme\n'],
  ])('is inserted as the file wants it: %s: %s', async (name, source, label, expected) => {
    const { client, at: place } = await at(name, source);
    const items = await client.request<CompletionItem[]>('textDocument/completion', place);
    const item = items.find((each) => each.label === label);
    expect(applyEdits(marked(source).text, [item?.textEdit as never], 'utf-16')).toBe(expected);
  });
});

describe('a word of a fact', () => {
  test.each<[string, string, readonly string[]]>([
    ['f.json', `[\n${JSON_FACT.replace('admin', 'ad|min')}]`, ['main.polar:4:12-17']],
    ['f.json', `[\n${JSON_FACT.replace('User', 'Us|er')}]`, ['main.polar:1:6-10']],
    [
      'f.json',
      '[["has_relation", {"type": "Repo", "id": "x"}, "o|rg", {"type": "Org", "id": "x"}]]',
      ['main.polar:10:16-19'],
    ],
    ['f.json', '[["is_|public", {"type": "Repo", "id": "x"}, "yes"]]', ['main.polar:14:41-50']],
    [
      'f.jsonl',
      '\n["has_role", {"id": "x", "type": "User"}, "rea|der", {"type": "Repo", "id": "x"}]',
      ['main.polar:9:21-27'],
    ],
    ['f.csv', 'has_role,User,String,Org\nbob,ad|min,acme\n', ['main.polar:4:12-17']],
    ['f.csv', 'has_role,User,String,Or|g\nbob,admin,acme\n', ['main.polar:3:9-12']],
    ['f.polar', 'has_role(User{"b"}, "r|eader", Repo{"x"});', ['main.polar:9:21-27']],
    ['f.json', '[["has_role", {"type": "User", "id": "b|ob"}, "admin", {"type": "Org", "id": "a"}]]', []],
  ])('leads to the policy: %s: %s', async (name, source, expected) => {
    const { client, at: place } = await at(name, source);
    const found = (await client.request<Location[] | null>('textDocument/definition', place)) ?? [];
    expect(found.map(shortly)).toEqual(expected);
  });

  test.each<[string, string, string]>([
    ['f.json', `[${JSON_FACT.replace('admin', 'ad|min')}]`, 'role of `Org`'],
    ['f.csv', 'has_role,Us|er,String,Org\nbob,admin,acme\n', 'actor User'],
    ['f.csv', 'has_role,User,String,Org\nbob,admi|n,acme\n', 'role of `Org`'],
    ['f.polar', 'is_pub|lic(Repo{"x"}, "yes");', 'A fact.'],
  ])('says on hover what it is: %s: %s', async (name, source, expected) => {
    const { client, at: place } = await at(name, source);
    const hover = await client.request<Hover>('textDocument/hover', place);
    expect(JSON.stringify(hover.contents)).toContain(expected);
    const { position } = marked(source);
    expect(hover.range!.start.line).toBe(position.line);
    expect(hover.range!.start.character).toBeLessThanOrEqual(position.character);
    expect(hover.range!.end.character).toBeGreaterThanOrEqual(position.character);
  });

  test('has references in the policy and in all files of facts, and from the policy the same', async () => {
    const files = {
      'f.json': `[\n${JSON_FACT}]`,
      'f.csv': 'has_role,User,String,Org\nann,admin,acme\nbob,member,acme\n',
    };
    const expected = [
      'f.csv:2:4-9',
      'f.json:2:45-50',
      'main.polar:17:33-38',
      'main.polar:16:34-39',
      'main.polar:4:12-17',
    ];
    const { client, at: place } = await at('f.json', files['f.json'].replace('admin', 'ad|min'), {
      'f.csv': files['f.csv'],
    });
    const context = { includeDeclaration: true };
    const here = await client.request<Location[]>('textDocument/references', { ...place, context });
    expect(here.map(shortly).sort()).toEqual([...expected].sort());
    const main = await client.open('main.polar');
    const there = await client.request<Location[]>('textDocument/references', {
      textDocument: { uri: main },
      position: { line: 3, character: 14 },
      context,
    });
    expect(there.map(shortly).sort()).toEqual([...expected].sort());
  });
});

/** What files are after a rename at a place of one of them, marked by `|`; the message where it is refused. */
async function renamed(
  files: Readonly<Record<string, string>>,
  newName: string,
): Promise<Readonly<Record<string, string>> | string> {
  const [markedName] = Object.entries(files).find(([, text]) => text.includes('|'))!;
  const { text, position } = marked(files[markedName]!);
  const texts: Record<string, string> = { 'main.polar': POLICY, ...files, [markedName]: text };
  const { 'main.polar': policy, ...facts } = texts;
  const client = await start(facts, policy);
  const uri = await client.open(markedName, text, 'plaintext');
  const place = { textDocument: { uri }, position };
  try {
    if ((await client.request('textDocument/prepareRename', place)) === null) return 'nothing to rename';
    const edit = await client.request<WorkspaceEdit>('textDocument/rename', { ...place, newName });
    for (const [changed, edits] of Object.entries(edit.changes ?? {})) {
      const name = changed.slice(ROOT.length + 1);
      texts[name] = applyEdits(texts[name]!, edits, 'utf-16');
    }
    return texts;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('rename', () => {
  const CSV = 'has_role,User,String,Org\nann,admin,acme\n"admin","admin",admin\nbob,member,acme\n';
  const OTHERS = 'predicate,User,String,Repo\nhas_role,ann,admin,site\n';
  const JSONS = `[\n  ${JSON_FACT},\n  ["has_role", {"type": "User", "id": "admin"}, "admin", {"type": "Repo", "id": "admin"}],\n  {"predicate": "has_role", "args": [{"id": "x", "type": "User"}, "\\u0061dmin", {"type": "Org", "id": "acme"}]}\n]\n`;
  const LINES = `${JSON_FACT}\n["is_public", {"type": "Repo", "id": "x"}, "admin"]\n`;
  const POLAR = '# admin\nhas_role(User{"ann"}, "admin", Org{"admin"});\nhas_role(User{"ann"}, "admin", Repo{"x"});\n';
  const ALL = { 'f.csv': CSV, 'g.csv': OTHERS, 'f.json': JSONS, 'f.jsonl': LINES, 'f.polar': POLAR };
  const mark = (name: keyof typeof ALL, from: string): Record<string, string> => ({
    ...ALL,
    [name]: ALL[name].replace(from, from.replace('admin', 'ad|min')),
  });
  const expected = (name: string, inCsv = name): Record<string, string> => ({
    'main.polar': POLICY.replace(
      'roles = ["admin", "member"]',
      `roles = [${JSON.stringify(name)}, "member"]`,
    ).replaceAll('"admin", Org', `${JSON.stringify(name)}, Org`),
    'f.csv': `has_role,User,String,Org\nann,${inCsv},acme\n"admin","${name.replaceAll('"', '""')}",admin\nbob,member,acme\n`,
    'g.csv': OTHERS,
    'f.json': JSONS.replace('"admin", {"type": "Org"', `${JSON.stringify(name)}, {"type": "Org"`).replace(
      '"\\u0061dmin"',
      JSON.stringify(name),
    ),
    'f.jsonl': LINES.replace('"admin", {"type": "Org"', `${JSON.stringify(name)}, {"type": "Org"`),
    'f.polar': POLAR.replace('"admin", Org', `${JSON.stringify(name)}, Org`),
  });

  test.each<[string, Record<string, string>]>([
    ['the policy', { ...ALL, 'main.polar': POLICY.replace('["admin", "member"]', '["ad|min", "member"]') }],
    ['a table', mark('f.csv', 'ann,admin')],
    ['JSON', mark('f.json', '"admin", {"type": "Org"')],
    ['lines of JSON', mark('f.jsonl', '"admin", {"type": "Org"')],
    ['Polar', mark('f.polar', '"admin", Org')],
  ])('of a role reaches each file of facts, begun in %s', async (_, files) => {
    expect(await renamed(files, 'owner')).toEqual(expected('owner'));
  });

  test('writes a new name as each format wants it', async () => {
    const files = { ...ALL, 'main.polar': POLICY.replace('["admin", "member"]', '["ad|min", "member"]') };
    expect(await renamed(files, 'the "one", é')).toEqual(expected('the "one", é', '"the ""one"", é"'));
  });

  test('of a type, a relation and a predicate', async () => {
    const facts = {
      'f.csv': 'has_relation,Repo,String,Org\nsite,org,Org\n',
      'f.json':
        '[["has_relation", {"type": "Repo", "id": "Org"}, "org", {"type": "Org", "id": "x"}], ["is_public", {"type": "Repo", "id": "x"}, "org"]]',
    };
    expect(
      await renamed(
        { ...facts, 'f.json': facts['f.json'].replace('"Org", "id": "x"', '"Or|g", "id": "x"') },
        'Company',
      ),
    ).toMatchObject({
      'main.polar': POLICY.replaceAll(/\bOrg\b/g, 'Company'),
      'f.csv': 'has_relation,Repo,String,Company\nsite,org,Org\n',
      'f.json': facts['f.json'].replace('"type": "Org"', '"type": "Company"'),
    });
    expect(await renamed({ ...facts, 'f.csv': facts['f.csv'].replace(',org,', ',o|rg,') }, 'parent')).toMatchObject({
      'main.polar': POLICY.replace('{ org: Org }', '{ parent: Org }').replace('on "org"', 'on "parent"'),
      'f.csv': 'has_relation,Repo,String,Org\nsite,parent,Org\n',
      'f.json': facts['f.json'].replace('"org", {', '"parent", {'),
    });
    expect(
      await renamed({ ...facts, 'f.json': facts['f.json'].replace('is_public', 'is_|public') }, 'is_open'),
    ).toMatchObject({
      'main.polar': POLICY.replace('is_public', 'is_open'),
      'f.json': facts['f.json'].replace('is_public', 'is_open'),
    });
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      'a type that is not declared',
      { 'f.json': `[\n["has_role", {"type": "User", "id": "b"}, "admin", {"type": "Orgg", "id": "a"}]]` },
      /not certain.*f\.json:2/,
    ],
    [
      'what cannot be read',
      { 'f.json': `[\n["has_role", {"type": "User" "id": "b"}, "admin]` },
      /cannot be renamed yet: line 2 of f\.json/,
    ],
    ['what is no fact', { 'f.polar': '\nallow(x, "admin" if y;' }, /cannot be renamed yet: line 2 of f\.polar/],
  ])('is refused where it would be a guess: %s', async (_, facts, message) => {
    expect(
      await renamed({ ...facts, 'main.polar': POLICY.replace('["admin", "member"]', '["ad|min", "member"]') }, 'boss'),
    ).toMatch(message);
  });

  test('is refused where a fact has the new name already', async () => {
    const found = await renamed(
      {
        'f.csv': 'has_role,User,String,Org\nann,boss,acme\n',
        'main.polar': POLICY.replace('["admin", "member"]', '["ad|min", "member"]'),
      },
      'boss',
    );
    expect(found).toMatch(/“boss” is in use already/);
  });
});

describe('the id of an object', () => {
  const FILES = {
    'f.csv': 'has_role,User,String,Org\ntess,admin,acme\ntess,"tess",tess\nbob,member,acme\n',
    'f.json': '[\n  ["has_role", {"type": "User", "id": "tess"}, "tess", {"type": "Org", "id": "acme"}]]',
    'f.polar': 'has_role(User{"tess"}, "tess", Org{"tess"});\nis_public(Repo{"tess"}, "tess");\n',
  };
  const MARKED = POLICY.replace('User{"tess"}', 'User{"te|ss"}');

  test('has references in tests and in all files of facts: as that type alone, begun anywhere', async () => {
    const expected = [
      'f.csv:2:0-4',
      'f.csv:3:0-4',
      'f.json:2:39-43',
      'f.polar:1:15-19',
      'main.polar:16:25-29',
      'main.polar:17:24-28',
    ];
    const begun: readonly (readonly [keyof typeof FILES | 'main.polar', string])[] = [
      ['main.polar', MARKED],
      ['f.csv', FILES['f.csv'].replace('tess,admin', 'te|ss,admin')],
      ['f.json', FILES['f.json'].replace('"id": "tess"', '"id": "te|ss"')],
      ['f.polar', FILES['f.polar'].replace('User{"tess"', 'User{"te|ss"')],
    ];
    for (const [name, source] of begun) {
      const { text, position } = marked(source);
      const facts = { ...FILES, ...(name !== 'main.polar' && { [name]: text }) };
      const started = await start(facts);
      const uri = await started.open(name, text, name.endsWith('.polar') ? 'polar' : 'plaintext');
      const place = { textDocument: { uri }, position };
      const found = await started.request<Location[]>('textDocument/references', {
        ...place,
        context: { includeDeclaration: true },
      });
      expect(found.map(shortly).sort(), name).toEqual(expected);
      const marks = await started.request<{ range: Location['range'] }[]>('textDocument/documentHighlight', place);
      expect(marks.map(({ range }) => shortly({ uri, range })).sort(), name).toEqual(
        expected.filter((each) => each.startsWith(name)),
      );
    }
  });

  test('is renamed in tests and facts together, as each file wants it', async () => {
    const name = 'an "e", x';
    const inPolar = 'User{"an \\"e\\", x"}';
    expect(await renamed({ ...FILES, 'main.polar': MARKED }, name)).toEqual({
      'main.polar': POLICY.replaceAll('User{"tess"}', inPolar),
      'f.csv': 'has_role,User,String,Org\n"an ""e"", x",admin,acme\n"an ""e"", x","tess",tess\nbob,member,acme\n',
      'f.json': FILES['f.json'].replace('"id": "tess"', `"id": ${JSON.stringify(name)}`),
      'f.polar': FILES['f.polar'].replace('User{"tess"}', inPolar),
    });
  });

  test.each<[string, Record<string, string>, string, RegExp]>([
    [
      'a rule names it',
      { 'main.polar': `${MARKED}is_public(_: Repo, "no") if User{"tess"} = User{"tess"};\n` },
      'anne',
      /^User\{"tess"\} cannot be renamed: a rule names it at main\.polar:\d+, and the application may have facts/,
    ],
    ['a fact has the new one', { ...FILES, 'main.polar': MARKED }, 'bob', /“bob” is in use already/],
    ['it would be empty', { 'main.polar': MARKED }, ' ', /cannot be empty/],
    [
      'a syntax error hides what it is',
      { 'main.polar': `${MARKED}test "x" { setup { has_role(User "tess"); } }\n` },
      'anne',
      /syntax error hides/,
    ],
    [
      'a file of facts cannot be read',
      { 'f.json': '[\n["has_role", {"type": "User" "id": "tess]', 'main.polar': MARKED },
      'anne',
      /cannot be renamed yet: line 2 of f\.json/,
    ],
  ])('is not renamed where %s', async (_, files, newName, message) => {
    expect(await renamed(files, newName)).toMatch(message);
  });
});

describe('the places of facts', () => {
  /** What the reader that queries use takes from a text. */
  const facts = (text: string, name: string): readonly Fact[] => {
    const found: Fact[] = [];
    const reader = new FactReader(factFormatOf(name)!, (fact) => {
      found.push(fact);
      return undefined;
    });
    reader.push(new TextEncoder().encode(text));
    reader.end();
    return found;
  };
  // An object without an id is no fact.
  const word = fc.stringMatching(/^[a-zé"\\, \n]{1,6}$/).filter((text) => text.trim() === text);
  const name = fc.stringMatching(/^[a-z]{1,5}$/);
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const written = fc.tuple(
    fc.array(fc.tuple(name, fc.array(fc.tuple(name, word), { minLength: 3, maxLength: 3 }), fc.boolean()), {
      minLength: 1,
      maxLength: 6,
    }),
    fc.constantFrom('a.json', 'a.jsonl', 'a.csv'),
  );

  test('are those of the words that a query reads', () => {
    fc.assert(
      fc.property(written, ([made, file]) => {
        const rows = made.map(([predicate, values, isObject]) => {
          const json = values.map(([type, id], at) => (at === 1 ? id : isObject ? { id, type } : { type, id }));
          return isObject ? { args: json, predicate } : [predicate, ...json];
        });
        const indent = (row: unknown): string =>
          JSON.stringify(row, null, 1).replaceAll('\n', file === 'a.json' ? '\n' : ' ');
        const text =
          file === 'a.json'
            ? `[${rows.map(indent).join(',\n')}]`
            : file === 'a.jsonl'
              ? rows.map(indent).join('\n')
              : [
                  'predicate,A,String,B',
                  ...made.map(([predicate, values]) => [predicate, ...values.map(([, id]) => quoted(id))].join(',')),
                ].join('\r\n');
        const { facts: found, broken } = writtenFacts(text, factFormatOf(file)!);
        expect(broken).toEqual([]);
        const shown = found
          .filter(({ isHeader }) => isHeader !== true)
          .map(({ predicate, arguments: values }) => ({
            predicate: predicate!.text,
            arguments: values.map(({ type, id }) => ({ type: type?.text ?? 'String', id: id!.text })),
          }));
        expect(shown).toEqual(facts(text, file));
        for (const { predicate, arguments: values } of found)
          for (const each of [predicate, ...values.flatMap(({ type, id }) => [type, id])])
            if (each !== undefined) {
              const source = text.slice(each.span.start, each.span.end);
              expect(file === 'a.csv' ? source.replaceAll('""', '"') : JSON.parse(`"${source}"`)).toBe(each.text);
            }
      }),
      { numRuns: 300 },
    );
  });

  test('are read to the end, whatever stands there', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      '"',
      ',',
      ':',
      '"type"',
      '"id"',
      'has_role',
      '\n',
      '\\',
      '1',
      ' ',
      '"args"',
      '//',
      '"User"',
      ';',
      '(',
      'if',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        fc.constantFrom('json' as const, 'csv' as const, 'polar' as const),
        (pieces, format) => {
          const text = pieces.join('');
          for (const { span } of writtenFacts(text, format).facts) {
            expect(span.start).toBeLessThanOrEqual(span.end);
            expect(span.end).toBeLessThanOrEqual(text.length);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('of the examples', () => {
    const folder = new URL('../../examples/', import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /facts[^/]*\.(json|jsonl|csv)$/.test(file),
    );
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const text = readFileSync(new URL(file, folder), 'utf8');
      expect(writtenFacts(text, factFormatOf(file)!).facts.filter(({ isHeader }) => isHeader !== true).length).toBe(
        facts(text, file).length,
      );
    }
  });
});
