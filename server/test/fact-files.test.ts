import { createPolicy } from '@polar-tools/policy';
import { afterEach, describe, expect, test } from 'vitest';
import { DiagnosticSeverity } from 'vscode-languageserver';
import { factDiagnostics, MOST_CHARACTERS } from '../src/facts/fact-diagnostics.ts';
import { ROOT, TestClient } from './test-client.ts';

let client: TestClient;
afterEach(() => client?.dispose());

const POLICY = `actor User {}
resource Org {
  roles = ["admin", "member"];
  permissions = ["read"];
  relations = { parent: Org };
  "read" if "member";
  "member" if "admin" on "parent";
}
has_permission(user: User, "read", org: Org) if is_public(org) and user matches User;
`;

/** Opens a file of facts beside the policy whose configuration names one. */
async function told(name: string, text: string, named = name, policy = POLICY) {
  client = new TestClient({
    'main.polar': policy,
    'polar.config.json': JSON.stringify({ dialect: 'cloud', facts: [named] }),
    [name]: text,
  });
  await client.initialize();
  await client.open('main.polar', policy);
  const uri = await client.open(name, text, 'plaintext');
  return { uri };
}
/** The diagnostics of a file as the text that each is at, with its message. */
async function found(name: string, text: string, many: number): Promise<readonly string[]> {
  const { uri } = await told(name, text);
  const { diagnostics } = await client.diagnostics(uri, ({ diagnostics: all }) => all.length === many);
  return diagnostics.map(({ range: { start, end }, message }) => {
    expect(start.line).toBe(end.line);
    return `${start.line + 1}: ${text.split('\n')[start.line]!.slice(start.character, end.character)}: ${message}`;
  });
}

describe('a file of facts that is open', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'facts.csv',
      'has_role,User,String,Org\nanne,admin,acme\nbob,amin,acme\n',
      ['3: amin: Org declares no role "amin". Did you mean "admin"?'],
    ],
    [
      'facts.json',
      '[\n  ["has_role", {"type": "User", "id": "a"}, "admin", {"type": "Orgg", "id": "x"}],\n  ["is_public", {"type": "Org", "id": "x"}]\n]\n',
      ['2: Orgg: The policy declares no type Orgg. Did you mean Org?'],
    ],
    [
      'facts.json',
      '[\n  [\n    "has_relation",\n    {"type": "Org", "id": "a"},\n    "parnt",\n    {"type": "Org", "id": "b"}\n  ]\n]\n',
      ['5: parnt: Org declares no relation "parnt". Did you mean "parent"?'],
    ],
    [
      'facts.jsonl',
      '["is_publc", {"type": "Org", "id": "x"}]\n["is_public", {"type": "Org", "id": "x"}]\n',
      ['1: is_publc: No rule of the policy asks for is_publc. Did you mean is_public?'],
    ],
  ])('is checked by the policy: %s', async (name, text, expected) => {
    expect(await found(name, text, expected.length)).toEqual(expected);
  });

  test('says where a fact does not fit, and that it is no CSV', async () => {
    const [fit] = await found('facts.csv', 'is_public,Org,String\nacme,really\n', 1);
    expect(fit).toMatch(/^2: acme,really: is_public\(.*\) does not fit what the policy asks for: is_public\(Org\)\.$/);
    const [cells] = await found('more.csv', 'is_public,Org\nother\nacme,really\n', 1);
    expect(cells).toMatch(/^3: acme,really: /);
  });

  test('is checked again at each change of it, and of the policy', async () => {
    const text = 'has_role,User,String,Org\nanne,boss,acme\n';
    const { uri } = await told('facts.csv', text);
    await client.diagnostics(uri, ({ diagnostics }) => diagnostics.length === 1);
    await client.change(uri, {
      range: { start: { line: 1, character: 5 }, end: { line: 1, character: 9 } },
      text: 'member',
    });
    await client.diagnostics(uri, ({ diagnostics }) => diagnostics.length === 0);
    await client.change(uri, { text });
    await client.diagnostics(uri, ({ diagnostics }) => diagnostics.length === 1);
    await client.change(`${ROOT}/main.polar`, { text: POLICY.replaceAll('"admin"', '"boss"') });
    await client.diagnostics(uri, ({ diagnostics }) => diagnostics.length === 0);
  });

  test('is told nothing of when it is closed, or is of no policy', async () => {
    const { uri } = await told('facts.csv', 'has_role,User,String,Org\nanne,boss,acme\n');
    await client.diagnostics(uri, ({ diagnostics }) => diagnostics.length === 1);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await client.diagnostics(uri, ({ diagnostics }) => diagnostics.length === 0);
    client.dispose();
    const other = await told('other.csv', 'has_role,User,String,Org\nanne,boss,acme\n', 'facts.csv');
    await client.diagnostics(`${ROOT}/main.polar`, () => true);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(client.published.filter(({ uri }) => uri === other.uri)).toEqual([]);
    // It is no policy either.
    expect(await client.request('polar/policyOf', { textDocument: { uri: other.uri } })).toBeNull();
  });
});

describe('a predicate that only a file of facts tells', () => {
  const policy = `${POLICY}has_permission(user: User, "read", org: Org) if is_publik(org) and user matches User;
is_public(org: Org) if shown(org);
`;
  const slips = async (uri: string, many: number): Promise<number> => {
    const { diagnostics } = await client.diagnostics(
      uri,
      ({ diagnostics: all }) => all.filter(({ code }) => code === 'unknown-predicate').length === many,
    );
    return diagnostics.filter(({ code }) => code === 'unknown-predicate').length;
  };
  test.each(['facts.csv', 'facts.polar'])('is no slip, from when %s is saved with it', async (name) => {
    const text = (fact: string) => (name.endsWith('csv') ? `${fact},Org\nacme\n` : `${fact}(Org{"acme"});\n`);
    client = new TestClient({
      'policy/main.polar': policy,
      'polar.config.json': JSON.stringify({ dialect: 'cloud', include: ['policy/*.polar'], facts: [name] }),
      [name]: text('shown'),
    });
    await client.initialize();
    const uri = await client.open('policy/main.polar', policy);
    expect(await slips(uri, 1)).toBe(1);
    const save = async (fact: string): Promise<void> => {
      client.files.set(`${ROOT}/${name}`, text(fact));
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: `${ROOT}/${name}`, type: 2 }],
      });
    };
    await save('is_publik');
    expect(await slips(uri, 0)).toBe(0);
    await save('shown');
    expect(await slips(uri, 1)).toBe(1);
  });
});

describe('a file of facts in Polar that is no part of the policy', () => {
  const FACTS =
    'has_role(User{"anne"}, "amin", Org{"acme"});\nis_public(Org{"acme"}, Org{"b"});\nis_publc(Orgg{"acme"});\n';
  const configuration = (facts: readonly string[]) =>
    JSON.stringify({ dialect: 'cloud', include: ['policy/*.polar'], facts });
  const start = async (facts = ['facts/people.polar'], text = FACTS): Promise<string> => {
    client = new TestClient({
      'policy/main.polar': POLICY,
      'polar.config.json': configuration(facts),
      'facts/people.polar': text,
    });
    await client.initialize();
    await client.open('policy/main.polar', POLICY);
    return client.open('facts/people.polar', text);
  };
  const configure = async (text: string): Promise<void> => {
    const uri = `${ROOT}/polar.config.json`;
    client.files.set(uri, text);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
  };
  const told = async (uri: string, many: number): Promise<readonly string[]> => {
    const { diagnostics } = await client.diagnostics(
      uri,
      ({ diagnostics: all }) => all.length === many && all.every(({ code }) => code === 'facts'),
    );
    return diagnostics.map(({ range, message }) => `${range.start.line + 1}: ${message}`);
  };

  test('is checked as facts are, live, by names, numbers of arguments and roles', async () => {
    const uri = await start();
    const [role, arity, name] = await told(uri, 3);
    expect(role).toBe('1: Org declares no role "amin". Did you mean "admin"?');
    expect(arity).toMatch(/^2: is_public\(.*\) does not fit what the policy asks for: is_public\(Org\)\.$/);
    expect(name).toMatch(/^3: /);
    await client.change(uri, { text: 'has_role(User{"anne"}, "boss", Org{"acme"});\n' });
    expect(await told(uri, 1)).toEqual(['1: Org declares no role "boss". Declare it, or correct the fact.']);
    await client.change(`${ROOT}/policy/main.polar`, { text: POLICY.replaceAll('"admin"', '"boss"') });
    await client.diagnostics(uri, ({ diagnostics }) => diagnostics.length === 0);
  });

  test('is completed, hovered and found by its policy, and formatted by itself', async () => {
    const text = 'has_role( User{"anne"}, "admin", Org{"acme"});\n';
    const uri = await start(undefined, text);
    const at = { textDocument: { uri }, position: { line: 0, character: text.indexOf('admin') + 2 } };
    expect(await client.request('textDocument/hover', at)).toMatchObject({
      contents: { value: expect.stringContaining('role of `Org`') },
    });
    const references = await client.request('textDocument/references', {
      ...at,
      context: { includeDeclaration: true },
    });
    expect((references as { uri: string }[]).map(({ uri: file }) => file.slice(ROOT.length + 1)).sort()).toEqual([
      'facts/people.polar',
      'policy/main.polar',
      'policy/main.polar',
    ]);
    const options = { tabSize: 2, insertSpaces: true };
    expect(await client.request('textDocument/formatting', { textDocument: { uri }, options })).not.toEqual([]);
  });

  test('is a policy of its own again where no configuration names it', async () => {
    const uri = await start();
    await told(uri, 3);
    await configure(configuration([]));
    await client.diagnostics(uri, ({ diagnostics }) => diagnostics.every(({ code }) => code !== 'facts'));
    await configure(configuration(['facts/people.polar']));
    expect(await told(uri, 3)).toHaveLength(3);
  });
});

test('a large file is checked as far as a person looks, and says so', () => {
  const policy = createPolicy([{ uri: 'file:///w/main.polar', text: POLICY }], { dialect: 'cloud' });
  const row = 'someone,admin,acme\n';
  const rows = Math.ceil(MOST_CHARACTERS / row.length) + 10;
  const text = `has_role,User,String,Org\n${row.repeat(rows)}x,nobody,acme\n`;
  const told = factDiagnostics(text, 'csv', policy, 'utf-16');
  expect(told.map(({ severity, range }) => [severity, range.start.line])).toEqual([
    [DiagnosticSeverity.Information, 0],
  ]);
  expect(told[0]!.message).toMatch(/^Only the first \d+ lines of this file are checked as you type/);
  const few = factDiagnostics(text.slice(-200), 'csv', policy, 'utf-16');
  expect(few.some(({ severity }) => severity === DiagnosticSeverity.Error)).toBe(true);
});
