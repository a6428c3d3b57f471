import { afterEach, describe, expect, test } from 'vitest';
import type { CodeAction, Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import { TestClient } from './test-client.ts';

type Files = Readonly<Record<string, string>>;

const CODE = 'unknown-field';
/** Found in the policy's first statement at once; a second finding of a known kind tells that the sources have been read. */
const PROBE = 'probe(p: Probe) if p.meassured = 1;\n';
const probe = { 'probe.py': 'class Probe:\n    measured: int\n' };
const library = { 'polar.config.json': '{"dialect": "library"}' };

const clients: TestClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

async function begin(files: Files, policy: string): Promise<{ readonly client: TestClient; readonly uri: string }> {
  const client = new TestClient({ ...library, ...probe, ...files });
  clients.push(client);
  await client.initialize();
  return { client, uri: await client.open('main.polar', `${policy}\n${PROBE}`) };
}

const unwritten = ({ diagnostics }: PublishDiagnosticsParams): readonly Diagnostic[] =>
  diagnostics.filter(({ code }) => code === CODE);

const isOfProbe = ({ message }: Diagnostic): boolean => String(message).includes('meassured');

/** What is said of the fields of a policy, without the probe, once the sources are read. */
async function told(files: Files, policy: string): Promise<readonly Diagnostic[]> {
  const { client, uri } = await begin(files, policy);
  const all = await client.diagnostics(uri, (some) => unwritten(some).some(isOfProbe));
  return unwritten(all).filter((one) => !isOfProbe(one));
}

const python = `
from enum import Enum
from typing import Generic, List, NamedTuple, Optional, TypedDict
class Named:
    title: str
class Org(Named):
    owner: "User"
    _secret: str
class Level(Enum):
    LOW = 1
class Pair(NamedTuple):
    counts: int
class Known(TypedDict):
    valued: int
class User(Named):
    name: str
    org: Optional[Org] = None
    roles: List["Role"]
    def is_admin(self) -> bool: ...
    @property
    def boss(self) -> "User": ...
class Role:
    level: Level
    def __init__(self, label): self.label = label
`;
const typescript = `
export class User extends Named { constructor(public name: string) {} org?: Org; roles: Role[] = []; isAdmin(): boolean { return true } }
export class Named { title = '' }
export interface Org { owner: User }
export interface Role { label: string }
`;

describe('a field that no class has, and a near one is there', () => {
  test.each([
    ['f(u: User) if u.nmae = 1;', 'nmae', 'name'],
    ['f(u: User) if u.titel = 1;', 'titel', 'title'],
    ['f(u: User) if u.org.ownr = 1;', 'ownr', 'owner'],
    ['f(u: User) if u.boss.boss.nme = 1;', 'nme', 'name'],
    ['f(u: User) if u.is_admim();', 'is_admim', 'is_admin'],
    ['f(u: User) if r in u.roles and r.lable = 1;', 'lable', 'label'],
    ['f(u: User) if o = u.org and o.titl = 1;', 'titl', 'title'],
    ['f(u) if u matches User{nmae: 1};', 'nmae', 'name'],
    ['f(_: User{nmae: 1});', 'nmae', 'name'],
    ['f(u: User) if not u.nmae = 1;', 'nmae', 'name'],
    ['f(x: Role) if x.levle.value = 1;', 'levle', 'level'],
    ['resource User {} allow(_, "read", u: User) if u.naem = 1;', 'naem', 'name'],
    ['f(a: Account) if a.nmae = 1;', 'nmae', 'name', 'oso.register_class(User, name="Account")'],
  ])('in Python: %s', async (policy, wrong, meant, more = '') => {
    const [finding, ...others] = await told({ 'app/models.py': python + more }, policy);
    expect(others).toEqual([]);
    expect(finding!.message).toMatch(
      new RegExp(
        `^Nothing named ${wrong} is written in \\w+ \\(app/models\\.py\\), or anywhere else in the application. Did you mean ${meant}\\?$`,
      ),
    );
    expect(finding!.severity).toBe(2);
  });

  test.each([
    ['f(u: User) if u.nmae = 1;', 'name'],
    ['f(u: User) if u.org.ownr = 1;', 'owner'],
    ['f(u: User) if r in u.roles and r.labl = 1;', 'label'],
    ['f(u: User) if u.isAdmn();', 'isAdmin'],
    ['f(u: User) if u.titel = 1;', 'title'],
  ])('in TypeScript: %s', async (policy, meant) => {
    const [finding] = await told({ 'src/models.ts': typescript }, policy);
    expect(finding?.message).toContain(`Did you mean ${meant}?`);
  });

  test('its fix puts the near one there', async () => {
    const { client, uri } = await begin({ 'app/models.py': python }, 'f(u: User) if u.nmae = 1;');
    const diagnostics = await client.diagnostics(uri, (some) => unwritten(some).length === 2);
    const { range } = unwritten(diagnostics)[0]!;
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [] },
    });
    const fix = actions.find(({ title }) => title === 'Change to name');
    expect(fix?.isPreferred).toBe(true);
    expect(fix?.edit?.changes?.[uri]).toEqual([{ range, newText: 'name' }]);
  });

  test('a comment and the configuration turn it off', async () => {
    const suppressed = 'f(u: User) if u.nmae = 1; # polar-disable-line unknown-field';
    expect(await told({ 'app/models.py': python }, suppressed)).toEqual([]);
    const client = new TestClient({
      'polar.config.json': '{"dialect": "library", "checks": {"unknown-field": "error"}}',
      'app/models.py': python,
    });
    clients.push(client);
    await client.initialize();
    const uri = await client.open('main.polar', 'f(u: User) if u.nmae = 1;');
    const found = await client.diagnostics(uri, (some) => unwritten(some).length === 1);
    expect(unwritten(found)[0]!.severity).toBe(1);
  });
});

describe('nothing is said', () => {
  test.each<[string, string, string]>([
    ['of what is there', python, 'f(u: User) if u.name = 1 and u.org.title = 1 and u.is_admin() and u.boss.roles = 1;'],
    ['of what nothing is near to', python, 'f(u: User) if u.birthday = 1;'],
    ['where a base is unknown', `from x import B\nclass User(B):\n    name: str\n`, 'f(u: User) if u.nmae = 1;'],
    ['where a mixin is', `class A: pass\nclass User(A, mixins.Named):\n    name: str\n`, 'f(u: User) if u.nmae = 1;'],
    ['where a base is made by a call', `class User(make(1)):\n    name: str\n`, 'f(u: User) if u.nmae = 1;'],
    [
      'of a model of SQLAlchemy',
      `Base = declarative_base()\nclass User(Base):\n    name = Column(String)\n`,
      'f(u: User) if u.nmae = 1;',
    ],
    ['of a model of Django', `class User(models.Model):\n    pkg = models.CharField()\n`, 'f(u: User) if u.pk = 1;'],
    [
      'where any name is answered',
      `class User:\n    name: str\n    def __getattr__(self, n): ...\n`,
      'f(u: User) if u.nmae = 1;',
    ],
    [
      'where a base answers any name',
      `class A:\n    def __getattr__(self, n): ...\nclass User(A):\n    name: str\n`,
      'f(u: User) if u.nmae = 1;',
    ],
    ['where a decorator may give more', `@enrich\nclass User:\n    name: str\n`, 'f(u: User) if u.nmae = 1;'],
    ['where a metaclass may', `class User(metaclass=Meta):\n    name: str\n`, 'f(u: User) if u.nmae = 1;'],
    [
      'where its fields are set by name',
      `class User:\n    name: str\nsetattr(User, "nmae", 1)\n`,
      'f(u: User) if u.nmae = 1;',
    ],
    [
      'where it is given to the class elsewhere',
      `class User:\n    name: str\nUser.nmae = property(lambda u: 1)\n`,
      'f(u: User) if u.nmae = 1;',
    ],
    [
      'where a class below has it',
      `class User:\n    name: str\nclass Admin(User):\n    names: list\n`,
      'f(u: User) if u.names = 1;',
    ],
    ['of what is hidden', python, 'f(o: Org) if o._secret = 1;'],
    ['of what every named tuple has', python, 'f(p: Pair) if p.count(1) = 1;'],
    ['of what every dictionary has', python, 'f(k: Known) if k.values() = 1;'],
    ['of a member of an enumeration', python, 'f(r: Role) if r.level.name = 1;'],
    ['of what every object has', python, 'f(u: User) if u.__class__ = 1;'],
    ['of a variable of two classes', python, 'f(x) if (x matches User or x matches Role) and x.nmae = 1;'],
    ['of a class that is nowhere', python, 'f(x: Nowhere) if x.nmae = 1;'],
  ])('%s', async (_, source, policy) => {
    expect(await told({ 'app/models.py': source }, policy)).toEqual([]);
  });

  test.each([
    ['with an index signature', 'export class User { [key: string]: unknown; name = 1 }'],
    ['that fills itself', 'export class User { name = 1; constructor(all: object) { Object.assign(this, all) } }'],
    ['that fills itself by name', 'export class User { name = 1; constructor(k: string) { this[k] = 1 } }'],
    ['that extends what a call gives', 'export class User extends mixin(Base) { name = 1 }'],
    ['that extends what a package has', "import { Entity } from 'orm';\nexport class User extends Entity { name = 1 }"],
    ['whose decorator may give more', '@Enriched() export class User { name = 1 }'],
    ['whose interface is open elsewhere', 'export class User { name = 1 }\ninterface User { nmae: string }'],
    ['whose prototype is given more', 'export class User { name = 1 }\nUser.prototype.nmae = () => 1;'],
  ])('of a class in TypeScript %s', async (_, source) => {
    expect(await told({ 'src/models.ts': source }, 'f(u: User) if u.nmae = 1;')).toEqual([]);
  });

  test('of what JavaScript gives each object', async () => {
    const files = { 'src/models.ts': 'export class User { toStrings() {} lengths = 1 }' };
    expect(await told(files, 'f(u: User) if u.toString() = 1 and u.length = 1;')).toEqual([]);
  });

  test('of what the data file has', async () => {
    const files = {
      'polar.config.json': '{"dialect": "library", "data": "data.json"}',
      'data.json': '{"classes": {"User": {"fields": ["nmae"]}, "Probe": {}}, "objects": {}}',
      'app/models.py': python,
    };
    expect(await told(files, 'f(u: User) if u.nmae = 1;')).toEqual([]);
  });

  test('where the configuration names the fields, but what it says itself', async () => {
    const files = {
      'polar.config.json': '{"dialect": "library", "classes": {"User": {"fields": ["name"]}, "Probe": {}}}',
      'app/models.py': python,
    };
    const found = await told(files, 'f(u: User) if u.nmae = 1;');
    expect(found.map(({ message }) => message)).toEqual([
      'User has no field nmae, as polar.config.json names its fields. Did you mean name?',
    ]);
  });
});

describe('the sources as they are now', () => {
  test('what is typed in Python and not saved counts, until it is closed', async () => {
    const { client, uri } = await begin({ 'app/models.py': python }, 'f(u: User) if u.nmae = 1;');
    await client.diagnostics(uri, (some) => unwritten(some).length === 2);
    const source = await client.open('app/models.py', `${python}\nclass Other:\n    nmae: str\n`, 'python');
    await client.diagnostics(uri, (some) => unwritten(some).length === 1);
    await client.change(source, { text: python.replace('name: str', 'nmae: str') });
    await client.diagnostics(uri, (some) => unwritten(some).length === 1);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: source } });
    await client.diagnostics(uri, (some) => unwritten(some).length === 2);
  });

  test('what is saved counts', async () => {
    const { client, uri } = await begin({ 'app/models.py': python }, 'f(u: User) if u.nmae = 1;');
    await client.diagnostics(uri, (some) => unwritten(some).length === 2);
    client.files.set('file:///w/app/models.py', python.replace('name: str', 'nmae: str'));
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: 'file:///w/app/models.py', type: 2 }],
    });
    await client.diagnostics(uri, (some) => unwritten(some).length === 1);
  });
});
