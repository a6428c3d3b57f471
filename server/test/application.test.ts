import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { CompletionList, Hover, Location, Position, SignatureHelp } from 'vscode-languageserver';
import { marked, TestClient } from './test-client.ts';

type Files = Readonly<Record<string, string>>;

/** A server over these files and a policy with a mark in it, what is asked there, and the end of both. */
async function at<T>(method: string, files: Files, source: string, name = 'main.polar'): Promise<T> {
  const client = new TestClient(files);
  try {
    await client.initialize();
    const { text, position } = marked(source);
    const uri = await client.open(name, text);
    return await client.request<T>(`textDocument/${method}`, { textDocument: { uri }, position });
  } finally {
    client.dispose();
  }
}

/** What completion offers, as `label` with what is said beside it. */
async function offered(files: Files, source: string): Promise<readonly string[]> {
  const { items } = await at<CompletionList>('completion', files, source);
  return items.map(({ label, labelDetails, detail }) => `${label}${labelDetails?.detail ?? ''} | ${detail}`);
}

/** The labels alone, of what the application's sources give. */
async function members(files: Files, source: string): Promise<string> {
  const all = await offered(files, source);
  return all
    .filter((line) => /\.(?:py|[cm]?[jt]sx?):\d+$/.test(line))
    .map((line) => line.replace(/(?:\(|:| \|).*$/, ''))
    .join(' ');
}

const library = { 'polar.config.json': '{"dialect": "library"}' };

const example = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../examples/${path}`, import.meta.url)), 'utf8');

const quickstart = {
  'polar.config.json': example('quickstart/polar.config.json'),
  'data.json': example('quickstart/data.json'),
  'app/models.py': example('quickstart/app/models.py'),
};

const express = {
  'polar.config.json': example('express/polar.config.json'),
  'models.js': example('express/models.js'),
};

const organisations = {
  ...library,
  'shop/org.py': `from .person import Person as Base

class Org:
    """Who pays."""
    name: str
    lead: "Base"

class User(Base):
    org: Optional[Org] = None
    teams: "list[Team]"

    @property
    def boss(self) -> Base: ...

    def in_team(self, team: "Team", *, strictly: bool = False) -> bool:
        """Belongs to it."""

class Team:
    orgs: Dict[str, Org]
    _members = []
    def all_orgs(self) -> List[Org]: ...
    def parent(self) -> Self: ...
`,
  'shop/person.py': 'class Person:\n    mail = "" # where letters go\n    def write(self, text): ...\n',
};

describe('completion of what an object has', () => {
  test('of a dataclass, with types and places', async () => {
    const source = example('quickstart/main.polar').replace('role in actor.roles', 'role in actor.|');
    expect(await offered(quickstart, source)).toEqual([
      'name: str | field of User, app/models.py:21',
      'roles: List[Role] | field of User, app/models.py:22',
    ]);
  });

  test('of a class in JavaScript, that the configuration names as host', async () => {
    const source = example('express/main.polar').replace('user.roleIn(repository)', 'user.|');
    expect(await offered(express, source)).toEqual([
      'roleIn(repository) | method of User, models.js:16',
      'name | field of User, models.js:11',
      'roles | field of User, models.js:12',
    ]);
  });

  test.each([
    ['a field, through an annotation', 'f(u: User) if u.org.|', 'name lead'],
    ['what is inherited from another file', 'f(u: User) if u.|', 'org teams boss in_team mail write'],
    ['a type that is written in quotes', 'f(o: Org) if o.lead.|', 'mail write'],
    ['what is in a list', 'f(u: User) if t in u.teams and t.|', 'orgs all_orgs parent'],
    ['what is in a list that a method gives', 'f(t: Team) if o in t.all_orgs() and o.|', 'name lead'],
    ['a variable that is another', 'f(u: User) if o = u.org and o.lead.|', 'mail write'],
    ['the other way round', 'f(u: User) if u.org = o and o.|', 'name lead'],
    ['a property', 'f(u: User) if u.boss.|', 'mail write'],
    ['a method that gives its own class', 'f(t: Team) if t.parent().parent().|', 'orgs all_orgs parent'],
    ['a class that is matched', 'f(u) if u matches Team and u.|', 'orgs all_orgs parent'],
    ['a new object', 'f() if new Org().|', 'name lead'],
    ['within a call', 'f(u: User) if g(u.org.|', 'name lead'],
    ['what has been begun', 'f(u: User) if u.org.na|', 'name lead'],
    ['keys of a pattern', 'f(u: User{|}) if true;', 'org teams boss mail'],
    ['keys of a pattern behind others', 'f(u) if u matches User{org: o, |}', 'org teams boss mail'],
    ['nothing of a dictionary', 'f(t: Team) if t.orgs.|', ''],
    ['nothing of a variable that stands for itself', 'f() if a = b and b = a and a.|', ''],
  ])('%s', async (_, source, expected) => {
    expect(await members(organisations, source)).toBe(expected);
  });

  test('a class that is registered under another name, through what a package hands on', async () => {
    const files = {
      ...library,
      'server.py': 'import models\ndef set_up(oso):\n    oso.register_class(models.Account, name="Person")\n',
      'models/__init__.py': 'from .account import *\n',
      'models/account.py': 'class Account:\n    owner: str\n',
      'other/person.py': 'class Person:\n    wrong: str\n',
    };
    expect(await members(files, 'actor Person {} f(p: Person) if p.|')).toBe('owner');
  });

  test('what relations give to the other side', async () => {
    const files = {
      ...library,
      'models.py': `class Org(models.Model):
    name = models.CharField(max_length=10)
class Repo(models.Model):
    org = models.ForeignKey(Org, on_delete=models.CASCADE, related_name="repos")
class Role(Base):
    repo = relationship("Repo", backref="roles")
`,
    };
    expect(await members(files, 'f(o: Org) if o.|')).toBe('name repos');
    expect(await members(files, 'f(o: Org) if r in o.repos.all() and r.|')).toBe('org org_id roles');
    expect(await members(files, 'f(r: Repo) if role in r.roles and role.repo.org.|')).toBe('name repos');
  });

  test('in TypeScript, through an index, an interface and a promise', async () => {
    const files = {
      ...library,
      'src/app.ts': "import { User } from './models';\noso.registerClass(User, { name: 'Actor1' });\n",
      'src/models/index.ts': "export * from './user.js';\n",
      'src/models/user.ts': `import type { Org } from './org';
export class User { constructor(public name: string, private secret: string) {} org?: Promise<Org | null>; static all: User[]; }
`,
      'src/models/org.ts':
        'export interface Org extends Named { repos: Repo[] }\nexport interface Named { title: string }\n',
      'src/repo.ts': 'export default class Repo { size = 1 }\n',
      'node_modules/x/user.ts': 'export class User { wrong = 1 }\n',
      'dist/user.js': 'class User { wrong = 1 }\n',
    };
    expect(await members(files, 'f(u: Actor1) if u.|')).toBe('name org');
    expect(await members(files, 'f(u: User) if u.org.|')).toBe('repos title');
    expect(await members(files, 'f(u: User) if r in u.org.repos and r.|')).toBe('size');
  });

  test('the nearest of two classes of a name, and tests last', async () => {
    const files = {
      ...library,
      'one/policy/polar.config.json': '{"dialect": "library"}',
      'tests/user.py': 'class User:\n    of_tests: str\n',
      'two/user.py': 'class User:\n    of_two: str\n',
      'one/user.py': 'class User:\n    of_one: str\n',
    };
    const client = new TestClient(files);
    await client.initialize();
    const { text, position } = marked('f(u: User) if u.|');
    const uri = await client.open('one/policy/main.polar', text);
    const { items } = await client.request<CompletionList>('textDocument/completion', {
      textDocument: { uri },
      position,
    });
    expect(items.map(({ label }) => label)).toEqual(['of_one']);
    client.dispose();
  });

  test('a file that is broken says what is whole in it', async () => {
    const files = {
      ...library,
      'a.py': 'class User:\n    name: str\n    def f(self\n\n@dataclass\nclass Org:\n    title: str\n',
    };
    expect(await members(files, 'f(o: Org) if o.|')).toBe('title');
    expect(await members(files, 'f(u: User) if u.|')).toBe('name f');
  });

  test('nothing is read for a policy of Oso Cloud', async () => {
    const files = { 'polar.config.json': '{"dialect": "cloud"}', 'a.py': 'class User:\n    name: str\n' };
    expect(await members(files, 'actor User {} f(u: User) if u.|')).toBe('');
  });
});

describe('modules of TypeScript that are named by no path', () => {
  const sources = {
    ...library,
    'src/models/user.ts':
      'import { Org } from "@app/org";\nimport type { Team } from "shared/team";\nexport class User { org!: Org; team!: Team }\n',
    'src/orgs/org.ts': 'export class Org { ofProject = 1 }\n',
    'src/models/org.ts': 'export class Org { near = 1 }\n',
    'src/lib/shared/team.ts': 'export class Team { shared = 1 }\n',
    'src/models/team.ts': 'export class Team { near = 1 }\n',
  };
  test.each<[string, Files]>([
    [
      'by paths',
      {
        'tsconfig.json':
          '{"compilerOptions": {"paths": {"@app/*": ["./src/orgs/*"], "shared/*": ["src/lib/shared/*"]}}}',
      },
    ],
    [
      'by a base, with comments',
      {
        'src/tsconfig.json': '{ // here\n"compilerOptions": {"baseUrl": "lib", "paths": {"@app/*": ["../orgs/*"],}}}',
      },
    ],
    [
      'by what is extended',
      {
        'tsconfig.json': '{"extends": "./config/tsconfig.base"}',
        'config/tsconfig.base.json':
          '{"compilerOptions": {"baseUrl": "../src", "paths": {"@app/*": ["orgs/*"], "shared/*": ["lib/shared/*"]}}}',
      },
    ],
    [
      'by the longest pattern',
      {
        'jsconfig.json':
          '{"compilerOptions": {"paths": {"*": ["src/models/*"], "@app/*": ["src/models/*"], "@app/o*": ["src/orgs/o*"], "shared/team": ["src/lib/shared/team.ts"]}}}',
      },
    ],
  ])('%s', async (_, configuration) => {
    const files = { ...sources, ...configuration };
    expect(await members(files, 'f(u: User) if u.org.|')).toBe('ofProject');
    expect(await members(files, 'f(u: User) if u.team.|')).toBe('shared');
  });

  test.each([
    '{',
    '[]',
    '{"compilerOptions": {"paths": 1}}',
    '{"compilerOptions": {"paths": {"@app/*": 1}}}',
    '{"extends": "./tsconfig"}',
  ])('a configuration that is none changes nothing: %s', async (text) => {
    expect(await members({ ...sources, 'tsconfig.json': text }, 'f(u: User) if u.org.|')).toBe('near');
  });
});

test.each([
  ['python:app/second.py', 'of_second'],
  ['python:app.second', 'of_second'],
  ['python:\u0024{workspaceFolder}/app/second.py', 'of_second'],
  ['python:nowhere.py', 'of_first'],
  ['java:x', 'of_first'],
])('the host of a launch configuration says where classes are: %s', async (host, expected) => {
  const files = {
    ...library,
    '.vscode/launch.json': `{ // mine
      "configurations": [{"type": "node"}, {"type": "polar", "host": ${JSON.stringify(host)}}, 1] }`,
    'app/first.py': 'class User:\n    of_first: str\n',
    'app/second.py': 'class User:\n    of_second: str\n',
  };
  expect(await members(files, 'f(u: User) if u.|')).toBe(expected);
});

/** What completion offers there from sources in Python. */
async function labelsOfSources(client: TestClient, uri: string, position: Position): Promise<readonly string[]> {
  const { items } = await client.request<CompletionList>('textDocument/completion', {
    textDocument: { uri },
    position,
  });
  return items.flatMap(({ label, detail }) => (detail?.includes('.py:') ? label : []));
}

test('what is typed in a source and not saved is seen', async () => {
  const client = new TestClient({ ...library, 'a.py': 'class User:\n    name: str\n' });
  await client.initialize();
  const source = await client.open('a.py', 'class User:\n    typed: str\n', 'python');
  const { text, position } = marked('f(u: User) if u.|');
  const uri = await client.open('main.polar', text);
  const labels = () => labelsOfSources(client, uri, position);
  expect(await labels()).toEqual(['typed']);
  await client.change(source, { text: 'class User:\n    more: str\n' });
  expect(await labels()).toEqual(['more']);
  await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: source } });
  expect(await labels()).toEqual(['name']);
  client.dispose();
});

test('what changes on disk is seen, and what is deleted', async () => {
  const client = new TestClient({ ...library, 'a.py': 'class User:\n    name: str\n' });
  await client.initialize();
  const { text, position } = marked('f(u: User) if u.|');
  const uri = await client.open('main.polar', text);
  const labels = () => labelsOfSources(client, uri, position);
  const change = async (name: string, source: string | undefined) => {
    if (source === undefined) client.files.delete(`file:///w/${name}`);
    else client.files.set(`file:///w/${name}`, source);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: `file:///w/${name}`, type: 2 }],
    });
  };
  expect(await labels()).toEqual(['name']);
  await change('a.py', 'class User:\n    name: str\n    mail: str\n');
  expect(await labels()).toEqual(['name', 'mail']);
  await change('a.py', 'class Person:\n    name: str\n');
  expect(await labels()).toEqual([]);
  await change('b.py', 'class User:\n    other: str\n');
  expect(await labels()).toEqual(['other']);
  await change('b.py', undefined);
  expect(await labels()).toEqual([]);
  client.dispose();
});

test('it can be turned off', async () => {
  const client = new TestClient({ ...library, 'a.py': 'class User:\n    name: str\n' });
  await client.initialize();
  await client.connection.sendNotification('workspace/didChangeConfiguration', {
    settings: { polar: { application: { readClasses: false } } },
  });
  const { text, position } = marked('f(u: User) if u.|');
  const uri = await client.open('main.polar', text);
  const { items } = await client.request<CompletionList>('textDocument/completion', {
    textDocument: { uri },
    position,
  });
  expect(items.filter(({ detail }) => detail?.includes('.py:'))).toEqual([]);
  client.dispose();
});

describe('hover', () => {
  const hovered = async (source: string) => {
    const hover = await at<Hover | null>('hover', organisations, source);
    return (hover?.contents as { value: string } | undefined)?.value;
  };

  test('of a field says its type, its place and its comment', async () => {
    expect(await hovered('f(u: User) if u.ma|il = "a";')).toBe(
      '```python\nmail: str\n```\n\nfield of `Person`, declared in [shop/person.py:2](file:///w/shop/person.py#L2)\n\nwhere letters go\n\nCompared with `"a"`.',
    );
  });

  test('of a method says its parameters, with how the policy reads it', async () => {
    expect(await hovered('f(u: User) if u.in_te|am(1); g(u: User) if u.in_team(2);')).toBe(
      '```python\nin_team(team: "Team", *, strictly: bool = False) -> bool\n```\n\nmethod of `User`, declared in [shop/org.py:15](file:///w/shop/org.py#L15)\n\nBelongs to it.\n\nRead in 2 places:\n\n```polar\nu.in_team(1)\nu.in_team(2)\n```',
    );
  });

  test('of a name that no class has says so, where all of it is known', async () => {
    const known = '`Org` ([shop/org.py:3](file:///w/shop/org.py#L3))';
    expect(await hovered('f(o: Org) if o.nme|;')).toContain(
      `Nothing of this name is written in ${known}. Did you mean \`name\`?`,
    );
    expect(await hovered('f(o: Org) if o.zzzzzz|;')).toContain(`Nothing of this name is written in ${known}.`);
    const open = {
      ...library,
      'a.py': 'class User(Unknown):\n    name: str\nclass Any:\n    def __getattr__(self, name): ...\n',
    };
    for (const type of ['User', 'Any', 'Nowhere']) {
      const hover = await at<Hover | null>('hover', open, `f(u: ${type}) if u.nme|;`);
      expect(JSON.stringify(hover)).toContain('nme');
      expect(JSON.stringify(hover)).not.toContain('Nothing of this name');
    }
  });

  test('of a class says where it is', async () => {
    expect(await hovered('f(o: Or|g) if o.name = 1;')).toBe(
      'Class `Org` of the application, declared in [shop/org.py:3](file:///w/shop/org.py#L3)\n\nWho pays.',
    );
    expect(await hovered('actor U|ser {} f(u: User);')).toBe(
      '```polar\nactor User {}\n```\n\nClass `User` of the application, declared in [shop/org.py:8](file:///w/shop/org.py#L8), extends `Base`',
    );
  });
});

describe('where it is declared', () => {
  const places = async (method: string, source: string) => {
    const found = await at<Location[]>(method, organisations, source);
    return found.map(
      ({ uri, range }) => `${uri.slice('file:///w/'.length)}:${range.start.line + 1}:${range.start.character + 1}`,
    );
  };

  test.each([
    ['a field', 'f(u: User) if u.or|g = 1;', ['shop/org.py:9:5']],
    ['behind its last letter', 'f(u: User) if u.org| = 1;', ['shop/org.py:9:5']],
    ['a field of a field', 'f(u: User) if u.org.lead.ma|il = 1;', ['shop/person.py:2:5']],
    ['a method', 'f(u: User) if u.in_te|am(1);', ['shop/org.py:15:9']],
    ['a key of a pattern', 'f(_: User{or|g: o}) if o = 1;', ['shop/org.py:9:5']],
    ['a class, beside its block', 'actor User {} f(u: Us|er) if u.org = 1;', ['main.polar:1:7', 'shop/org.py:8:7']],
    ['a class, at its block', 'actor Us|er {} f(u: User) if u.org = 1;', ['shop/org.py:8:7']],
    ['a class without a block', 'f(o: O|rg) if o.name = 1;', ['shop/org.py:3:7']],
    ['nothing of what no class has', 'f(u: User) if u.no|ne = 1;', []],
  ])('of %s', async (_, source, expected) => {
    expect(await places('definition', source)).toEqual(expected);
  });

  test.each([
    ['a variable', 'f(u: Org) if |u.name = 1;', ['shop/org.py:3:7']],
    ['a field', 'f(u: User) if u.or|g = 1;', ['shop/org.py:3:7']],
    ['a list, which is of what is in it', 'f(u: User) if t in u.tea|ms and t.orgs;', ['shop/org.py:18:7']],
  ])('the class of %s', async (_, source, expected) => {
    expect(await places('typeDefinition', source)).toEqual(expected);
  });
});

test('the parameters of a method that is called', async () => {
  const help = await at<SignatureHelp | null>('signatureHelp', organisations, 'f(u: User) if u.in_team(1, |');
  expect(help?.activeParameter).toBe(1);
  expect(help?.signatures).toEqual([
    {
      label: 'in_team(team: "Team", *, strictly: bool = False)',
      documentation: { kind: 'plaintext', value: 'Belongs to it.\n\nMethod of User, shop/org.py:15' },
      parameters: [{ label: [8, 20] }, { label: [22, 23] }, { label: [25, 47] }],
    },
  ]);
});
