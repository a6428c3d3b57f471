import { describe, expect, test } from 'vitest';
import { folderOf, polar } from '../../test/command.ts';

const policy = `
actor User {}
resource Org { roles = ["admin", "member"]; }
resource Repository {
  roles = ["reader", "writer"];
  permissions = ["read", "push"];
  relations = { org: Org };
  "reader" if "writer";
  "writer" if "admin" on "org";
  "read" if "reader";
  "push" if "writer";
  "read" if is_public(resource);
}
has_permission(user: User, "push", repository: Repository) if granted_until(user, repository, time) and @current_unix_time < time;
declare granted_until(User, Repository, Integer);
`;
const bob = '{"type": "User", "id": "bob"}';
const facts = `[["has_role", ${bob}, "writer", {"type": "Repository", "id": "foo"}],
["has_role", {"type": "User", "id": "anne"}, "admin", {"type": "Org", "id": "acme"}],
["has_relation", {"type": "Repository", "id": "anvil"}, "org", {"type": "Org", "id": "acme"}],
["granted_until", {"type": "User", "id": "carl"}, {"type": "Repository", "id": "foo"}, 100]]`;
const folder = (more: Record<string, string> = {}) => folderOf({ 'main.polar': policy, 'facts.json': facts, ...more });
const files = ['--policy', 'main.polar', '--facts', 'facts.json'];

describe('polar query over a Cloud policy', () => {
  test.each([
    [['allow(User{"bob"}, action, Repository:_)']],
    [['allow(User:bob, _, Repository:_)']],
    [['allow', 'User:bob', '_', 'Repository:_']],
    [['allow', 'User:"bob"', '_', '_']],
  ])('%j prints the facts that hold', async (query) => {
    expect(await polar(folder(), ['query', ...files, ...query])).toEqual({
      status: 0,
      output: 'allow(User:bob, String:push, Repository:foo)\nallow(User:bob, String:read, Repository:foo)\n',
      errors: '',
    });
  });

  test('JSON has the fact and the values of its variables', async () => {
    const { status, output } = await polar(folder(), [
      'query',
      ...files,
      '--format',
      'json',
      'allow(who, "push", Repository:foo)',
      '--now',
      '99',
    ]);
    expect(status).toBe(0);
    expect(JSON.parse(output)).toEqual({
      results: [
        { fact: 'allow(User:bob, String:push, Repository:foo)', bindings: { who: { type: 'User', id: 'bob' } } },
        { fact: 'allow(User:carl, String:push, Repository:foo)', bindings: { who: { type: 'User', id: 'carl' } } },
      ],
    });
  });

  test('the time decides, and is that of the clock unless it is given', async () => {
    const asked = ['query', ...files, 'allow(User:carl, "push", Repository:foo)'];
    expect(await polar(folder(), [...asked, '--now', '99'])).toMatchObject({ status: 0 });
    expect(await polar(folder(), [...asked, '--now', '100'])).toMatchObject({ status: 1, output: '(no results)\n' });
    expect(await polar(folder(), asked)).toMatchObject({ status: 1 });
  });

  test('a condition of several goals prints its variables', async () => {
    const asked = 'has_role(who, "admin", org: Org) and has_relation(repository, "org", org)';
    const { output } = await polar(folder(), [
      'query',
      ...files,
      'has_role(who, "admin", org) and has_relation(repository, "org", org)',
    ]);
    expect(output).toBe('who = User:anne, org = Org:acme, repository = Repository:anvil\n');
    expect(asked).toContain('org');
  });

  test.each([
    ['alow(User:bob, "read", Repository:foo)', 'Did you mean "allow"?'],
    ['not alow(User:bob, "read", Repository:foo)', 'Did you mean "allow"?'],
    ['has_role(x, "admin", y) and not (has_rol(x, "b", y))', 'Did you mean "has_role"?'],
    ['not allow(Usr:bob, "read", Repository:foo)', 'Did you mean "User"?'],
    ['not has_role(User{"bob"}, "writer", Repo{"foo"})', 'declares no type "Repo"'],
    ['has_role(x: Usr, "admin", y)', 'Did you mean "User"?'],
    ['has_role(User:bob, "writer"', 'The query ends too early'],
    ['', 'There is no query'],
  ])('%j is refused', async (query, message) => {
    const { status, errors } = await polar(folder(), ['query', ...files, query]);
    expect(errors).toContain(message);
    expect(status).toBe(2);
  });

  test.each([
    ['--facts', 'facts.json'],
    ['--context-fact', 'has_role(User:bob, "admin", Org:acme)', '--facts', 'facts.json'],
  ])('%s without a policy are asked of the policy of the current folder', async (...facts) => {
    const { status, errors } = await polar(folder(), ['query', ...facts, 'allow(User:bob, _, _)']);
    expect([status, errors]).toEqual([0, '']);
    const nowhere = await polar(folderOf({ 'facts.json': '[]' }), ['query', ...facts, 'allow(User:bob, _, _)']);
    expect([nowhere.status, nowhere.errors]).toEqual([
      2,
      expect.stringContaining('There is no .polar file in the folder'),
    ]);
  });

  test('a Library policy takes no facts, and a Cloud policy no objects', async () => {
    const library = folderOf({ 'main.polar': 'f(x) if x.y = 1;', 'facts.json': '[]' });
    expect((await polar(library, ['query', ...files, 'f(x)'])).errors).toContain('reads objects, not facts');
    const cloud = folder({ 'data.json': '{}' });
    expect((await polar(cloud, ['query', ...files, '--data', 'data.json', 'allow(_, _, _)'])).errors).toContain(
      'reads facts, not objects',
    );
  });

  test('the configuration names the facts', async () => {
    for (const named of ['"facts.json"', '["facts.json"]']) {
      const configured = folder({ 'polar.config.json': `{"dialect": "cloud", "facts": ${named}}` });
      expect(await polar(configured, ['list', 'User:bob', 'push', 'Repository', '--policy', '.'])).toMatchObject({
        status: 0,
        output: 'foo\n',
      });
    }
  });
});

test('an id that reads as something else is shown in quotes', async () => {
  const more = {
    'x.json': '[["has_role", {"type": "User", "id": "_"}, "writer", {"type": "Repository", "id": "a\\nb, c"}]]',
  };
  const { output } = await polar(folder(more), [
    'query',
    '--policy',
    'main.polar',
    '--facts',
    'x.json',
    'has_role(_, _, _)',
  ]);
  expect(output).toContain('has_role(User:"_", String:writer, Repository:"a\\nb, c")\n');
  // As it is shown, it is asked again: the quotes make it an id, and no wildcard.
  const asked = (who: string) =>
    polar(folder(more), ['query', '--policy', 'main.polar', '--facts', 'x.json', `has_role(${who}, "writer", _)`]);
  expect((await asked('User:"_"')).output).toBe('has_role(User:"_", String:writer, Repository:"a\\nb, c")\n');
  expect((await asked('User:"x"')).output).toBe('(no results)\n');
});

describe('a value that its type does not have', () => {
  const float = '"1.5" is no integer, and Cloud has no other numbers.';
  const neither = '"maybe" is neither true nor false.';
  test.each([
    [['query', ...files, 'granted_until(User:carl, Repository:foo, Integer:1.5)'], float],
    [['query', ...files, 'not granted_until(User:carl, Repository:foo, Integer:abc)'], '"abc" is no integer.'],
    [['query', ...files, 'granted_until(_, _, time) and time = Integer{"1.5"}'], float],
    [['query', ...files, 'granted_until(_, _, Integer:+100)'], '"+100" is the number 100: write Integer:100.'],
    [['query', ...files, 'granted_until(_, _, Integer:99999999999999999999)'], 'does not fit into 64 bits.'],
    [['query', ...files, 'granted_until', '_', '_', 'Integer:1.5'], float],
    [['query', ...files, 'allow(Boolean:maybe, _, _)'], neither],
    [['query', ...files, '-c', 'granted_until(User:carl, Repository:foo, Integer:1.5)', 'allow(_, _, _)'], float],
    [['explain', ...files, 'granted_until(_, _, Integer:1.5)'], float],
    [['authorize', ...files, 'Boolean:maybe', 'read', 'Repository:foo'], neither],
    [
      [
        'authorize',
        ...files,
        '-c',
        'granted_until(User:carl, Repository:foo, Integer:1.5)',
        'User:carl',
        'push',
        'Repository:foo',
      ],
      float,
    ],
    [['list', ...files, 'Integer:1.5', 'read', 'Repository'], float],
    [['actions', ...files, 'User:carl', 'Integer:1.5'], float],
    [['query', '--policy', 'main.polar', '--facts', 'bad.polar', 'allow(_, _, _)'], float],
    [['query', '--policy', 'main.polar', '--facts', 'bad.json', 'allow(_, _, _)'], float],
  ])('%j is refused', async (args, message) => {
    const object = (type: string, id: string) => ({ type, id });
    const bad = [['granted_until', object('User', 'a'), object('Repository', 'x'), object('Integer', '1.5')]];
    const texts = {
      'bad.polar': 'granted_until(User{"a"}, Repository{"x"}, Integer{"1.5"});\n',
      'bad.json': JSON.stringify(bad),
    };
    const { status, output, errors } = await polar(folder(texts), args);
    expect({ status, output }).toEqual({ status: 2, output: '' });
    expect(errors).toContain(message);
  });

  test('a value that it has is asked for', async () => {
    const { output } = await polar(folder(), [
      'query',
      ...files,
      'granted_until(User:carl, Repository:foo, Integer:100)',
    ]);
    expect(output).toBe('granted_until(User:carl, Repository:foo, Integer:100)\n');
  });
});

describe('polar authorize, list and actions', () => {
  test('answer in the words of Cloud', async () => {
    const ask = async (...words: string[]) => {
      const { status, output } = await polar(folder(), [...words, ...files]);
      return [status, output];
    };
    expect(await ask('authorize', 'User:anne', 'push', 'Repository:anvil')).toEqual([0, 'Allowed\n']);
    expect(await ask('authorize', 'User:bob', 'push', 'Repository:anvil')).toEqual([1, 'Denied\n']);
    expect(await ask('authorize', 'User:bob', 'push', 'Repository:anvil', '--format', 'json')).toEqual([
      1,
      '{"allowed": false}\n',
    ]);
    expect(await ask('list', 'User:anne', 'read', 'Repository')).toEqual([0, 'anvil\n']);
    expect(await ask('list', 'User:zoe', 'read', 'Repository')).toEqual([1, '(no results)\n']);
    expect(await ask('list', 'User:anne', 'read', 'Repository', '--format', 'json')).toEqual([
      0,
      '{"results": ["anvil"]}\n',
    ]);
    expect(await ask('actions', 'User:bob', 'Repository:foo')).toEqual([0, 'push\nread\n']);
    expect(await ask('actions', 'User{"bob"}', 'Repository:foo', '--format', 'json')).toEqual([
      0,
      '{"results": ["push", "read"]}\n',
    ]);
  });

  test('takes no more context facts than Oso Cloud does', async () => {
    const folder = folderOf({ 'main.polar': policy });
    const facts = (count: number) =>
      Array.from({ length: count }, (_, at) => ['-c', `has_role(User:u${at}, member, Org:o)`]).flat();
    const ask = (count: number) =>
      polar(folder, ['authorize', 'User:u7', 'read', 'Repository:r', '--policy', 'main.polar', ...facts(count)]);
    expect((await ask(100)).errors).toBe('');
    expect(await ask(101)).toMatchObject({
      status: 2,
      errors: expect.stringContaining('at most 100 context facts with a question, and these are 101'),
    });
  });

  test('take facts for one question alone', async () => {
    for (const fact of [
      'has_role(User:bob, admin, Org:acme)',
      'has_role(User{"bob"}, "admin", Org:acme)',
      'has_role User:bob admin Org:acme',
    ]) {
      expect(
        await polar(folder(), ['authorize', 'User:bob', 'push', 'Repository:anvil', ...files, '-c', fact]),
      ).toMatchObject({ status: 0 });
    }
    const two = ['-c', 'has_role(User:zoe, member, Org:o)', '--context-fact', 'is_public(Repository:r)'];
    expect(await polar(folder(), ['list', 'User:zoe', 'read', 'Repository', ...files, ...two])).toMatchObject({
      output: 'r\n',
    });
  });

  test.each([
    [['authorize', 'anne', 'push', 'Repository:anvil'], 'The actor "anne" has no type. Write it with one: User:anne'],
    [['actions', 'User:anne', 'anvil'], 'The resource "anvil" has no type. Write it with one: Repository:anvil'],
    [['authorize', 'User:_', 'push', 'Repository:anvil'], 'is a wildcard'],
    [['authorize', 'User:anne', 'push', 'Repo:anvil'], 'The policy declares no type Repo.'],
    [['list', 'User:anne', 'read', 'Repositry'], 'Did you mean Repository?'],
    [['list', 'User:anne', 'read', 'Repository:_'], 'is no type'],
    [['actions', 'User:anne'], "missing required argument 'resource'"],
    [
      ['authorize', 'User:anne', 'push', 'Repository:anvil', '-c', 'has_role(User:_, admin, Org:acme)'],
      'with values only',
    ],
    [
      ['authorize', 'User:anne', 'push', 'Repository:anvil', '-c', 'has_role(Usr:bob, admin, Org:acme)'],
      'The policy declares no type Usr. Did you mean User?',
    ],
    [
      ['authorize', 'User:anne', 'push', 'Repository:anvil', '-c', 'has_roll(User:bob, admin, Org:acme)'],
      'Did you mean has_role?',
    ],
    [['authorize', 'User:anne', 'push', 'Repository:anvil', '--now', 'soon'], 'Give a whole number'],
  ])('%j is refused with what to do', async (words, message) => {
    const { status, errors } = await polar(folder(), [...words, ...files]);
    expect(errors).toContain(message);
    expect(status).toBe(2);
  });

  test('need a policy for Cloud', async () => {
    const library = folderOf({ 'main.polar': 'allow(x, _, _) if x.y = 1;', 'facts.json': '[]' });
    expect(await polar(library, ['authorize', 'User:a', 'b', 'C:d', ...files])).toMatchObject({
      status: 2,
      errors: expect.stringContaining('policy of the Oso library'),
    });
    expect(await polar(folderOf({}), ['list', 'User:a', 'b', 'Org'])).toMatchObject({
      status: 2,
      errors: expect.stringContaining('There is no .polar file in the folder'),
    });
  });

  test.each([
    ['User:bob', 'push', 'Repository:foo'],
    ['User:anne', 'push', 'Repository:anvil'],
  ])('without --policy ask the policy of the current folder: %s %s %s', async (...asked) => {
    const named = await polar(folder(), ['authorize', ...asked, ...files]);
    expect(await polar(folder(), ['authorize', ...asked, '--facts', 'facts.json'])).toEqual(named);
    const configured = folder({ 'polar.config.json': '{"facts": ["facts.json"]}' });
    expect(await polar(configured, ['authorize', ...asked])).toEqual(named);
  });

  test('say that a file of the policy which "facts" names is none', async () => {
    const configured = folder({ 'polar.config.json': '{"facts": ["main.polar"]}' });
    for (const words of [['check', '.'], ['test']])
      expect((await polar(configured, words)).errors).toMatch(/There is no \.polar file to look at\..*"facts"/);
  });

  const EITHER = 'allow(a: Actor, b, c: Resource) if has_permission(a, b, c);\nactor User {}\nresource Repo {}\n';
  test.each([
    ['says nothing of its dialect', {}, 'Allowed\n'],
    ['is one for Cloud', { 'polar.config.json': '{"dialect": "cloud"}' }, 'Allowed\n'],
    ['is one for the library', { 'polar.config.json': '{"dialect": "library"}' }, ''],
  ])('take a policy that may be for either where it %s', async (_, more: Record<string, string>, output) => {
    const either = folderOf({
      'main.polar': EITHER,
      'facts.csv': 'has_permission,User,String,Repo\na,read,r\n',
      ...more,
    });
    const asked = await polar(either, ['authorize', 'User:a', 'read', 'Repo:r', '--facts', 'facts.csv']);
    expect([asked.output, asked.status]).toEqual([output, output === '' ? 2 : 0]);
  });
});

describe('a file of facts', () => {
  const list = (more: Record<string, string>, ...named: string[]) =>
    polar(folder(more), [
      'list',
      'User:bob',
      'push',
      'Repository',
      '--policy',
      'main.polar',
      ...named.flatMap((name) => ['--facts', name]),
    ]);

  test('may be permissions where nothing else gives them: the implied allow asks for them', async () => {
    const policy = 'actor User {}\nresource Doc { permissions = ["read"]; }\n';
    const facts =
      '["has_permission", {"type":"User","id":"a"}, "read", {"type":"Doc","id":"d"}]\n["has_permission", {"type":"User","id":"a"}, "audit"]\n';
    const ask = (rules: string, query: string) =>
      polar(folderOf({ 'p.polar': policy + rules, 'polar.config.json': '{"dialect": "cloud"}', 'f.jsonl': facts }), [
        'query',
        '-p',
        '.',
        '--facts',
        'f.jsonl',
        query,
      ]);
    expect(await ask('', 'allow(User:a, action, Doc:_)')).toMatchObject({
      status: 0,
      output: 'allow(User:a, String:read, Doc:d)\n',
    });
    expect(await ask('', 'allow(User:a, _)')).toMatchObject({ status: 0, output: 'allow(User:a, String:audit)\n' });
    const written = await ask('allow(_: User, "see", _: Doc);\n', 'allow(User:a, action, Doc:d)');
    expect(written.status).toBe(2);
    expect(written.errors).toContain('No rule of the policy asks for has_permission.');
  });

  test('may be in any format, and there may be several', async () => {
    const more = {
      'a.polar': 'has_role(User{"bob"}, "writer", Repository{"a"});\n',
      'b.csv': 'has_role,User,String,Repository\nbob,writer,b\n',
      'c.jsonl': '["has_role", {"type": "User", "id": "bob"}, "writer", {"type": "Repository", "id": "c"}]\n',
    };
    expect(await list(more, 'a.polar', 'b.csv', 'c.jsonl', 'facts.json')).toMatchObject({
      status: 0,
      output: 'a\nb\nc\nfoo\n',
    });
  });

  test.each([
    [
      'facts of unknown predicates',
      { 'x.polar': 'has_role(User{"bob"}, "writer", Repository{"a"});\nhas_rol(User{"b"}, "x", Org{"o"});\n' },
      'x.polar:2:1: No rule of the policy asks for has_rol. Did you mean has_role?',
    ],
    [
      'facts of too many arguments',
      { 'x.polar': 'is_public(Repository{"a"}, 1, 2, 3, 4, 5);\n' },
      'x.polar:1:1: A fact has at most 5 arguments',
    ],
    ['facts of unknown types', { 'x.csv': 'is_public,Repo\na\n' }, 'x.csv:2:1: The policy declares no type Repo.'],
    [
      'facts of the wrong arity',
      { 'x.csv': 'granted_until,User,Repository\na,b\n' },
      'does not fit what the policy asks for: granted_until(User, Repository, Integer)',
    ],
    [
      'roles that nothing declares',
      { 'x.csv': 'has_role,User,String,Org\na,amin,b\n' },
      'x.csv:2:1: Org declares no role "amin". Did you mean "admin"?',
    ],
    [
      'values that are too long',
      { 'x.csv': `is_public,Repository\n${'ä'.repeat(193)}\n` },
      'at most 384 bytes, and this has 386',
    ],
    [
      'a file that is cut off',
      { 'x.json': '[["is_public", {"type": "Repository", "id": "a"}],\n["is_' },
      'The file is cut off',
    ],
    ['a file that is no text', { 'x.json': 'a\0b' }, 'x.json: This has a NUL character (U+0000)'],
    ['a file of no known format', { 'x.txt': '' }, 'Name it .polar, .json, .jsonl or .csv.'],
    ['a missing file', {}, 'There is no file "x.json"'],
  ])('with %s is refused whole, with the place', async (_, more, message) => {
    const name = Object.keys(more)[0] ?? 'x.json';
    const { status, output, errors } = await list(more as Record<string, string>, 'facts.json', name);
    expect(errors).toContain(message);
    expect([status, output]).toEqual([2, '']);
  });
});

describe('polar repl with a Cloud policy', () => {
  test('answers over the facts that are named', async () => {
    const { output } = await polar(folder(), ['repl', 'main.polar', 'facts.json'], {
      input:
        'allow(User:bob, action, Repository:_)\nallow User:anne push Repository:_\nallow(User:zoe, _, _)\nhas_role(x, "admin", y)\nx in ["a", "b"]\n',
    });
    expect(output).toBe(
      '1 file loaded, 6 rules.\n' +
        'allow(User:bob, String:push, Repository:foo)\nallow(User:bob, String:read, Repository:foo)\n' +
        'allow(User:anne, String:push, Repository:anvil)\nfalse\n' +
        'has_role(User:anne, String:admin, Org:acme)\nx = String:a\nx = String:b\n',
    );
  });

  test('says what is wrong, and goes on', async () => {
    const { output, errors } = await polar(folder(), ['repl', 'main.polar'], {
      input: 'alow(x, y, z)\n:load facts.json\nhas_role(User:bob, role, _)\n',
    });
    expect(errors).toContain('Did you mean "allow"?');
    expect(output).toContain('has_role(User:bob, String:writer, Repository:foo)\n');
  });
});

describe('a file of facts in Polar that lies beside the policy is no part of it', () => {
  // As a part of the policy, it would allow whatever the files of facts say.
  const told = 'has_role(User{"bob"}, "writer", Repository{"foo"});\n';
  const query = 'allow(User:bob, "push", Repository:foo)';
  const texts = { 'main.polar': policy, 'told.polar': told, 'none.json': '[]' };

  test.each([
    ['a folder', '.'],
    ['a pattern', '*.polar'],
  ])('named by --facts, with %s for the policy', async (_, named) => {
    const folder = folderOf(texts);
    const ask = async (...facts: string[]) =>
      (await polar(folder, ['query', '--policy', named, ...facts.flatMap((file) => ['--facts', file]), query])).status;
    expect(await ask('told.polar')).toBe(0);
    const explained = await polar(folder, ['explain', '--policy', named, '--facts', 'told.polar', query]);
    expect(explained.output).toContain('has_role(User{"bob"}, "writer", Repository{"foo"}) is a fact');
    // The change that is told is one of the facts, which would change nothing if the policy said the same.
    expect(explained.output).toContain('take away the fact has_role(User{"bob"}, "writer", Repository{"foo"})');
  });

  test('named by the configuration, whatever facts are asked over', async () => {
    const folder = folderOf({ ...texts, 'polar.config.json': '{"facts": "told.polar", "dialect": "cloud"}' });
    expect((await polar(folder, ['query', '--policy', '.', query])).status).toBe(0);
    expect((await polar(folder, ['query', '--policy', '.', '--facts', 'none.json', query])).status).toBe(1);
    expect((await polar(folder, ['check', '.'])).output).not.toContain('told.polar');
  });

  test('named as the policy as well, it is both', async () => {
    const named = ['--policy', 'main.polar', 'told.polar', '--facts', 'none.json'];
    expect((await polar(folderOf(texts), ['query', ...named, query])).status).toBe(0);
  });
});
